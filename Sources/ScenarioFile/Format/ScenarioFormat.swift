import Behavior
import EngagementCore
import Primitives
import Simulation

/// The format of scenario files: one definition from which reading, checking, writing, the JSON Schema and the reference
/// page are made.
enum ScenarioFormat {
  static let blank = Scenario(
    name: "", horizonDays: 0, population: Population(size: 0), comparison: Comparison(baseline: "none", arms: []))

  static let scenario = Shape<Scenario>.object(
    "scenario", "An app, its users, and the programs of messages that are compared.", blank: blank,
    fields: general + [population] + content)

  private static let general: [Field<Scenario>] = [
    .required("scenario", .name(of: "the scenario"), \.name, "Identifier, used for folders and baselines."),
    .optional("title", .text, \.title, "One line for reports.", showsDefault: false),
    .optional("about", .text, \.about, "What it is about, in the author's words.", showsDefault: false),
    .optional("start", .date, \.start, "First day of the horizon."),
    .optional(
      "warm_up", .days(0...3650, example: "8 weeks"), \.warmUpDays, "Time lived without messages before the start."),
    .required("horizon", .days(1...3650, example: "17 weeks"), \.horizonDays, "Time over which the arms are compared."),
    .optional("seed", .seed, \.seed, "Chooses the random streams; the same seed gives the same results."),
    .optional(
      "replications", .integer(Scenario.replicationRange), \.replications,
      "Worlds that are drawn when a number is given as a distribution, \(Scenario.defaultReplications) by default."),
    .optional("currency", .currency, \.currency, "Currency of every amount."),
  ]

  private static let population = Field<Scenario>.group(
    "population", "population", "The users.", blank: blank,
    fields: [
      .required(
        "size", .integer(1...100_000_000), \.population.size,
        "Installed base at the start; their installs are spread over the warm-up."),
      .optional(
        "new_per_day", .integer(0...10_000_000), \.population.newPerDay, "New installs per day of the horizon."),
      .group(
        "traits", "traits", "Who they are; the shares of each trait sum to 100%.", blank: blank,
        fields: [
          .optional("platform", .shares("platform"), \.population.platforms, "Share by platform."),
          .optional(
            "time_zone", .shares("time zone, e.g. `Europe/Paris`"), \.population.timeZones, "Share by time zone (IANA)."
          ),
          .optional("language", .shares("language code, e.g. `en`"), \.population.languages, "Share by language."),
        ],
        further: .named(
          "name of a fact", .shares("value"), \.population.namedFacts,
          "A fact that the platform knows of every device: source, carrier, country... Expressions compare it by name.")
      ),
      .optional(
        "clock_error", .clockError, \.population.clockError,
        "Devices whose clock is wrong, so that what they report lands on the wrong day.", showsDefault: false),
      .optional("behavior", .behavior, \.behavior, "How they behave.", showsDefault: false),
    ], isRequired: true)

  private static let content: [Field<Scenario>] = [
    .optional("app", .app, \.appDraft, "The tag plan and the path through the app.", showsDefault: false),
    .optional(
      "segments",
      .named(.map("name of a segment", to: .segment, placeholder: { SegmentDraft() })) {
        $0.value.segment(named: $0.name)
      } unmake: {
        Named($0.name, SegmentDraft($0))
      }, \.segments, "Named sets of users.", showsDefault: false),
    .optional(
      "campaigns",
      .named(.map("name of a campaign", to: .campaign, placeholder: { Shape<CampaignDefinition>.blankCampaign })) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.campaigns, "Messages.", showsDefault: false),
    .optional(
      "programs",
      .named(.map("name of a program", to: .program, placeholder: { ProgramDefinition(name: "", campaigns: []) })) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.programs, "Sets of campaigns with an objective.", showsDefault: false),
    .optional("limits", .limits, \.limits, "The pressure that users may be put under.", showsDefault: false),
    .optional(
      "attribution",
      .named(
        .map(
          "name of a view", to: .attribution,
          placeholder: { AttributionDefinition(name: "", conversion: "session", within: 86_400) })
      ) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.attribution, "Views of the conversions beside the causal lift.", showsDefault: false),
    .optional(
      "naive", .naive, \.naive,
      "Users compared by the messages that they got, beside the effect of those."),
    .optional(
      "sweep", .sweep, \.sweep, "A scan over values of this file, for `engagelab sweep` (see Documentation/sweep.md)."),
    .required("comparison", .comparison, \.comparison, "Which programs are played to the same people."),
    .optional(
      "experiments",
      .named(
        .map(
          "name of a test", to: .experiment, placeholder: { Shape<ExperimentDefinition>.blankExperiment })
      ) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.experiments, "Randomised tests inside the simulated world.", showsDefault: false),
    .optional(
      "kpis",
      .named(.map("name of a KPI", to: .kpi, placeholder: { KPIDraft().kpi })) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.kpis, "Numbers by which the arms are compared.", showsDefault: false),
    .optional(
      "objective", .objective, \.objective, "What the whole endeavour must reach; judged for every arm."),
    .optional(
      "checks", .list(of: .check), \.checks,
      "What must hold of the results, for `engagelab check`; they change no result.", showsDefault: false),
  ]
}

