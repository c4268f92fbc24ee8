/// The life of a campaign on the platform: which actions are legal when, and what time does to it.
///
/// draft → scheduled → in-progress → finished. A campaign that is activated can never be changed again, only cloned;
/// `suspend` takes a scheduled one back to draft; there is no state "suspended".
///
/// ```swift
/// var life = CampaignLifecycle(starts: 1_000, ends: 2_000)
/// try life.apply(.activate, at: 0)
/// life.state  // .scheduled
/// life.advance(to: 1_000)
/// life.state  // .inProgress
/// ```
public struct CampaignLifecycle: Sendable, Equatable {
  public private(set) var state = State.draft
  /// Whether it is sent by hand or by API only.
  public private(set) var isManual: Bool
  /// When it begins, in seconds of any clock; nil: when it is activated.
  public private(set) var starts: Int?
  /// When it is over; nil: never.
  public private(set) var ends: Int?

  /// Makes a draft.
  public init(isManual: Bool = false, starts: Int? = nil, ends: Int? = nil) {
    self.isManual = isManual
    self.starts = starts
    self.ends = ends
  }

  /// Where a campaign is in its life.
  public enum State: String, Sendable, CaseIterable {
    case draft, scheduled
    case inProgress = "in-progress"
    case finished
    /// It is gone; nothing is legal any more.
    case deleted
  }

  /// What can be done with a campaign.
  public enum Action: String, Sendable, CaseIterable {
    case update, activate, suspend
    /// Sends it to devices by hand.
    case push
    case finish, delete, clone
  }

  /// An action that the state does not allow.
  public struct IllegalMove: Error, Equatable, CustomStringConvertible {
    public let action: Action
    public let state: State
    /// What it would take, in words.
    public let reason: String
    public var description: String { "cannot \(action.rawValue) a campaign that is \(state.rawValue): \(reason)" }
  }

  /// Why an action is not legal now; nothing when it is.
  public func objection(to action: Action) -> IllegalMove? {
    let legal: Bool
    let reason: String
    switch action {
    case .update: (legal, reason) = (state == .draft, "only a draft can be changed; clone it")
    case .activate: (legal, reason) = (state == .draft, "only a draft can be activated")
    case .suspend: (legal, reason) = (state == .scheduled, "only a scheduled campaign can be suspended")
    case .push where !isManual: (legal, reason) = (false, "only a manual campaign can be pushed")
    case .push: (legal, reason) = (state == .inProgress, "only a campaign in progress can be pushed")
    case .finish: (legal, reason) = (state == .inProgress, "only a campaign in progress can be finished")
    case .delete:
      (legal, reason) = (state == .draft || state == .finished, "only a draft or a finished campaign can be deleted")
    case .clone: (legal, reason) = (state != .deleted, "it is gone")
    }
    return legal ? nil : IllegalMove(action: action, state: state, reason: reason)
  }

  /// Does something with the campaign at `now`, after what time has done to it until then.
  ///
  /// - Throws: ``IllegalMove``; time has passed nevertheless.
  public mutating func apply(_ action: Action, at now: Int) throws(IllegalMove) {
    advance(to: now)
    if let objection = objection(to: action) { throw objection }
    switch action {
    case .update, .push, .clone: break
    case .activate:
      state = .scheduled
      advance(to: now)
    case .suspend: state = .draft
    case .finish: state = .finished
    case .delete: state = .deleted
    }
  }

  /// Changes a draft's dates or mode.
  ///
  /// - Throws: ``IllegalMove`` when it is no draft any more.
  public mutating func update(isManual: Bool, starts: Int?, ends: Int?, at now: Int) throws(IllegalMove) {
    try apply(.update, at: now)
    self = CampaignLifecycle(isManual: isManual, starts: starts, ends: ends)
  }

  /// A new draft like this campaign.
  ///
  /// - Throws: ``IllegalMove`` when it was deleted.
  public func cloned() throws(IllegalMove) -> CampaignLifecycle {
    if let objection = objection(to: .clone) { throw objection }
    return CampaignLifecycle(isManual: isManual, starts: starts, ends: ends)
  }

  /// Lets time pass: a scheduled campaign begins at its start, one in progress is over at its end.
  public mutating func advance(to now: Int) {
    if state == .scheduled, starts.map({ now >= $0 }) ?? true { state = .inProgress }
    if state == .inProgress, let ends, now >= ends { state = .finished }
  }
}
