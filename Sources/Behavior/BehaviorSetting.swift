/// One number of `BehaviorParameters`: its name in a scenario, unit, range, meaning and source.
///
/// The list is the single place where ranges are stated: scenario files, the check of scenarios built in code and the
/// reference page read it. Ranges are those of the sources behind the defaults, widened to what the mathematics bears.
public struct BehaviorSetting: Sendable {
  /// Key of the group, e.g. `dropout`.
  public let group: String
  /// Key within the group, e.g. `gamma`.
  public let key: String
  /// How the number is written.
  public let unit: Unit
  /// Values that the model bears, in the unit of the parameter.
  public let range: ClosedRange<Double>
  /// What it means, one sentence.
  public let meaning: String
  /// Where its default comes from: figures with links (Markdown), or `assumed` where none is known.
  public let source: String
  /// Where it is kept.
  public let path: any WritableKeyPath<BehaviorParameters, Double> & Sendable

  /// How a number is written.
  public enum Unit: Sendable {
    /// A plain number.
    case number
    /// Kept as a fraction, written in percent.
    case percent
    case days
    case hours
    case minutes
    /// Units of the scenario's currency.
    case money
  }

  init(
    _ group: String, _ key: String, _ unit: Unit, _ range: ClosedRange<Double>,
    _ path: any WritableKeyPath<BehaviorParameters, Double> & Sendable, _ meaning: String,
    source: String
  ) {
    self.group = group
    self.key = key
    self.unit = unit
    self.range = range
    self.source = source
    self.path = path
    self.meaning = meaning
  }

  /// Every number of `BehaviorParameters` but the weekday and hour profiles.
  public static let all = people + responses + wear + sessions + contents + channels

  /// Whether no source is known, at least none for the size.
  public var isAssumed: Bool { source.hasPrefix("assumed") }

  /// The weekday and hour profiles: how many numbers each has, and where its default comes from.
  public static let profiles: [(group: String, key: String, count: Int, meaning: String, source: String)] = [
    (
      "rhythm", "weekday", 7, "Relative activity by weekday.",
      "assumed: every day alike; `news`: \(Cite.upworthy); `shop`: \(Cite.openBandit), one week"
    ),
    (
      "rhythm", "hour", 24, "Relative activity by hour of the day.",
      "`shop`: \(Cite.openBandit), 40,000 impressions"
    ),
  ]

  /// What each group is about, in the order of the reference page.
  public static let groups: [(key: String, meaning: String)] = [
    ("activity", "How often a living user opens the app: the daily chance varies between users, Beta distributed."),
    ("dropout", "How users lose interest: the daily chance varies between users, Beta(gamma, delta)."),
    ("novelty", "Extra activity in the first days after the install."),
    ("rhythm", "When people use the app."),
    ("opt_in", "Share of users who accept pushes after the install."),
    (
      "prompt",
      "The system's question whether pushes are welcome, where a campaign chooses its moment. Unprepared, the shares of opt_in accept."
    ),
    ("response", "What makes a user open a push; effects are added log-odds."),
    ("fatigue", "How frequent messages wear out."),
    ("engagement", "The habit that opened messages build."),
    ("tolerance", "How many pushes a week a user bears; lognormal between users."),
    ("in_app", "How users meet messages inside a session."),
    ("content", "What users do with the text or web page behind a notification that they opened."),
    ("poll", "What users do with the question behind a notification that they opened."),
    ("email", "How users respond to e-mails."),
    ("sms", "How users respond to text messages."),
    ("connectivity", "Whether devices can be reached at all."),
    (
      "conversion",
      "Purchases: the chance per session varies between users (Beta), the value of an order is Gamma-Gamma."
    ),
  ]
}
