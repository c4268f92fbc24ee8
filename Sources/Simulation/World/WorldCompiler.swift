import Behavior
import EngagementCore
import Primitives

/// Turns the names of a scenario into ids and its parts into tables.
struct WorldCompiler {
  let scenario: Scenario
  let arena = Arena()
  let tagNames: [String]
  let tagIDs: [String: Int32]
  let context: ExpressionContext
  var measures = MeasureTable()

  /// What a world consists of.
  struct Parts {
    let people: PersonModel
    let app: CompiledApp
    let rules: DeliveryRules
    let arms: [World.ArmPlan]
    let baseline: Int
    let kpis: CompiledKPIs
    let forms: Table<World.CampaignForm>
    let arena: Arena
  }

  init(_ scenario: Scenario) {
    self.scenario = scenario
    tagNames = scenario.app.activities.map(\.name) + scenario.app.events.map(\.name) + ["session", "install"]
    tagIDs = Dictionary(zip(tagNames, (0...).lazy.map { Int32($0) })) { first, _ in first }
    context = ExpressionContext(
      tagPlan: scenario.tagPlan, segments: scenario.segments, campaigns: scenario.campaigns.map(\.name),
      platforms: scenario.population.platforms.map(\.value), languages: scenario.population.languages.map(\.value),
      start: scenario.start)
  }

  mutating func compile() throws(World.CompilationError) -> Parts {
    let audiences = try compileAudiences()
    let kpiCompiler = KPICompiler(scenario: scenario, tagIDs: tagIDs, arena: arena)
    let predicates = try compileShares()
    internTriggerMeasures()
    let layout = makeLayout()
    let campaigns = compileCampaigns(audiences)
    let rules = DeliveryRules(
      layout: layout, campaigns: campaigns, limits: scenario.limits, topicCount: scenario.tagPlan.topics.count)
    let population = scenario.population
    let people = PersonModel(
      scenario.behavior, topics: scenario.tagPlan.topics.count,
      devices: PersonModel.Devices(
        platforms: population.platforms.map { ($0.value, $0.share) }, languages: population.languages.map(\.share),
        timeZones: population.timeZones.map(\.share)))
    let arms = try compileArms()
    guard let baseline = arms.firstIndex(where: { $0.name == scenario.comparison.baseline }) else {
      throw World.CompilationError(
        path: ["comparison", "baseline"], reason: "no arm is called '\(scenario.comparison.baseline)'")
    }
    return Parts(
      people: people, app: compileApp(layout), rules: rules, arms: arms, baseline: baseline,
      kpis: kpiCompiler.compile(predicates), forms: compileForms(), arena: arena)
  }

  // MARK: Expressions

  private mutating func predicate(_ text: String, at path: [String]) throws(World.CompilationError) -> Predicate {
    do {
      return try Predicate.compile(text, in: context, measures: &measures)
    } catch {
      throw World.CompilationError(path: path, reason: "\(error.message); \(error.remedy)")
    }
  }

  private mutating func compileAudiences() throws(World.CompilationError) -> [Predicate] {
    var result: [Predicate] = []
    for campaign in scenario.campaigns {
      result.append(try predicate(campaign.audience, at: ["campaigns", campaign.name, "who"]))
    }
    return result
  }

  private mutating func compileShares() throws(World.CompilationError) -> [String: (Predicate, Predicate)] {
    var result: [String: (Predicate, Predicate)] = [:]
    for kpi in scenario.kpis {
      guard case .share(let of, let among) = kpi.measure else { continue }
      result[kpi.name] = (
        try predicate(of, at: ["kpis", kpi.name, "share"]), try predicate(among, at: ["kpis", kpi.name, "among"])
      )
    }
    return result
  }

  /// Triggers on the n-th occurrence need the tag's count, D+N schedules the day of its first.
  private mutating func internTriggerMeasures() {
    for campaign in scenario.campaigns {
      switch campaign.schedule {
      case .onTag(let tag, .some, _):
        if tag != "install" { _ = measures.intern(.count(tag: tag, topic: nil, days: nil)) }
      case .after(let tag, _, _):
        if tag != "install" { _ = measures.intern(.count(tag: tag, topic: nil, days: nil)) }
        _ = measures.intern(.firstDay(tag: tag))
      default: break
      }
    }
  }

