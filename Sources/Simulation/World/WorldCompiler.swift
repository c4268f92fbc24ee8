import Behavior
import EngagementCore
import Primitives

/// Turns the names of a scenario into ids and its parts into tables.
struct WorldCompiler {
  let scenario: Scenario
  let arena = Arena()
  let tagNames: [String]
  let tagIDs: [String: Int32]
  /// Those that the platform hears of.
  let heardIDs: [String: Int32]
  let context: ExpressionContext
  var measures = MeasureTable()
  let probes: [String]
  let outcomes: OutcomePlan?

  /// What a world consists of.
  struct Parts {
    let people: PersonModel
    let app: CompiledApp
    let rules: DeliveryRules
    let arms: [World.ArmPlan]
    let baseline: Int
    let kpis: CompiledKPIs
    let forms: Table<World.CampaignForm>
    let facts: Table<World.Fact>
    let parts: CompiledParts
    let probes: [Predicate]
    let conditions: [Predicate]
    let zoneOffsets: [Int]
    let arena: Arena
  }

  init(_ scenario: Scenario, probes: [String] = [], outcomes: OutcomePlan? = nil) {
    self.scenario = scenario
    self.probes = probes
    self.outcomes = outcomes
    tagNames = scenario.tagNames
    tagIDs = Dictionary(zip(tagNames, (0...).lazy.map { Int32($0) })) { first, _ in first }
    let missing = Set(scenario.missingTags.map(\.name))
    heardIDs = tagIDs.filter { !missing.contains($0.key) }
    context = scenario.expressionContext
  }

