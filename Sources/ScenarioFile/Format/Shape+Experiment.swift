import Simulation

extension Shape where Value == ExperimentDefinition {
  static let blankExperiment = ExperimentDefinition(name: "", arms: [], metrics: [])

  /// A randomised test.
  static let experiment = Shape.object(
    "test",
    "Users split between arms of the comparison at random, as a real test would; beside what it finds stands what is true.",
    blank: blankExperiment, fields: design + analysis)

  private static let design: [Field<ExperimentDefinition>] = [
    .optional("title", .text, \.title, "One line for reports.", showsDefault: false),
    .optional(
      "hypothesis", .text, \.hypothesis, "What is expected and why, written down before the test.",
      showsDefault: false),
    .required(
      "arms", .testArms, \.arms, "Arms of the comparison, with the share of the test's users that each gets."),
    .optional(
      "control", .name(of: "an arm"), \.control,
      "The arm that the others are compared with; the baseline of the comparison if it is one of them, else the first."),
    .optional("who", .expression, \.audience, "What must hold when a user comes into the population."),
    .optional(
      "share", .share, \.share,
      "Share of those users that takes part; what the other tests of the layer leave by default."),
    .optional(
      "layer", .name(of: "a layer", syntax: "a name of your choice"), \.layer,
      "Tests of the same layer never share a user; without one a test overlaps with all others."),
    .optional("bandit", .bandit, \.bandit, "Arms are given by what is known so far, day by day, instead of by shares."),
    .optional(
      "faults", .faults, \.faults, "What goes wrong on purpose, to see whether it is noticed.", showsDefault: false),
  ]

  private static let analysis: [Field<ExperimentDefinition>] = [
    .required(
      "metrics", .list(of: .name(of: "a KPI"), orOne: true), \.metrics, "KPIs that decide, the first one above all."),
    .optional(
      "guardrails", .guardrails, \.guardrails,
      "KPIs that must not get worse: their names, or a map with how much worse is borne (of shares in points, of other KPIs relative to the control).",
      showsDefault: false),
    .optional(
      "looks", .list(of: .days(1...3650, example: "28 days"), orOne: true), \.looks,
      "Times since the start at which the test is read; the end of the horizon by default.", showsDefault: false),
    .optional("rule", .stoppingRule, \.rule, "When it may end."),
    .optional("alpha", .share, \.alpha, "Level of the test, two-sided."),
    .optional(
      "minimum_lift", .share, \.minimumLift, "The smallest lift of the first metric that is worth knowing."),
    .optional(
      "correction",
      .words(
        "correction",
        [
          ("none", .none, "Each comparison stands for itself."), ("bonferroni", .bonferroni, "Bonferroni."),
          ("holm", .holm, "Holm 1979."),
          ("benjamini-hochberg", .benjaminiHochberg, "Benjamini and Hochberg 1995: false discovery rate."),
        ]), \.correction, "How several metrics and arms are corrected for."),
    .optional(
      "strata",
      .words(
        "grouping",
        [
          ("none", .none, "All together."), ("platform", .platform, "By platform."),
          ("language", .language, "By language."),
          ("entry", .entry, "Users of the installed base, and those who came later."),
        ]), \.strata, "Users are compared with others of the same kind (post-stratification)."),
    .optional(
      "adjusted", .flag, \.isAdjusted, "Whether what users did before the start is taken out of the comparison (CUPED)."
    ),
  ]
}

extension Shape where Value == [ExperimentDefinition.Arm] {
  /// Arms of a test with their shares.
  static let testArms: Shape = .named(.map("name of an arm", to: .share)) {
    ExperimentDefinition.Arm($0.name, $0.value)
  } unmake: {
    Named($0.name, $0.share)
  }
}

extension Shape where Value == [ExperimentDefinition.Guardrail] {
  /// KPIs that must not get worse, perhaps with a tolerance.
  static let guardrails: Shape = .brief(
    Shape<[String]>.list(of: .name(of: "a KPI"), orOne: true).converted(
      to: { $0.map { ExperimentDefinition.Guardrail($0) } }, from: { $0.map(\.kpi) }),
    or: .named(.map("name of a KPI", to: .share)) {
      ExperimentDefinition.Guardrail($0.name, tolerance: $0.value)
    } unmake: {
      Named($0.kpi, $0.tolerance)
    }, isBrief: { $0.allSatisfy { $0.tolerance == 0 } })
}

extension Shape where Value == ExperimentDefinition.Rule {
  /// When a test may end.
  static let stoppingRule = Shape.words(
    "stopping rule",
    [
      ("fixed", .fixed, "At its last look."),
      ("peeking", .peeking, "At the first significant look: what many do and nobody should."),
      ("obrien-fleming", .obrienFleming, "Beyond the boundary of O'Brien and Fleming."),
      ("pocock", .pocock, "Beyond the boundary of Pocock."),
      ("always-valid", .alwaysValid, "When the always-valid interval leaves zero out."),
      ("bayes", .bayes, "When the chance that the arm is worse is small."),
    ])
}

extension Shape where Value == ExperimentDefinition.Bandit {
  /// Allocation by what is known.
  static let bandit = Shape.object(
    "bandit", "Each morning the new users of the day are given to arms by what is known of the rewards.",
    blank: ExperimentDefinition.Bandit(rewardDays: 7),
    fields: [
      .optional(
        "policy",
        .words(
          "policy",
          [
            ("thompson", .thompson, "By the chance that an arm is the best."),
            ("top-two", .topTwo, "The same, half of it for the second best."),
            ("equal", .equal, "By the shares of the arms, to compare with."),
          ]), \.policy, "How arms are given."),
      .optional("floor", .share, \.floor, "Least share of each arm."),
      .optional(
        "reward_within", .days(1...3650, example: "7 days"), \.rewardDays,
        "Days after a user's assignment in which the first metric counts."),
    ])
}

extension Shape where Value == ExperimentDefinition.Faults {
  /// Faults of a test.
  static let faults = Shape.object(
    "faults", "What goes wrong on purpose.", blank: ExperimentDefinition.Faults(),
    fields: [
      .optional(
        "contamination", .share, \.contamination,
        "Share of the control's users who live in the first other arm without anybody knowing."),
      .optional("lost", .lost, \.lost, "Users who are missing from the analysis."),
    ])
}

extension Shape where Value == ExperimentDefinition.Faults.Loss {
  /// Users who get lost.
  static let lost = Shape.object(
    "loss", "Users of one arm who are missing from the analysis.",
    blank: ExperimentDefinition.Faults.Loss(arm: "", share: 0),
    fields: [
      .required("arm", .name(of: "an arm"), \.arm, "Whose users."),
      .required("share", .share, \.share, "How many of them."),
      .optional(
        "who",
        .words(
          "group",
          [
            ("anybody", .anybody, "Any of them."), ("exposed", .exposed, "Those whom a message reached."),
            ("unexposed", .unexposed, "Those whom none reached."),
          ]), \.who, "Who is lost."),
    ])
}
