import LabStatistics
import Testing

/// Ranking and selection keeps its promise; 600 runs of a promise of .95 fall below .923 with probability .002.
@Suite("Ranking and selection")
struct SelectionTests {
  static let runs = 600
  static let leastShare = 0.923

  /// One replication: the first system leads by `lead`; a common part ties the systems together.
  static func outputs(_ systems: Int, lead: Double, spreads: [Double], common: Double, _ random: inout TestRandom)
    -> [Double]
  {
    let shared = common * random.normal()
    return (0..<systems).map { ($0 == 0 ? lead : 0) + shared + spreads[$0 % spreads.count] * random.normal() }
  }

  @Test(
    "Kim and Nelson's race chooses the best as often as promised, in the least favourable configuration",
    arguments: [(2, 0.0, [1.0]), (5, 0.0, [1.0]), (5, 3.0, [1.0]), (5, 1.0, [0.5, 1, 2])])
  func race(systems: Int, common: Double, spreads: [Double]) throws {
    var random = TestRandom(seed: 21)
    var correct = 0
    var replications = 0
    for _ in 0..<Self.runs {
      var race = try KimNelson(systems: systems, zone: IndifferenceZone(indifference: 0.5), firstStage: 10)
      while !race.isDecided {
        let all = Self.outputs(systems, lead: 0.5, spreads: spreads, common: common, &random)
        try race.add(race.survivors.map { all[$0] })
      }
      if race.leader == 0 { correct += 1 }
      replications += race.replications
    }
    #expect(Double(correct) / Double(Self.runs) >= Self.leastShare, "\(correct)")
    // It is a race: playing on to the two-stage number of replications (about 100 here) would be no sequential procedure.
    if spreads == [1] { #expect(Double(replications) / Double(Self.runs) < 90, "\(replications / Self.runs)") }
  }

  @Test("Common random numbers leave the race as it is: only differences count")
  func differencesOnly() throws {
    var random = TestRandom(seed: 4)
    var plain = try KimNelson(systems: 3, zone: IndifferenceZone(indifference: 0.3), firstStage: 8)
    var shifted = plain
    while !plain.isDecided {
      let all = Self.outputs(3, lead: 0.4, spreads: [1], common: 0, &random)
      // A multiple of a power of two, so that no rounding enters the differences.
      let level = Double(plain.replications % 5) * 4
      try plain.add(plain.survivors.map { all[$0] })
      try shifted.add(shifted.survivors.map { all[$0] + level })
      #expect(plain.survivors == shifted.survivors)
    }
    #expect(shifted.isDecided && plain.leader == shifted.leader)
  }

  @Test(
    "Nelson and Matejcik's two stages reach their promise and no more, where their assumption holds",
    arguments: [2, 5])
  func twoStages(systems: Int) throws {
    var random = TestRandom(seed: 8)
    let plan = try TwoStageSelection(systems: systems, zone: IndifferenceZone(indifference: 0.5), firstStage: 10)
    var correct = 0
    var covered = 0
    for _ in 0..<Self.runs {
      var all = try PairedReplications(systems: systems)
      func play(_ count: Int) throws {
        while all.count < count {
          try all.add(Self.outputs(systems, lead: 0.5, spreads: [1], common: 2, &random))
        }
      }
      try play(10)
      try play(plan.replications(after: all))
      let choice = try plan.choice(of: all)
      if choice.best == 0 { correct += 1 }
      let truths = (0..<systems).map { $0 == 0 ? 0.5 : -0.5 }
      if zip(choice.distances, truths).allSatisfy({ $0.contains($1) }) { covered += 1 }
    }
    // Between the .001 and .999 quantiles of 600 draws at .95, with some room above for the second stage's rounding up.
    #expect((Self.leastShare...0.985).contains(Double(correct) / Double(Self.runs)), "\(correct)")
    #expect(Double(covered) / Double(Self.runs) >= Self.leastShare, "\(covered)")
  }

  @Test("Screening keeps the best as often as promised, and drops what is clearly worse", arguments: [0.0, 3.0])
  func screening(common: Double) throws {
    var random = TestRandom(seed: 15)
    var kept = 0
    var size = 0
    for _ in 0..<Self.runs {
      var all = try PairedReplications(systems: 6)
      for _ in 0..<12 {
        var row = Self.outputs(6, lead: 0.01, spreads: [1], common: common, &random)
        row[5] -= 4
        try all.add(row)
      }
      let survivors = try SubsetScreening.survivors(of: all)
      if survivors.contains(0) { kept += 1 }
      if survivors.contains(5) { size += 1 }
    }
    #expect(Double(kept) / Double(Self.runs) >= Self.leastShare && size < 6, "\(kept), \(size)")
  }

  @Test("The winner's optimism is the mean of the largest of equals, and fresh replications are free of it")
  func optimism() throws {
    var random = TestRandom(seed: 33)
    var optimism = Moments()
    var corrected = Moments()
    var covered = 0
    for _ in 0..<Self.runs {
      let rows = (0..<5).map { _ in (0..<10).map { _ in random.normal() } }
      let all = try PairedReplications(systems: 10, rows: rows)
      let fresh = Moments((0..<5).map { _ in random.normal() })
      let luck = try WinnersOptimism(
        selection: all.moments(of: all.largestMean).summary, validation: fresh.summary)
      optimism.add(luck.optimism)
      corrected.add(luck.corrected)
      if luck.interval?.contains(0) == true { covered += 1 }
    }
    // The mean of the largest of ten standard normals is 1.53875; four standard errors of 600 runs.
    #expect(abs(optimism.mean - 1.53875 / 5.0.squareRoot()) < 4 * 0.52 / 600.0.squareRoot(), "\(optimism.mean)")
    #expect(abs(corrected.mean) < 4 * 0.447 / 600.0.squareRoot(), "\(corrected.mean)")
    #expect(Double(covered) / Double(Self.runs) >= Self.leastShare)
  }

  @Test("One system, equal systems and hostile arguments")
  func edges() throws {
    let zone = try IndifferenceZone(indifference: 0.1)
    #expect(try KimNelson(systems: 1, zone: zone).isDecided)
    var equal = try KimNelson(systems: 3, zone: zone, firstStage: 2)
    for _ in 0..<2 {
      #expect(!equal.isDecided)
      try equal.add([1, 1, 1])
    }
    #expect(equal.isDecided && equal.leader == 0 && equal.survivors == [0, 1, 2] && equal.mostReplications == 0)
    #expect(throws: StatisticsError.self) { try equal.add([1, 1]) }
    #expect(throws: StatisticsError.self) { try equal.add([1, 1, .nan]) }
    #expect(throws: StatisticsError.self) { try KimNelson(systems: 0, zone: zone) }
    #expect(throws: StatisticsError.self) { try KimNelson(systems: 2, zone: zone, firstStage: 1) }
    #expect(throws: StatisticsError.self) { try IndifferenceZone(confidence: 0.4, indifference: 1) }
    #expect(throws: StatisticsError.self) { try IndifferenceZone(indifference: 0) }
    #expect(throws: StatisticsError.self) { try TwoStageSelection(systems: 1, zone: zone) }
    let single = try PairedReplications(systems: 1, rows: [[1], [2]])
    #expect(try SubsetScreening.survivors(of: single) == [0])
    #expect(throws: StatisticsError.self) {
      try SubsetScreening.survivors(of: PairedReplications(systems: 2, rows: [[1, 2]]))
    }
    let exact = UnitSummary(count: 1, mean: 2, variance: 0)
    let luck = try WinnersOptimism(selection: exact, validation: exact)
    #expect(luck.optimism == 0 && luck.interval == nil && luck.status == .tooFewUnits)
  }

  @Test(
    "The largest of t variables: Dunnett's one-sided table",
    arguments: [
      (1, 10.0, 1.81), (2, 10, 2.15), (3, 10, 2.34), (4, 10, 2.47), (1, 20, 1.72), (2, 20, 2.03), (3, 20, 2.19),
      (5, 20, 2.39), (1, .infinity, 1.64), (2, .infinity, 1.92), (3, .infinity, 2.06), (9, .infinity, 2.42),
    ])
  func largestT(variables: Int, degrees: Double, published: Double) throws {
    let found = try LargestT(variables: variables, degreesOfFreedom: degrees).upperQuantile(0.05)
    #expect(abs(found - published) <= 0.0101, "\(found)")
  }

  @Test("The largest of one t variable is Student's t", arguments: [1, 2, 5, 30, 1e6] as [Double])
  func single(degrees: Double) throws {
    let largest = try LargestT(variables: 1, degreesOfFreedom: degrees)
    let t = try StudentT(degreesOfFreedom: degrees)
    for g in [-2, -0.5, 0, 0.7, 1.9, 4] { #expect(abs(try largest.cdf(g) - t.cdf(g)) < 1e-9) }
  }
}
