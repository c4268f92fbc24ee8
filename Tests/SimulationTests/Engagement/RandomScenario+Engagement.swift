import Behavior
import EngagementCore
import Primitives
import Simulation

/// Random scenarios with everything that the engagement core can do, drawn after those of ``scenario()`` so that the
/// numbers of these keep their meaning.
extension RandomScenario {
  mutating func engagement(isCoupled: Bool) -> Scenario {
    var scenario = scenario()
    let isWalked = !scenario.app.activities.isEmpty
    addTags(&scenario, isWalked: isWalked)
    addDevices(&scenario, isWalked: isWalked)
    scenario.segments = [
      SegmentDefinition(name: "regulars", expression: "count(session, 7 days) >= 3"),
      SegmentDefinition(name: "silent", expression: "days_since(session) >= 3", refresh: .daily),
      SegmentDefinition(name: "buyers", steps: ["did(buy)", "count(session) >= 4"]),
    ]
    for index in scenario.campaigns.indices { complicate(&scenario.campaigns[index], isWalked: isWalked) }
    let before = scenario.campaigns.map(\.name)
    for index in 0..<number(3...8) { addCampaign("e\(index)", to: &scenario, isWalked: isWalked) }
    addPressure(&scenario)
    if isCoupled { couple(&scenario) }
    let new = scenario.campaigns.map(\.name).filter { !before.contains($0) }
    scenario.comparison.arms[1].programs += new.filter { _ in chance(0.5) }
    scenario.comparison.arms[2].programs += new
    scenario.attribution = [
      AttributionDefinition(name: "last", conversion: "buy", within: 3 * secondsPerDay),
      AttributionDefinition(name: "visits", conversion: "session", within: secondsPerDay),
    ]
    scenario.attribution[1].credit = pick([.every, .first, .lastClickElseView])
    scenario.attribution[1].start = pick([.receipt, .display, .click])
    return scenario
  }

  // MARK: The app

  private mutating func addTags(_ scenario: inout Scenario, isWalked: Bool) {
    scenario.tagPlan.appInfo += [
      TagPlan.AppInfo(name: "level", type: .integer), TagPlan.AppInfo(name: "city", type: .string),
      TagPlan.AppInfo(name: "due", type: .date), TagPlan.AppInfo(name: "push_enabled", type: .boolean),
    ]
    let values = [TagPlan.ExtraValues(extra: "mood", values: ["good", "bad"])]
    scenario.tagPlan.events.append(TagPlan.Tag(name: "vote", extras: ["mood"], values: values))
    scenario.tagPlan.errors = [TagPlan.Tag(name: "stall")]
    var vote = AppModel.Event(name: "vote", on: isWalked ? ["article"] : [], chance: .fixed(0.2))
    vote.sets = [
      AppInfoSetting(appInfo: "level", value: .increase(1)), AppInfoSetting(appInfo: "city", value: .text("Paris")),
      AppInfoSetting(appInfo: "due", value: .today(offset: 5)),
    ]
    vote.extras = [AppModel.Extra(name: "mood", values: [.init("good", 0.6), .init("bad", 0.4)])]
    var stall = AppModel.Event(name: "stall", on: isWalked ? ["article"] : [], chance: .fixed(0.1))
    stall.kind = .error
    scenario.app.events += [vote, stall]
    guard isWalked else { return }
    var crash = AppModel.Event(name: "crash", on: ["article"], chance: .fixed(0.03))
    crash.kind = .crash
    scenario.app.events.append(crash)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video"), TagPlan.Tag(name: "download")]
    var video = AppModel.Job(name: "video", on: ["article", "home"], chance: 0.3, duration: 60)
    video.completes = 0.7
    var download = AppModel.Job(name: "download", on: [], chance: 0.2, duration: 20_000)
    download.isBackground = true
    download.sets = [AppInfoSetting(appInfo: "level", value: .increase(2))]
    scenario.app.jobs = [video, download]
    if chance(0.5) {
      scenario.app.interruptions.chance = 0.2
      scenario.app.interruptions.timeouts = [.init(platform: "ios", seconds: 0)]
    }
  }

