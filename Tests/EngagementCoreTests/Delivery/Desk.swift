import EngagementCore
import Primitives

/// The platform's desk for one user: sends by the rules and says in words what became of it.
final class Desk {
  let rules: DeliveryRules
  let words: UnsafeMutablePointer<Int32>
  private let arena = Arena()
  private let names: [String]

  /// A campaign in short.
  struct Spec {
    var name: String
    var audience = "everyone"
    var channel = Channel.push
    var topic = CompiledCampaign.CompiledTopic.none
    var expiry = 2 * secondsPerDay
    var again = ReEligibility.always
    var obeys = true
    var counts = true
    var rechecks = true
    var holdout = 0.0
    var languages: UInt64 = .max
    var window = 0
    var variants: [Double] = []
    init(_ name: String, _ change: (inout Spec) -> Void = { _ in }) {
      self.name = name
      change(&self)
    }
  }

  init(_ specs: [Spec], limits: LimitsDefinition = LimitsDefinition(), language: Int32 = 0) throws {
    var context = Sample.context
    context.campaigns = specs.map(\.name)
    var measures = MeasureTable()
    let arena = self.arena
    let campaigns = try specs.enumerated().map { index, spec in
      CompiledCampaign(
        index: Int32(index), hash: stableHash(spec.name),
        audience: try Predicate.compile(spec.audience, in: context, measures: &measures), channel: spec.channel,
        topic: spec.topic, rank: 1, expiry: Int32(spec.expiry), eligibility: EligibilityRule(spec.again),
        obeysLimits: spec.obeys,
        countsTowardLimits: spec.counts, rechecksAudience: spec.rechecks, holdout: spec.holdout,
        languages: spec.languages, conversionTag: -1, conversionWindow: Int32(spec.window), cost: 0,
        isTriggered: false, variants: arena.table(spec.variants))
    }
    let caps = try FrequencyCaps(
      limits,
      campaigns: specs.map { spec in
        var campaign = CampaignDefinition(name: spec.name, schedule: .perWeek(rate: 1, at: .at(secondOfDay: 0)))
        campaign.obeysLimits = spec.obeys
        campaign.countsTowardLimits = spec.counts
        campaign.content.channel = spec.channel
        return campaign
      }, start: context.start, days: -30...100, zones: try ZoneTable(["UTC"]), userZones: 1)
    let layout = ProfileLayout(
      measures: measures.measures, tags: Self.tags, topics: context.tagPlan.topics, campaigns: context.campaigns,
      capWords: caps.stateWords, appInfo: context.tagPlan.appInfo.map(\.name), countsTopics: true,
      countsHours: false)
    rules = DeliveryRules(
      layout: layout, campaigns: campaigns, caps: caps, quietHours: limits.quietHours, topicCount: 3)
    words = .allocate(capacity: layout.wordCount)
    rules.initialise(words, platform: 0, language: language)
    names = specs.map(\.name)
  }

  deinit { words.deallocate() }

  private static let tags =
    Sample.context.tagPlan.activities.map(\.name) + Sample.context.tagPlan.events.map(\.name) + ["session", "install"]

  func id(_ name: String) -> Int32 { Int32(names.firstIndex(of: name) ?? 0) }

  func note(_ tag: String, day: Int32) {
    rules.layout.note(Int32(Self.tags.firstIndex(of: tag) ?? 0), topic: -1, day: day, in: words)
  }

  /// What a user can be reached by.
  static let reachable = DeliveryRules.Reach(isInstalled: true, acceptsPush: true, isInSession: false)
  static let inSession = DeliveryRules.Reach(isInstalled: true, acceptsPush: true, isInSession: true)

  /// Tries to send, books a delivery, and says what happened.
  @discardableResult
  func send(
    _ name: String, at time: LocalTime, due: LocalTime? = nil, entered: LocalTime? = nil,
    reach: DeliveryRules.Reach = Desk.reachable
  ) -> String {
    let decision = rules.decide(
      id(name), words, at: time, due: due ?? time, entered: entered ?? due ?? time, reach: reach)
    switch decision {
    case .stop(let outcome, _): return outcome.name
    case .postpone(let until, _, _): return "postponed to \(until.clock)"
    case .waitForSession: return "waits"
    case .passOver: return "passed over"
    case .deliver(let channel):
      rules.noteDelivery(id(name), words, at: time, channel: channel)
      return channel.rawValue
    }
  }
}

extension LocalTime {
  /// Day, hour and minute as text.
  var clock: String { "\(day) \(secondOfDay / 3600):\(secondOfDay % 3600 / 60)" }

  /// A moment on a day.
  static func at(_ day: Int32, _ hour: Int32, _ minute: Int32 = 0, _ second: Int32 = 0) -> LocalTime {
    day * 86_400 + hour * 3600 + minute * 60 + second
  }
}
