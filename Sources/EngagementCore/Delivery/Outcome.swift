/// What became of a message to one user; each decision ends in exactly one of these.
///
/// The order is the order of evaluation (see Documentation/architecture.md).
public enum Outcome: Int, Sendable, CaseIterable {
  /// Everything was decided, nothing delivered: a ghost send.
  case heldOut = 0
  /// The user may not get this campaign again (yet).
  case notAgain
  /// An exit tag ("unless") called it off.
  case calledOff
  /// What it waited for did not happen.
  case timedOut
  /// The audience was checked again at the send and no longer matched.
  case leftAudience
  /// No content in the user's language.
  case noLanguage
  /// An app-info that its text names has no value.
  case missingTag
  /// The app is not installed any more.
  case uninstalled
  /// The user does not accept messages of the channel.
  case optedOut
  /// Dropped because it was due outside its send window.
  case outsideWindow
  /// Dropped because of quiet hours.
  case quietDropped
  /// A frequency cap was reached.
  case capped
  /// It gave way to a message of higher priority that is due later.
  case preempted
  /// A policy of somebody's own held it back; only runs with such a policy have it.
  case ownPolicy
  /// The campaign has taken in as many users as it may.
  case audienceFull
  /// The money for messages was spent.
  case budgetSpent
  /// It could not have been sent in time.
  case throttled
  /// Not delivered or shown in time.
  case expired
  /// Still waiting when the horizon ended.
  case pending
  /// Sent to a device from which the app is gone.
  case lost
  /// Delivered to the device; an in-app message: displayed or ignored.
  case delivered

  /// The name used in files and reports.
  public var name: String {
    switch self {
    case .heldOut: "held-out"
    case .notAgain: "not-again"
    case .calledOff: "called-off"
    case .timedOut: "timed-out"
    case .missingTag: "missing-tag"
    case .outsideWindow: "outside-window"
    case .preempted: "preempted"
    case .ownPolicy: "own-policy"
    case .audienceFull: "audience-full"
    case .budgetSpent: "budget-spent"
    case .throttled: "throttled"
    case .lost: "lost"
    case .leftAudience: "left-audience"
    case .noLanguage: "no-language"
    case .uninstalled: "uninstalled"
    case .optedOut: "opted-out"
    case .quietDropped: "quiet-dropped"
    case .capped: "capped"
    case .expired: "expired"
    case .pending: "pending"
    case .delivered: "delivered"
    }
  }
}

/// What is counted per campaign beside the outcomes.
public enum CampaignCount: Int, Sendable, CaseIterable {
  /// Decisions taken: the user was in the audience when the message became due.
  case targeted = 0
  /// Pushes postponed by quiet hours (they end in an outcome of their own later).
  case quietDeferred
  /// Messages postponed by a send window, a cap or the throttle (they end in an outcome of their own later).
  case postponed
  /// Messages that reached the device late because it was offline.
  case delayedOffline
  /// Seen: a push is displayed when delivered, an in-app message when noticed.
  case displayed
  /// Displays that the platform learns of: iOS reports a push only when it is opened.
  case reported
  /// Opened or acted upon.
  case opened
  /// Closed, or its content left by the exit button.
  case dismissed
  /// The action of the content was taken, or the poll answered.
  case acted
  /// Sends followed by the campaign's conversion in its window.
  case converted
  /// Opt-outs that a message caused.
  case causedOptOut
  /// Uninstalls that a message caused.
  case causedUninstall
  /// Lapsed users whom a message brought back.
  case wonBack

  /// The name used in files and reports.
  public var name: String {
    switch self {
    case .targeted: "targeted"
    case .quietDeferred: "quiet-deferred"
    case .postponed: "postponed"
    case .delayedOffline: "delayed-offline"
    case .reported: "reported"
    case .dismissed: "dismissed"
    case .acted: "acted"
    case .displayed: "displayed"
    case .opened: "opened"
    case .converted: "converted"
    case .causedOptOut: "caused-opt-out"
    case .causedUninstall: "caused-uninstall"
    case .wonBack: "won-back"
    }
  }
}

/// Where a campaign's counters are: its outcomes, then its other counts.
public enum CampaignCounters {
  /// Counters of one campaign. Written out, as the hot path would ask each time whether `allCases` has been counted.
  @inlinable public static var count: Int { 34 }

  /// Position of an outcome.
  @inlinable @inline(__always)
  public static func index(_ outcome: Outcome) -> Int { outcome.rawValue }

  /// Position of a count.
  @inlinable @inline(__always)
  public static func index(_ count: CampaignCount) -> Int { firstCount &+ count.rawValue }

  /// Number of outcomes.
  @inlinable static var firstCount: Int { 21 }
}
