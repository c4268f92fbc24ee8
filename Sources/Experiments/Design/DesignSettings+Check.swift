import Primitives

extension DesignSettings {
  /// Days for which a decision may count.
  public static let valueDayRange = 1...36_500

  /// Refuses numbers that are out of range.
  ///
  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard Self.testRange.contains(tests) else { throw OptionError("--tests must be from 100 to 1,000,000.") }
    guard Self.valueDayRange.contains(valueDays) else { throw OptionError("--value-days must be from 1 to 36,500.") }
    guard Self.splitTestRange.contains(splitTests) else {
      throw OptionError("--split-tests must be from 20 to 100,000.")
    }
  }
}
