import EngagementCore
import Primitives
import Testing

/// What caps are about, how several go together, and what they count.
@Suite struct CapScopeTests {
  static let hourly = FrequencyCapDefinition.cap(.push, 1, .hours(1))
  static let news = FrequencyCapDefinition.cap(nil, 2, .day) { $0.category = "news" }
  static let offers = FrequencyCapDefinition.cap(nil, 3, .day) { $0.category = "offer" }

  @Test(arguments: [nil, Channel.any])
  func channelsAreCountedApartUnlessTheCapIsAboutAll(channel: Channel?) throws {
    #expect(
      try CapDesk([.cap(.push, 1, .day)]).surprises([
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:00", "box", "sent"),
        ("2016-01-04 12:00", "box", "sent"), ("2016-01-04 12:00", "push", "dropped"),
      ]) == [])
    #expect(
      try CapDesk([.cap(channel, 1, .day)]).surprises([
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:00", "box", "dropped"),
      ]) == [])
  }

  @Test func aCategoryHasACapOfItsOwn() throws {
    #expect(
      try CapDesk([Self.news]).surprises([
        ("2016-01-04 12:00", "news", "sent"), ("2016-01-04 13:00", "news", "sent"),
        ("2016-01-04 14:00", "news", "dropped"), ("2016-01-04 14:00", "offer", "sent"),
        ("2016-01-04 14:00", "push", "sent"), ("2016-01-05 00:00", "news", "sent"),
      ]) == [])
  }

  /// All caps must have a slot, or the one of the category replaces the one of the channel, which may be stricter.
  @Test func severalCapsHoldTogetherOrTheMostSpecificReplacesTheRest() throws {
    let steps: [Step] = [("2016-01-04 12:00", "news", "sent"), ("2016-01-04 12:30", "push", "dropped")]
    let caps = [Self.hourly, Self.news]
    let all = try CapDesk(caps)
    #expect(all.surprises(steps) == [])
    #expect(all.send("news", at: .wall("2016-01-04 12:40")) == "dropped")
    #expect(all.rule(all.decide("news", at: .wall("2016-01-04 12:40"))) == "at most 1 push in any hour")
    let specific = try CapDesk(caps, combine: .mostSpecific)
    #expect(specific.surprises(steps) == [])
    #expect(specific.send("news", at: .wall("2016-01-04 12:40")) == "sent")
    #expect(specific.send("news", at: .wall("2016-01-04 18:00")) == "dropped")
    #expect(
      specific.rule(specific.decide("news", at: .wall("2016-01-04 18:00")))
        == "at most 2 messages of category news a day by the user's calendar")
    let permissive = try CapDesk(caps, combine: .mostPermissive)
    #expect(permissive.surprises(steps) == [])
    #expect(permissive.send("news", at: .wall("2016-01-04 12:40")) == "sent")
    // The third news of the day, but the hour has a slot.
    #expect(permissive.send("news", at: .wall("2016-01-04 18:00")) == "sent")
    #expect(permissive.send("news", at: .wall("2016-01-04 18:01")) == "dropped")
  }

  @Test func aCampaignsCapIsMoreSpecificThanItsCategorys() throws {
    let own = FrequencyCapDefinition.cap(nil, 1, .days(30)) { $0.campaign = "news" }
    let desk = try CapDesk([Self.hourly, Self.news, own, .cap(nil, 1, .hours(2))], combine: .mostSpecific)
    #expect(
      desk.surprises([
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:01", "news", "sent"),
        ("2016-01-05 12:00", "news", "dropped"), ("2016-01-05 12:00", "push", "sent"),
        // The cap of the channel replaces the one of all messages for pushes, which is left to the in-app message.
        ("2016-01-05 13:00", "push", "sent"), ("2016-01-05 14:59", "box", "dropped"),
        ("2016-01-05 15:00", "box", "sent"), ("2016-02-03 12:01", "news", "sent"),
      ]) == [])
  }

  /// "One push an hour unless tagged offer": one line more in the limits.
  @Test func onePushAnHourUnlessTaggedOffer() throws {
    let steps: [Step] = [
      ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:20", "offer", "sent"),
      ("2016-01-04 12:40", "push", "dropped"), ("2016-01-04 12:59", "offer", "sent"),
    ]
    #expect(try CapDesk([Self.hourly, Self.offers], combine: .mostSpecific).surprises(steps) == [])
    // Or one line in the campaign. There the offers use up slots all the same.
    let exempt = CapDesk.campaigns.map { campaign in
      var campaign = campaign
      campaign.obeysLimits = campaign.name != "offer"
      return campaign
    }
    let desk = try CapDesk([Self.hourly], campaigns: exempt)
    #expect(desk.surprises(steps) == [])
    #expect(desk.send("push", at: .wall("2016-01-04 13:30")) == "dropped")
    #expect(desk.send("push", at: .wall("2016-01-04 13:59")) == "sent")
  }

  /// The two flags of a campaign, on the short path and on the long one.
  @Test(arguments: [FrequencyCapDefinition.cap(.push, 1, .days(1)), .cap(.push, 1, .day)])
  func messagesMayIgnoreCapsOrNotCount(cap: FrequencyCapDefinition) throws {
    let desk = try CapDesk(
      [cap],
      campaigns: [
        CapDesk.campaign("free") { $0.obeysLimits = false },
        CapDesk.campaign("silent") { $0.countsTowardLimits = false }, CapDesk.campaign("plain"),
      ])
    #expect(
      desk.surprises([
        ("2016-01-04 08:00", "silent", "sent"), ("2016-01-04 09:00", "plain", "sent"),
        ("2016-01-04 10:00", "silent", "dropped"), ("2016-01-04 11:00", "free", "sent"),
        ("2016-01-05 12:00", "free", "sent"), ("2016-01-05 13:00", "plain", "dropped"),
        ("2016-01-06 12:00", "plain", "sent"),
      ]) == [])
  }

  // MARK: Quotas

  static func quota(_ segment: String, _ limit: Int, _ window: FrequencyCapDefinition.Window) -> FrequencyCapDefinition
  {
    .cap(.push, limit, window) { $0.segment = segment }
  }

  /// Two a day for most, one for the wary, three for fans, and one an hour for fans: who is in several segments has the
  /// most permissive quota.
  @Test(
    arguments: [
      ([], [true, true, false, false]), (["wary"], [true, false, false, false]),
      (["fans"], [true, true, true, false]), (["fans", "wary"], [true, true, true, false]),
    ] as [(Set<String>, [Bool])])
  func theMostPermissiveQuotaCounts(segments: Set<String>, sent: [Bool]) throws {
    let desk = try CapDesk([.cap(.push, 2, .day), Self.quota("wary", 1, .day), Self.quota("fans", 3, .day)])
    desk.segments = segments
    #expect(desk.caps.segments == ["wary", "fans"])
    let hours = ["08:00", "09:00", "10:00", "11:00"]
    #expect(hours.map { desk.send("push", at: .wall("2016-01-04 \($0)")) == "sent" } == sent)
  }

  @Test func aQuotaReplacesTheCapsOfItsScopeAndNoOthers() throws {
    let caps = [
      .cap(.push, 1, .day), .cap(.push, 1, .hours(30)), Self.quota("fans", 3, .day), Self.quota("fans", 1, .hours(2)),
      .cap(nil, 4, .day),
    ]
    let desk = try CapDesk(caps)
    desk.segments = ["fans"]
    #expect(
      desk.surprises([
        ("2016-01-04 08:00", "push", "sent"), ("2016-01-04 09:00", "push", "dropped"),
        ("2016-01-04 10:00", "push", "sent"), ("2016-01-04 11:00", "box", "sent"),
        ("2016-01-04 11:00", "box", "sent"), ("2016-01-04 12:00", "push", "dropped"),
      ]) == [])
    #expect(desk.rule(desk.decide("push", at: .wall("2016-01-04 12:00"))) == caps[4].inWords)
    desk.segments = []
    // What was sent counts, whatever the segments were at the time.
    #expect(desk.send("push", at: .wall("2016-01-05 09:00")) == "dropped")
    #expect(desk.send("push", at: .wall("2016-01-05 16:00")) == "sent")
  }

  /// A quota without a general cap limits its members only.
  @Test func whoIsInNoQuotaSegmentHasNoQuota() throws {
    let desk = try CapDesk([Self.quota("wary", 1, .day)])
    #expect(["push", "push", "push"].map { desk.send($0, at: 0) } == ["sent", "sent", "sent"])
    desk.segments = ["wary"]
    #expect(desk.send("push", at: 0) == "dropped")
  }

  // MARK: What counts

  /// Sends count at once, deliveries when they arrive, displays when they are seen: until then more may go out.
  @Test(
    arguments: [
      (.sent, ["sent", "dropped", "dropped", "dropped"]), (.delivered, ["sent", "sent", "dropped", "dropped"]),
      (.displayed, ["sent", "sent", "sent", "dropped"]),
    ] as [(FrequencyCapDefinition.Counted, [String])])
  func sentDeliveredOrDisplayed(counts: FrequencyCapDefinition.Counted, outcomes: [String]) throws {
    for window in [FrequencyCapDefinition.Window.days(1), .day] {
      let desk = try CapDesk([.cap(.push, 1, window) { $0.counts = counts }])
      var said: [String] = []
      for event in [nil, .sent, .delivered, .displayed] as [FrequencyCapDefinition.Counted?] {
        if let event { desk.note("push", event, at: .wall("2016-01-04 12:00")) }
        said.append(desk.say(desk.decide("push", at: .wall("2016-01-04 12:00"))))
      }
      #expect(said == outcomes)
    }
  }

  // MARK: Names

  @Test func namesThatNothingHasAreRefused() {
    #expect(throws: CapProblem.unknownCampaign("nobody")) {
      try CapDesk([.cap(nil, 1, .day) { $0.campaign = "nobody" }])
    }
    #expect(throws: CapProblem.unknownZone("Europe/Rome")) {
      try CapDesk([.cap(nil, 1, .calendar(.day, zone: .fixed("Europe/Rome")))])
    }
  }

  /// No campaign has the category: nothing is limited.
  @Test func aCategoryThatNothingHasLimitsNothing() throws {
    let desk = try CapDesk([.cap(nil, 1, .day) { $0.category = "alert" }])
    #expect(["push", "push", "news"].map { desk.send($0, at: 0) } == ["sent", "sent", "sent"])
  }

  @Test func onlyPlainCapsTakeTheShortPath() throws {
    #expect(try CapDesk([]).caps.isSimple)
    #expect(try CapDesk([Self.hourly, .cap(nil, 5, .days(7))]).caps.isSimple)
    #expect(try !CapDesk([Self.hourly, .cap(nil, 5, .day)]).caps.isSimple)
    #expect(try !CapDesk([Self.hourly], combine: .mostPermissive).caps.isSimple)
    #expect(try !CapDesk([Self.hourly], lastSlot: .priority).caps.isSimple)
    #expect(try !CapDesk([Self.news]).caps.isSimple)
  }

  @Test(
    arguments: [
      (.cap(.push, 5, .days(7)), "at most 5 pushes in any 7 days"),
      (.cap(.push, 1, .hours(1)), "at most 1 push in any hour"),
      (.cap(.inApp, 1, .days(1)), "at most 1 in-app message in any 24 hours"),
      (.cap(nil, 1, .rolling(seconds: 1800)), "at most 1 message in any 30 minutes"),
      (.cap(.email, 2, .rolling(seconds: 90)), "at most 2 e-mails in any 90 seconds"),
      (.cap(.any, 2, .day), "at most 2 messages a day by the user's calendar"),
      (
        .cap(.sms, 2, .calendar(.week(first: .sunday), zone: .fixed("UTC"))),
        "at most 2 text messages a week from Sunday on by the calendar of UTC"
      ),
      (.cap(.inApp, 2, .session) { $0.counts = .displayed }, "at most 2 displayed in-app messages a session"),
      (.cap(nil, 1, .lifetime) { $0.campaign = "welcome" }, "at most 1 message of campaign welcome ever"),
      (
        .cap(.push, 3, .month) {
          $0.category = "news"
          $0.segment = "fans"
          $0.counts = .delivered
        }, "for members of fans: at most 3 delivered pushes of category news a month by the user's calendar"
      ),
    ] as [(FrequencyCapDefinition, String)])
  func capsAreDescribedInPlainWords(cap: FrequencyCapDefinition, words: String) throws {
    #expect(cap.inWords == words)
    if cap.campaign == nil { #expect(try CapDesk([cap]).caps.describe(0) == words) }
    #expect(try CapDesk([]).caps.describe(0).isEmpty)
  }
}
