import Foundation
import LabStatistics

/// Measures how fast tests are re-randomised: 10,000 tests over 100,000 users, two arms and eight looks.
@main
struct DesignBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let users = arguments.first ?? 100_000
    let tests = arguments.dropFirst().first ?? 10_000
    let most = arguments.dropFirst(2).first ?? ProcessInfo.processInfo.activeProcessorCount
    for money in [false, true] {
      let outcomes = try table(users: users, money: money)
      for (name, assignment) in [
        ("half and half", try Assignment(weights: [0.5, 0.5])),
        ("90 % and 10 %", try Assignment(weights: [0.9, 0.1])),
        ("half and half, blocked", try Assignment(weights: [0.5, 0.5], kind: .blocked)),
      ] {
        for threads in Set([1, most]).sorted() {
          let study = try Rerandomization(outcomes.table, assignment: assignment, seed: 7)
          let start = ContinuousClock().now
          let processor = clock()
          let columns = outcomes.columns
          let checks = try await study.run(tests: tests, threads: threads) { sums in
            var check: Int64 = 0
            for column in columns { check = check &* 31 &+ sums[column] }
            return check
          }
          let seconds = (ContinuousClock().now - start) / .seconds(1)
          let used = Double(clock() - processor) / Double(CLOCKS_PER_SEC)
          let check = checks.reduce(0) { $0 &* 31 &+ $1 }
          print(
            "{\"values\": \"\(money ? "money" : "counts")\", \"assignment\": \"\(name)\", \"users\": \(users), "
              + "\"tests\": \(tests), \"columns\": \(columns.count), \"threads\": \(threads), \"seconds\": \(seconds), "
              + "\"processor_seconds\": \(used), \"check\": \(check)}")
        }
      }
    }
  }

  /// Two arms, eight looks: users, sum and square of an outcome, sum and square of a covariate, and their product.
  static func table(users: Int, money: Bool) throws -> (table: PotentialOutcomes, columns: [PotentialOutcomes.Column]) {
    var table = try PotentialOutcomes(units: users, arms: 2)
    var columns: [PotentialOutcomes.Column] = []
    var stream = ResamplingStream(seed: 1, number: 0)
    let most = money ? 2_000_000 : 40
    let covariate = (0..<users).map { _ in Int64(stream.index(below: most)) }
    for arm in 0..<2 {
      var outcome = [Int64](repeating: 0, count: users)
      for _ in 0..<8 {
        for user in 0..<users { outcome[user] += Int64(stream.index(below: most / 10 + arm)) }
        columns.append(try table.add([Int64](repeating: 1, count: users), arm: arm))
        columns.append(try table.add(outcome, arm: arm))
        columns.append(try table.add(outcome.map { $0 * $0 }, arm: arm))
        columns.append(try table.add(covariate, arm: arm))
        columns.append(try table.add(covariate.map { $0 * $0 }, arm: arm))
        columns.append(try table.add(zip(covariate, outcome).map { $0 * $1 }, arm: arm))
      }
    }
    return (table, columns)
  }
}