  private func makeLayout() -> ProfileLayout {
    let schedules = scenario.campaigns.map(\.schedule)
    let topics = scenario.campaigns.map(\.content.topic)
    return ProfileLayout(
      measures: measures.measures, tags: tagNames, topics: scenario.tagPlan.topics,
      campaigns: scenario.campaigns.map(\.name), caps: scenario.limits.caps.map(\.limit),
      appInfo: scenario.tagPlan.appInfo.map(\.name),
      countsTopics: topics.contains(.favourite) || topics.contains(.undiscovered),
      countsHours: schedules.contains(where: \.usesUsualHour))
  }

  // MARK: Campaigns

  private func compileCampaigns(_ audiences: [Predicate]) -> [CompiledCampaign] {
    zip(scenario.campaigns, audiences).enumerated().map { index, pair in
      let (campaign, audience) = pair
      var total = 0.0
      let weights = campaign.variants.map { variant in
        total += variant.weight
        return total
      }
      return CompiledCampaign(
        index: Int32(index), hash: stableHash(campaign.name), audience: audience, channel: campaign.content.channel,
        topic: topic(campaign.content.topic), rank: Int32(1 + 100 - campaign.priority),
        expiry: Int32(clamping: campaign.expiry), again: campaign.again, obeysLimits: campaign.obeysLimits,
        countsTowardLimits: campaign.countsTowardLimits, rechecksAudience: campaign.rechecksAudience,
        holdout: campaign.holdout, languages: languages(of: campaign.content),
        conversionTag: campaign.conversion.flatMap { tagIDs[$0.tag] } ?? -1,
        conversionWindow: Int32(clamping: campaign.conversion?.within ?? 0), cost: campaign.cost.micros,
        isTriggered: campaign.schedule.isTriggered, variants: arena.table(weights))
    }
  }

  private func topic(_ rule: TopicRule) -> CompiledCampaign.CompiledTopic {
    switch rule {
    case .none: .none
    case .fixed(let name): scenario.tagPlan.topics.firstIndex(of: name).map { .fixed(Int32($0)) } ?? .none
    case .favourite: .favourite
    case .undiscovered: .undiscovered
    case .recommended(let accuracy): .recommended(accuracy)
    case .random: .random
    }
  }

  private func languages(of content: Content) -> UInt64 {
    let written = Set(content.title.keys).union(content.body.keys)
    if written.isEmpty || written.contains("default") { return .max }
    return scenario.population.languages.enumerated().reduce(0) { bits, language in
      written.contains(language.element.value) ? bits | (1 << UInt64(language.offset)) : bits
    }
  }

  private func compileForms() -> Table<World.CampaignForm> {
    var tests: Int32 = 0
    let forms = scenario.campaigns.map { campaign in
      let variants = campaign.variants.isEmpty ? [Variant(name: "", weight: 1)] : campaign.variants
      let isTested = campaign.isTested
      defer { tests += isTested ? 1 : 0 }
      return World.CampaignForm(
        appeal: arena.table(variants.map { appeal(of: campaign.content, $0) }),
        offer: arena.table(variants.map { $0.offer ?? campaign.content.offer }),
        opens: campaign.content.opens.flatMap { tagIDs[$0] } ?? 0, hasWindow: campaign.conversion != nil,
        test: isTested ? tests : -1, groups: Int32(variants.count) + (campaign.holdout > 0 ? 1 : 0))
    }
    return arena.table(forms)
  }

  private func appeal(of content: Content, _ variant: Variant) -> Double {
    let response = scenario.behavior.response
    let effects: [CreativeFeature: Double] = [
      .emoji: response.emoji, .rich: response.rich, .personalised: response.personalised,
      .bigPicture: response.rich,
    ]
    let features = Set(content.creative).union(variant.creative)
    // In a fixed order: a set's order changes from run to run, and with it the last bit of a sum.
    return CreativeFeature.allCases.filter(features.contains).reduce(content.appeal + variant.appeal) {
      $0 + (effects[$1] ?? 0)
    }
  }

  // MARK: Arms

