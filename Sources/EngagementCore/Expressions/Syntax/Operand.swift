/// What an expression asks of a profile.
public enum Operand: Sendable, Equatable {
  /// A bare name: a segment or a boolean app-info, or a fact of the device in a comparison.
  case name(String)
  case platform
  case language
  case call(Call)

  /// A function applied to the name of a tag, an app-info or a campaign.
  public struct Call: Sendable, Equatable {
    public var function: Function
    public var name: Located<String>
    /// Conditions on extras, all of them together.
    public var extras: [ExtraCondition] = []
    /// Conditions on the length of sessions, all of them together.
    public var lengths: [Located<LengthCondition>] = []
    /// Local calendar days that are looked at, today included.
    public var days: Located<Int>?
    /// Whether days or weeks of the window are counted each by itself; nil: in total.
    public var unit: Located<OccurrenceUnit>?
    /// The answer that a poll must have got.
    public var answer: Located<String>?

    /// Makes a call without conditions and window.
    public init(function: Function, name: Located<String>) {
      self.function = function
      self.name = name
    }
  }

  /// The value that an extra must have.
  public struct ExtraCondition: Sendable, Equatable {
    public var extra: Located<String>
    public var value: Located<String>

    /// Makes a condition.
    public init(extra: Located<String>, value: Located<String>) {
      self.extra = extra
      self.value = value
    }
  }
}
