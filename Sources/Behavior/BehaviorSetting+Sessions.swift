extension BehaviorSetting {
  static let sessions: [BehaviorSetting] = [
    .init(
      "in_app", "seen", .percent, 0...1, \.inApp.seen,
      "Chance that a message is noticed.",
      source: "secondary \(Cite.vmobify)"),
    .init(
      "in_app", "act", .percent, 0...1, \.inApp.act,
      "Chance that a noticed message is acted upon.",
      source: "\(Cite.localyticsInApp)"),
    .init(
      "in_app", "act_triggered", .percent, 0...1, \.inApp.actTriggered,
      "The same when an action of the user triggered it.",
      source: "\(Cite.localyticsInApp)"),
    .init(
      "in_app", "dismiss", .percent, 0...1, \.inApp.dismiss,
      "Chance that a noticed message which is not acted upon is closed, else it is ignored.",
      source: "assumed"),
    .init(
      "conversion", "mean", .percent, 0...0.9, \.conversion.mean,
      "Mean chance per session; 0% switches purchases off.",
      source: "assumed; 0.6 % of the customers of a shop bought within two weeks without a message \(Cite.hillstrom)"),
    .init(
      "conversion", "concentration", .number, 0.1...100_000, \.conversion.concentration,
      "How alike users are.",
      source: "assumed"),
    .init(
      "conversion", "p", .number, 0.1...1000, \.conversion.p,
      "Shape of one order's value.",
      source: "published for CDNOW \(Cite.gammaGamma)"),
    .init(
      "conversion", "q", .number, 1.01...1000, \.conversion.q,
      "Shape of the users' rates; above 1, or no mean exists.",
      source: "published for CDNOW \(Cite.gammaGamma)"),
    .init(
      "conversion", "v", .money, 0.001...1_000_000, \.conversion.v,
      "Scale: the mean order is worth p · v / (q − 1).",
      source: "published for CDNOW, dollars of 1997 \(Cite.gammaGamma)"),
    .init(
      "conversion", "offer", .percent, 0...10, \.conversion.offer,
      "Relative increase of the chance in a session that an offer opened.",
      source: "assumed"),
  ]
}
