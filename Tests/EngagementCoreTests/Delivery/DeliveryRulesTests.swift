import EngagementCore
import Primitives
import Testing

@Suite struct DeliveryRulesTests {
  static func limits(_ caps: [FrequencyCapDefinition], quiet: QuietHoursDefinition? = nil) -> LimitsDefinition {
    var limits = LimitsDefinition()
    limits.caps = caps
    limits.quietHours = quiet
    return limits
  }

  static let night = QuietHoursDefinition(from: 22 * 3600, to: 8 * 3600, rule: .postpone)

  // MARK: Caps

  /// One push in any 24 hours, counted in seconds and not in calendar days.
  @Test func aRollingDayDoesNotEndAtMidnight() throws {
    let desk = try Desk(
      [.init("a")], limits: Self.limits([FrequencyCapDefinition(channel: .push, limit: 1, period: 86_400)]))
    #expect(desk.send("a", at: .at(0, 23)) == "push")
    #expect(desk.send("a", at: .at(1, 0)) == "capped")
    #expect(desk.send("a", at: .at(1, 22, 59, 59)) == "capped")
    #expect(desk.send("a", at: .at(1, 23)) == "push")
  }

  /// Each push ages out on its own: never more than three in any seven days.
  @Test func aRollingWeekForgetsOneByOne() throws {
    let desk = try Desk(
      [.init("a")], limits: Self.limits([FrequencyCapDefinition(channel: nil, limit: 3, period: 7 * 86_400)]))
    let timeline: [(LocalTime, String)] = [
      (.at(-9, 12), "push"), (.at(-7, 12), "push"), (.at(-3, 12), "push"), (.at(-2, 11), "capped"),
      (.at(-2, 13), "push"),
      (.at(0, 11), "capped"), (.at(0, 12), "push"), (.at(3, 12), "capped"), (.at(4, 12), "push"),
      (.at(4, 13), "capped"),
    ]
    for (time, expected) in timeline { #expect(desk.send("a", at: time) == expected, "\(time.clock)") }
  }

  /// Against the definition, on random timelines.
  @Test(arguments: 0..<30)
  func noPeriodEverHoldsMoreThanTheLimit(life: Int) throws {
    var random = DrawSequence(Draws(run: RunKey(seed: 2), user: UInt32(life)), .resampling)
    let caps = [
      FrequencyCapDefinition(
        channel: .push, limit: 1 + Int(random.next() * 4), period: 3600 * Int(1 + random.next() * 200)),
      FrequencyCapDefinition(
        channel: nil, limit: 1 + Int(random.next() * 6), period: 3600 * Int(1 + random.next() * 300)),
    ]
    let desk = try Desk([.init("a"), .init("b") { $0.channel = .inApp }], limits: Self.limits(caps))
    var sent: [(time: Int, isPush: Bool)] = []
    var time: LocalTime = .at(-20, 0)
    for _ in 0..<200 {
      time += LocalTime(random.next() * 40_000)
      let isPush = random.next() < 0.5
      let isFull = caps.contains { cap in
        guard cap.channel == nil || isPush else { return false }
        let counted = sent.filter { (cap.channel == nil || $0.isPush) && Int(time) - $0.time < (cap.period ?? 0) }
        return counted.count >= cap.limit
      }
      let outcome = desk.send(isPush ? "a" : "b", at: time, reach: Desk.inSession)
      #expect((outcome == "capped") == isFull)
      if outcome != "capped" { sent.append((Int(time), isPush)) }
    }
    #expect(sent.count > 5)
  }

  @Test func channelsAreCountedApartUnlessTheCapSaysOtherwise() throws {
    let push = FrequencyCapDefinition(channel: .push, limit: 1, period: 86_400)
    let desk = try Desk([.init("a"), .init("b") { $0.channel = .inApp }], limits: Self.limits([push]))
    #expect(desk.send("a", at: 0) == "push")
    #expect(desk.send("b", at: 1, reach: Desk.inSession) == "in-app")
    for channel in [nil, Channel.any] {
      let every = FrequencyCapDefinition(channel: channel, limit: 1, period: 86_400)
      let desk = try Desk([.init("a"), .init("b") { $0.channel = .inApp }], limits: Self.limits([every]))
      #expect(desk.send("a", at: 0) == "push")
      #expect(desk.send("b", at: 1, reach: Desk.inSession) == "capped")
    }
  }

  @Test func aPeriodLongerThanAnyLifeIsALifetimeCap() throws {
    let cap = FrequencyCapDefinition(channel: nil, limit: 2, period: 200 * 365 * 86_400)
    let desk = try Desk([.init("a")], limits: Self.limits([cap]))
    #expect([0, 100, 200, 30_000_000].map { desk.send("a", at: $0) } == ["push", "push", "capped", "capped"])
  }

  @Test func messagesMayIgnoreCapsOrNotCount() throws {
    let cap = FrequencyCapDefinition(channel: .push, limit: 1, period: 86_400)
    let desk = try Desk(
      [.init("free") { $0.obeys = false }, .init("silent") { $0.counts = false }, .init("plain")],
      limits: Self.limits([cap]))
    #expect(desk.send("silent", at: 1) == "push")
    #expect(desk.send("plain", at: 2) == "push")
    #expect(desk.send("free", at: 3) == "push")
    #expect(desk.send("silent", at: 4) == "capped")
    // The free one took the only slot anew.
    #expect(desk.send("plain", at: 2 + 86_400) == "capped")
    #expect(desk.send("plain", at: 3 + 86_400) == "push")
  }

  // MARK: Quiet hours

  @Test(
    arguments: [
      (.at(0, 21, 59, 59), nil), (.at(0, 22), "1 8:0"), (.at(0, 23, 59, 59), "1 8:0"), (.at(1, 0), "1 8:0"),
      (.at(1, 7, 59, 59), "1 8:0"), (.at(1, 8), nil), (.at(-1, 23), "0 8:0"), (.at(-1, 3), "-1 8:0"),
    ] as [(LocalTime, String?)])
  func quietHoursSpanMidnightAndEndExclusively(time: LocalTime, release: String?) {
    #expect(Self.night.release(of: time)?.clock == release)
  }

  @Test(
    arguments: [(.at(0, 11, 59), nil), (.at(0, 12), "0 14:0"), (.at(0, 13, 59), "0 14:0"), (.at(0, 14), nil)]
      as [(LocalTime, String?)])
  func quietHoursWithinADay(time: LocalTime, release: String?) {
    let siesta = QuietHoursDefinition(from: 12 * 3600, to: 14 * 3600, rule: .drop)
    #expect(siesta.release(of: time)?.clock == release)
  }

  @Test func quietHoursOfNoLengthAreNone() {
    let none = QuietHoursDefinition(from: 0, to: 0, rule: .postpone)
    #expect((0..<24).allSatisfy { none.release(of: .at(0, $0)) == nil })
  }

  @Test func quietHoursPostponeOrDropPushesOnly() throws {
    let specs = [Desk.Spec("a"), .init("b") { $0.channel = .inApp }, .init("free") { $0.obeys = false }]
    let desk = try Desk(specs, limits: Self.limits([], quiet: Self.night))
    #expect(desk.send("a", at: .at(0, 23)) == "postponed to 1 8:0")
    #expect(desk.send("a", at: .at(1, 8), due: .at(0, 23)) == "push")
    #expect(desk.send("b", at: .at(0, 23), reach: Desk.inSession) == "in-app")
    #expect(desk.send("free", at: .at(0, 23)) == "push")
    var drop = Self.night
    drop.rule = .drop
    let strict = try Desk(specs, limits: Self.limits([], quiet: drop))
    #expect(strict.send("a", at: .at(0, 23)) == "quiet-dropped")
  }

  /// Caps are checked when a held message is released, not when it was held.
  @Test func aHeldMessageMeetsTheCapAtItsRelease() throws {
    let cap = FrequencyCapDefinition(channel: .push, limit: 1, period: 3600)
    let desk = try Desk(
      [.init("a"), .init("b"), .init("free") { $0.obeys = false }], limits: Self.limits([cap], quiet: Self.night))
    #expect(desk.send("free", at: .at(0, 22, 30)) == "push")
    #expect(desk.send("a", at: .at(0, 23)) == "postponed to 1 8:0")
    #expect(desk.send("b", at: .at(0, 23)) == "postponed to 1 8:0")
    #expect(desk.send("a", at: .at(1, 8), due: .at(0, 23)) == "push")
    #expect(desk.send("b", at: .at(1, 8), due: .at(0, 23)) == "capped")
  }

  // MARK: Expiry, audience, re-eligibility

  @Test func aMessageExpiresWhenItsTimeIsOver() throws {
    let desk = try Desk([.init("a") { $0.expiry = 8 * 3600 }], limits: Self.limits([], quiet: Self.night))
    #expect(desk.send("a", at: .at(1, 8), due: .at(0, 23)) == "expired")
    #expect(desk.send("a", at: .at(1, 8), due: .at(1, 0)) == "expired")
    #expect(desk.send("a", at: .at(1, 8), due: .at(1, 0, 0, 1)) == "push")
  }

  @Test func theAudienceIsCheckedAgainOnlyAfterAWait() throws {
    let audience = "days_since(session) >= 2"
    let desk = try Desk([
      .init("a") { $0.audience = audience },
      .init("b") {
        $0.audience = audience
        $0.rechecks = false
      },
    ])
    #expect(!desk.rules.admits(0, desk.words, at: .at(3, 9)))
    desk.note("session", day: 0)
    #expect(desk.rules.admits(0, desk.words, at: .at(3, 9)))
    #expect(!desk.rules.admits(0, desk.words, at: .at(1, 9)))
    desk.note("session", day: 3)
    #expect(desk.send("a", at: .at(3, 12), due: .at(3, 9)) == "left-audience")
    #expect(desk.send("b", at: .at(3, 12), due: .at(3, 9)) == "push")
    #expect(desk.send("a", at: .at(3, 9)) == "push")
  }

  @Test func onceIsOnce() throws {
    let desk = try Desk([.init("a") { $0.again = .once }])
    #expect(desk.rules.admits(0, desk.words, at: -100))
    desk.send("a", at: -100)
    #expect(!desk.rules.admits(0, desk.words, at: 80_000_000))
  }

  @Test func againIsCountedInSecondsFromTheSend() throws {
    let desk = try Desk([.init("a") { $0.again = .after(seconds: 30 * 86_400) }])
    desk.send("a", at: .at(14, 10))
    #expect(!desk.rules.admits(0, desk.words, at: .at(44, 9, 59, 59)))
    #expect(desk.rules.admits(0, desk.words, at: .at(44, 10)))
    // A message that waited meets the rule again.
    #expect(desk.send("a", at: .at(20, 8), due: .at(19, 23)) == "not-again")
  }

  @Test func whoWaitsForAMessageDoesNotEnterAgain() throws {
    let desk = try Desk([.init("a")])
    desk.rules.noteWaiting(0, desk.words, 1)
    #expect(!desk.rules.admits(0, desk.words, at: 0))
    desk.rules.noteWaiting(0, desk.words, -1)
    #expect(desk.rules.admits(0, desk.words, at: 0))
  }

  // MARK: Reach and channels

  @Test func theOrderOfEvaluation() throws {
    let cap = FrequencyCapDefinition(channel: nil, limit: 1, period: 1_000_000)
    let desk = try Desk(
      [.init("a") { $0.languages = 0b10 }, .init("full")], limits: Self.limits([cap], quiet: Self.night), language: 0)
    desk.send("full", at: .at(-1, 12))
    let gone = DeliveryRules.Reach(isInstalled: false, acceptsPush: false, isInSession: false)
    let mute = DeliveryRules.Reach(isInstalled: true, acceptsPush: false, isInSession: false)
    #expect(desk.send("a", at: .at(9, 23), due: 0, reach: gone) == "expired")
    #expect(desk.send("a", at: .at(0, 23), reach: gone) == "no-language")
    #expect(desk.send("full", at: .at(0, 23), reach: gone) == "uninstalled")
    #expect(desk.send("full", at: .at(0, 23), reach: mute) == "opted-out")
    #expect(desk.send("full", at: .at(0, 23)) == "postponed to 1 8:0")
    #expect(desk.send("full", at: .at(0, 12)) == "capped")
  }

  @Test(arguments: [
    (Channel.push, false, true, "push"), (.push, true, true, "push"), (.push, true, false, "opted-out"),
    (.inApp, false, true, "waits"), (.inApp, true, false, "in-app"), (.any, false, true, "push"),
    (.any, true, true, "in-app"), (.any, true, false, "in-app"), (.any, false, false, "opted-out"),
  ])
  func channels(channel: Channel, isInSession: Bool, acceptsPush: Bool, expected: String) throws {
    let desk = try Desk([.init("a") { $0.channel = channel }])
    let reach = DeliveryRules.Reach(isInstalled: true, acceptsPush: acceptsPush, isInSession: isInSession)
    #expect(desk.send("a", at: 0, reach: reach) == expected)
  }

  @Test(arguments: [(0, "push"), (1, "no-language"), (2, "push")] as [(Int32, String)])
  func languages(language: Int32, expected: String) throws {
    let desk = try Desk([.init("a") { $0.languages = 0b101 }], language: language)
    #expect(desk.send("a", at: 0) == expected)
  }

  // MARK: Feedback, tests, windows, topics

  @Test func deliveriesAndOpensAreFeedback() throws {
    let desk = try Desk([
      .init("a"), .init("b") { $0.audience = "received(a) = 2 and opened(a) = 1" },
      .init("c") { $0.audience = "not received(a)" },
    ])
    #expect(desk.rules.admits(2, desk.words, at: 0))
    desk.send("a", at: 0)
    desk.send("a", at: 10)
    #expect(!desk.rules.admits(1, desk.words, at: 20))
    desk.rules.noteFeedback(.opened, 0, answer: -1, desk.words, at: 0)
    #expect(desk.rules.admits(1, desk.words, at: 20))
    #expect(!desk.rules.admits(2, desk.words, at: 20))
    desk.rules.noteEntry(0, desk.words, at: 15)
    #expect(desk.rules.lastEntered(0, desk.words) == 15)
    #expect(desk.rules.lastEntered(1, desk.words) == nil)
  }

  /// A ghost send counts for re-eligibility, so that both groups are treated alike, and for nothing else.
  @Test func aGhostSendTakesNoSlotAndIsNotReceived() throws {
    let cap = FrequencyCapDefinition(channel: nil, limit: 1, period: 86_400)
    let desk = try Desk(
      [.init("a") { $0.again = .once }, .init("b") { $0.audience = "not received(a)" }], limits: Self.limits([cap]))
    desk.rules.noteGhost(0, desk.words, at: 5)
    #expect(!desk.rules.admits(0, desk.words, at: 90_000))
    #expect(desk.rules.admits(1, desk.words, at: 6))
    #expect(desk.send("b", at: 6) == "push")
  }

  @Test func holdoutsAndVariantsAreStickySharesOfTheirOwn() throws {
    let desk = try Desk([
      .init("a") {
        $0.holdout = 0.1
        $0.variants = [0.2, 0.5, 1]
      }, .init("b") { $0.holdout = 0.1 }, .init("c"),
    ])
    let users = 40_000
    var held = [0, 0]
    var both = 0
    var variants = [0, 0, 0]
    for user in 0..<users {
      let draws = Draws(run: RunKey(seed: 4), user: UInt32(user))
      let (a, variant) = desk.rules.group(of: 0, draws)
      let b = desk.rules.group(of: 1, draws).isHeldOut
      held[0] += a ? 1 : 0
      held[1] += b ? 1 : 0
      both += a && b ? 1 : 0
      variants[Int(variant)] += 1
      #expect(desk.rules.group(of: 2, draws) == (false, 0))
    }
    let n = Double(users)
    func z(_ count: Int, _ share: Double) -> Double {
      (Double(count) - n * share) / (n * share * (1 - share)).squareRoot()
    }
    #expect(held.allSatisfy { abs(z($0, 0.1)) < 4 })
    #expect(abs(z(both, 0.01)) < 4)
    #expect(zip(variants, [0.2, 0.3, 0.5]).allSatisfy { abs(z($0, $1)) < 4 })
  }

  @Test func oneConversionPerWindow() throws {
    let desk = try Desk([.init("a") { $0.window = 3600 }])
    #expect(!desk.rules.takeConversion(0, desk.words, at: 0))
    desk.rules.openWindow(0, desk.words, at: 100)
    #expect(desk.rules.isWindowOpen(0, desk.words, at: 3_699))
    #expect(!desk.rules.isWindowOpen(0, desk.words, at: 3_700))
    #expect(desk.rules.takeConversion(0, desk.words, at: 3_699))
    #expect(!desk.rules.takeConversion(0, desk.words, at: 3_699))
    desk.rules.openWindow(0, desk.words, at: 3_690)
    #expect(desk.rules.takeConversion(0, desk.words, at: 3_700))
  }

  @Test func topicsFollowTheTags() throws {
    let desk = try Desk([
      .init("a") { $0.topic = .favourite }, .init("b") { $0.topic = .undiscovered },
      .init("c") { $0.topic = .fixed(2) },
    ])
    func topics() -> [Int32] { (0..<3).map { desk.rules.platformTopic($0, desk.words) } }
    #expect(topics() == [-1, -1, 2])
    desk.rules.layout.noteTopic(1, in: desk.words)
    #expect(topics() == [1, 0, 2])
    for topic in [0, 0, 2, 2] as [Int32] { desk.rules.layout.noteTopic(topic, in: desk.words) }
    #expect(topics() == [0, 1, 2])
  }

  @Test func aMessagesNumberOfTheDayStartsAnew() throws {
    let desk = try Desk([.init("a"), .init("b")])
    let numbers = [-1, -1, 0, 0, 0, 1].map { desk.rules.occurrence(0, desk.words, on: $0) }
    #expect(numbers == [-64, -63, 0, 1, 2, 64].map { UInt32(bitPattern: Int32($0)) })
    #expect(desk.rules.occurrence(1, desk.words, on: 1) == 64)
  }
}
