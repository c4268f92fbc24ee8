import EngagementCore
import Primitives
import Testing

@Suite struct AttributionTests {
  static func definition(
    _ credit: AttributionDefinition.Credit, _ start: AttributionDefinition.Start = .receipt, within: Int = 3600
  ) -> AttributionDefinition {
    var definition = AttributionDefinition(name: "x", conversion: "order", within: within)
    definition.credit = credit
    definition.start = start
    return definition
  }

  /// Campaign 1 at 0 s, displayed and clicked early; 2 at 1,000 s, displayed; 3 at 2,000 s, never displayed; 1 again at
  /// 2,500 s, displayed late.
  static let touches = [
    Touch(campaign: 1, received: 0, displayed: 10, clicked: 20), Touch(campaign: 2, received: 1000, displayed: 1100),
    Touch(campaign: 3, received: 2000), Touch(campaign: 1, received: 2500, displayed: 4000, clicked: 4100),
  ]

  @Test(
    arguments: [
      (.every, .receipt, 3000, [1, 2, 3]), (.first, .receipt, 3000, [1]), (.last, .receipt, 3000, [1]),
      (.last, .receipt, 2400, [3]),
      // Windows of an hour: the first has ended at 3,600 s, exclusively.
      (.every, .receipt, 3599, [1, 2, 3]), (.every, .receipt, 3600, [2, 3, 1]), (.first, .receipt, 3600, [2]),
      (.every, .receipt, 4600, [3, 1]), (.every, .receipt, 6100, []),
      // Only what was seen, from when it was seen.
      (.every, .display, 3000, [1, 2]), (.last, .display, 3000, [2]), (.every, .display, 4500, [2, 1]),
      (.every, .click, 3000, [1]), (.every, .click, 3620, []), (.last, .click, 4100, [1]),
      // The last click, else the last view.
      (.lastClickElseView, .receipt, 3000, [1]), (.lastClickElseView, .receipt, 3700, [2]),
      (.lastClickElseView, .receipt, 4050, [1]), (.lastClickElseView, .receipt, 5900, [1]),
      (.lastClickElseView, .display, 2000, [1]), (.every, .receipt, -1, []),
    ] as [(AttributionDefinition.Credit, AttributionDefinition.Start, LocalTime, [Int32])])
  func credits(
    credit: AttributionDefinition.Credit, start: AttributionDefinition.Start, conversion: LocalTime, campaigns: [Int32]
  ) {
    #expect(Self.definition(credit, start).credited(at: conversion, touches: Self.touches) == campaigns)
  }

  /// A click beats a later view; a message that nobody saw is not credited by click or view.
  @Test func aClickBeatsALaterView() {
    let clicked = Touch(campaign: 1, received: 0, displayed: 1, clicked: 2)
    let viewed = Touch(campaign: 2, received: 50, displayed: 51)
    let unseen = Touch(campaign: 3, received: 60)
    let rule = Self.definition(.lastClickElseView)
    #expect(rule.credited(at: 100, touches: [clicked, viewed, unseen]) == [1])
    #expect(rule.credited(at: 100, touches: [viewed, unseen]) == [2])
    #expect(rule.credited(at: 100, touches: [unseen]) == [])
    #expect(Self.definition(.last).credited(at: 100, touches: [clicked, viewed, unseen]) == [3])
  }

  /// Of two messages of the same second the later in the list is the last, and the earlier the first.
  @Test func tiesGoByTheOrderOfTheList() {
    let touches = [Touch(campaign: 4, received: 5), Touch(campaign: 5, received: 5)]
    #expect(Self.definition(.first).credited(at: 5, touches: touches) == [4])
    #expect(Self.definition(.last).credited(at: 5, touches: touches) == [5])
  }

  @Test func aUserCountsOnceOrEveryTime() {
    var rule = Self.definition(.last)
    let conversions: [LocalTime] = [-5, 100, 1200, 9000]
    #expect(rule.credits(conversions: conversions, touches: Self.touches) == [[], [1], [2], []])
    rule.oncePerUser = true
    #expect(rule.credits(conversions: conversions, touches: Self.touches) == [[], [1], [], []])
  }

  @Test(
    arguments: [
      (1050, 2, .direct(campaign: 2)), (900, nil, .unattributed), (1050, nil, .influenced(campaign: 2)),
      (2000, nil, .influenced(campaign: 3)), (2599, nil, .influenced(campaign: 1)),
      // The last was clicked before; the one before it counts still.
      (4100, nil, .influenced(campaign: 3)), (5600, nil, .unattributed),
    ] as [(LocalTime, Int32?, SessionAttribution.Source)])
  func sessionsAreDirectInfluencedOrNeither(start: LocalTime, opened: Int32?, source: SessionAttribution.Source) {
    let rule = SessionAttribution(influence: 3600)
    #expect(rule.source(ofSessionAt: start, opened: opened, touches: Self.touches) == source)
  }

  /// Four users get a message at noon. Three order within a day, but two of them would have ordered anyway: three
  /// conversions are attributed, one is incremental. The fifth would have ordered, too, and was put off by the message.
  @Test func attributedIsMoreThanIncremental() {
    let noon: LocalTime = 12 * 3600
    let withMessage: [[LocalTime]] = [[noon + 600], [noon + 7200], [noon + 30_000], [], []]
    let without: [[LocalTime]] = [[], [noon + 7200], [noon + 40_000], [], [noon + 900]]
    let rule = Self.definition(.every, within: 86_400)
    let touch = [Touch(campaign: 0, received: noon, displayed: noon)]
    let attributed = withMessage.map { rule.credits(conversions: $0, touches: touch).filter { !$0.isEmpty }.count }
    let ofNobody = without.map { rule.credits(conversions: $0, touches: []).filter { !$0.isEmpty }.count }
    #expect(attributed.reduce(0, +) == 3)
    #expect(ofNobody.reduce(0, +) == 0)
    let first4 = withMessage.prefix(4).joined().count - without.prefix(4).joined().count
    #expect(first4 == 1)
    #expect(withMessage.joined().count - without.joined().count == 0)
  }
}
