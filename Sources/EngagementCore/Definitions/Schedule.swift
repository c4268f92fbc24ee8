import Primitives

/// When a campaign's message becomes due.
public enum Schedule: Sendable, Equatable {
  /// On each of these dates: one date is a one-shot, several are pushes by hand or by API.
  case dates([CivilDate], at: ClockTime, zone: Zone)
  /// On weekdays, every week.
  case weekly(weekdays: [Weekday], at: ClockTime, zone: Zone)
  /// On days of the month (1 to 31; a month without the day has none), every month.
  case monthly(days: [Int], at: ClockTime, zone: Zone)
  /// So many a week (0.1 to 21), spread evenly, each user with a phase of their own.
  case perWeek(rate: Double, at: ClockTime)
  /// Days after the first occurrence of a tag (D+2/5/10/15).
  case after(tag: String, days: [Int], at: ClockTime)
  /// When the last session is this many days ago; then again every so many days while it lasts.
  case idle(days: Int, againEvery: Int?, at: ClockTime)
  /// When a tag occurs, after a delay in seconds; `occurrence` picks the n-th (nil: every one).
  case onTag(tag: String, occurrence: Int?, delay: Int)
  /// When an app-info changes: in any way, or (integers) up to or past `reaches`. Seconds of delay.
  case onAppInfo(name: String, reaches: Int?, delay: Int)
  /// When a user enters a segment; nil: the campaign's own audience (the platform's real-time mode, which reaches those
  /// in it at the launch too). Seconds of delay.
  case onSegment(name: String?, delay: Int)
  /// When something becomes of another campaign's message. Seconds of delay.
  case onFeedback(campaign: String, feedback: Feedback, delay: Int)

  /// A one-shot.
  public static func once(date: CivilDate, at: ClockTime, zone: Zone) -> Schedule {
    .dates([date], at: at, zone: zone)
  }
}

/// What may become of a message, as the platform learns of it.
public enum Feedback: Sendable, Equatable {
  /// Sent, or (`advance` of a cap) passed over.
  case received
  /// Reported as displayed: iOS reports a push only when it is opened.
  case displayed
  /// The notification was clicked, the in-app message acted upon.
  case opened
  /// The notification was closed, or its content left by the exit button.
  case dismissed
  /// The action of its content was taken (text, web), or the poll answered.
  case acted
  /// This choice of the poll.
  case answered(String)
  /// Neither opened nor dismissed within so many seconds of the send.
  case ignored(after: Int)
}

/// A time of day.
public enum ClockTime: Sendable, Equatable {
  /// Seconds since midnight.
  case at(secondOfDay: Int)
  /// The hour at which the user is usually active, as the platform has learned it; else this second of the day.
  case usual(fallback: Int)
}

/// Whose clock a schedule follows.
public enum Zone: Sendable, Equatable {
  case user
  case fixed(String)
}

/// A moment on some clock.
public struct ClockMoment: Sendable, Equatable {
  public var date: CivilDate
  /// Seconds since midnight.
  public var second: Int
  public var zone: Zone
  public init(date: CivilDate, second: Int, zone: Zone) {
    self.date = date
    self.second = second
    self.zone = zone
  }
}
