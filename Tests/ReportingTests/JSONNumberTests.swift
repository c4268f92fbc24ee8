import Reporting
import Testing

struct JSONNumberTests {
  // From RFC 8785, appendix B, but for the digits after the twelfth.
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (1e21, "1e+21"),
      (999_999_999_999, "999999999999"),
      (1e20, "100000000000000000000"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.5e-9, "1.5e-9"), (5e-324, "5e-324"),
      (123.456, "123.456"), (1_234_567.125, "1234567.125"), (0.00123, "0.00123"), (-1.25e300, "-1.25e+300"),
      (333_333_333.333_333_29, "333333333.333"), (1.0 / 3, "0.333333333333"), (2.0 / 3, "0.666666666667"),
    ] as [(Double, String)])
  func writesNumbersAsECMAScriptDoes(number: Double, text: String) {
    #expect(JSONNumber.text(number) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func hasNoTextForWhatIsNotFinite(number: Double) {
    #expect(JSONNumber.text(number) == nil)
  }

  @Test func readsBackAsTheRoundedNumber() {
    // A walk over many magnitudes and mantissas.
    var number = 1.234_567_890_123_456_7e-20
    while number < 1e20 {
      #expect(Double(JSONNumber.text(number) ?? "") == JSONNumber.rounded(number))
      #expect(abs(JSONNumber.rounded(number) - number) <= number * 1e-11)
      number *= 1.937
    }
  }
}
