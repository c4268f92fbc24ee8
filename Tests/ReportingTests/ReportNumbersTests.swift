import Reporting
import Testing

struct ReportNumbersTests {
  private let numbers = ReportNumbers.plain

  @Test(
    arguments: [
      (0.2531, "+25.3%"), (-0.0312, "-3.1%"), (0.00999, "+1.0%"), (0.0099, "+0.99%"), (0.00042, "+0.042%"), (0, "0%"),
      (2.314, "+231%"), (-1e-9, "0.000%"),
    ] as [(Double, String)])
  func writesSignedPercentages(value: Double, text: String) {
    #expect(numbers.percent(value, signed: true) == text)
  }

  @Test(arguments: [(0.25, "+25%"), (1, "+100%"), (0.125, "+12.5%"), (-0.1, "-10%")] as [(Double, String)])
  func writesTargetsWithoutIdleDigits(value: Double, text: String) {
    #expect(numbers.target(percent: value) == text)
  }

  @Test(
    arguments: [
      (0.0142, "0.0142 EUR"), (0.0031, "0.0031 EUR"), (4.567, "4.57 EUR"), (23_934.2, "23,934 EUR"),
      (-2116, "-2,116 EUR"),
      (0, "0 EUR"), (1_234_567, "1,234,567 EUR"),
    ] as [(Double, String)])
  func writesMoney(value: Double, text: String) {
    #expect(numbers.money(value, "EUR") == text)
  }

  @Test(
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    ] as [(Int, String)])
  func groupsCounts(value: Int, text: String) {
    #expect(numbers.count(value) == text)
  }

  @Test(
    arguments: [(0, "0"), (99, "99"), (101, "110"), (33_238, "34,000"), (1_000_000, "1,000,000")] as [(Int, String)])
  func roundsAdviceUp(value: Int, text: String) {
    #expect(numbers.roughly(value) == text)
  }

  @Test func writesATrueMinusOnPages() {
    #expect(ReportNumbers.page.percent(-0.5, signed: true) == "\u{2212}50.0%")
  }

  @Test(arguments: [(0.0004, "below 0.001"), (0.04123, "0.041"), (1, "1.000")] as [(Double, String)])
  func writesProbabilities(value: Double, text: String) {
    #expect(numbers.probability(value) == text)
  }
}
