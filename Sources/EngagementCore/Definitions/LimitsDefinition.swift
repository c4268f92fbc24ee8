import Primitives

/// The pressure that users may be put under, and what the sending side can bear.
public struct LimitsDefinition: Sendable, Equatable {
  /// Frequency caps.
  public var caps: [FrequencyCapDefinition] = []
  /// What several applicable caps mean together.
  public var combine = CapCombination.all
  /// Who gets the last slot under a cap.
  public var lastSlot = LastSlotRule.firstCome
  public var quietHours: QuietHoursDefinition?
  /// Messages a minute that can be sent; a coupling.
  public var throttle: ThrottleDefinition?
  /// Money that messages may cost; a coupling.
  public var budgets: [BudgetDefinition] = []
  /// Seconds until the platform learns that an app is gone, counted from the first push that finds it gone; nil: it
  /// knows at once.
  public var uninstallNotice: Int?
  public init() {}
}

/// At most so many messages in a window.
///
/// The one type that stands for the frequency caps of fifteen systems; see Documentation/pressure.md.
public struct FrequencyCapDefinition: Sendable, Equatable {
  /// Messages that count and are limited; nil means every channel.
  public var channel: Channel?
  /// Only messages of this content category.
  public var category: String?
  /// Only messages of this campaign.
  public var campaign: String?
  /// A quota: it applies only to members of this segment, and replaces caps of the same scope without segment.
  public var segment: String?
  /// At most this many, at least 1.
  public var limit: Int
  public var window: Window
  /// What uses up a slot.
  public var counts = Counted.sent
  /// What becomes of a message over the cap.
  public var whenOver = OverCapRule.drop

  public init(channel: Channel?, limit: Int, window: Window) {
    self.channel = channel
    self.limit = limit
    self.window = window
  }

  /// A cap in any period of so many seconds.
  public init(channel: Channel?, limit: Int, period: Int) {
    self.init(channel: channel, limit: limit, window: .rolling(seconds: period))
  }

  /// Seconds of a rolling window, or of the longest period of the calendar that the window can be; nil: none.
  public var period: Int? {
    switch window {
    case .rolling(let seconds): seconds
    case .calendar(.day, _): secondsPerDay
    case .calendar(.week, _): 7 * secondsPerDay
    case .calendar(.month, _): 31 * secondsPerDay
    case .session, .lifetime: nil
    }
  }

  /// The time in which messages are counted.
  public enum Window: Sendable, Equatable {
    /// Any period of so many seconds: each message ages out by itself.
    case rolling(seconds: Int)
    /// A day, week or month of the calendar.
    case calendar(CalendarUnit, zone: Zone)
    /// The session that is open.
    case session
    /// The whole life of the user.
    case lifetime
  }

  /// A period of the calendar.
  public enum CalendarUnit: Sendable, Equatable {
    case day
    /// From this weekday on.
    case week(first: Weekday)
    case month
  }

  /// What uses up a slot.
  public enum Counted: String, Sendable, CaseIterable {
    /// Every send, whether or not it arrives.
    case sent
    case delivered
    /// Only what the user saw.
    case displayed
  }
}

/// What becomes of a message over the cap.
public enum OverCapRule: Sendable, Equatable {
  case drop
  /// It is tried again when a slot is free, at most so often.
  case postpone(tries: Int)
  /// It is dropped, and what follows it in a journey goes on as if it had been sent.
  case advance
}

/// What several applicable caps mean together.
public enum CapCombination: String, Sendable, CaseIterable {
  /// Every one must have a slot: the strictest decides.
  case all
  /// The most specific decides: campaign, then category, then channel, then all messages.
  case mostSpecific = "most-specific"
  /// One with a slot suffices: the most permissive decides.
  case mostPermissive = "most-permissive"
}

/// Who gets the last slot under a cap.
public enum LastSlotRule: Sendable, Equatable {
  /// Who is due first; priority decides between messages due at the same second.
  case firstCome
  /// A message gives way to messages of higher priority that are due later on the same local day.
  case priority
  /// A message gives way to scheduled messages of higher priority that are due in the next so many days (1 to 30).
  case lookAhead(days: Int)
}

/// Hours of the user's day in which no push is delivered; the rule is for what falls into them.
public typealias QuietHoursDefinition = DailyHours

/// How fast messages can be sent.
public struct ThrottleDefinition: Sendable, Equatable {
  /// Sends a minute, at least 1; attempts that fail use up their place too.
  public var perMinute: Int
  /// A message that would be this many seconds late is dropped.
  public var giveUpAfter: Int
  public init(perMinute: Int, giveUpAfter: Int = 72 * 3600) {
    self.perMinute = perMinute
    self.giveUpAfter = giveUpAfter
  }
}

/// Money that messages may cost.
public struct BudgetDefinition: Sendable, Equatable {
  /// Only messages of this program; nil: all messages of the arm.
  public var program: String?
  public var amount: Money
  public var period: Period
  public init(program: String? = nil, amount: Money, period: Period = .horizon) {
    self.program = program
    self.amount = amount
    self.period = period
  }

  /// How long the money must last.
  public enum Period: String, Sendable, CaseIterable {
    case day, horizon
  }
}
