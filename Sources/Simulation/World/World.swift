import Behavior
import EngagementCore
import Primitives

/// A scenario compiled for simulation: immutable, names replaced by dense ids, tables in one arena.
public final class World: Sendable {
  /// What it was made from.
  public let scenario: Scenario
  package let horizonDays: Int32
  package let warmUpDays: Int32
  package let baseUsers: Int
  package let newPerDay: Int
  package let runKey: RunKey
  /// Weekday index of day 0.
  package let firstWeekday: Int32
  package let people: PersonModel
  package let app: CompiledApp
  package let rules: DeliveryRules
  package let arms: [ArmPlan]
  /// The plans of ``arms``.
  package let plans: Table<ProgramPlan>
  /// Index of the baseline in ``arms``.
  package let baseline: Int
  package let kpis: CompiledKPIs
  package let campaigns: Table<CampaignForm>
  package let hasTopics: Bool
  /// Ids of the tags that the lab itself knows.
  package let sessionTag: Int32
  package let installTag: Int32
  /// Whether any arm sends messages.
  package let hasMessages: Bool
  /// Whether a session or a screen counts as some campaign's conversion.
  package let convertsOnVisits: Bool
  /// Whether platform, language, time zone or opt-in matter.
  package let usesDevice: Bool
  /// Whether some message is sent at the user's usual hour.
  package let usesUsualHour: Bool
  /// Seconds until the platform notices that an app is gone; −1: it knows at once.
  package let uninstallNotice: Int32
  /// Whether campaigns ask the system's question, so that nobody is asked at the install.
  package let asksPermission: Bool
  /// Profile word in which the platform keeps whether pushes are accepted; −1: none.
  package let permissionInfo: Int32
  /// Whether e-mails or SMS are sent.
  package let usesLetters: Bool
  /// Whether devices may be offline.
  package let hasConnectivity: Bool
  /// Whether a push may be late or go to a device without the app.
  package let hasLosses: Bool
  /// Whether reaching users takes more than the app and its permission.
  package let hasReachDetails: Bool
  /// Whether devices have more than platform, language and zone.
  package let hasDeviceDetails: Bool
  package let facts: Table<Fact>
  /// What only some scenarios have; and the flags that are asked each day.
  package let parts: CompiledParts
  package let hasStrain: Bool
  package let hasSeasons: Bool
  package let hasSubscription: Bool
  package let hasReferrals: Bool
  package let attribution: [AttributionView]
  /// Conditions that are asked of every user at the launch and at the end; empty in ordinary runs.
  package let probes: [Predicate]
  package let hasProbes: Bool
  /// What is kept of every user; nil: nothing.
  package let outcomes: CompiledOutcomePlan?
  /// Whether those who satisfy the first probe at the end are listed, not only counted.
  package let listsProbed: Bool
  package let hasAttribution: Bool
  /// What a researcher brings: traits of the installed base, laws of people, the last word on sends.
  package let given: CompiledPeople?
  package let behavior: (any OwnBehavior)?
  package let policy: PolicyDesk?
  /// Whether users share limits, so that they are lived day by day.
  package let isCoupled: Bool
  /// Seconds from UTC to the clock of each user zone, by day of the horizon: zone × days + day; empty: nothing asks.
  private let zoneOffsets: [Int]
  /// What expressions ask, and the codes of texts.
  private let measures: MeasureTable
  private let arena: Arena

  /// Seconds from UTC to the clock of a user zone at noon of a day.
  func zoneOffset(_ zone: Int32, on day: Int32) -> Int {
    let days = Int(horizonDays)
    return zoneOffsets.isEmpty ? 0 : zoneOffsets[Int(zone) * days + min(max(Int(day), 0), days - 1)]
  }

  /// The code of a text among the values of a string app-info; nil: none that something compares or sets.
  func code(_ text: String, of appInfo: String) -> Int32? { measures.existingCode(of: text, for: appInfo) }

  /// The text of a code, of those that something sets.
  func text(_ code: Int, of appInfo: String) -> String? {
    scenario.knownTexts[appInfo]?.first { measures.existingCode(of: $0, for: appInfo) == Int32(clamping: code) }
  }

  /// A view of who claims conversions.
  package struct AttributionView: Sendable {
    package let definition: AttributionDefinition
    let tag: Int32
  }

  /// A fact about devices that some expression reads.
  package struct Fact: Sendable {
    let hash: UInt32
    /// Index among the facts of the population.
    let index: Int
    let values: Choice
  }

  /// One arm's programs.
  package struct ArmPlan: Sendable {
    package let name: String
    package let plan: ProgramPlan
  }

