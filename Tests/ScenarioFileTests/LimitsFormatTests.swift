import EngagementCore
import Primitives
import ScenarioFile
import Simulation
import Testing

@Suite("Limits in scenario files")
struct LimitsFormatTests {
  private func limits(_ lines: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> LimitsDefinition {
    let indented = lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    let text =
      Text.campaign("what: {category: editorial}\nwhen: {trigger: click}")
      + "segments: {clickers: did(click)}\nlimits:\n"
      + indented
    return try ReadBack.scenario(text, sourceLocation: sourceLocation).limits
  }

  static let windows: [(String, FrequencyCapDefinition.Window)] = [
    ("per: 90 min", .rolling(seconds: 5400)), ("per: 1 day", .rolling(seconds: 86_400)),
    ("per: day", .calendar(.day, zone: .user)),
    ("per: day, zone: Europe/Paris", .calendar(.day, zone: .fixed("Europe/Paris"))),
    ("per: week", .calendar(.week(first: .monday), zone: .user)),
    ("per: week, week_starts: sunday, zone: UTC", .calendar(.week(first: .sunday), zone: .fixed("UTC"))),
    ("per: month", .calendar(.month, zone: .user)), ("per: session", .session), ("per: life", .lifetime),
  ]

  @Test("windows", arguments: windows)
  func window(_ text: String, _ window: FrequencyCapDefinition.Window) throws {
    let found = try limits("email: {at_most: 2, \(text)}")
    #expect(found.caps == [FrequencyCapDefinition(channel: .email, limit: 2, window: window)])
  }

  @Test("scopes, what counts, and what becomes of a message over the cap")
  func caps() throws {
    let found = try limits(
      """
      push: [{at_most: 5, per: 7 days}, {at_most: 9, per: 7 days, segment: clickers, then: defer}]
      sms: {at_most: 1, per: month, counts: delivered, then: advance}
      in_app: {at_most: 1, per: session, campaign: one, counts: displayed}
      all: {at_most: 3, per: day, category: editorial, then: defer, tries: 5}
      """)
    var quota = FrequencyCapDefinition(channel: .push, limit: 9, period: 604_800)
    quota.segment = "clickers"
    quota.whenOver = .postpone(tries: 3)
    var sms = FrequencyCapDefinition(channel: .sms, limit: 1, window: .calendar(.month, zone: .user))
    sms.counts = .delivered
    sms.whenOver = .advance
    var inApp = FrequencyCapDefinition(channel: .inApp, limit: 1, window: .session)
    inApp.campaign = "one"
    inApp.counts = .displayed
    var all = FrequencyCapDefinition(channel: nil, limit: 3, window: .calendar(.day, zone: .user))
    all.category = "editorial"
    all.whenOver = .postpone(tries: 5)
    #expect(
      found.caps == [FrequencyCapDefinition(channel: .push, limit: 5, period: 604_800), quota, inApp, sms, all])
  }

  @Test(
    "who gets the last slot",
    arguments: [
      ("first-come", LastSlotRule.firstCome), ("priority", .priority), ("look-ahead 7 days", .lookAhead(days: 7)),
      ("look-ahead 1 day", .lookAhead(days: 1)), ("look-ahead 2 weeks", .lookAhead(days: 14)),
    ])
  func lastSlot(_ text: String, _ rule: LastSlotRule) throws {
    #expect(try limits("push: {at_most: 5, per: 7 days}\nlast_slot: \(text)").lastSlot == rule)
  }

  @Test("combination of caps", arguments: CapCombination.allCases)
  func combination(_ rule: CapCombination) throws {
    let found = try limits("push: [{at_most: 5, per: 7 days}, {at_most: 1, per: day}]\ncombine: \(rule.rawValue)")
    #expect(found.combine == rule)
  }

  @Test("a gap is a cap of one push")
  func gap() throws {
    let found = try limits("push: {at_most: 5, per: 7 days}\ngap: 2 h")
    #expect(
      found.caps == [
        FrequencyCapDefinition(channel: .push, limit: 5, period: 604_800),
        FrequencyCapDefinition(channel: .push, limit: 1, period: 7200),
      ])
  }

  @Test("what the sending side can bear")
  func couplings() throws {
    let found = try limits(
      """
      quiet_hours: {from: "22:00", to: "08:00", then: next-day}
      throttle: {per_minute: 10_000, give_up_after: 12 h}
      budget: [{amount: 500 EUR, per: day, program: p}, {amount: 0.5 EUR}]
      uninstall_notice: 6 h
      """)
    #expect(found.quietHours?.rule == .nextDay)
    #expect(found.throttle == ThrottleDefinition(perMinute: 10_000, giveUpAfter: 43_200))
    #expect(
      found.budgets == [
        BudgetDefinition(program: "p", amount: Money(micros: 500_000_000), period: .day),
        BudgetDefinition(amount: Money(micros: 500_000)),
      ])
    #expect(found.uninstallNotice == 21_600)
    #expect(try limits("throttle: {per_minute: 10}").throttle == ThrottleDefinition(perMinute: 10))
    #expect(try limits("budget: {amount: 1 EUR}").budgets.count == 1)
    #expect(try limits("uninstall_notice: 0 s").uninstallNotice == 0)
  }
}
