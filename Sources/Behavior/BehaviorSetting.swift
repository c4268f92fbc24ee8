/// One number of `BehaviorParameters`: its name in a scenario, unit, range and meaning.
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
    _ path: any WritableKeyPath<BehaviorParameters, Double> & Sendable, _ meaning: String
  ) {
    self.group = group
    self.key = key
    self.unit = unit
    self.range = range
    self.path = path
    self.meaning = meaning
  }

  /// Every number of `BehaviorParameters` but the weekday and hour profiles.
  public static let all = people + responses + wear + sessions + contents + channels

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

  private static let people: [BehaviorSetting] = [
    .init(
      "activity", "mean", .percent, 0.001...0.999, \.activity.mean,
      "Mean daily chance that a living user opens the app, q = α/(α+β)."),
    .init(
      "activity", "concentration", .number, 0.05...1000, \.activity.concentration,
      "How alike users are, α+β; small numbers make some use it daily and others hardly ever."),
    .init("dropout", "gamma", .number, 0.01...1000, \.dropout.gamma, "γ: smaller means a longer tail of loyal users."),
    .init(
      "dropout", "delta", .number, 0.01...1000, \.dropout.delta, "δ: smaller means a steeper loss in the first days."),
    .init(
      "dropout", "uninstall", .percent, 0...1, \.dropout.uninstall,
      "Chance that a user who loses interest uninstalls at once; the others lapse silently."),
    .init("novelty", "boost", .percent, 0...10, \.novelty.boost, "Extra sessions on the day of the install."),
    .init("novelty", "fades_in", .days, 0.1...365, \.novelty.days, "Time in which the boost falls to 1/e."),
    .init(
      "rhythm", "chronotype", .hours, 0...12, \.rhythm.chronotype,
      "Standard deviation of personal shifts of the hour profile."),
    .init("opt_in", "ios", .percent, 0...1, \.optIn.ios, "On iOS."),
    .init("opt_in", "other", .percent, 0...1, \.optIn.other, "On Android and every other platform."),
    .init(
      "prompt", "android_13", .percent, 0...1, \.prompt.android13,
      "Share of devices other than iOS that must be asked; on the others pushes are allowed from the start."),
    .init(
      "prompt", "soft", .percent, 0...1, \.prompt.soft,
      "Chance that a user accepts the app's own explanation that comes before the system's question."),
    .init(
      "prompt", "after_soft", .number, -5...5, \.prompt.afterSoft,
      "Added log-odds of the share that accepts the system's question when that explanation was accepted."),
  ]

  private static let responses: [BehaviorSetting] = [
    .init("response", "ios", .number, -12...6, \.response.ios, "Log-odds of an open of a neutral push on iOS."),
    .init("response", "other", .number, -12...6, \.response.other, "The same on other platforms."),
    .init("response", "spread", .number, 0...5, \.response.spread, "Standard deviation between users."),
    .init(
      "response", "relevance", .number, 0...20, \.response.relevance,
      "Effect of the user's interest in the topic above that in an average topic."),
    .init(
      "response", "affinity", .number, 0.01...100, \.response.affinity,
      "Dirichlet concentration of interests over topics; smaller means more one-sided users."),
    .init(
      "response", "hour", .number, 0...5, \.response.hour,
      "Effect of the log of the user's relative activity at the hour."
    ),
    .init(
      "response", "triggered", .number, -5...5, \.response.triggered,
      "When an action of the user triggered the message."),
    .init("response", "emoji", .number, -5...5, \.response.emoji, "When the title has an emoji."),
    .init("response", "rich", .number, -5...5, \.response.rich, "When the push carries a picture."),
    .init(
      "response", "big_picture", .number, -5...5, \.response.bigPicture,
      "When the push has a picture across the notification; none on iOS, which does not show it."),
    .init("response", "personalised", .number, -5...5, \.response.personalised, "When the text is personal."),
    .init("response", "lapsed", .number, -10...5, \.response.lapsed, "When the user has lapsed."),
    .init(
      "response", "dismiss", .percent, 0...1, \.response.dismiss,
      "Chance that a push which is not opened is swiped away."
    ),
    .init(
      "response", "deep_link", .percent, 0...10, \.response.deepLink,
      "Relative increase of the chance to convert in a session that a message opens on a screen of its choice."),
    .init(
      "response", "win_back", .percent, 0...1, \.response.winBack,
      "Chance that a lapsed user who opens is active again."),
    .init(
      "response", "influence", .percent, 0...5, \.response.influence,
      "Extra sessions per push received that day, as a share of the user's own."),
    .init(
      "response", "delay_ios", .minutes, 0.1...10_080, \.response.delayIOS, "Median time from push to open on iOS."),
    .init("response", "delay_other", .minutes, 0.1...10_080, \.response.delayOther, "The same on other platforms."),
    .init(
      "response", "delay_spread", .number, 0...4, \.response.delaySpread, "Standard deviation of the log of that time."),
  ]

  private static let wear: [BehaviorSetting] = [
    .init("fatigue", "half_life", .days, 0.1...365, \.fatigue.halfLife, "Time in which fatigue halves."),
    .init("fatigue", "effect", .number, 0...5, \.fatigue.effect, "Log-odds of an open lost per unit of fatigue."),
    .init(
      "fatigue", "relief", .percent, 0...1, \.fatigue.relief,
      "Share of a message's fatigue that is spared when it is fully relevant."),
    .init(
      "fatigue", "template_half_life", .days, 0.1...365, \.fatigue.templateHalfLife,
      "Time in which the wear of a repeated topic or template halves."),
    .init(
      "fatigue", "template_effect", .number, 0...5, \.fatigue.templateEffect,
      "Log-odds of an open lost by a repeat on the same day."),
    .init(
      "fatigue", "annoyance", .number, 0...10, \.fatigue.annoyance,
      "Growth of the log of the dropout rate per relative excess of fatigue over tolerance."),
    .init("fatigue", "opt_out", .percent, 0...0.5, \.fatigue.optOut, "Chance of an opt-out per push, when rested."),
    .init(
      "fatigue", "uninstall", .percent, 0...0.5, \.fatigue.uninstall, "Chance of an uninstall per push, when rested."),
    .init(
      "fatigue", "growth", .number, 0...10, \.fatigue.growth,
      "Growth of the logs of both chances per fatigue relative to tolerance."),
    .init("fatigue", "cap", .number, 0...20, \.fatigue.cap, "Largest growth of these logs."),
    .init("engagement", "half_life", .days, 0.1...365, \.engagement.halfLife, "Time in which the habit halves."),
    .init("engagement", "gain", .number, 0...10, \.engagement.gain, "Habit gained by an opened message."),
    .init(
      "engagement", "effect", .number, 0...10, \.engagement.effect,
      "Fall of the log of the dropout rate per unit of habit, up to 1 unit."),
    .init("tolerance", "pushes_per_week", .number, 0.1...1000, \.tolerance.median, "Median between users."),
    .init("tolerance", "spread", .number, 0...3, \.tolerance.spread, "Standard deviation of its log."),
  ]

  private static let sessions: [BehaviorSetting] = [
    .init("in_app", "seen", .percent, 0...1, \.inApp.seen, "Chance that a message is noticed."),
    .init("in_app", "act", .percent, 0...1, \.inApp.act, "Chance that a noticed message is acted upon."),
    .init(
      "in_app", "act_triggered", .percent, 0...1, \.inApp.actTriggered,
      "The same when an action of the user triggered it."),
    .init(
      "in_app", "dismiss", .percent, 0...1, \.inApp.dismiss,
      "Chance that a noticed message which is not acted upon is closed, else it is ignored."),
    .init(
      "conversion", "mean", .percent, 0...0.9, \.conversion.mean, "Mean chance per session; 0% switches purchases off."),
    .init("conversion", "concentration", .number, 0.1...100_000, \.conversion.concentration, "How alike users are."),
    .init("conversion", "p", .number, 0.1...1000, \.conversion.p, "Shape of one order's value."),
    .init(
      "conversion", "q", .number, 1.01...1000, \.conversion.q, "Shape of the users' rates; above 1, or no mean exists."),
    .init(
      "conversion", "v", .money, 0.001...1_000_000, \.conversion.v, "Scale: the mean order is worth p · v / (q − 1)."),
    .init(
      "conversion", "offer", .percent, 0...10, \.conversion.offer,
      "Relative increase of the chance in a session that an offer opened."),
  ]
}
