import Foundation
import Synchronization

/// Plays a world with several threads and adds up the arms.
///
/// ```swift
/// let sums = try await Simulator(world).run()
/// ```
///
/// Users are taken in shards; sums are integers, so the result does not depend on threads, shards or their order.
public struct Simulator: Sendable {
  public let world: World
  /// Threads to use, at least 1.
  public var threads: Int
  /// Users that a thread takes at a time, at least 1.
  public var shard: Int

  /// Prepares a run.
  public init(_ world: World, threads: Int = ProcessInfo.processInfo.activeProcessorCount, shard: Int = 2048) {
    self.world = world
    self.threads = max(1, threads)
    self.shard = max(1, shard)
  }

  /// Plays all users.
  ///
  /// - Parameter progress: Called now and then from any thread with the users done.
  /// - Returns: The sums of each arm, in the order of the comparison.
  /// - Throws: `CancellationError` when the surrounding task is cancelled, ``OwnBehaviorFault`` when an own behavior returns
  ///   what no law can use; nothing is kept then.
  package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> [ArmSums] {
    try await play(nil, progress: progress)
  }

  /// Plays all users and keeps the numbers of every single one, as the plan of the world says.
  ///
  /// - Throws: As ``run(progress:)``.
  package func outcomes(progress: (@Sendable (Int) -> Void)? = nil) async throws -> (
    sums: [ArmSums], table: OutcomeTable
  ) {
    let table = world.emptyTable()
    return (try await play(table, progress: progress), table)
  }

  /// Plays every user in one arm only, as a real test does: all arms in the same world, sharing its limits.
  ///
  /// - Parameter arms: By user: the position of the arm.
  /// - Returns: A table that holds each user's numbers in that arm, and zeros in the others.
  /// - Throws: As ``run(progress:)``.
  package func split(_ arms: [Int32], progress: (@Sendable (Int) -> Void)? = nil) throws -> (
    sums: [ArmSums], table: OutcomeTable
  ) {
    let table = world.emptyTable()
    let outcome = try CoupledRun(world: world, arms: .split(arms), table: table).play { day in
      progress?(world.users * Int(day + 1) / Int(world.horizonDays))
    }
    if let fault = outcome.fault { throw fault }
    outcome.record(in: table, arms: arms, world: world)
    return (outcome.sums, table)
  }

  private func play(_ table: OutcomeTable?, progress: (@Sendable (Int) -> Void)?) async throws -> [ArmSums] {
    if world.isCoupled { return try await runCoupled(table, progress: progress) }
    let users = world.users
    let shards = (users + shard - 1) / shard
    let counter = ShardCounter()
    let workers = max(1, min(threads, shards))
    typealias Part = (sums: [ArmSums], fault: (user: Int, what: OwnBehaviorFault)?)
    let whole = try await withThrowingTaskGroup(of: Part.self) { group in
      for _ in 0..<workers {
        group.addTask {
          var life = Life(world)
          life.table = table
          while let index = counter.next(below: shards) {
            try Task.checkCancellation()
            let first = index * shard
            let last = min(first + shard, users)
            for user in first..<last {
              life.play(user: user)
              guard let fault = life.fault else { continue }
              // The others finish the shards that they have, and no earlier one is left: the first faulty user is found
              // whatever the threads.
              counter.close()
              return ([], (user, fault))
            }
            progress?(counter.finish(last - first))
            // Others may want the threads, too: a library has several jobs at once.
            await Task.yield()
          }
          return (life.close(), nil)
        }
      }
      var total: [ArmSums]?
      var first: (user: Int, what: OwnBehaviorFault)?
      for try await part in group {
        if let fault = part.fault {
          if fault.user < first?.user ?? .max { first = fault }
          continue
        }
        guard var sum = total else {
          total = part.sums
          continue
        }
        for arm in sum.indices { sum[arm] += part.sums[arm] }
        total = sum
      }
      return Part(total ?? [], first)
    }
    if let fault = whole.fault { throw fault.what }
    return whole.sums
  }

  /// Plays the arms of a world whose users share limits, several at the same time.
  private func runCoupled(
    _ table: OutcomeTable?, progress: (@Sendable (Int) -> Void)?
  ) async throws -> [ArmSums] {
    let world = self.world
    let arms = world.arms.count
    let done = ShardCounter()
    let outcomes = try await withThrowingTaskGroup(of: (Int, CoupledRun.Outcome).self) { group in
      var next = 0
      func start() {
        guard next < arms else { return }
        let arm = next
        next += 1
        group.addTask {
          // The past is the same in every arm; one of them writes it down.
          let outcome = try CoupledRun(world: world, arms: .all(arm), table: arm == 0 ? table : nil).play { _ in
            let days = done.finish(1)
            progress?(world.users * days / (arms * Int(world.horizonDays)))
          }
          return (arm, outcome)
        }
      }
      for _ in 0..<min(threads, arms) { start() }
      var outcomes: [(Int, CoupledRun.Outcome)] = []
      for try await outcome in group {
        outcomes.append(outcome)
        if outcome.1.fault == nil { start() }
      }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
    if let fault = outcomes.lazy.compactMap(\.fault).first { throw fault }
    return CoupledRun.Outcome.join(outcomes, world: world, table: table)
  }
}

/// Hands out shards and counts the users done.
private final class ShardCounter: Sendable {
  private let taken = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)

  /// Hands out no more.
  func close() { isClosed.store(true, ordering: .relaxed) }

  func next(below count: Int) -> Int? {
    if isClosed.load(ordering: .relaxed) { return nil }
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  func finish(_ users: Int) -> Int { done.wrappingAdd(users, ordering: .relaxed).newValue }
}
