extension BehaviorParameters {
  /// The system's question whether pushes are welcome, in scenarios whose campaigns ask it.
  ///
  /// Without such campaigns the shares of ``OptIn`` accept right after the install. With them the same people accept the
  /// question when it comes unprepared.
  public struct Prompt: Sendable, Equatable {
    /// Share of devices other than iOS whose system must ask (Android 13 and later). Assumed; 20 % in mid-2023 by Google's
    /// figures on https://apilevels.com, and growing.
    public var android13 = 0.7
    /// Chance that the app's own explanation is accepted, at each showing. Assumed.
    public var soft = 0.7
    /// Log-odds that an accepted explanation adds to the share that then accepts the system's question.
    ///
    /// Assumed; with `soft`, two showings reach 69 % on iOS and 76 % on Android where 56 % and 67 % accept unprepared.
    /// Vendors state 55 to 70 % and 75 to 85 % (https://www.girardmedia.com/blog/notification-permission-opt-in-strategy).
    public var afterSoft = 0.9
  }

  /// The text or web page behind a notification.
  public struct Content: Sendable, Equatable {
    /// Chance that its action is taken; else it is left by the exit button. Assumed.
    public var act = 0.5
    /// Log-odds added by a web page instead of a text. Assumed.
    public var web = 0.0
  }

  /// The question behind a notification.
  public struct Poll: Sendable, Equatable {
    /// Chance that it is answered: mobile in-app surveys, Refiner 2025, 1,382 surveys (secondary:
    /// https://www.spaceforms.io/reports/mobile-survey-distribution-2026).
    public var answer = 0.36
  }

  /// How people respond to messages of a channel that needs no app: e-mail or SMS.
  public struct Letters: Sendable, Equatable {
    /// Share of users who can be reached: an address is known, and use of it allowed.
    public var reach: Double
    /// Log-odds of a click that leads into the app, for a neutral message to the median user.
    public var click: Double
    /// Share in it of the user's own inclination to open pushes: log-odds per log-odds.
    public var openness: Double
    /// Log-odds when an action of the user triggered the message.
    public var triggered: Double
    /// Median minutes from the message to the click.
    public var delay: Double
    /// Standard deviation of the log of the delay.
    public var delaySpread: Double
    /// Chance per message to unsubscribe, at rest.
    public var optOut: Double
    /// Fatigue of a message, as a share of a push's.
    public var wear: Double

    /// E-mail.
    ///
    /// - Click: 2.91 % of recipients on average, with an unsubscribe rate of 0.25 % (Mailchimp, billions of e-mails, October
    ///   2019, https://mailchimp.com/resources/email-marketing-benchmarks/).
    /// - Triggered: half of the 1.3 between flows (4.67 %) and campaigns (1.29 %) of Klaviyo's customers
    ///   (https://bsandco.us/blog-post/ecommerce-email-marketing-benchmarks-january-2026), as triggered e-mails are also better
    ///   targeted.
    /// - Delay: 27 % of opens in the first hour, half in three (25 campaigns, 4 million recipients,
    ///   https://corp.inntopia.com/email-short-tail).
    /// - Reach, openness and wear are assumed; of consumers asked, 77 % would give an address (Airship 2021,
    ///   https://www.mediapost.com/publications/article/369253/).
    public static let email = Letters(
      reach: 0.5, click: -3.96, openness: 1, triggered: 0.65, delay: 180, delaySpread: 1.8, optOut: 0.0025, wear: 0.3)

    /// SMS.
    ///
    /// - Click: about 5 % for campaigns and nearly 10 % for flows (Klaviyo 2026, 183,000 customers,
    ///   https://klaviyo.com/products/sms-marketing/benchmarks); triggered is half of the 0.75 between them.
    /// - Opt-out: 0.6 to 1.0 % per message (https://help.klaviyo.com/hc/en-us/articles/4404612542619).
    /// - Reach, openness, delay and wear are assumed; of consumers asked, 53 % would give their number (Airship 2021).
    public static let sms = Letters(
      reach: 0.2, click: -3.37, openness: 1, triggered: 0.35, delay: 10, delaySpread: 1.3, optOut: 0.008, wear: 1)
  }

  /// Whether devices can be reached.
  public struct Connectivity: Sendable, Equatable {
    /// Chance that a device is offline when a push arrives. 0: always online.
    public var offline = 0.0
    /// Mean hours until it is back, exponential. Assumed.
    public var backOnline = 2.0
  }
}
