extension BehaviorSetting {
  static let wear: [BehaviorSetting] = [
    .init(
      "fatigue", "half_life", .days, 0.1...365, \.fatigue.halfLife,
      "Time in which fatigue halves.",
      source: "fitted: the effect of three prompts a day falls to 1/e in 9 days \(Cite.heartSteps)"),
    .init(
      "fatigue", "effect", .number, 0...5, \.fatigue.effect,
      "Log-odds of an open lost per unit of fatigue.",
      source: "fitted with half_life: the effect of three prompts a day falls from +66 to +14 % \(Cite.heartSteps)"),
    .init(
      "fatigue", "relief", .percent, 0...1, \.fatigue.relief,
      "Share of a message's fatigue that is spared when it is fully relevant.",
      source: "assumed; that quality spares is shown by \(Cite.hohnhold)"),
    .init(
      "fatigue", "template_half_life", .days, 0.1...365, \.fatigue.templateHalfLife,
      "Time in which the wear of a repeated topic or template halves.",
      source: "15 days \(Cite.duolingo)"),
    .init(
      "fatigue", "template_effect", .number, 0...5, \.fatigue.templateEffect,
      "Log-odds of an open lost by a repeat on the same day.",
      source: "assumed; the 0.017 of \(Cite.duolingo) is a relative penalty, and smaller"),
    .init(
      "fatigue", "annoyance", .number, 0...10, \.fatigue.annoyance,
      "Growth of the log of the dropout rate per relative excess of fatigue over tolerance.",
      source: "assumed; the sign is that of a year with fewer notifications \(Cite.meta)"),
    .init(
      "fatigue", "opt_out", .percent, 0...0.5, \.fatigue.optOut,
      "Chance of an opt-out per push, when rested.",
      source:
        "assumed: three pushes a week make 4 % opt out in 90 days, one a day 17 %; the sign is that of \(Cite.wohllebe)"
    ),
    .init(
      "fatigue", "uninstall", .percent, 0...0.5, \.fatigue.uninstall,
      "Chance of an uninstall per push, when rested.",
      source:
        "assumed: three pushes a week make 2 % uninstall in 90 days, one a day 8 %; the sign is that of \(Cite.wohllebe)"
    ),
    .init(
      "fatigue", "growth", .number, 0...10, \.fatigue.growth,
      "Growth of the logs of both chances per fatigue relative to tolerance.",
      source: "assumed"),
    .init(
      "fatigue", "cap", .number, 0...20, \.fatigue.cap,
      "Largest growth of these logs.",
      source: "assumed"),
    .init(
      "engagement", "half_life", .days, 0.1...365, \.engagement.halfLife,
      "Time in which the habit halves.",
      source: "assumed"),
    .init(
      "engagement", "gain", .number, 0...10, \.engagement.gain,
      "Habit gained by an opened message.",
      source: "assumed"),
    .init(
      "engagement", "effect", .number, 0...10, \.engagement.effect,
      "Fall of the log of the dropout rate per unit of habit, up to 1 unit.",
      source: "assumed; with gain it sets the long-run effect of messages"),
    .init(
      "tolerance", "pushes_per_week", .number, 0.1...1000, \.tolerance.median,
      "Median between users.",
      source: "fitted to stated tolerance, 1,000 people asked \(Cite.localyticsTolerance)"),
    .init(
      "tolerance", "spread", .number, 0...3, \.tolerance.spread,
      "Standard deviation of its log.",
      source: "fitted to stated tolerance, 1,000 people asked \(Cite.localyticsTolerance)"),
  ]
}
