extension BehaviorSetting {
  static let people: [BehaviorSetting] = [
    .init(
      "activity", "mean", .percent, 0.001...0.999, \.activity.mean,
      "Mean daily chance that a living user opens the app, q = α/(α+β).",
      source:
        "fitted, with dropout.gamma and dropout.delta, to the median retention of apps: 26, 13 and 7 % on days 1, 7 and 30 \(Cite.adjust) and 4 % on day 90 \(Cite.appboy)"
    ),
    .init(
      "activity", "concentration", .number, 0.05...1000, \.activity.concentration,
      "How alike users are, α+β; small numbers make some use it daily and others hardly ever.",
      source: "1.64 to 1.70 in fits of BG/BB to \(Cite.game)"),
    .init(
      "dropout", "gamma", .number, 0.01...1000, \.dropout.gamma,
      "γ: smaller means a longer tail of loyal users.",
      source: "fitted with activity.mean; law: BG/BB \(Cite.bgbb)"),
    .init(
      "dropout", "delta", .number, 0.01...1000, \.dropout.delta,
      "δ: smaller means a steeper loss in the first days.",
      source: "fitted with activity.mean; law: BG/BB \(Cite.bgbb)"),
    .init(
      "dropout", "uninstall", .percent, 0...1, \.dropout.uninstall,
      "Chance that a user who loses interest uninstalls at once; the others lapse silently.",
      source:
        "fitted: 28 % have uninstalled by day 30, where older figures are 3 in 10; 60 % gives the 1 in 2 of \(Cite.appsflyer)"
    ),
    .init(
      "novelty", "boost", .percent, 0...10, \.novelty.boost,
      "Extra sessions on the day of the install.",
      source:
        "none in the fitted retention; \(Cite.game) gives about 40 % in 2 days: 57 % on day 1 where BG/BB has 44 %. The form is assumed"
    ),
    .init(
      "novelty", "fades_in", .days, 0.1...365, \.novelty.days,
      "Time in which the boost falls to 1/e.",
      source: "2 days in \(Cite.game); assumed for others"),
    .init(
      "rhythm", "chronotype", .hours, 0...12, \.rhythm.chronotype,
      "Standard deviation of personal shifts of the hour profile.",
      source: "assumed"),
    .init(
      "opt_in", "ios", .percent, 0...1, \.optIn.ios,
      "On iOS.",
      source: "\(Cite.batch); 51 % in 2021 \(Cite.airship)"),
    .init(
      "opt_in", "other", .percent, 0...1, \.optIn.other,
      "On Android and every other platform.",
      source: "\(Cite.batch); 85 % before Android 13 asked"),
    .init(
      "prompt", "android_13", .percent, 0...1, \.prompt.android13,
      "Share of devices other than iOS that must be asked; on the others pushes are allowed from the start.",
      source: "assumed; 20 % in mid-2023 \(Cite.apiLevels), and growing"),
    .init(
      "prompt", "soft", .percent, 0...1, \.prompt.soft,
      "Chance that a user accepts the app's own explanation that comes before the system's question.",
      source: "assumed"),
    .init(
      "prompt", "after_soft", .number, -5...5, \.prompt.afterSoft,
      "Added log-odds of the share that accepts the system's question when that explanation was accepted.",
      source:
        "assumed: with two showings 69 % (iOS) and 76 % (Android) accept; a vendor states 55 to 70 % and 75 to 85 % \(Cite.girard)"
    ),
  ]
}
