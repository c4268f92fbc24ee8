/// Everything that says how people behave; every number a scenario may override.
///
/// The model nests BG/BB (Fader, Hardie & Shang 2010, https://doi.org/10.1287/mksc.1100.0580): without messages, novelty
/// and a weekly rhythm, the chance to be active on day d after the install is exactly
/// `q · B(γ, δ + d) / B(γ, δ)` with `q = α / (α + β)`.
public struct BehaviorParameters: Sendable, Equatable {
  public var activity = Activity()
  public var dropout = Dropout()
  public var novelty = Novelty()
  public var rhythm = Rhythm()
  public var optIn = OptIn()
  public var prompt = Prompt()
  public var response = Response()
  public var fatigue = Fatigue()
  public var engagement = Engagement()
  public var tolerance = Tolerance()
  public var inApp = InApp()
  public var content = Content()
  public var poll = Poll()
  public var email = Letters.email
  public var sms = Letters.sms
  public var connectivity = Connectivity()
  public var conversion = ConversionTraits()
  /// Seasons and special days; nil: all days alike but for the weekday.
  public var seasons: Seasons?
  public init() {}

  /// Daily activity of a living user: p ~ Beta(mean·concentration, (1 − mean)·concentration), sessions ~ Poisson(−ln(1 − p)).
  public struct Activity: Sendable, Equatable {
    /// q = α/(α+β), 0 to 1.
    public var mean = 0.36287530519792743
    /// α + β, above 0.
    public var concentration = 1.7
  }

  /// Daily chance to lose interest: θ ~ Beta(γ, δ).
  public struct Dropout: Sendable, Equatable {
    public var gamma = 0.48478121704818866
    public var delta = 1.2152081638222298
    /// Chance that a user who loses interest uninstalls at once; the others lapse silently.
    public var uninstall = 0.35
  }

  /// Extra activity of the first days: sessions × (1 + boost · e^(−age/days)).
  public struct Novelty: Sendable, Equatable {
    public var boost = 0.0
    /// Days.
    public var days = 2.0

    public init(boost: Double = 0, days: Double = 2) {
      self.boost = boost
      self.days = days
    }
  }

  /// When people use the app.
  public struct Rhythm: Sendable, Equatable {
    /// Relative activity Monday to Sunday; normalised to a mean of 1.
    public var weekday = [Double](repeating: 1, count: 7)
    /// Relative activity by hour of the day; normalised to a mean of 1.
    public var hour = Rhythm.zozo
    /// Standard deviation of personal shifts of the hour profile, hours.
    public var chronotype = 2.0

    /// Hour shares of a mobile-first shop, 40,000 impressions (Open Bandit Dataset, Saito et al. 2020, arXiv 2008.07146).
    public static let zozo = [
      0.066525, 0.0292, 0.0175, 0.010375, 0.00695, 0.010275, 0.01705, 0.026775, 0.03155, 0.036625, 0.0394, 0.04085,
      0.05175, 0.042875, 0.04105, 0.039025, 0.04015, 0.0434, 0.04725, 0.05245, 0.0675, 0.08135, 0.08325, 0.076875,
    ]
    /// Weekday index of a news site, 850 days (Upworthy Research Archive, Matias et al. 2021, doi:10.1038/s41597-021-00934-7).
    public static let news = [0.961, 1.024, 1.089, 1.074, 0.995, 0.815, 0.769]
  }

  /// Share of users who accept pushes after the install.
  public struct OptIn: Sendable, Equatable {
    public var ios = 0.56
    /// Android and every other platform.
    public var other = 0.67
  }

  /// Log-odds of opening a push.
  public struct Response: Sendable, Equatable {
    public var ios = -3.06
    public var other = -2.71
    /// Standard deviation between users.
    public var spread = 1.0
    /// Per unit of (interest in the topic − 1/topics).
    public var relevance = 2.98
    /// Dirichlet concentration of interest over topics; smaller means more one-sided.
    public var affinity = 0.5
    /// Per log of the user's relative activity at the hour.
    public var hour = 0.35
    /// When an action of the user triggered the message.
    public var triggered = 0.62
    public var emoji = 0.2
    public var rich = 0.23
    /// A picture across the notification, where the platform shows it. As `rich`: Accengage, +25 % of opens.
    public var bigPicture = 0.23
    public var personalised = 0.3
    /// Relative increase of the chance to convert in a session that a message opens on a screen of its own; no source.
    public var deepLink = 0.0
    /// Chance that a push which is not opened is swiped away; assumed.
    public var dismiss = 0.5
    /// When the user has lapsed.
    public var lapsed = -1.5
    /// Chance that a lapsed user who opens is alive again.
    public var winBack = 0.25
    /// Extra sessions per push received that day, as a share of the user's own (influenced opens).
    public var influence = 0.25
    /// Median minutes from push to open.
    public var delayIOS = 10.0
    public var delayOther = 48.0
    /// Standard deviation of the log of the delay.
    public var delaySpread = 1.3
  }

  /// Wear of frequent messages.
  public struct Fatigue: Sendable, Equatable {
    /// Days in which fatigue halves.
    public var halfLife = 7.0
    /// Log-odds lost per unit.
    public var effect = 0.05
    /// Share of a message's fatigue spared when it is fully relevant.
    public var relief = 0.5
    /// Days in which the wear of a repeated topic or template halves.
    public var templateHalfLife = 15.0
    /// Log-odds lost by a repeat on the same day.
    public var templateEffect = 0.3
    /// Added log of the churn rate per relative excess of fatigue over tolerance.
    public var annoyance = 0.3
    /// Chance of an opt-out per push, at rest.
    public var optOut = 0.0006
    /// Chance of an uninstall per push, at rest.
    public var uninstall = 0.0003
    /// Growth of both with fatigue relative to tolerance.
    public var growth = 1.2
    /// Largest log growth.
    public var cap = 3.0
  }

  /// Habit that opened messages build.
  public struct Engagement: Sendable, Equatable {
    /// Days in which it halves.
    public var halfLife = 14.0
    /// Gained by an opened message.
    public var gain = 0.5
    /// Log reduction of the churn rate per unit (up to 1).
    public var effect = 0.6
  }

  /// Pushes a week that a user bears: lognormal.
  public struct Tolerance: Sendable, Equatable {
    public var median = 5.2
    public var spread = 0.92
  }

  /// Messages inside a session.
  public struct InApp: Sendable, Equatable {
    /// Chance to be noticed.
    public var seen = 0.75
    /// Chance that a noticed message is acted upon.
    public var act = 0.28
    /// The same when an action of the user triggered it.
    public var actTriggered = 0.56
    /// Chance that a noticed message which is not acted upon is closed by its button; assumed.
    public var dismiss = 0.7
  }

  /// Purchases: chance per session ~ Beta, value of an order ~ Gamma-Gamma (Fader & Hardie 2013).
  public struct ConversionTraits: Sendable, Equatable {
    /// Mean chance per session, 0 to 1; 0 switches purchases off.
    public var mean = 0.02
    public var concentration = 20.0
    /// Shape of one order's value.
    public var p = 6.25
    /// Shape of the users' rates.
    public var q = 3.74
    /// Scale, in currency units.
    public var v = 15.45
    /// Relative increase of the chance in a session that an offer opened.
    public var offer = 0.3
  }
}
