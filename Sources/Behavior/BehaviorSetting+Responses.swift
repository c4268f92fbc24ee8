extension BehaviorSetting {
  static let responses: [BehaviorSetting] = [
    .init(
      "response", "ios", .number, -12...6, \.response.ios,
      "Log-odds of an open of a neutral push on iOS.",
      source: "fitted: two broadcasts a week are opened by 3.4 % \(Cite.airship)"),
    .init(
      "response", "other", .number, -12...6, \.response.other,
      "The same on other platforms.",
      source: "fitted: two broadcasts a week are opened by 4.6 % \(Cite.airship)"),
    .init(
      "response", "spread", .number, 0...5, \.response.spread,
      "Standard deviation between users.",
      source: "assumed"),
    .init(
      "response", "relevance", .number, 0...20, \.response.relevance,
      "Effect of the user's interest in the topic above that in an average topic.",
      source: "fitted: targeted against broadcast 7.4 to 4.0 % \(Cite.localyticsSegments)"),
    .init(
      "response", "affinity", .number, 0.01...100, \.response.affinity,
      "Dirichlet concentration of interests over topics; smaller means more one-sided users.",
      source: "assumed, a choice of the model"),
    .init(
      "response", "hour", .number, 0...5, \.response.hour,
      "Effect of the log of the user's relative activity at the hour.",
      source: "fitted to +20 to +40 % opens at the user's own hour \(Cite.accengage); here 7.1 % becomes 8.2 %"),
    .init(
      "response", "triggered", .number, -5...5, \.response.triggered,
      "When an action of the user triggered the message.",
      source: "fitted: contextual against generic 14.4 to 4.19 % \(Cite.batch), the rest being better topics and hours"),
    .init(
      "response", "emoji", .number, -5...5, \.response.emoji,
      "When the title has an emoji.",
      source:
        "assumed; below the +85 % (0.64) of 2017 \(Cite.leanplum), as the novelty is gone; +20 % \(Cite.accengage)"),
    .init(
      "response", "rich", .number, -5...5, \.response.rich,
      "When the push carries a picture.",
      source: "+25 % opens \(Cite.accengage)"),
    .init(
      "response", "big_picture", .number, -5...5, \.response.bigPicture,
      "When the push has a picture across the notification; none on iOS, which does not show it.",
      source: "as rich: +25 % opens \(Cite.accengage)"),
    .init(
      "response", "personalised", .number, -5...5, \.response.personalised,
      "When the text is personal.",
      source: "assumed; 4 times the opens (1.4) is a vendor's upper bound \(Cite.leanplum)"),
    .init(
      "response", "lapsed", .number, -10...5, \.response.lapsed,
      "When the user has lapsed.",
      source: "assumed"),
    .init(
      "response", "dismiss", .percent, 0...1, \.response.dismiss,
      "Chance that a push which is not opened is swiped away.",
      source: "assumed"),
    .init(
      "response", "deep_link", .percent, 0...10, \.response.deepLink,
      "Relative increase of the chance to convert in a session that a message opens on a screen of its choice.",
      source: "assumed: no source, so none"),
    .init(
      "response", "win_back", .percent, 0...1, \.response.winBack,
      "Chance that a lapsed user who opens is active again.",
      source: "assumed"),
    .init(
      "response", "influence", .percent, 0...5, \.response.influence,
      "Extra sessions per push received that day, as a share of the user's own.",
      source:
        "assumed; defined by \(Cite.influence). More frequent pushes did not bring more of them in \(Cite.wohllebe): try 0 as well"
    ),
    .init(
      "response", "delay_ios", .minutes, 0.1...10_080, \.response.delayIOS,
      "Median time from push to open on iOS.",
      source: "7 to 10 minutes \(Cite.leanplumDelay)"),
    .init(
      "response", "delay_other", .minutes, 0.1...10_080, \.response.delayOther,
      "The same on other platforms.",
      source: "\(Cite.leanplumDelay)"),
    .init(
      "response", "delay_spread", .number, 0...4, \.response.delaySpread,
      "Standard deviation of the log of that time.",
      source: "assumed"),
  ]
}