  /// What a person sees of a campaign's message.
  package struct CampaignForm: Sendable {
    /// Added log-odds of an open by variant.
    package let appeal: Table<Double>
    /// Whether the variant carries an offer.
    package let offer: Table<Bool>
    /// Activity that it opens, and whether that is of its choice.
    package let opens: Int32
    package let isDeep: Bool
    /// What each variant consists of, and whether any has something behind the notification.
    package let kinds: Table<MessageKind>
    package let hasContents: Bool
    /// Whether the variants have a big picture, and whether any has.
    package let pictures: Table<Bool>
    package let hasPictures: Bool
    /// Answers of a poll, and where they are counted.
    package let answers: Choice
    package let firstAnswer: Int32
    /// App-info that a data push sets.
    package let isData: Bool
    package let sets: Range<Int32>
    /// Whether the campaign has a conversion window.
    package let hasWindow: Bool
    /// Position among the tested campaigns (with variants or a holdout), or −1.
    package let test: Int32
    /// Groups of the test: its variants, then the users held out.
    package let groups: Int32
  }

  /// Where an arm's sums are kept.
  package var sumsLayout: ArmSums.Layout {
    var firstGroups: [Int] = []
    var groups = 0
    for k in 0..<campaigns.count where campaigns[k].test >= 0 {
      firstGroups.append(groups)
      groups += Int(campaigns[k].groups)
    }
    return ArmSums.Layout(
      days: Int(horizonDays), kpis: kpis.kpis.count, campaigns: campaigns.count, weeks: (Int(horizonDays) + 6) / 7,
      looks: kpis.looks.count, firstGroups: firstGroups, groups: groups,
      answerCount: scenario.campaigns.reduce(0) { $0 + $1.content.answers.count }, views: attribution.count,
      probes: probes.count, naiveGroups: kpis.naive?.groups.count ?? 0, recorded: outcomes?.plan.kpis.count ?? 0,
      bins: outcomes?.bins ?? 0)
  }

  /// A table for the users of the world, if it is to keep any.
  func emptyTable() -> OutcomeTable {
    let plan = outcomes?.plan ?? OutcomePlan(kpis: [], looks: [])
    return OutcomeTable(
      users: users, arms: arms.count, plan: plan, kinds: plan.kpis.map { kpis.kpis[$0].tableDenominator })
  }

  /// Memory that a table for the users of the world takes.
  package var outcomeBytes: Int {
    guard let plan = outcomes?.plan else { return 0 }
    return OutcomeTable.bytes(
      users: users, arms: arms.count, plan: plan, kinds: plan.kpis.map { kpis.kpis[$0].tableDenominator })
  }

  /// The draws of one of the users that are played.
  package func draws(of index: Int) -> Draws {
    Draws(run: runKey, user: UInt32(truncatingIfNeeded: number(of: index)))
  }

  /// Users that are played: the installed base and everyone who installs in the horizon, or a sample of them.
  public let users: Int
  /// Users of the population, played or not.
  package let population: Int

  /// The number in the population of one of the users that are played.
  @inline(__always)
  func number(of index: Int) -> Int { users == population ? index : index * population / users }

  /// Compiles a scenario.
  ///
  /// - Parameter replication: Number of the replication, which gives other draws under the same seed.
  /// - Throws: `CompilationError` for the first thing that `ScenarioValidator` finds wrong.
  public convenience init(_ scenario: Scenario, replication: UInt32 = 0) throws(CompilationError) {
    try self.init(scenario, replication: replication, outcomes: nil)
  }

  /// Compiles a scenario with a researcher's own people, behavior or policy.
  ///
  /// - Throws: `CompilationError` for the first thing that `ScenarioValidator` finds wrong, or for a policy of an arm that
  ///   is none; ``PeopleError`` for a table that does not fit the scenario.
  public convenience init(
    _ scenario: Scenario, replication: UInt32 = 0, people: PeopleTable?, behavior: (any OwnBehavior)? = nil,
    policy: (any OwnPolicy)? = nil
  ) throws {
    try self.init(
      scenario, replication: replication, outcomes: nil,
      own: OwnPieces(people: people, behavior: behavior, policy: policy))
  }

  /// Compiles a scenario for a run that keeps the numbers of every user.
  ///
  /// - Throws: `CompilationError` for the first thing that `ScenarioValidator` finds wrong.
  package convenience init(
    _ scenario: Scenario, replication: UInt32 = 0, outcomes: OutcomePlan?
  ) throws(CompilationError) {
    try Self.check(scenario)
    try self.init(unchecked: scenario, replication: replication, outcomes: outcomes)
  }

  /// The same with a researcher's own pieces.
  package convenience init(
    _ scenario: Scenario, replication: UInt32 = 0, outcomes: OutcomePlan?, own: OwnPieces
  ) throws {
    try Self.check(scenario)
    try self.init(
      unchecked: scenario, replication: replication, outcomes: outcomes, own: try CompiledOwn(own, scenario))
  }

  private static func check(_ scenario: Scenario) throws(CompilationError) {
    if let problem = ScenarioValidator.problems(in: scenario).first(where: { $0.severity == .error }) {
      throw CompilationError(path: problem.path, reason: "\(problem.what); \(problem.remedy)")
    }
  }

