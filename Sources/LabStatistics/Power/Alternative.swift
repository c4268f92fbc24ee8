/// Which departures from the null hypothesis count.
public enum Alternative: String, CaseIterable, Sendable {
  /// Either direction.
  case twoSided = "two-sided"
  /// Treatment above control.
  case greater
  /// Treatment below control.
  case less

  /// Reads `two-sided`, `greater` or `larger`, `less` or `smaller`.
  ///
  /// - Throws: ``StatisticsError`` for another word.
  public init(named text: String) throws {
    switch text.lowercased().replacing("_", with: "-") {
    case "two-sided", "twosided", "2": self = .twoSided
    case "greater", "larger", "1": self = .greater
    case "less", "smaller": self = .less
    default:
      throw StatisticsError.invalidArgument(
        name: "alternative", reason: "must be two-sided, greater (larger) or less (smaller), not '\(text)'")
    }
  }
}
