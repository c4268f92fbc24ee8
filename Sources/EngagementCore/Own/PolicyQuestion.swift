/// A message about to be sent, and what the platform knows about the user.
public struct PolicyQuestion: Sendable, Equatable {
  public var arm: String
  public var campaign: String
  /// Push, in-app, e-mail or SMS.
  public var channel: Channel
  /// Day of the horizon on the user's calendar, from 0.
  public var day: Int
  /// 0 for Monday to 6.
  public var weekday: Int
  /// Hour of the user's clock, 0 to 23.
  public var hour: Int
  /// Platform and language, as in the population.
  public var platform: String
  public var language: String
  /// Days since the last day with a session, by the clock of the device; nil: none is known.
  public var daysSinceSession: Int?
  /// Days since the install, by the clock of the device; nil: it is not known.
  public var daysSinceInstall: Int?
  /// Pushes delivered today and on the six days before.
  public var pushesInWeek: Int
  /// Pushes delivered since the start.
  public var pushes: Int
  /// Pushes opened since the start.
  public var opens: Int
  /// Pushes delivered since the last one that was opened, or since the start.
  public var pushesSinceOpen: Int
  /// A uniform draw, above 0 and below 1: the same in every arm for the same campaign, user and moment.
  public var draw: Double

  public init(
    arm: String, campaign: String, channel: Channel, day: Int, weekday: Int, hour: Int, platform: String,
    language: String, daysSinceSession: Int? = nil, daysSinceInstall: Int? = nil, pushesInWeek: Int = 0,
    pushes: Int = 0, opens: Int = 0, pushesSinceOpen: Int = 0, draw: Double
  ) {
    self.arm = arm
    self.campaign = campaign
    self.channel = channel
    self.day = day
    self.weekday = weekday
    self.hour = hour
    self.platform = platform
    self.language = language
    self.daysSinceSession = daysSinceSession
    self.daysSinceInstall = daysSinceInstall
    self.pushesInWeek = pushesInWeek
    self.pushes = pushes
    self.opens = opens
    self.pushesSinceOpen = pushesSinceOpen
    self.draw = draw
  }
}
