import LabStatistics
import Primitives
import Simulation

/// Tests that are simulated one by one, where users share limits and no user's outcome stands for itself.
///
/// Every test is a world of its own people, split between the arms as a real test would; its twin, in which all live as the
/// control and the arms are but labels, is the test without an effect.
struct DesignSplits: Sendable {
  let scenario: Scenario
  let request: DesignRequest
  let metric: TestMetric
  /// What values are divided by, to be in the unit of the population's differences.
  let unit: Double
  /// Positions of the looks that can be read.
  let looks: [Int]

  /// Simulates the tests.
  ///
  /// - Returns: by test and look: without an effect, and with the scenario's.
  func estimates(progress: (@Sendable (Double) -> Void)? = nil) async throws -> [[DesignStudy.Numbers]] {
    let tests = request.settings.splitTests
    let threads = min(request.settings.threads, tests)
    let done = DoneCounter()
    return try await withThrowingTaskGroup(of: [(Int, [DesignStudy.Numbers])].self) { group in
      for worker in 0..<threads {
        group.addTask {
          var parts: [(Int, [DesignStudy.Numbers])] = []
          // Every thread takes each so-manieth test; results are put in order afterwards.
          for test in stride(from: worker, to: tests, by: threads) {
            try Task.checkCancellation()
            parts.append((test, try self.test(test)))
            progress?(Double(done.add()) / Double(tests))
          }
          return parts
        }
      }
      var all: [(Int, [DesignStudy.Numbers])] = []
      for try await parts in group { all += parts }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func test(_ number: Int) throws -> [DesignStudy.Numbers] {
    // Replication 0 is the world whose arms are compared.
    let world = try request.world(replication: UInt32(number) + 1)
    var coin = ResamplingStream(seed: request.settings.seed, number: UInt64(number) | 1 << 41)
    let labels = (0..<world.users).map { _ in coin.uniform() < request.settings.weights[0] ? 0 : 1 }
    let simulator = Simulator(world, threads: 1)
    let split = try simulator.split(labels.map { Int32($0 == 0 ? request.control : request.arm) }).table
    let alike = try simulator.split(labels.map { _ in Int32(request.control) }).table
    return looks.flatMap { look -> [DesignStudy.Numbers] in
      let none = estimate(alike, labels, look) { _ in request.control }
      let own = estimate(split, labels, look) { $0 == 0 ? request.control : request.arm }
      // In the order of DesignStudy.Kind; nothing is drawn from the prior.
      return [DesignStudy.Numbers(none), DesignStudy.Numbers(own), DesignStudy.Numbers(nil)]
    }
  }

  private func estimate(
    _ table: OutcomeTable, _ labels: [Int], _ look: Int, arm: (Int) -> Int
  ) -> DesignEstimate? {
    let isRatio = table.kinds[metric.column] != .user
    var sums = [TreatmentSums(), TreatmentSums()]
    for side in 0..<2 { sums[side].base.isRatio = isRatio }
    let day = Int32(table.plan.looks[look])
    for user in 0..<table.users where table.entry(of: user) < day {
      let world = arm(labels[user])
      let d = isRatio ? table.denominator(kpi: metric.column, arm: world, look: look, user: user) : 1
      sums[labels[user]].add(
        y: Double(table.values(kpi: metric.column, arm: world, look: look)[user]) / unit, e: 0, d: Double(d), f: 0,
        x: Double(metric.past(table, user)))
    }
    return DesignEstimate(control: sums[0].base, treatment: sums[1].base)
  }
}
