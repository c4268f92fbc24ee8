import LabStatistics
import Primitives
import Simulation

/// Reads a test's users at a look: what its analyst would have, and what is true.
struct TestReading {
  let places: TestPlaces
  /// Position of the test.
  let test: Int
  let metric: TestMetric
  /// What is read: each user in the arm that they live in.
  let observed: OutcomeTable
  /// Both lives of every user.
  let table: OutcomeTable
  /// By user: whether the user is missing from the analysis.
  let isLost: [Bool]

  private var definition: ExperimentDefinition { places.tests[test] }
  private var control: Int { places.controlIndex(of: definition) }

  /// Which users count.
  enum Group: Equatable {
    case all
    /// Those whom a message reached, or would have reached in the other arm, by the look.
    case exposed(arm: Int)
  }

  /// The numbers of each arm's users at a look, for some of the users.
  func arms(look: Int, among group: Group = .all, where isMeant: (Int) -> Bool = { _ in true }) throws -> [ArmData] {
    try Task.checkCancellation()
    var arms = definition.arms.map { _ in ArmData(columns: TestMetric.columns) }
    for user in 0..<observed.users {
      let arm = Int(places.arms[test][user])
      guard arm >= 0, isLost.isEmpty || !isLost[user], isIn(group, user, look), isMeant(user),
        let row = metric.row(observed, user: user, world: places.world(of: user), look: look)
      else { continue }
      try arms[arm].add([row.y, row.d, row.x, 1])
    }
    return arms
  }

  func isIn(_ group: Group, _ user: Int, _ look: Int) -> Bool {
    switch group {
    case .all: true
    case .exposed(let arm): exposure(of: user, arm: arm) < Int32(table.plan.looks[look])
    }
  }

  /// The day on which the first message arrives in the control or in an arm, whichever the user is in: as ghost sends tell.
  func exposure(of user: Int, arm: Int) -> Int32 {
    min(
      table.exposure(of: user, arm: places.world(of: user, test: test, arm: control)),
      table.exposure(of: user, arm: places.world(of: user, test: test, arm: arm)))
  }

  /// The mean difference that the two lives of every user of the audience make, in the test or not.
  func truth(
    arm: Int, look: Int, among group: Group = .all, where isMeant: (Int) -> Bool = { _ in true }
  ) throws -> PairedComparison? {
    try Task.checkCancellation()
    var moments = CoMoments(dimension: 4)
    for user in 0..<table.users where places.isEligible[test][user] && isIn(group, user, look) && isMeant(user) {
      let one = metric.row(table, user: user, world: places.world(of: user, test: test, arm: arm), look: look)
      let two = metric.row(table, user: user, world: places.world(of: user, test: test, arm: control), look: look)
      guard let one, let two else { continue }
      moments.add([one.y, one.d, two.y, two.d])
    }
    return moments.count > 1 ? try PairedComparison(moments) : nil
  }

  /// Information of each look as a share of the last one's, from how the users' numbers go together between looks.
  ///
  /// Of two looks j < k the statistics are correlated by sqrt(n_j / n_k) times the correlation of the users' numbers, so
  /// that t_j / t_k is the square of that: for users who come one after the other the share of users, for users who are
  /// there all the time more. The arms are not told apart, so that nothing is learnt of the effect.
  func information(looks: [Int], adjusted: Bool) -> [Double] {
    var result = [Double](repeating: 1, count: looks.count)
    for position in looks.indices.dropLast().reversed() {
      let ratio = shared(looks[position], looks[position + 1], adjusted: adjusted)
      // Every look must add something; a millionth is what the design asks for.
      result[position] = result[position + 1] * min(max(ratio, 1e-4), 1 - 1e-5)
    }
    return result
  }

  private func shared(_ first: Int, _ second: Int, adjusted: Bool) -> Double {
    var moments = CoMoments(dimension: 3)
    var later = 0
    for user in 0..<observed.users where places.arms[test][user] >= 0 {
      let world = places.world(of: user)
      guard let two = metric.row(observed, user: user, world: world, look: second) else { continue }
      later += 1
      guard let one = metric.row(observed, user: user, world: world, look: first) else { continue }
      moments.add([one.y, two.y, one.x])
    }
    guard later > 0, moments.count > 1 else { return 0 }
    var c = moments.covarianceMatrix
    if adjusted, c[2][2] > 0 {
      for i in 0..<2 {
        for j in 0..<2 { c[i][j] -= moments.covariance(i, 2) * moments.covariance(j, 2) / moments.variance(2) }
      }
    }
    guard c[0][0] > 0, c[1][1] > 0 else { return 0 }
    return Double(moments.count) / Double(later) * c[0][1] * c[0][1] / (c[0][0] * c[1][1])
  }
}
