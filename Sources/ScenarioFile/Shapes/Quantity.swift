/// A number with its unit, as written: `20 s`, `35%`, `0.05 EUR`.
struct Quantity: Equatable {
  /// The number as written, without underscores.
  var digits: String
  var unit: String

  /// Splits a text, or returns nil when it does not start with a number.
  ///
  /// A number has digits, perhaps with `_` between them, a decimal point and an exponent: no hexadecimal, no `inf`.
  init?(_ text: String) {
    var rest = Substring(text)
    var digits = ""
    if let sign = rest.first, sign == "+" || sign == "-" {
      if sign == "-" { digits = "-" }
      rest.removeFirst()
    }
    let whole = Quantity.takeDigits(&rest)
    var fraction = ""
    if rest.first == ".", let next = rest.dropFirst().first, next.isASCII, next.isNumber {
      rest.removeFirst()
      fraction = Quantity.takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    digits += (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
    if let exponent = Quantity.takeExponent(&rest) { digits += "e" + exponent }
    self.digits = digits
    unit = String(rest.drop { $0 == " " })
  }

  private static func takeDigits(_ rest: inout Substring) -> String {
    var digits = ""
    while let next = rest.first {
      if next.isASCII, next.isNumber {
        digits.append(next)
      } else if next == "_", !digits.isEmpty, let after = rest.dropFirst().first, after.isASCII, after.isNumber {
        // A separator between digits.
      } else {
        break
      }
      rest.removeFirst()
    }
    return digits
  }

  private static func takeExponent(_ rest: inout Substring) -> String? {
    guard rest.first == "e" || rest.first == "E" else { return nil }
    var tail = rest.dropFirst()
    var exponent = ""
    if let sign = tail.first, sign == "+" || sign == "-" {
      if sign == "-" { exponent = "-" }
      tail.removeFirst()
    }
    let digits = tail.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 4 else { return nil }
    rest = tail.dropFirst(digits.count)
    return exponent + digits
  }

  /// The number; infinite when it is too large.
  var number: Double { Double(digits) ?? .infinity }

  /// The number divided by a power of ten, rounded once: `35%` is the same `Double` as 0.35.
  func number(shiftedBy places: Int) -> Double {
    let parts = digits.split(separator: "e", maxSplits: 1)
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return Double("\(parts[0])e\(exponent + places)") ?? .infinity
  }

  /// The number as an integer in units of ten to the minus `places`, or nil when it is not one or is too large.
  func integer(places: Int) -> Int64? {
    let parts = digits.split(separator: "e", maxSplits: 1)
    var exponent = places + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    var mantissa = String(parts[0])
    if let point = mantissa.firstIndex(of: ".") {
      exponent -= mantissa.distance(from: point, to: mantissa.endIndex) - 1
      mantissa.remove(at: point)
    }
    while exponent < 0, mantissa.last == "0", mantissa.count > 1 {
      mantissa.removeLast()
      exponent += 1
    }
    if mantissa.allSatisfy({ $0 == "0" || $0 == "-" }) { return 0 }
    guard exponent >= 0, exponent <= 18 else { return nil }
    return Int64(mantissa + String(repeating: "0", count: exponent))
  }

  /// Returns the shortest decimal text of a number that reads back as the same `Double`, times a power of ten.
  static func text(_ number: Double, shiftedBy places: Int = 0) -> String {
    let parts = number.magnitude.description.split(separator: "e", maxSplits: 1)
    var exponent = places + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    var digits = String(parts[0])
    if digits.hasSuffix(".0") { digits.removeLast(2) }
    if let point = digits.firstIndex(of: ".") {
      exponent -= digits.distance(from: point, to: digits.endIndex) - 1
      digits.remove(at: point)
    }
    digits = String(digits.drop { $0 == "0" })
    guard !digits.isEmpty else { return "0" }
    if exponent >= 0 {
      digits += String(repeating: "0", count: exponent)
    } else {
      if digits.count <= -exponent { digits = String(repeating: "0", count: 1 - exponent - digits.count) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: exponent))
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return (number < 0 ? "-" : "") + digits
  }
}

/// Units of time.
enum TimeUnit: Int, CaseIterable {
  case second = 1
  case minute = 60
  case hour = 3600
  case day = 86_400
  case week = 604_800

  /// As it is written after a number.
  func name(_ count: Int) -> String {
    switch self {
    case .second: "s"
    case .minute: "min"
    case .hour: "h"
    case .day: count == 1 ? "day" : "days"
    case .week: count == 1 ? "week" : "weeks"
    }
  }

  /// Reads a unit, or returns nil.
  init?(_ text: String) {
    switch text {
    case "s", "sec", "second", "seconds": self = .second
    case "min", "minute", "minutes": self = .minute
    case "h", "hour", "hours": self = .hour
    case "d", "day", "days": self = .day
    case "w", "week", "weeks": self = .week
    default: return nil
    }
  }

  /// The greatest unit of which a duration is a whole number, for writing.
  static func text(seconds: Int) -> String {
    guard seconds != 0 else { return "0 s" }
    let unit = [TimeUnit.day, .hour, .minute].first { seconds % $0.rawValue == 0 } ?? .second
    let count = seconds / unit.rawValue
    return "\(count) \(unit.name(count))"
  }
}
