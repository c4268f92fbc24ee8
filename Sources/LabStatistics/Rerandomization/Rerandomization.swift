import Foundation
import Primitives
import Synchronization

/// Plays thousands of randomised tests on one table of potential outcomes.
///
/// ```swift
/// let study = try Rerandomization(outcomes, assignment: Assignment(weights: [0.5, 0.5]), seed: 7)
/// let differences = try await study.run(tests: 10_000) { sums in
///   Double(sums[treated]) / Double(sums[treatedCount]) - Double(sums[control]) / Double(sums[controlCount])
/// }
/// ```
///
/// Every test assigns the units anew and sums, per arm, the columns of the units that it got. The sums are integers, so
/// that they are the same for any number of threads. They are found by the method of four Russians (Arlazarov, Dinic,
/// Kronrod and Faradzhev 1970): for eight units all 256 partial sums are tabulated, and a test adds one row of the table
/// per eight units and arm.
///
/// A test of fewer units than the table holds takes part of the units at random. ``sizes`` asks for several sizes at once:
/// the sums of a smaller size are part of those of a larger one, and cost nothing.
public struct Rerandomization: Sendable {
  /// Units that are assigned, sized and summed together.
  static let span = 128
  /// Tests whose sums a thread holds at most at a time.
  static let mostTestsAtOnce = 2048

  /// The table of outcomes.
  public let outcomes: PotentialOutcomes
  /// How units get into arms.
  public let assignment: Assignment
  /// The seed of all assignments.
  public let seed: UInt64
  /// Number of units that a test draws on, ascending; kept to whole spans of 128.
  public let sizes: [Int]

  /// Prepares a study.
  ///
  /// - Parameters:
  ///   - sizes: the numbers of units of the tests, ascending; nil for all units of the table. Each is rounded to a multiple
  ///     of 128 (at least 128), or to all.
  /// - Throws: ``StatisticsError`` when the arms of table and assignment differ, or sizes do not ascend.
  public init(
    _ outcomes: PotentialOutcomes, assignment: Assignment, seed: UInt64, sizes: [Int]? = nil
  ) throws {
    try Check.that(
      assignment.weights.count == outcomes.arms, "weights", "needs one per arm of the table (\(outcomes.arms))")
    let asked = sizes ?? [outcomes.units]
    try Check.that((1...255).contains(asked.count), "sizes", "needs 1 to 255 sizes, not \(asked.count)")
    for (index, size) in asked.enumerated() {
      try Check.that(
        size > (index == 0 ? 0 : asked[index - 1]) && size <= outcomes.units, "sizes[\(index)]",
        "sizes must ascend, up to the \(outcomes.units) units of the table")
    }
    self.outcomes = outcomes
    self.assignment = assignment
    self.seed = seed
    self.sizes = asked
  }

  /// Plays the tests and evaluates each.
  ///
  /// - Parameters:
  ///   - tests: number of tests, numbered from 0.
  ///   - threads: at least 1.
  ///   - progress: called now and then, from any thread, with the share of the work that is done.
  ///   - evaluate: called once per test, from any thread, with its sums; they must not be kept.
  /// - Returns: the evaluations in the order of the tests.
  /// - Throws: what `evaluate` throws; `CancellationError` when the task is cancelled.
  public func run<Evaluation: Sendable>(
    tests: Int, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    progress: (@Sendable (Double) -> Void)? = nil,
    evaluate: @escaping @Sendable (borrowing TestSums) throws -> Evaluation
  ) async throws -> [Evaluation] {
    guard tests > 0 else { return [] }
    let chunks = Self.chunks(tests: tests, threads: max(1, threads))
    let counter = ChunkCounter()
    let work = Double(outcomes.places.count / Self.span * chunks.count)
    let report: @Sendable () -> Void = {
      let done = counter.finishSpan()
      if done % 16 == 0 { progress?(Double(done) / work) }
    }
    return try await withThrowingTaskGroup(of: [(Int, [Evaluation])].self) { group in
      for _ in 0..<min(max(1, threads), chunks.count) {
        group.addTask {
          var results: [(Int, [Evaluation])] = []
          let pass = RerandomizationPass(self)
          while let index = counter.next(below: chunks.count) {
            results.append((index, try pass.run(chunks[index], report, evaluate)))
          }
          return results
        }
      }
      var parts: [(Int, [Evaluation])] = []
      for try await part in group { parts += part }
      return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  /// The arm that every unit gets in a test, nil for none: what ``run(tests:threads:progress:evaluate:)`` sums over.
  ///
  /// - Parameters:
  ///   - test: the number of the test.
  ///   - size: the position of one of ``sizes``; the largest when absent.
  public func arms(test: Int, size: Int? = nil) -> [Int?] {
    RerandomizationPass(self).arms(test: test, size: size ?? sizes.count - 1).map { $0 < 0 ? nil : $0 }
  }

  /// Equal ranges of tests, as many for each thread.
  private static func chunks(tests: Int, threads: Int) -> [Range<Int>] {
    let rounds = (tests + threads * mostTestsAtOnce - 1) / (threads * mostTestsAtOnce)
    let count = min(tests, rounds * threads)
    return (0..<count).map { ($0 * tests / count)..<(($0 + 1) * tests / count) }
  }
}

/// Hands out chunks of tests and counts the spans of units done.
private final class ChunkCounter: Sendable {
  private let taken = Atomic<Int>(0)
  private let spans = Atomic<Int>(0)

  func next(below count: Int) -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  func finishSpan() -> Int { spans.wrappingAdd(1, ordering: .relaxed).newValue }
}