  private func compileArms() throws(World.CompilationError) -> [World.ArmPlan] {
    var fixed: [String] = []
    for campaign in scenario.campaigns {
      if let zone = campaign.schedule.fixedZone, !fixed.contains(zone) { fixed.append(zone) }
    }
    let own = scenario.population.timeZones.map(\.value)
    let zones: ZoneTable
    do {
      zones = try ZoneTable(own + fixed.filter { !own.contains($0) })
    } catch {
      throw World.CompilationError(
        path: ["population", "traits", "time_zone"], reason: "'\(error.name)' is no time zone")
    }
    let programs = Dictionary(scenario.programs.map { ($0.name, $0) }) { first, _ in first }
    var arms: [World.ArmPlan] = []
    for arm in scenario.comparison.arms {
      var names: Set<String> = []
      for program in arm.programs {
        guard let definition = programs[program] else {
          throw World.CompilationError(
            path: ["comparison", "arms", arm.name], reason: "no program is called '\(program)'")
        }
        names.formUnion(definition.campaigns)
      }
      let selected = scenario.campaigns.indices.filter { names.contains(scenario.campaigns[$0].name) }
      let table = measures
      let plan = ProgramPlan(
        definitions: scenario.campaigns, selected: selected, tagIDs: tagIDs, tagCount: tagNames.count,
        countMeasure: { Int32(table.id(of: .count(tag: $0, topic: nil, days: nil)) ?? -1) },
        firstMeasure: { Int32(table.id(of: .firstDay(tag: $0)) ?? -1) }, zones: zones, userZones: own.count,
        start: scenario.start, horizonDays: scenario.horizonDays)
      arms.append(World.ArmPlan(name: arm.name, plan: plan))
    }
    return arms
  }

  // MARK: App

  private func compileApp(_ layout: ProfileLayout) -> CompiledApp {
    var actions: [CompiledApp.Action] = []
    var settings: [CompiledApp.Setting] = []
    var onceBits: [String: Int32] = [:]
    func compile(_ events: [AppModel.Event]) -> Range<Int32> {
      let first = actions.count
      for event in events {
        let firstSetting = settings.count
        for set in event.sets {
          guard let offset = layout.offset(ofAppInfo: set.appInfo) else { continue }
          guard case .number(let value) = set.value else { continue }
          settings.append(CompiledApp.Setting(offset: Int32(offset), value: Int32(clamping: value)))
        }
        if event.once && onceBits[event.name] == nil { onceBits[event.name] = Int32(onceBits.count) }
        actions.append(
          CompiledApp.Action(
            tag: tagIDs[event.name] ?? 0, chance: event.chance.value, revenue: event.revenue.micros,
            hasTopic: event.hasTopic, onceBit: event.once ? onceBits[event.name] ?? -1 : -1,
            sets: Int32(firstSetting)..<Int32(settings.count)))
      }
      return Int32(first)..<Int32(actions.count)
    }
    var steps: [CompiledApp.Step] = []
    let activities = scenario.app.activities.map { activity in
      let first = steps.count
      var cumulative = 0.0
      for next in activity.next {
        cumulative += next.chance
        steps.append(CompiledApp.Step(cumulative: cumulative, activity: tagIDs[next.name] ?? 0))
      }
      return CompiledApp.Activity(
        next: Int32(first)..<Int32(steps.count), dwell: activity.dwell, hasTopic: activity.hasTopic,
        actions: compile(scenario.app.events.filter { $0.on.contains(activity.name) }))
    }
    let sessionActions = compile(scenario.app.events.filter(\.on.isEmpty))
    return CompiledApp(
      activities: arena.table(activities), next: arena.table(steps), actions: arena.table(actions),
      sessionActions: sessionActions, settings: arena.table(settings))
  }
}

extension AppModel.Chance {
  fileprivate var value: Double {
    switch self {
    case .fixed(let chance): chance
    case .conversion: -1
    }
  }
}

extension AppModel.Revenue {
  fileprivate var micros: Int64 {
    switch self {
    case .none: 0
    case .fixed(let money): money.micros
    case .spend: -1
    }
  }
}

extension Schedule {
  var usesUsualHour: Bool {
    switch self {
    case .dates(_, let at, _), .weekly(_, let at, _), .monthly(_, let at, _), .perWeek(_, let at), .after(_, _, let at),
      .idle(_, _, let at):
      if case .usual = at { true } else { false }
    case .onTag, .onAppInfo, .onSegment, .onFeedback: false
    }
  }

  /// Whether something that the user did (or stopped doing) causes the message.
  fileprivate var isTriggered: Bool {
    switch self {
    case .dates, .weekly, .monthly, .perWeek: false
    case .after, .idle, .onTag, .onAppInfo, .onSegment, .onFeedback: true
    }
  }

  fileprivate var fixedZone: String? {
    switch self {
    case .dates(_, _, .fixed(let name)), .weekly(_, _, .fixed(let name)), .monthly(_, _, .fixed(let name)): name
    default: nil
    }
  }
}