extension Shape {
  /// A map whose names belong into the values.
  static func named<Item, Definition>(
    _ map: Shape<[Named<Item>]>, make: @escaping @Sendable (Named<Item>) -> Definition,
    unmake: @escaping @Sendable (Definition) -> Named<Item>
  ) -> Shape where Value == [Definition] {
    map.converted(to: { $0.map(make) }, from: { $0.map(unmake) })
  }
}

extension Shape where Value == [Population.Share] {
  /// Values of a trait with the share of users who have them.
  static func shares(_ key: String) -> Shape {
    .named(.map(key, to: .share)) {
      Population.Share($0.name, $0.value)
    } unmake: {
      Named($0.value, $0.share)
    }
  }
}

extension Population {
  /// The facts with their names outside.
  var namedFacts: [Named<[Share]>] {
    get { facts.map { Named($0.name, $0.values) } }
    set { facts = newValue.map { Fact(name: $0.name, values: $0.value) } }
  }
}

extension Shape where Value == Population.ClockError {
  /// Wrong device clocks.
  static let clockError = Shape.object(
    "clock error", "Devices whose clock is wrong by whole days.", blank: Population.ClockError(),
    fields: [
      .required("share", .share, \.share, "Share of devices."),
      .optional("days", .integer(1...3650), \.days, "Days by which they are wrong at most, either way."),
    ])
}

extension Shape where Value == String {
  /// An ISO 4217 code.
  static let currency = Shape.scalar(
    ScalarForm(kind: "currency", syntax: "a code of three letters, e.g. `EUR`", patterns: ["^[A-Z]{3}$"]),
    parse: { text, _ in
      isCurrency(text)
        ? .success(text)
        : .failure(.kind("`\(text)` is not a currency code", "write the three capital letters of ISO 4217, e.g. `EUR`"))
    }, print: { $0 })

  static func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}

/// A comparison as it stands in a file.
struct ComparisonDraft: Sendable {
  var baseline = ComparisonDraft.empty
  var arms: [Named<[String]>] = []

  /// Name of the arm without messages, which need not be listed.
  static let empty = "none"

  init() {}

  init(_ comparison: Comparison) {
    baseline = comparison.baseline
    arms = comparison.arms.map { Named($0.name, $0.programs) }
  }

  var comparison: Comparison {
    var arms = self.arms.map { Comparison.Arm(name: $0.name, programs: $0.value) }
    if baseline == ComparisonDraft.empty, !arms.contains(where: { $0.name == ComparisonDraft.empty }) {
      arms.insert(Comparison.Arm(name: ComparisonDraft.empty, programs: []), at: 0)
    }
    return Comparison(baseline: baseline, arms: arms)
  }
}

extension Shape where Value == Comparison {
  /// Which programs are played to the same people.
  static let comparison: Shape = Shape<ComparisonDraft>.object(
    "comparison", "Which programs are played to the same people, and what they are compared with.",
    blank: ComparisonDraft(),
    fields: [
      .optional(
        "baseline", .name(of: "an arm"), \.baseline,
        "The arm that the others are compared with; `none`, the arm without messages, need not be listed."),
      .required(
        "arms", .map("name of an arm", to: .list(of: .name(of: "a program")), placeholder: { [] }), \.arms,
        "Arms, each with its programs; an empty list means no messages."),
    ]
  ).converted(to: \.comparison, from: { ComparisonDraft($0) })
}
