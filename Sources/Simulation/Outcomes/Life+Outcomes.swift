import Behavior
import EngagementCore
import Primitives

/// The table of single users, where one is wanted.
extension Life {
  /// Enters the user who was prepared into the table.
  @inline(never)
  mutating func enter(into table: OutcomeTable, user: Int) {
    guard let plan = world.outcomes else { return }
    var marks: UInt64 = 0
    let day = max(installDay, 0)
    let profile = Profile(words: words, layout: layout)
    for (index, condition) in plan.conditions.enumerated() where condition.holds(profile, today: day) {
      marks |= 1 << UInt64(index)
    }
    table.enter(user: user, day: day, marks: marks, platform: person.platform, language: person.language)
    ledger.recordPast(in: table, user: user)
  }

  /// Notes what the end of a day has changed.
  @inline(never)
  mutating func noteState(_ day: Int32) {
    ledger.noteState(day, isInstalled: now.person.isInstalled, acceptsPush: now.person.acceptsPush)
  }

  /// Books sessions before the start, where they are a covariate.
  @inline(never)
  mutating func bookPastSessions(_ count: Int32, day: Int32) {
    guard let plan = world.outcomes, day >= plan.covariateStart, day < 0 else { return }
    ledger.pastSessions(Int64(count), tag: world.sessionTag, isFirst: now.lastSessionDay != day)
  }

  /// Books something that happened before the start, where that is a covariate.
  @inline(never)
  mutating func bookPast(_ tag: Int32, topic: Int32, times: Int64, revenue: Int64, day: Int32) {
    if let plan = world.outcomes, day >= plan.covariateStart, day < 0 {
      ledger.past(tag, topic: topic, times: times, revenue: revenue)
    }
  }
}
