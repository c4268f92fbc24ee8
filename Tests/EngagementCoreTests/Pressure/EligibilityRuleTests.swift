import EngagementCore
import Primitives
import Testing

@Suite struct EligibilityRuleTests {
  /// Plays due times of one campaign; a message due in `missed` is entered and not sent.
  static func play(_ rule: EligibilityRule, _ dues: [String], missed: Set<String> = []) -> [String] {
    var (receipt, entry): (LocalTime?, LocalTime?) = (nil, nil)
    return dues.map { due in
      let time = LocalTime.wall(due)
      guard rule.admits(at: time, lastReceipt: receipt, lastEntry: entry) else { return "not again" }
      entry = time
      guard rule.admitsRelease(at: time, lastReceipt: receipt), !missed.contains(due) else { return "missed" }
      receipt = time
      return "sent"
    }
  }

  static let month = ReEligibility.after(seconds: 30 * secondsPerDay)
  static let the15th = ["2016-01-15 10:00", "2016-02-15 10:00", "2016-03-15 10:00", "2016-04-15 10:00"]

  /// 30 days are 2,592,000 s: from 15 February they end on 16 March, so that 15 March is missed.
  @Test func aMonthlySendWithThirtyDaysMissesMarch() {
    #expect(Self.play(EligibilityRule(Self.month), Self.the15th) == ["sent", "sent", "not again", "sent"])
  }

  /// The February message is entered and not sent (quiet hours, say). Counted from the receipt the user may enter in March;
  /// counted from the entry the user is spent.
  @Test(
    arguments: [
      (.receipt, ["sent", "missed", "sent", "sent"]), (.entry, ["sent", "missed", "not again", "sent"]),
    ] as [(EligibilityBasis, [String])])
  func fromReceiptOrEntry(basis: EligibilityBasis, outcomes: [String]) {
    #expect(
      Self.play(EligibilityRule(Self.month, from: basis), Self.the15th, missed: ["2016-02-15 10:00"]) == outcomes)
  }

  @Test(
    arguments: [
      (.always, .receipt, ["missed", "sent", "sent"]), (.once, .receipt, ["missed", "sent", "not again"]),
      (.once, .entry, ["missed", "not again", "not again"]), (.always, .entry, ["missed", "sent", "sent"]),
      (.after(seconds: 3600), .receipt, ["missed", "sent", "sent"]),
      (.after(seconds: 3601), .receipt, ["missed", "sent", "not again"]),
    ] as [(ReEligibility, EligibilityBasis, [String])])
  func alwaysOnceOrAfter(again: ReEligibility, basis: EligibilityBasis, outcomes: [String]) {
    let dues = ["2016-01-04 10:00", "2016-01-04 11:00", "2016-01-04 12:00"]
    #expect(Self.play(EligibilityRule(again, from: basis), dues, missed: ["2016-01-04 10:00"]) == outcomes)
  }

  /// A message that waits since its entry is not refused because of that entry, but because of a send in between.
  @Test func aReleaseIsNotRefusedForItsOwnEntry() {
    let entered = LocalTime.wall("2016-01-04 22:30")
    let release = LocalTime.wall("2016-01-05 08:00")
    #expect(EligibilityRule(.once, from: .entry).admitsRelease(at: release, lastReceipt: nil))
    #expect(EligibilityRule(.once).admitsRelease(at: release, lastReceipt: nil))
    #expect(!EligibilityRule(.once).admitsRelease(at: release, lastReceipt: entered + 60))
    #expect(!EligibilityRule(.once, from: .entry).admits(at: release, lastReceipt: nil, lastEntry: entered))
  }
}
