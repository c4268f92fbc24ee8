/// What became of a message to one user; each decision ends in exactly one of these.
///
/// The order is the order of evaluation (see Documentation/architecture.md).
public enum Outcome: Int, Sendable, CaseIterable {
  /// Everything was decided, nothing delivered: a ghost send.
  case heldOut = 0
  /// The user may not get this campaign again (yet).
  case notAgain
  /// The audience was checked again at the send and no longer matched.
  case leftAudience
  /// No content in the user's language.
  case noLanguage
  /// The app is not installed any more.
  case uninstalled
  /// The user does not accept pushes.
  case optedOut
  /// Dropped because of quiet hours.
  case quietDropped
  /// A frequency cap was reached.
  case capped
  /// Not delivered or shown in time.
  case expired
  /// Still waiting when the horizon ended.
  case pending
  /// Delivered to the device; an in-app message: displayed or ignored.
  case delivered

  /// The name used in files and reports.
  public var name: String {
    switch self {
    case .heldOut: "held-out"
    case .notAgain: "not-again"
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
  /// Seen: a push is displayed when delivered, an in-app message when noticed.
  case displayed
  /// Opened or acted upon.
  case opened
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
    case .displayed: "displayed"
    case .opened: "opened"
    case .converted: "converted"
    case .causedOptOut: "caused-opt-out"
    case .causedUninstall: "caused-uninstall"
    case .wonBack: "won-back"
    }
  }
}