  /// Compiles a scenario whose numbers may lie outside the ranges of the validator: limits in which lives can be told by
  /// hand.
  ///
  /// - Parameters:
  ///   - probes: Expressions that are counted at the launch and at the end. Segments in them are worked out at that moment,
  ///     whatever their refresh.
  ///   - outcomes: What is kept of every user; nil: nothing.
  ///   - sample: Users to play, evenly spaced in the population; nil: all of them.
  ///   - listsProbed: Whether those who satisfy the first probe at the end are listed.
  ///   - own: A researcher's own pieces; nil: none.
  package init(
    unchecked scenario: Scenario, replication: UInt32 = 0, probes: [String] = [], outcomes: OutcomePlan? = nil,
    sample: Int? = nil, listsProbed: Bool = false, own: CompiledOwn? = nil
  ) throws(CompilationError) {
    var compiler = WorldCompiler(scenario, probes: probes, outcomes: outcomes)
    let parts = try compiler.compile()
    self.scenario = scenario
    horizonDays = Int32(scenario.horizonDays)
    warmUpDays = Int32(scenario.warmUpDays)
    baseUsers = scenario.population.size
    newPerDay = scenario.population.newPerDay
    population = baseUsers + newPerDay * Int(horizonDays)
    users = min(sample ?? population, population)
    runKey = RunKey(seed: scenario.seed, replication: replication)
    firstWeekday = Int32(scenario.start.weekday.index)
    people = parts.people
    app = parts.app
    rules = parts.rules
    arms = parts.arms
    plans = parts.arena.table(parts.arms.map(\.plan))
    baseline = parts.baseline
    kpis = parts.kpis
    campaigns = parts.forms
    hasTopics = !scenario.tagPlan.topics.isEmpty
    sessionTag = compiler.tagIDs["session"] ?? 0
    installTag = compiler.tagIDs["install"] ?? 0
    hasMessages = parts.arms.contains { !$0.plan.isEmpty }
    let events = Set(scenario.app.events.map(\.name))
    // An event that no session decides is an event all the same.
    convertsOnVisits = scenario.campaigns.contains { $0.conversion.map { !events.contains($0.tag) } ?? false }
    usesDevice =
      hasMessages || scenario.population.timeZones.count > 1 || parts.kpis.readsDevice || !probes.isEmpty
      || outcomes != nil || own?.people != nil
      || !parts.parts.platformFactors.isEmpty
    let channels = scenario.campaigns.map(\.content.channel)
    uninstallNotice = Int32(clamping: scenario.limits.uninstallNotice ?? -1)
    let kinds = scenario.campaigns.flatMap { campaign in [campaign.content.kind] + campaign.variants.compactMap(\.kind)
    }
    asksPermission = kinds.contains(.softPrompt) || kinds.contains(.systemPrompt)
    let permission = scenario.tagPlan.appInfo.first { $0.name == Self.permissionName && $0.type == .boolean }
    permissionInfo = permission.flatMap { parts.rules.layout.offset(ofAppInfo: $0.name) }.map { Int32($0) } ?? -1
    usesLetters = channels.contains(.email) || channels.contains(.sms)
    hasConnectivity = scenario.behavior.connectivity.offline > 0
    hasLosses = hasConnectivity || uninstallNotice >= 0
    hasReachDetails = usesLetters || uninstallNotice >= 0
    facts = parts.facts
    self.parts = parts.parts
    hasStrain = parts.parts.hasStrain
    hasSeasons = parts.parts.hasSeasons
    hasSubscription = parts.parts.hasSubscription
    hasReferrals = parts.parts.referrals != nil
    measures = compiler.measures
    attribution = scenario.attribution.map {
      AttributionView(definition: $0, tag: compiler.tagIDs[$0.conversion] ?? -1)
    }
    hasAttribution = !scenario.attribution.isEmpty
    isCoupled =
      scenario.limits.throttle != nil || !scenario.limits.budgets.isEmpty
      || scenario.campaigns.contains { $0.audienceLimit != nil }
    given = own?.people
    behavior = own?.behavior
    policy = own?.policy
    zoneOffsets = parts.zoneOffsets
    self.probes = parts.probes
    hasProbes = !parts.probes.isEmpty
    self.outcomes = outcomes.map { CompiledOutcomePlan($0, conditions: parts.conditions, scenario: scenario) }
    self.listsProbed = listsProbed
    hasDeviceDetails =
      parts.facts.count > 0 || scenario.population.clockError.share > 0 || parts.app.places.count > 0
      || permissionInfo >= 0
    usesUsualHour = scenario.campaigns.contains { $0.schedule.usesUsualHour }
    arena = parts.arena
  }

  /// Name of the boolean app-info in which the platform's library keeps whether pushes are accepted.
  public static let permissionName = "push_enabled"

  /// A scenario that does not compile: where and why.
  public struct CompilationError: Error, Sendable, CustomStringConvertible {
    /// Path of the faulty part, e.g. `["campaigns", "digest", "who"]`.
    public let path: [String]
    public let reason: String
    public var description: String { path.joined(separator: ".") + ": " + reason }

    package init(path: [String], reason: String) {
      self.path = path
      self.reason = reason
    }
  }
}
