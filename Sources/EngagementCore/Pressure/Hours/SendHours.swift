import Primitives

/// The hours in which one campaign's messages may go out: its send window, and the quiet hours of everybody.
///
/// A message that is held is released at the first moment that both allow. Times are on the user's wall clock, whose days
/// have 86,400 s: quiet hours from 22:00 to 08:00 mean these hours on the days of daylight-saving changes too.
///
/// ```swift
/// let night = QuietHoursDefinition(from: 22 * 3600, to: 8 * 3600, rule: .postpone)
/// SendHours(quiet: night, window: nil).decide(at: 23 * 3600)  // .postpone(until: 32 * 3600), 08:00 of the next day
/// ```
public struct SendHours: Sendable, Equatable {
  public let quiet: QuietHoursDefinition?
  public let window: SendWindowDefinition?

  /// Combines quiet hours (nil for messages that they do not concern) with a campaign's send window.
  public init(quiet: QuietHoursDefinition?, window: SendWindowDefinition?) {
    self.quiet = quiet
    self.window = window
  }

  /// What the hours say about a message.
  public enum Decision: Sendable, Equatable {
    /// It may go out now.
    case open
    /// It is released at this time; everything else must be checked again then.
    case postpone(until: LocalTime)
    case drop(Cause)
  }

  /// What dropped a message.
  public enum Cause: Sendable, Equatable {
    case quietHours
    case sendWindow
    /// The window and the quiet hours leave no moment of the day.
    case noOpening
  }

  /// Whether nothing is ever held.
  public var areUnlimited: Bool { quiet == nil && window == nil }

  /// Decides about a message that is due or released at `time`.
  ///
  /// The window is asked first, as that is when the campaign is scheduled at all. A rule "next day" skips one day only
  /// once; after that the message waits for the next opening. Hours are the same every day, so that a message that finds
  /// no opening in 48 h after its first release never finds one.
  public func decide(at time: LocalTime) -> Decision {
    var release = time
    var deadline: Int?
    while true {
      switch obstacle(at: release, skipsDay: deadline == nil) {
      case nil: return release == time ? .open : .postpone(until: release)
      case .drop(let cause): return .drop(cause)
      case .until(let next): release = next
      }
      if let deadline {
        if Int(release) > deadline { return .drop(.noOpening) }
      } else {
        deadline = Int(release) + 2 * secondsPerDay
      }
    }
  }

  private enum Obstacle {
    case until(LocalTime)
    case drop(Cause)
  }

  /// What holds a message at `time`, or nothing.
  private func obstacle(at time: LocalTime, skipsDay: Bool) -> Obstacle? {
    if let window, let opening = window.opening(for: time) {
      switch window.rule {
      case .drop: return .drop(.sendWindow)
      case .postpone: return .until(opening)
      case .nextDay:
        let nextDay = (time.day &+ 1) &* LocalTime(secondsPerDay) &+ LocalTime(window.from)
        return .until(skipsDay ? nextDay : opening)
      }
    }
    if let quiet, let end = quiet.release(of: time) {
      switch quiet.rule {
      case .drop: return .drop(.quietHours)
      case .postpone: return .until(end)
      case .nextDay: return .until(skipsDay ? end &+ LocalTime(secondsPerDay) : end)
      }
    }
    return nil
  }
}