  mutating func compile() throws(World.CompilationError) -> Parts {
    let zones = try compileZones()
    let audiences = try compileAudiences()
    let kpiCompiler = KPICompiler(
      scenario: scenario, tagIDs: tagIDs, arena: arena, recorded: outcomes?.kpis ?? [])
    let predicates = try compileShares()
    internTriggerMeasures()
    let entries = try compileEntries()
    let caps = try compileCaps(zones)
    var quotaMembers: [Predicate] = []
    for name in caps.segments { quotaMembers.append(try predicate(name, at: ["limits"])) }
    let dailyMembers = try compileDailySegments()
    let probes = try compileNow(self.probes)
    let conditions = try compileNow(outcomes?.conditions ?? [])
    internTexts()
    let layout = makeLayout(capWords: caps.stateWords)
    let campaigns = compileCampaigns(audiences, entries, layout, zones)
    let rules = DeliveryRules(
      layout: layout, campaigns: campaigns, caps: caps, quotaMembers: quotaMembers,
      quietHours: scenario.limits.quietHours, topicCount: scenario.tagPlan.topics.count,
      dailySegments: dailyMembers.compactMap { name, members in
        layout.offset(ofSegment: name).map { DeliveryRules.DailySegment(offset: $0, members: members) }
      })
    let population = scenario.population
    let people = PersonModel(
      scenario.behavior, topics: scenario.tagPlan.topics.count,
      devices: PersonModel.Devices(
        platforms: population.platforms.map { ($0.value, $0.share) }, languages: population.languages.map(\.share),
        timeZones: population.timeZones.map(\.share)))
    let arms = try compileArms(layout, zones)
    guard let baseline = arms.firstIndex(where: { $0.name == scenario.comparison.baseline }) else {
      throw World.CompilationError(
        path: ["comparison", "baseline"], reason: "no arm is called '\(scenario.comparison.baseline)'")
    }
    var appCompiler = AppCompiler(scenario: scenario, tagIDs: tagIDs, layout: layout, measures: measures, arena: arena)
    let app = appCompiler.compile()
    return Parts(
      people: people, app: app, rules: rules, arms: arms, baseline: baseline,
      kpis: kpiCompiler.compile(predicates), forms: compileForms(appCompiler.dataSettings), facts: compileFacts(layout),
      parts: CompiledParts(scenario, layout: layout, measures: measures, fates: appCompiler.fates, arena: arena),
      probes: probes, conditions: conditions, zoneOffsets: zoneOffsets(zones), arena: arena)
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

  /// Segments whose entry starts a campaign, by campaign; nil: its audience, or no such start.
  private mutating func compileEntries() throws(World.CompilationError) -> [Predicate?] {
    var result: [Predicate?] = []
    for campaign in scenario.campaigns {
      guard case .onSegment(let name?, _) = campaign.schedule else {
        result.append(nil)
        continue
      }
      result.append(try predicate(name, at: ["campaigns", campaign.name, "when", "enters"]))
    }
    return result
  }

  /// Members of the segments that are worked out once a day and that something asks for.
  private mutating func compileDailySegments() throws(World.CompilationError) -> [(String, Predicate)] {
    var result: [(String, Predicate)] = []
    for name in context.dailySegments {
      do {
        result.append((name, try Predicate.compile(membersOf: name, in: context, measures: &measures)))
      } catch {
        throw World.CompilationError(path: ["segments", name], reason: "\(error.message); \(error.remedy)")
      }
    }
    return result
  }

  /// Gives every text that something sets a code.
  private mutating func internTexts() {
    for (name, texts) in context.texts.sorted(by: { $0.key < $1.key }) {
      for text in texts { _ = measures.code(of: text, for: name) }
    }
  }

  private func compileCaps(_ zones: ZoneTable) throws(World.CompilationError) -> FrequencyCaps {
    // Nobody sees a data push: it uses up no slot.
    let campaigns = scenario.campaigns.map { campaign in
      var campaign = campaign
      if campaign.content.kind == .data { campaign.countsTowardLimits = false }
      return campaign
    }
    do {
      return try FrequencyCaps(
        scenario.limits, campaigns: campaigns, start: scenario.start,
        days: -scenario.warmUpDays...scenario.horizonDays, zones: zones,
        userZones: scenario.population.timeZones.count)
    } catch {
      throw World.CompilationError(path: ["limits"], reason: "\(error)")
    }
  }

  private func makeLayout(capWords: Int) -> ProfileLayout {
    let schedules = scenario.campaigns.map(\.schedule)
    let topics = scenario.campaigns.map(\.content.topic)
    return ProfileLayout(
      measures: measures.measures, tags: tagNames.map { heardIDs[$0] == nil ? "\0\($0)" : $0 },
      topics: scenario.tagPlan.topics, campaigns: scenario.campaigns.map(\.name), capWords: capWords,
      appInfo: scenario.tagPlan.appInfo.map(\.name),
      countsTopics: topics.contains(.favourite) || topics.contains(.undiscovered),
      countsHours: schedules.contains(where: \.usesUsualHour), facts: scenario.population.facts.map(\.name))
  }

  private func compileFacts(_ layout: ProfileLayout) -> Table<World.Fact> {
    let facts = scenario.population.facts.enumerated().filter { layout.offset(ofFact: $0.element.name) != nil }
    return arena.table(
      facts.map { index, fact in
        World.Fact(hash: stableHash(fact.name), index: index, values: Choice(fact.values.map(\.share), in: arena))
      })
  }

  // MARK: Campaigns

  private func compileCampaigns(
    _ audiences: [Predicate], _ entries: [Predicate?], _ layout: ProfileLayout, _ zones: ZoneTable
  ) -> [CompiledCampaign] {
    zip(scenario.campaigns, audiences).enumerated().map { index, pair in
      let (campaign, audience) = pair
      var total = 0.0
      let weights = campaign.variants.map { variant in
        total += variant.weight
        return total
      }
      var compiled = CompiledCampaign(
        index: Int32(index), hash: stableHash(campaign.name), audience: audience, channel: campaign.content.channel,
        topic: topic(campaign.content.topic), rank: Int32(1 + 100 - campaign.priority),
        expiry: Int32(clamping: campaign.expiry),
        eligibility: EligibilityRule(campaign.again, from: campaign.againFrom), obeysLimits: campaign.obeysLimits,
        countsTowardLimits: campaign.countsTowardLimits, rechecksAudience: campaign.rechecksAudience,
        holdout: campaign.holdout, languages: languages(of: campaign.content),
        conversionTag: campaign.conversion.flatMap { heardIDs[$0.tag] } ?? -1,
        conversionWindow: Int32(clamping: campaign.conversion?.within ?? 0), cost: campaign.cost.micros,
        isTriggered: campaign.schedule.isTriggered, variants: arena.table(weights))
      compiled.special = special(campaign, entries[index], layout, zones)
      return compiled
    }
  }

  /// What only some campaigns have; nil: nothing.
  private func special(
    _ campaign: CampaignDefinition, _ entry: Predicate?, _ layout: ProfileLayout, _ zones: ZoneTable
  ) -> CompiledCampaign.Special? {
    let markers =
      campaign.missingMarker == .exclude
      ? campaign.content.markers(variants: campaign.variants).compactMap { layout.offset(ofAppInfo: $0) } : []
    let isData = campaign.content.kind == .data
    guard
      campaign.starts != nil || campaign.ends != nil || campaign.wait != nil || campaign.sendWindow != nil || isData
        || campaign.audienceLimit != nil || entry != nil || !markers.isEmpty || !campaign.content.activities.isEmpty
    else { return nil }
    let allowed = Set(campaign.content.activities)
    return CompiledCampaign.Special(
      starts: campaign.starts.map { moments($0, zones) } ?? [], ends: campaign.ends.map { moments($0, zones) } ?? [],
      waitTag: campaign.wait.flatMap { heardIDs[$0.tag] } ?? (campaign.wait == nil ? -1 : .max),
      waitLimit: Int32(clamping: campaign.wait?.atMost ?? 0), sendsAtTimeout: campaign.wait?.sendsAtTimeout ?? false,
      markers: markers,
      activities: allowed.isEmpty ? [] : scenario.app.activities.map { allowed.contains($0.name) },
      window: campaign.sendWindow, isData: isData, audienceLimit: campaign.audienceLimit ?? 0, entry: entry)
  }

  /// A moment on the clocks of the users' zones.
  private func moments(_ moment: ClockMoment, _ zones: ZoneTable) -> [LocalTime] {
    scenario.population.timeZones.indices.map { zone in
      var source = zone
      if case .fixed(let name) = moment.zone { source = zones.names.firstIndex(of: name) ?? zone }
      let wall = zones.wallClock(date: moment.date, second: moment.second, from: source, to: zone)
      return LocalTime(clamping: wall - scenario.start.dayNumber * secondsPerDay)
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

  private func compileForms(_ dataSettings: [Range<Int32>]) -> Table<World.CampaignForm> {
    var tests: Int32 = 0
    var answers: Int32 = 0
    let forms = scenario.campaigns.enumerated().map { index, campaign in
      let content = campaign.content
      let variants = campaign.variants.isEmpty ? [Variant(name: "", weight: 1)] : campaign.variants
      let isTested = campaign.isTested
      defer {
        tests += isTested ? 1 : 0
        answers += Int32(content.answers.count)
      }
      let kinds = variants.map { $0.kind ?? content.kind }
      let pictures = variants.map { content.creative.contains(.bigPicture) || $0.creative.contains(.bigPicture) }
      return World.CampaignForm(
        appeal: arena.table(variants.map { appeal(of: content, $0) }),
        offer: arena.table(variants.map { $0.offer ?? content.offer }),
        opens: content.opens.flatMap { tagIDs[$0] } ?? 0, isDeep: content.opens != nil,
        kinds: arena.table(kinds), hasContents: kinds.contains { [.text, .web, .poll].contains($0) },
        pictures: arena.table(pictures), hasPictures: pictures.contains(true),
        answers: Choice(content.answers.map(\.share), in: arena), firstAnswer: answers, isData: content.kind == .data,
        sets: dataSettings[index], hasWindow: campaign.conversion != nil, test: isTested ? tests : -1,
        groups: Int32(variants.count) + (campaign.holdout > 0 ? 1 : 0))
    }
    return arena.table(forms)
  }

  private func appeal(of content: Content, _ variant: Variant) -> Double {
    let response = scenario.behavior.response
    let effects: [CreativeFeature: Double] = [
      .emoji: response.emoji, .rich: response.rich, .personalised: response.personalised,
    ]
    let features = Set(content.creative).union(variant.creative)
    // In a fixed order: a set's order changes from run to run, and with it the last bit of a sum.
    return CreativeFeature.allCases.filter(features.contains).reduce(content.appeal + variant.appeal) {
      $0 + (effects[$1] ?? 0)
    }
  }

  // MARK: Arms

  /// Zones of users, then the fixed zones that something is stated in.
  private func compileZones() throws(World.CompilationError) -> ZoneTable {
    let own = scenario.population.timeZones.map(\.value)
    var fixed: [String] = []
    for zone in scenario.fixedZones where !own.contains(zone) && !fixed.contains(zone) { fixed.append(zone) }
    do {
      return try ZoneTable(own + fixed)
    } catch {
      throw World.CompilationError(
        path: ["population", "traits", "time_zone"], reason: "'\(error.name)' is no time zone")
    }
  }

  /// Clocks of the users' zones against UTC, by day, where a send rate asks for them.
  private func zoneOffsets(_ zones: ZoneTable) -> [Int] {
    if scenario.limits.throttle == nil { return [] }
    return scenario.population.timeZones.indices.flatMap { zone in
      (0..<scenario.horizonDays).map { zones.offset(of: zone, on: scenario.start.adding(days: $0)) }
    }
  }

  private func compileArms(_ layout: ProfileLayout, _ zones: ZoneTable) throws(World.CompilationError) -> [World
    .ArmPlan]
  {
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
        definitions: scenario.campaigns, selected: selected, tagIDs: heardIDs, tagCount: tagNames.count,
        countMeasure: { Int32(table.id(of: .count(tag: $0, topic: nil, days: nil)) ?? -1) },
        firstMeasure: { Int32(table.id(of: .firstDay(tag: $0)) ?? -1) }, zones: zones,
        userZones: scenario.population.timeZones.count,
        start: scenario.start, horizonDays: scenario.horizonDays, appInfoOffset: { layout.offset(ofAppInfo: $0) })
      arms.append(World.ArmPlan(name: arm.name, plan: plan))
    }
    return arms
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
}
