/// A number as it is written in a sweep: `3`, `0.25`, `15%`, `14 days`, `08:30`.
public struct ParameterNumber: Sendable, Equatable {
  /// The number in the unit as written; minutes for a time of the day.
  public let value: Double
  /// Digits after the point.
  let decimals: Int
  /// What follows the number, with its space.
  let suffix: String
  /// Whether it is a time of the day.
  public let isTime: Bool

  /// The unit without spaces; empty without one.
  public var unit: String { suffix.trimmingSpaces }

  private init(value: Double, decimals: Int, suffix: String, isTime: Bool) {
    self.value = value
    self.decimals = decimals
    self.suffix = suffix
    self.isTime = isTime
  }

  private init(minutes: Double) { self.init(value: minutes, decimals: 0, suffix: "", isTime: true) }

  /// Reads a number; nil when it is none.
  public init?(_ text: String) {
    let text = text.trimmingSpaces
    if let minutes = Self.minutes(text) {
      self.init(minutes: minutes)
      return
    }
    var rest = text[...]
    let sign = rest.first.flatMap { "+-".contains($0) ? String($0) : nil } ?? ""
    rest = rest.dropFirst(sign.count)
    let whole = rest.prefix { Self.isDigit($0) || $0 == "_" }
    rest = rest.dropFirst(whole.count)
    var fraction = ""
    if rest.first == "." {
      fraction = String(rest.dropFirst().prefix(while: Self.isDigit))
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard whole.contains(where: Self.isDigit), fraction.count <= 12,
      let value = Double("\(sign)\(whole.filter { $0 != "_" })\(fraction.isEmpty ? "" : "." + fraction)"),
      abs(value) <= 1e15, !rest.contains(where: Self.isDigit), !rest.contains(where: { ".:".contains($0) })
    else { return nil }
    self.init(value: value, decimals: fraction.count, suffix: String(rest), isTime: false)
  }

  /// Reads a length of time as a step of times: `4h`, `90 min`, `1:30`.
  static func duration(_ text: String) -> ParameterNumber? {
    if let minutes = minutes(text.trimmingSpaces) { return ParameterNumber(minutes: minutes) }
    guard let number = ParameterNumber(text) else { return nil }
    let scale: Double? =
      switch number.unit {
      case "h", "hour", "hours": 60
      case "m", "min", "minute", "minutes": 1
      default: nil
      }
    guard let scale, (number.value * scale).rounded() == number.value * scale else { return nil }
    return ParameterNumber(minutes: number.value * scale)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// The minutes since midnight of `8:30` or `24:00`.
  private static func minutes(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, parts.joined().allSatisfy(isDigit),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
    else { return nil }
    return Double(hour * 60 + minute)
  }
}