  private mutating func addDevices(_ scenario: inout Scenario, isWalked: Bool) {
    scenario.population.facts = [
      Population.Fact(name: "source", values: [Population.Share("ads", 0.4), Population.Share("store", 0.6)])
    ]
    if isWalked {
      scenario.tagPlan.places = [TagPlan.Tag(name: "shop")]
      scenario.app.places = [AppModel.Place(name: "shop", share: 0.6, visitsPerWeek: 2)]
    }
    if chance(0.4) {
      scenario.population.clockError.share = 0.2
      scenario.population.clockError.days = 2
    }
    if chance(0.6) {
      scenario.behavior.connectivity.offline = 0.3
      scenario.behavior.connectivity.backOnline = 20
    }
    if chance(0.6) { scenario.limits.uninstallNotice = 3600 * number(0...72) }
    scenario.behavior.email.click = -0.5
    scenario.behavior.sms.click = -0.5
    scenario.behavior.email.optOut = 0.05
  }

  // MARK: Campaigns

  /// Gives a campaign some of what the others lack.
  private mutating func complicate(_ campaign: inout CampaignDefinition, isWalked: Bool) {
    let start = Lab.scenario(users: 0, days: 1).start
    campaign.content.category = pick(["", "news", "offer"])
    if chance(0.2) {
      campaign.starts = ClockMoment(date: start.adding(days: number(-1...8)), second: 3600 * 9, zone: .user)
    }
    if chance(0.2) {
      campaign.ends = ClockMoment(
        date: start.adding(days: number(8...35)), second: 3600 * 17, zone: .fixed("Europe/Paris"))
    }
    if chance(0.25) { campaign.unless = [pick(["session", "buy", "vote"])] }
    if chance(0.25) {
      campaign.wait = WaitDefinition(
        tag: pick(["session", "vote", "buy"]), atMost: 3600 * number(1...90), sendsAtTimeout: chance(0.5))
    }
    if chance(0.25) {
      campaign.sendWindow = SendWindowDefinition(
        from: 3600 * number(7...12), to: 3600 * number(14...21), rule: pick([.postpone, .drop, .nextDay]))
    }
    if chance(0.2) {
      campaign.content.body = ["default": "Level ${level} in ${city}"]
      campaign.missingMarker = chance(0.7) ? .exclude : .placeholder
    }
    if chance(0.3) { campaign.againFrom = .entry }
    switch number(0...6) {
    case 0: campaign.content.kind = .text
    case 1: campaign.content.kind = .web
    case 2:
      campaign.content.kind = .poll
      campaign.content.answers = [.init(name: "yes", share: 0.5), .init(name: "no", share: 0.5)]
    case 3:
      campaign.content.kind = .data
      campaign.content.channel = pick([.push, .any])
      campaign.content.sets = [
        AppInfoSetting(appInfo: "level", value: .increase(1)), AppInfoSetting(appInfo: "city", value: .text("Lyon")),
      ]
      campaign.variants = []
    case 4:
      if campaign.content.channel == .inApp { campaign.content.kind = pick([.softPrompt, .systemPrompt]) }
    case 5: campaign.content.channel = pick([.email, .sms])
    default: break
    }
    if isWalked, [.inApp, .any].contains(campaign.content.channel), chance(0.3) {
      campaign.content.activities = [pick(["home", "article"])]
    }
    if isWalked && chance(0.3) { campaign.content.opens = "article" }
  }

