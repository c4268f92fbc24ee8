import Primitives

/// One line of an event log: what the platform heard or decided, in the words of the scenario.
///
/// The format is described in Documentation/event-log.md.
public struct LogRecord: Sendable, Equatable {
  /// The user: a number in our logs, any text in others.
  public var user = ""
  /// Name of the arm; empty in the warm-up.
  public var arm = ""
  /// Steps that the platform had taken before (see `PlatformInput`); nil in decisions and in the logs of others.
  public var steps: Int?
  /// The user's local time, `2016-01-04T10:00:00`.
  public var time = ""
  public var kind = Kind.tag
  /// What else it says, by ``Key``.
  public var values: [Key: String] = [:]

  /// Line of the file that it was read from, from 1; 0: it was not read.
  public var line = 0

  public init() {}

  /// What a line is about.
  public enum Kind: String, Sendable, CaseIterable {
    case user, launch, morning, tag, activity, session, set, feedback, arrival, reach, answer, opening, lost, end,
      decision
    case sessionEnd = "session-end"
  }

  /// What a line may say. The order is that of the columns.
  public enum Key: String, Sendable, CaseIterable {
    /// Tag, app-info or campaign.
    case name
    case topic, extras, value, count, hour, length
    /// Feedback, outcome, refusal or what else was decided.
    case what = "is"
    case answer, channel, variant, until, reason, rule, day, after
    case isNew = "new"
    case installed, push, email, sms, session, screen, showing
    case platform, language, zone, facts, known
    case clockError = "clock_error"
    case usualHour = "usual_hour"

    /// Whether its values are numbers, or truth values, which JSON writes without quotes.
    var isBare: Bool { isNumber || isFlag }

    /// Whether its values are whole numbers.
    package var isNumber: Bool {
      switch self {
      case .count, .hour, .length, .day, .after, .clockError, .usualHour: true
      default: false
      }
    }

    /// Whether its values are true or false.
    package var isFlag: Bool {
      switch self {
      case .isNew, .installed, .push, .email, .sms, .session, .showing: true
      default: false
      }
    }
  }

  public subscript(key: Key) -> String? {
    get { values[key] }
    set { values[key] = newValue }
  }
}
