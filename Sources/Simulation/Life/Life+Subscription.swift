import Behavior
import EngagementCore
import Primitives

/// Trials, renewals and their ends.
extension Life {
  /// Whether a trial or a period runs.
  @inline(__always) var isBilled: Bool { now.own.due != PartState.never }

  /// A trial or a first period begins.
  mutating func beginPeriod(_ membership: PartState.Membership, at time: LocalTime) {
    guard let subscription = world.parts.subscription else { return }
    let days = membership == .trial ? subscription.trial : subscription.period
    now.own.membership = membership
    now.own.due = time + Int32(days) * 86_400
    // Who begins is there today.
    now.own.activeDays = 1
    now.own.hasSeenOffer = false
    report(at: time)
  }

  /// Puts the end of a trial or period on the agenda of its day.
  @inline(never)
  mutating func planBilling(_ day: Int32) {
    guard isBilled, now.own.due.day == day else { return }
    desk.agenda.push(Agenda.Item(time: now.own.due, rank: 0, kind: .billing, subject: 0))
  }

  /// A trial or a period ends: it is renewed or not.
  mutating func bill(_ item: Agenda.Item) {
    // Who buys during the trial ends it; who removes the app ends all.
    guard let subscription = world.parts.subscription, item.time == now.own.due, now.person.isInstalled else { return }
    let isTrial = now.own.membership == .trial
    let days = isTrial ? subscription.trial : subscription.period
    let active = Double(min(now.own.activeDays, Int32(days))) / Double(days)
    let u = Draws.uniform(draws.block(.subscription, occurrence: UInt32(bitPattern: item.time.day)).x)
    let stays =
      isTrial
      ? u < subscription.conversion(activeShare: active, hasOffer: now.own.hasSeenOffer)
      : u >= subscription.cancellation(activeShare: active, hasOffer: now.own.hasSeenOffer)
    now.own.membership = stays ? .subscribed : .cancelled
    now.own.due = stays ? item.time + Int32(subscription.period) * 86_400 : PartState.never
    now.own.activeDays = 0
    now.own.hasSeenOffer = false
    report(at: item.time)
    fulfil(stays ? (isTrial ? .subscribed : .renewed) : .cancelled, at: item.time)
  }

  /// The app says where the user stands.
  private mutating func report(at time: LocalTime) {
    let parts = world.parts
    let index = Int(now.own.membership.rawValue) - 1
    if parts.statusInfo >= 0 && index >= 0 {
      desk.setAppInfo(parts.statusInfo, to: parts.statusCodes[index], time: time)
    }
    if parts.endInfo >= 0 && isBilled { desk.setAppInfo(parts.endInfo, to: now.own.due.day, time: time) }
  }
}
