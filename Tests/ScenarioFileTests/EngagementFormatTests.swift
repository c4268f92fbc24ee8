import EngagementCore
import Primitives
import ScenarioFile
import Simulation
import Testing

/// The keys of segments, campaigns and attribution beyond the simplest programs.
@Suite("Engagement in scenario files")
struct EngagementFormatTests {
  private func campaign(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CampaignDefinition
  {
    try ReadBack.campaign(body, sourceLocation: sourceLocation)
  }

  // MARK: Segments

  static let segments: [(String, SegmentDefinition)] = [
    ("did(click)", SegmentDefinition(name: "s", expression: "did(click)")),
    ("{who: did(click)}", SegmentDefinition(name: "s", expression: "did(click)")),
    ("{who: did(click), refresh: 24 h}", SegmentDefinition(name: "s", expression: "did(click)", refresh: .daily)),
    ("{who: did(click), refresh: real-time}", SegmentDefinition(name: "s", expression: "did(click)")),
    ("{funnel: [did(home), did(click)]}", SegmentDefinition(name: "s", steps: ["did(home)", "did(click)"])),
    (
      "{funnel: [did(home), did(click)], refresh: 24 h}",
      SegmentDefinition(name: "s", steps: ["did(home)", "did(click)"], refresh: .daily)
    ),
  ]

  @Test("segments", arguments: segments)
  func segment(_ text: String, _ segment: SegmentDefinition) throws {
    let file = Text.campaign("who: s\nwhen: {trigger: click}") + "segments: {s: \"\(text)\"}\n"
    let scenario = try ReadBack.scenario(file.replacing("\"\(text)\"", with: text))
    #expect(scenario.segments == [segment])
  }

  // MARK: Content

  @Test(
    "kinds and channels",
    arguments: [
      ("{kind: text}", MessageKind.text, Channel.push), ("{kind: web, channel: in-app}", .web, .inApp),
      ("{kind: soft-prompt, channel: in-app}", .softPrompt, .inApp),
      ("{kind: system-prompt, channel: in-app}", .systemPrompt, .inApp),
      ("{channel: email}", .notification, .email), ("{channel: sms}", .notification, .sms),
    ])
  func kind(_ text: String, _ kind: MessageKind, _ channel: Channel) throws {
    let content = try campaign("what: \(text)\nwhen: {trigger: click}").content
    #expect(content.kind == kind)
    #expect(content.channel == channel)
  }

  @Test("polls, data pushes and activities")
  func content() throws {
    let poll = try campaign("what: {kind: poll, answers: {yes: 60%, no: 40%}}\nwhen: {trigger: click}").content
    #expect(poll.answers == [.init(name: "yes", share: 0.6), .init(name: "no", share: 0.4)])
    let data = try campaign("what: {kind: data, sets: {account: true, city: Rome}}\nwhen: {trigger: click}").content
    #expect(
      data.sets == [.init(appInfo: "account", value: .number(1)), .init(appInfo: "city", value: .text("Rome"))])
    let inApp = try campaign(
      "what: {channel: in-app, activities: [home], creative: [rich, big-picture]}\nwhen: {trigger: click}"
    ).content
    #expect(inApp.activities == ["home"])
    #expect(inApp.creative == [.rich, .bigPicture])
    let variants = try campaign(
      "when: {trigger: click}\nvariants: {a: {weight: 50%, kind: web}, b: {weight: 50%}}"
    ).variants
    #expect(variants.map(\.kind) == [.web, nil])
  }

  // MARK: Time

  static let noon = ClockTime.at(secondOfDay: 12 * 3600)
  static let day = CivilDate(dayNumber: 16_820)
  static let schedules: [(String, Schedule)] = [
    ("{on: [2016-01-20], at: \"12:00\"}", .dates([day], at: noon, zone: .user)),
    (
      "{on: [2016-01-20, 2016-01-22], at: \"12:00\", zone: UTC}",
      .dates([day, day.adding(days: 2)], at: noon, zone: .fixed("UTC"))
    ),
    ("{monthly: 15, at: \"12:00\"}", .monthly(days: [15], at: noon, zone: .user)),
    ("{monthly: [1, 15], at: \"12:00\", zone: UTC}", .monthly(days: [1, 15], at: noon, zone: .fixed("UTC"))),
    ("{changes: city}", .onAppInfo(name: "city", reaches: nil, delay: 0)),
    ("{changes: level, reaches: 7, delay: 10 min}", .onAppInfo(name: "level", reaches: 7, delay: 600)),
    ("{enters: audience}", .onSegment(name: nil, delay: 0)),
    ("{enters: clickers, delay: 1 day}", .onSegment(name: "clickers", delay: 86_400)),
    ("{feedback: two, is: received}", .onFeedback(campaign: "two", feedback: .received, delay: 0)),
    ("{feedback: two, is: displayed}", .onFeedback(campaign: "two", feedback: .displayed, delay: 0)),
    ("{feedback: two, is: opened}", .onFeedback(campaign: "two", feedback: .opened, delay: 0)),
    ("{feedback: two, is: dismissed}", .onFeedback(campaign: "two", feedback: .dismissed, delay: 0)),
    ("{feedback: two, is: acted, delay: 2 h}", .onFeedback(campaign: "two", feedback: .acted, delay: 7200)),
    ("{feedback: two, is: answered, answer: yes}", .onFeedback(campaign: "two", feedback: .answered("yes"), delay: 0)),
    (
      "{feedback: two, is: ignored, for: 2 days}",
      .onFeedback(campaign: "two", feedback: .ignored(after: 172_800), delay: 0)
    ),
    ("{trigger: failed load}", .onTag(tag: "failed load", occurrence: nil, delay: 0)),
    ("{trigger: sign up, occurrence: 2}", .onTag(tag: "sign up", occurrence: 2, delay: 0)),
    ("{trigger: shop}", .onTag(tag: "shop", occurrence: nil, delay: 0)),
    ("{trigger: crash, delay: 1 min}", .onTag(tag: "crash", occurrence: nil, delay: 60)),
  ]

