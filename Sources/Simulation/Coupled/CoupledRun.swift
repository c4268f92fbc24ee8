import EngagementCore
import Primitives

/// Plays a world whose users share limits: day by day, with the states of all users kept.
///
/// The users of a day are played one after the other in an order that is drawn for the day, so that the limits hold
/// exactly and nobody is always first; arms are independent and may be played at the same time. The result does not depend
/// on threads.
struct CoupledRun {
  let world: World
  let arms: Assignment
  /// Where users are entered when they come into the population; nil: nowhere.
  var table: OutcomeTable?
  /// Users whose log is wanted, and what receives it.
  var observers: [Int: EventLogRecorder] = [:]

  /// Who lives in which arm.
  enum Assignment {
    /// All in the same.
    case all(Int)
    /// By user.
    case split([Int32])

    /// Positions of the arms that anybody lives in.
    var used: [Int] {
      switch self {
      case .all(let arm): [arm]
      case .split(let arms): Set(arms).map { Int($0) }.sorted()
      }
    }

    subscript(user: Int) -> Int {
      switch self {
      case .all(let arm): arm
      case .split(let arms): Int(arms[user])
      }
    }
  }

  /// What the users come to.
  struct Outcome {
    var sums: [ArmSums]
    /// By user: the final numbers and the first day; nil: never in the population.
    var pages: [(pages: Ledger.Pages, firstDay: Int32)?]
    /// What ended the run before its end.
    var fault: OwnBehaviorFault?
  }

  /// Plays the users.
  ///
  /// - Parameter progress: Called after each day.
  /// - Throws: `CancellationError` when the surrounding task is cancelled.
  func play(progress: (Int32) -> Void) throws -> Outcome {
    let users = world.users
    var life = Life(world)
    if case .all(let arm) = arms { life.probedArms = arm..<arm + 1 }
    let couplings = ArmCouplings(world, arms: arms.used)
    var capsules: [Capsule?] = Array(repeating: nil, count: users)
    var pages: [(Ledger.Pages, Int32)?] = Array(repeating: nil, count: users)
    var joining = newcomers()
    var living: [Int] = []
    for day in 0..<world.horizonDays {
      try Task.checkCancellation()
      couplings.begin(day: day)
      for user in joining[Int(day)] {
        life.desk.couplings = nil
        life.desk.observer = observers[user]
        observers[user]?.begin(user: user)
        let isThere = life.prepare(user)
        if let fault = life.fault { return Outcome(sums: [], pages: [], fault: fault) }
        guard isThere else { continue }
        if let table { life.enter(into: table, user: user) }
        life.desk.couplings = couplings
        life.start(arm: arms[user])
        var capsule = Capsule()
        life.save(to: &capsule)
        capsules[user] = capsule
        living.append(user)
      }
      joining[Int(day)] = []
      life.desk.couplings = couplings
      for user in order(living, on: day) {
        guard var capsule = capsules[user].take() else { continue }
        life.desk.observer = observers[user]
        life.turn(to: arms[user])
        life.restore(capsule)
        life.live(day)
        if let fault = life.fault { return Outcome(sums: [], pages: [], fault: fault) }
        if world.outcomes != nil { life.noteState(day) }
        if life.isOver(after: day) || day == world.horizonDays - 1 {
          life.finish(lastDay: day)
          life.save(to: &capsule)
          pages[user] = (capsule.books, max(capsule.installDay, 0))
        } else {
          life.save(to: &capsule)
          capsules[user] = capsule
        }
      }
      living.removeAll { capsules[$0] == nil }
      progress(day)
    }
    life.desk.observer = nil
    return Outcome(sums: life.close(), pages: pages)
  }

  /// Users by the day on which they come into the population.
  private func newcomers() -> [[Int]] {
    var result = [[Int]](repeating: [], count: Int(world.horizonDays))
    for index in 0..<world.users {
      let user = world.number(of: index)
      let day = user < world.baseUsers ? 0 : (user - world.baseUsers) / world.newPerDay
      result[day].append(index)
    }
    return result
  }

  /// The order of a day, drawn from each user's own stream.
  private func order(_ users: [Int], on day: Int32) -> [Int] {
    let keyed = users.map { user in
      let draws = Draws(run: world.runKey, user: UInt32(truncatingIfNeeded: world.number(of: user)))
      return (draws.block(.order, occurrence: UInt32(bitPattern: day)).x, user)
    }
    return keyed.sorted { $0 < $1 }.map(\.1)
  }
}

extension CoupledRun.Outcome {
  /// Puts the arms of one world together: their counters, and each user's numbers beside the baseline.
  static func join(_ outcomes: [CoupledRun.Outcome], world: World, table: OutcomeTable?) -> [ArmSums] {
    var ledger = Ledger(
      kpis: world.kpis, layout: world.sumsLayout, arms: world.arms.count, outcomes: world.outcomes)
    for user in 0..<world.users {
      guard let first = outcomes.first?.pages[user] else { continue }
      for (arm, outcome) in outcomes.enumerated() {
        if let own = outcome.pages[user] { ledger.place(own.pages, arm: arm) }
      }
      ledger.add(baseline: world.baseline, firstDay: first.firstDay)
      if let table {
        for arm in outcomes.indices { ledger.record(arm: arm, in: table, user: user, firstDay: first.firstDay) }
      }
    }
    var sums = ledger.close()
    for outcome in outcomes {
      for arm in sums.indices { sums[arm] += outcome.sums[arm] }
    }
    return sums
  }

  /// Writes the numbers of users who live in one arm each down.
  func record(in table: OutcomeTable, arms: [Int32], world: World) {
    var ledger = Ledger(
      kpis: world.kpis, layout: world.sumsLayout, arms: world.arms.count, outcomes: world.outcomes)
    for user in 0..<world.users {
      guard let own = pages[user] else { continue }
      ledger.place(own.pages, arm: Int(arms[user]))
      ledger.record(arm: Int(arms[user]), in: table, user: user, firstDay: own.firstDay)
    }
  }
}
