/// A way to credit conversions to messages: a view for the report beside the causal lift, never an input of it.
public struct AttributionDefinition: Sendable, Equatable {
  /// Unique name, an identifier.
  public var name: String
  /// Event or activity that is credited.
  public var conversion: String
  /// From when a message may be credited.
  public var start = Start.receipt
  /// Seconds after that moment.
  public var within: Int
  public var credit = Credit.last
  /// Whether a user counts once, or every conversion counts.
  public var oncePerUser = false
  public init(name: String, conversion: String, within: Int) {
    self.name = name
    self.conversion = conversion
    self.within = within
  }

  /// From when a message may be credited.
  public enum Start: String, Sendable, CaseIterable {
    case receipt, display, click
  }

  /// Who of several messages is credited.
  public enum Credit: String, Sendable, CaseIterable {
    case every, first, last
    /// The last that was clicked; without a click the last that was displayed.
    case lastClickElseView = "last-click-else-view"
  }
}
