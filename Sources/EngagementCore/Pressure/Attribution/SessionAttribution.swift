import Primitives

/// Which message a session is put down to: one that was clicked, or one that was merely received not long ago.
///
/// Source of the three classes: OneSignal, https://documentation.onesignal.com/docs/en/custom-outcomes; influenced opens as Airship
/// counts them (12 h), https://support.urbanairship.com/hc/en-us/articles/213493063.
public struct SessionAttribution: Sendable, Equatable {
  /// Seconds after a receipt in which a session is influenced by it.
  public var influence: Int

  /// Makes the rule; 12 h by default.
  public init(influence: Int = 12 * 3600) { self.influence = influence }

  /// What a session is put down to.
  public enum Source: Sendable, Equatable {
    /// A click opened it.
    case direct(campaign: Int32)
    /// It began within the window after a receipt that was not clicked.
    case influenced(campaign: Int32)
    case unattributed
  }

  /// The source of a session.
  ///
  /// - Parameters:
  ///   - start: When the session began.
  ///   - opened: Campaign whose message opened it; nil: the user came alone.
  ///   - touches: The user's messages, newest last. Of several that could have influenced it the last received counts.
  public func source(ofSessionAt start: LocalTime, opened: Int32?, touches: [Touch]) -> Source {
    if let opened { return .direct(campaign: opened) }
    var last: Touch?
    for touch in touches {
      let isOpen = touch.received <= start && Int(start) - Int(touch.received) < influence
      let isClicked = touch.clicked.map { $0 <= start } ?? false
      if isOpen, !isClicked, touch.received >= last?.received ?? .min { last = touch }
    }
    return last.map { .influenced(campaign: $0.campaign) } ?? .unattributed
  }
}
