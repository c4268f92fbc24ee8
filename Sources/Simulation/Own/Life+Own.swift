import Behavior
import Primitives

/// What a table of people and a behavior of somebody's own say. Nothing here is called where a run has neither.
extension Life {
  /// Row of the user in the table; nil: somebody who installs later.
  private var row: Int? { Int(draws.user) < world.baseUsers ? Int(draws.user) : nil }

  /// Takes the traits that the table gives.
  @inline(never)
  mutating func giveBasics() {
    if let row, let given = world.given { given.giveBasics(row, to: &person, people) }
  }

  @inline(never)
  mutating func giveResponse() {
    if let row, let given = world.given { given.giveResponse(row, to: &person, affinity: affinity, people) }
  }

  /// The value of a fact of the population: from the table, or drawn.
  @inline(__always)
  mutating func fact(_ index: Int, _ drawn: Int32) -> Int32 {
    guard hasGiven, let row, let value = world.given?.fact(index, row) else { return drawn }
    return value
  }

  // MARK: Behavior

  @inline(__always)
  private func ownDay(_ day: Int32) -> OwnDay {
    OwnDay(
      day: day, weekday: weekday(of: day), age: day - installDay,
      silence: now.lastSessionDay == Moment.never ? 0 : max(day - now.lastSessionDay, 0))
  }

  /// Perhaps the person loses interest.
  @inline(never)
  mutating func churnByOwnLaw(_ day: Int32, _ u: Double) {
    guard let behavior else { return }
    let lab = people.churnChance(person, now.person)
    let chance = behavior.dropout(of: person, now.person, on: ownDay(day), lab: lab)
    people.churn(
      &now.person, chance: usable(chance, or: lab, OwnLimits.chance, .dropout, day), u)
  }

  /// Mean sessions of a day.
  @inline(never)
  mutating func ownSessionMean(_ day: Int32) -> Double {
    var lab = people.sessionMean(person, weekday: weekday(of: day), age: day - installDay)
    if hasSeasons { lab *= world.parts.activity(on: day) }
    guard let behavior else { return lab }
    let mean = behavior.sessions(of: person, now.person, on: ownDay(day), lab: lab)
    return usable(mean, or: lab, OwnLimits.sessions, .sessions, day)
  }

  @inline(never)
  mutating func reactByOwnLaw(to push: PushImpression, _ message: Message) -> PushReaction {
    let lab = people.openChance(person, now.person, of: push)
    let chance = behavior?.opening(of: push, by: person, now.person, on: ownDay(message.day), lab: lab) ?? lab
    return people.react(
      person, &now.person, to: push, openChance: usable(chance, or: lab, OwnLimits.chance, .opening, message.day),
      words: message.draw)
  }

  /// Whether an in-app message that is noticed is acted upon.
  @inline(never)
  mutating func actsByOwnLaw(on impression: PushImpression, _ message: Message) -> Bool {
    let lab = people.actChance(
      relevance: impression.relevance, isTriggered: impression.isTriggered, appeal: impression.appeal)
    let chance = behavior?.acting(on: impression, by: person, now.person, on: ownDay(message.day), lab: lab) ?? lab
    return Draws.uniform(message.draw.y) < usable(chance, or: lab, OwnLimits.chance, .acting, message.day)
  }

  /// The value if it is in its range. Else the lab's, and the user's life is only played on until whoever plays it asks
  /// for the ``fault``.
  private mutating func usable(
    _ value: Double, or lab: Double, _ range: ClosedRange<Double>, _ question: OwnBehaviorFault.Question, _ day: Int32
  ) -> Double {
    // NaN is in no range.
    if range.contains(value) { return value }
    if fault == nil {
      fault = OwnBehaviorFault(
        behavior: behavior?.name ?? "", question: question, user: Int(draws.user),
        arm: isLaunched ? world.arms[arm].name : nil, day: Int(day), value: value, range: range)
    }
    return lab
  }
}