  private mutating func addCampaign(_ name: String, to scenario: inout Scenario, isWalked: Bool) {
    let delay = chance(0.5) ? 0 : 600 * number(1...300)
    let polls = scenario.campaigns.filter { $0.content.kind == .poll }.map(\.name)
    let source = pick(scenario.campaigns.map(\.name))
    let schedule: Schedule
    switch number(0...9) {
    case 0: schedule = .onAppInfo(name: pick(["level", "city", "due"]), reaches: nil, delay: delay)
    case 1: schedule = .onAppInfo(name: "level", reaches: number(1...4), delay: delay)
    case 2: schedule = .onSegment(name: pick(["regulars", "silent", "buyers"]), delay: delay)
    case 3: schedule = .onSegment(name: nil, delay: delay)
    case 4 where !polls.isEmpty:
      schedule = .onFeedback(campaign: pick(polls), feedback: .answered(pick(["yes", "no"])), delay: delay)
    case 5: schedule = .onFeedback(campaign: source, feedback: .ignored(after: 3600 * number(1...40)), delay: delay)
    case 6:
      schedule = .onTag(
        tag: isWalked ? pick(["shop", "video", "download", "crash", "stall"]) : "stall", occurrence: nil, delay: delay)
    case 7: schedule = .monthly(days: [number(1...28), number(1...28)], at: .at(secondOfDay: 36_000), zone: .user)
    default:
      schedule = .onFeedback(
        campaign: source, feedback: pick([.received, .displayed, .opened, .dismissed, .acted]), delay: delay)
    }
    var campaign = CampaignDefinition(name: name, schedule: schedule)
    campaign.content.channel = isWalked ? pick([.push, .push, .inApp, .any]) : .push
    campaign.audience = pick([
      "everyone", "regulars", "not silent", "value(level) >= 2", "source = ads", "opened(c0) or received(c0)",
      "did(vote, mood = \"good\")", "days_since(session) >= 2", "count(session, length >= 30 s) >= 2",
    ])
    campaign.again = pick([.always, .once, .after(seconds: secondsPerDay * number(1...9))])
    campaign.priority = number(0...100)
    campaign.expiry = 3600 * number(1...90)
    campaign.cost = Money(micros: Int64(number(0...3)) * 1_000)
    campaign.holdout = chance(0.2) ? 0.3 : 0
    complicate(&campaign, isWalked: isWalked)
    Lab.add([campaign], to: &scenario)
  }

  // MARK: Pressure

  private mutating func addPressure(_ scenario: inout Scenario) {
    for _ in 0..<number(0...3) {
      let window: FrequencyCapDefinition.Window = pick([
        .rolling(seconds: 3600 * number(1...100)), .calendar(.day, zone: .user),
        .calendar(.week(first: .sunday), zone: .fixed("Asia/Tokyo")), .calendar(.month, zone: .user), .session,
        .lifetime,
      ])
      var cap = FrequencyCapDefinition(
        channel: pick([nil, .push, .inApp, .email]), limit: number(1...4), window: window)
      switch number(0...4) {
      case 0: cap.category = "news"
      case 1: cap.campaign = "c0"
      case 2: cap.segment = pick(["regulars", "silent"])
      default: break
      }
      cap.counts = pick([.sent, .sent, .delivered, .displayed])
      cap.whenOver = pick([.drop, .postpone(tries: number(1...4)), .advance])
      scenario.limits.caps.append(cap)
    }
    scenario.limits.combine = pick([.all, .all, .mostSpecific, .mostPermissive])
    scenario.limits.lastSlot = pick([.firstCome, .priority, .lookAhead(days: number(1...7))])
    if chance(0.3) { scenario.limits.quietHours?.rule = .nextDay }
  }

  private mutating func couple(_ scenario: inout Scenario) {
    if chance(0.6) {
      scenario.limits.throttle = ThrottleDefinition(perMinute: number(1...8), giveUpAfter: 60 * number(1...90))
    }
    if chance(0.6) {
      scenario.limits.budgets = [
        BudgetDefinition(amount: Money(micros: Int64(number(20...600)) * 1_000), period: pick([.day, .horizon]))
      ]
      if chance(0.5) {
        scenario.limits.budgets.append(
          BudgetDefinition(program: "c0", amount: Money(micros: 100_000), period: .horizon))
      }
    }
    let index = number(0...scenario.campaigns.count - 1)
    scenario.campaigns[index].audienceLimit = number(1...60)
  }
}
