import Primitives

/// The numbers of a line: a user of the population, and all whom word of mouth brought through them.
///
/// What newcomers do adds to the numbers of the user at the root, so that users of the population stay the units that are
/// compared. Units that stand for the root alone (`per user`, `per week`) do not grow; those that are counted (sessions,
/// active days, people of whom something holds) add up.
extension Ledger {
  /// Numbers of a line while it is played.
  struct Line {
    fileprivate var numbers: [Int64] = []
    fileprivate var weekly: [Int64] = []
  }

  /// Keeps the numbers of the root.
  mutating func beginLine(_ line: inout Line) {
    line.numbers = Array(UnsafeBufferPointer(start: own, count: numbersPerArm))
    line.weekly = Array(UnsafeBufferPointer(start: ownWeekly, count: weeklyPerArm))
  }

  /// Turns to a newcomer, who is no user of the population.
  mutating func beginNewcomer() { clearUser() }

  /// Adds the numbers of a newcomer whose life is over.
  mutating func extend(_ line: inout Line) {
    for kpi in 0..<layout.kpis {
      line.numbers[2 * kpi] += own[2 * kpi]
      if case .fed = kpis.kpis[kpi].denominator { line.numbers[2 * kpi + 1] += own[2 * kpi + 1] }
    }
    for k in 0..<weeklyPerArm { line.weekly[k] += ownWeekly[k] }
  }

  /// Puts the numbers of the line in the place of the root's.
  mutating func endLine(_ line: Line) {
    for k in line.numbers.indices { own[k] = line.numbers[k] }
    for k in line.weekly.indices { ownWeekly[k] = line.weekly[k] }
  }
}
