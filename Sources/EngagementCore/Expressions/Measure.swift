/// A number that a profile must be able to give about its user because some expression asks for it.
///
/// Days are local calendar days relative to the scenario's first day (negative in the warm-up). Only `session`,
/// `install`, `crash` and the tags of the tag plan occur as tags.
public enum Measure: Hashable, Sendable {
  /// Occurrences of a tag, 0 when there are none: in total, or in a window of `days` days, today included.
  ///
  /// With a topic only the occurrences whose extra `category` has that value count. `install` is never counted:
  /// expressions about it are lowered to `firstDay`.
  case count(tag: String, topic: String?, days: Int?)
  /// Occurrences that carry known extras, sessions of a length, or days or weeks of a window; never undefined.
  case occurrences(Occurrences)
  /// Day of the first occurrence; undefined before it.
  case firstDay(tag: String)
  /// Day of the last occurrence; undefined before the first. Never asked of `install`.
  case lastDay(tag: String)
  /// Latest value of an app-info; undefined until it is set.
  ///
  /// A boolean is 0 or 1, an integer itself, a string its code (`MeasureTable.code(of:for:)`), a date a day relative to
  /// the scenario's first day.
  case appInfo(String)
  /// Index in `ExpressionContext.platforms`.
  case platform
  /// Index in `ExpressionContext.languages`.
  case language
  /// Index in `DeviceFact.values` of the fact with this name; undefined where the device does not tell.
  case fact(String)
  /// Messages of a campaign that the user received, 0 when none.
  case received(campaign: String)
  /// Messages of a campaign that the user opened, 0 when none.
  case opened(campaign: String)
  /// Times that the user did this with messages of a campaign, 0 when never.
  case feedback(campaign: String, kind: FeedbackKind)
  /// Index in `ExpressionContext.answers` of the user's latest answer to a poll; undefined before the first.
  case latestAnswer(campaign: String)
  /// 1 when the user was in a segment when that was last worked out, else 0.
  ///
  /// Expressions ask it of the segments that are refreshed daily; whoever watches a segment may ask it of any.
  case segment(String)
}

/// What `ProfileReading.measure(_:today:)` returns for something that never happened or was never set.
@inlinable
public var undefinedMeasure: Int32 { Int32.min }