  @Test("schedules", arguments: schedules)
  func schedule(_ text: String, _ schedule: Schedule) throws {
    let extra = """
        errors: {failed load: {on: article, chance: 2%}}
        crashes: {chance: 0.1%}
        jobs: {sign up: {on: home, chance: 2%}}
        places: {shop: {share: 2%, visits_per_week: 1}}
        app_info:
      """
    let file = Text.campaign("when: \(text)").replacing("  app_info:", with: extra)
      .replacing(
        "programs:",
        with: """
            two: {what: {kind: poll, answers: {yes: 50%, no: 50%}}, when: {every: monday, at: "10:00"}}
          programs:
          """
      ).replacing("[one]", with: "[one, two]")
    let scenario = try ReadBack.scenario(file + "segments: {clickers: did(click)}\n")
    #expect(scenario.campaigns[0].schedule == schedule)
  }

  static let moments: [(String, ClockMoment)] = [
    ("2016-01-20 10:00", ClockMoment(date: day, second: 36_000, zone: .user)),
    ("2016-01-20 7:30 user", ClockMoment(date: day, second: 27_000, zone: .user)),
    ("2016-01-20 10:00 Europe/Paris", ClockMoment(date: day, second: 36_000, zone: .fixed("Europe/Paris"))),
  ]

  @Test("start and end", arguments: moments)
  func moment(_ text: String, _ moment: ClockMoment) throws {
    #expect(try campaign("when: {trigger: click}\nstarts: \(text)").starts == moment)
    #expect(try campaign("when: {trigger: click}\nends: \"\(text)\"").ends == moment)
  }

  @Test("what ends or delays a decided message")
  func waiting() throws {
    let found = try campaign(
      """
      when: {trigger: click, delay: 1 h}
      unless: [buy, article]
      wait: {for: buy, at_most: 2 days, then: send}
      send_window: {from: "09:00", to: "20:00", then: next-day}
      expires: 3 days
      """)
    #expect(found.unless == ["buy", "article"])
    #expect(found.wait == WaitDefinition(tag: "buy", atMost: 172_800, sendsAtTimeout: true))
    #expect(found.sendWindow == SendWindowDefinition(from: 32_400, to: 72_000, rule: .nextDay))
    #expect(try campaign("when: {trigger: click, delay: 1 h}\nunless: buy").unless == ["buy"])
    let short = try campaign(
      "when: {trigger: click}\nsend_window: {from: \"20:00\", to: \"09:00\"}\nwait: {for: buy, at_most: 1 h, then: drop}"
    )
    #expect(short.sendWindow?.rule == .postpone)
    #expect(short.wait?.sendsAtTimeout == false)
  }

  @Test("who may get it again, and how many at all")
  func audience() throws {
    let found = try campaign(
      """
      when: {trigger: click}
      again: {after: 30 days, from: entry}
      missing_markers: placeholder
      audience_limit: 500
      """)
    #expect(found.again == .after(seconds: 2_592_000))
    #expect(found.againFrom == .entry)
    #expect(found.missingMarker == .placeholder)
    #expect(found.audienceLimit == 500)
    let plain = try campaign("when: {trigger: click}\nagain: {after: 30 days}")
    #expect(plain.againFrom == .receipt)
    #expect(try campaign("when: {trigger: click}\nagain: {after: never, from: entry}").again == .once)
  }

  // MARK: Attribution

  @Test("attribution")
  func attribution() throws {
    let text =
      Text.kpi("{messages: email}") + """
        attribution:
          usual: {conversion: buy, within: 3 days}
          strict: {conversion: click, within: 1 h, from: click, credit: last-click-else-view, once_per_user: true}
        """
    var strict = AttributionDefinition(name: "strict", conversion: "click", within: 3600)
    strict.start = .click
    strict.credit = .lastClickElseView
    strict.oncePerUser = true
    let scenario = try ReadBack.scenario(text)
    #expect(
      scenario.attribution == [AttributionDefinition(name: "usual", conversion: "buy", within: 259_200), strict])
    #expect(scenario.kpis[0].measure == .messages(channel: .email, per: .user))
  }
}
