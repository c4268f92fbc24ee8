import Primitives
import Simulation

/// Who is in which test, in which arm of it, and so in which arm of the comparison.
///
/// Everything is decided by addressed draws of the user: the same user is always in the same arm, and one test says nothing
/// about another.
package struct TestPlaces {
  let scenario: Scenario
  let tests: [ExperimentDefinition]
  /// By test and user: position among the test's arms; −1: not in it.
  package private(set) var arms: [[Int8]] = []
  /// By test and user: whether the user belongs to the audience.
  package private(set) var isEligible: [[Bool]] = []
  /// Users, by test, who live in another arm than their own without anybody knowing.
  private(set) var isContaminated: [[Bool]] = []
  private let users: Int
  private let worlds: WorldFinder

  /// - Parameter table: Its conditions are the audiences of the scenario's tests, in their order.
  package init(_ scenario: Scenario, world: World, table: OutcomeTable) {
    self.scenario = scenario
    tests = scenario.experiments
    users = table.users
    worlds = WorldFinder(scenario)
    for (index, test) in tests.enumerated() {
      isEligible.append(
        (0..<users).map { table.entry(of: $0) != OutcomeTable.never && table.holds(index, user: $0) })
      arms.append(Array(repeating: -1, count: users))
      isContaminated.append(Array(repeating: false, count: test.faults.contamination > 0 ? users : 0))
    }
    let layers = scenario.experimentLayers
    for user in 0..<users {
      let draws = world.draws(of: user)
      for layer in layers { place(user, draws, in: layer) }
    }
  }

  private mutating func place(_ user: Int, _ draws: Draws, in layer: [ExperimentDefinition]) {
    let name = layer.first.map { $0.layer.map { "layer \($0)" } ?? "test \($0.name)" } ?? ""
    let slice = Draws.uniform(draws.block(.assignment, occurrence: 0, entity: stableHash(name)).x)
    var taken = 0.0
    for (test, share) in zip(layer, Scenario.shares(of: layer)) {
      let isMine = slice >= taken && slice < taken + share
      taken += share
      guard isMine, let index = tests.firstIndex(where: { $0.name == test.name }), isEligible[index][user] else {
        continue
      }
      let words = draws.block(.assignment, occurrence: 1, entity: stableHash(test.name))
      arms[index][user] = Int8(Self.pick(Draws.uniform(words.x), test.arms.map(\.share)))
      if test.faults.contamination > 0, Int(arms[index][user]) == controlIndex(of: test) {
        isContaminated[index][user] = Draws.uniform(words.y) < test.faults.contamination
      }
    }
  }

  /// The position that a number in (0, 1) chooses among shares.
  static func pick(_ u: Double, _ shares: [Double]) -> Int {
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      if u < sum { return index }
    }
    return shares.count - 1
  }

  func controlIndex(of test: ExperimentDefinition) -> Int {
    test.arms.firstIndex { $0.name == scenario.control(of: test) } ?? 0
  }

  /// Gives a user of a test another arm.
  mutating func move(_ user: Int, test: Int, to arm: Int) { arms[test][user] = Int8(arm) }

  /// The arm of the comparison that a user lives in; where `test` and `arm` are given, as if the user had that arm of it.
  package func world(of user: Int, test: Int? = nil, arm: Int? = nil) -> Int {
    var code = 0
    let layer = test.flatMap { tests[$0].layer }
    for index in tests.indices {
      var own = Int(arms[index][user])
      if index == test, let arm {
        own = arm
      } else if let layer, tests[index].layer == layer {
        // Who is in this test is in none of its layer's others.
        own = -1
      } else if own >= 0, !isContaminated[index].isEmpty, isContaminated[index][user] {
        own = own == 0 ? 1 : 0
      }
      code = code * (tests[index].arms.count + 1) + own + 1
    }
    return worlds.world(code)
  }

  /// Whether a user of a test is missing from its analysis.
  func isLost(_ user: Int, test index: Int, exposed: Bool, draws: Draws) -> Bool {
    let test = tests[index]
    guard let lost = test.faults.lost, test.arms[Int(arms[index][user])].name == lost.arm else { return false }
    switch lost.who {
    case .anybody: break
    case .exposed: if !exposed { return false }
    case .unexposed: if exposed { return false }
    }
    return Draws.uniform(draws.block(.assignment, occurrence: 1, entity: stableHash(test.name)).z) < lost.share
  }
}

/// The arm of the comparison for each combination of the tests' arms.
private struct WorldFinder {
  private let worlds: [Int]

  func world(_ code: Int) -> Int { worlds[code] }

  init(_ scenario: Scenario) {
    let tests = scenario.experiments
    let count = tests.reduce(1) { $0 * ($1.arms.count + 1) }
    let outside = scenario.comparison.arms.firstIndex { $0.name == scenario.comparison.baseline } ?? 0
    worlds = (0..<count).map { code in
      var rest = code
      var places: [(test: ExperimentDefinition, arm: String)] = []
      for test in tests.reversed() {
        let own = rest % (test.arms.count + 1) - 1
        rest /= test.arms.count + 1
        if own >= 0 { places.insert((test, test.arms[own].name), at: 0) }
      }
      // Combinations that no user is in need no arm: they are tests of one layer.
      return places.isEmpty ? outside : scenario.joined(places) ?? outside
    }
  }
}
