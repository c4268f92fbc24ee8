import EngagementCore
import Primitives

extension Objection {
  static func kind(_ what: String, _ remedy: String) -> Objection {
    Objection(code: "wrong-kind", what: what, remedy: remedy)
  }
  static func unit(_ what: String, _ remedy: String) -> Objection {
    Objection(code: "bad-unit", what: what, remedy: remedy)
  }
  static func range(_ what: String, _ remedy: String) -> Objection {
    Objection(code: "out-of-range", what: what, remedy: remedy)
  }
}

/// Regular expressions of the JSON Schema.
enum Pattern {
  static let number = #"[+-]?[0-9][0-9_]*(\.[0-9]+)?([eE][+-]?[0-9]+)?"#
  static let percent = "^\(number) ?%$"
  static let duration =
    "^\(number) ?(s|sec|seconds?|min|minutes?|h|hours?|d|days?|w|weeks?)$"
  static let money = "^\(number) ?[A-Z]{3}$"
  static let distribution = #"^[a-z]+\([^,]+,[^,]+\)$"#
  static let date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  static let clock = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
}

extension Shape where Value == String {
  /// Any text.
  static let text = Shape.scalar(
    ScalarForm(kind: "text", syntax: "a text", patterns: [""]), parse: { text, _ in .success(text) }, print: { $0 })

  /// A name that something else in the file carries.
  static func name(of thing: String, syntax: String? = nil) -> Shape {
    .scalar(
      ScalarForm(kind: "name of \(thing)", syntax: syntax ?? "a name", patterns: ["^[^ ]+$"]),
      parse: { text, _ in .success(text) }, print: { $0 })
  }

  /// A condition on a user.
  static let expression = Shape.scalar(
    ScalarForm(
      kind: "expression", syntax: "e.g. `days_since(session) >= 14` (see Documentation/expressions.md)", patterns: [""]),
    parse: { text, _ in .success(text) }, print: { $0 })
}

extension Shape where Value == Bool {
  /// `true` or `false`.
  static let flag = Shape.scalar(
    ScalarForm(kind: "true or false", syntax: "`true` or `false`", native: .boolean),
    parse: { text, _ in
      switch text {
      case "true": .success(true)
      case "false": .success(false)
      default: .failure(.kind("`\(text)` is neither true nor false", "write `true` or `false`"))
      }
    }, print: { $0 ? "true" : "false" })
}

extension Shape where Value == Int {
  /// A whole number.
  static func integer(_ range: ClosedRange<Int>, _ kind: String = "whole number") -> Shape {
    .scalar(
      ScalarForm(
        kind: kind, syntax: "a whole number, e.g. `200_000`", patterns: ["^[+-]?[0-9][0-9_]*$"],
        native: .integer(Double(range.lowerBound)...Double(range.upperBound)), range: bounds(range)),
      parse: { text, _ in
        guard let quantity = Quantity(text), quantity.unit.isEmpty else {
          return .failure(.kind("`\(text)` is not a whole number", "write digits, e.g. `200_000`"))
        }
        guard let value = quantity.integer(places: 0).map(Int.init) else {
          let isHuge = quantity.number.magnitude >= 1e18
          return .failure(
            isHuge
              ? .range("\(text) is outside \(bounds(range))", "choose a number in that range")
              : .kind("`\(text)` is not a whole number", "write digits without a decimal point"))
        }
        guard range.contains(value) else {
          return .failure(.range("\(text) is outside \(bounds(range))", "choose a number in that range"))
        }
        return .success(value)
      }, print: { String($0) })
  }

  /// A duration in seconds.
  static func duration(_ range: ClosedRange<Int>, example: String = "20 s") -> Shape {
    .scalar(
      ScalarForm(
        kind: "duration", syntax: "a number with s, min, h, days or weeks, e.g. `\(example)`",
        patterns: [Pattern.duration],
        range: "\(TimeUnit.text(seconds: range.lowerBound)) to \(TimeUnit.text(seconds: range.upperBound))"),
      parse: { text, _ in seconds(text, range, example: example) },
      print: { TimeUnit.text(seconds: $0) })
  }

  /// A duration of whole days.
  static func days(_ range: ClosedRange<Int>, example: String = "14 days") -> Shape {
    .scalar(
      ScalarForm(
        kind: "duration in days", syntax: "whole days or weeks, e.g. `\(example)`",
        patterns: [#"^[0-9][0-9_]* ?(d|days?|w|weeks?)$"#], range: "\(range.lowerBound) to \(range.upperBound) days"),
      parse: { text, _ in
        switch seconds(text, range.lowerBound * secondsPerDay...range.upperBound * secondsPerDay, example: example) {
        case .success(let seconds):
          guard seconds % secondsPerDay == 0 else {
            return .failure(.unit("`\(text)` is not a whole number of days", "write e.g. `\(example)`"))
          }
          return .success(seconds / secondsPerDay)
        case .failure(let objection): return .failure(objection)
        }
      },
      print: { "\($0) \(TimeUnit.day.name($0))" })
  }

  /// A time of day in seconds since midnight.
  static let clock = Shape.scalar(
    ScalarForm(kind: "time of day", syntax: "hours and minutes, e.g. `\"10:00\"`", patterns: [Pattern.clock]),
    parse: { text, _ in
      clockSeconds(text).map { .success($0) }
        ?? .failure(.kind("`\(text)` is not a time of day", "write hours and minutes from \"00:00\" to \"23:59\""))
    },
    print: { clockText($0) })

  static func clockSeconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }

  static func seconds(_ text: String, _ range: ClosedRange<Int>, example: String) -> Result<Int, Objection> {
    guard let quantity = Quantity(text) else {
      return .failure(.kind("`\(text)` is not a duration", "write e.g. `\(example)`"))
    }
    guard !quantity.unit.isEmpty else {
      return .failure(
        .unit("the duration `\(text)` has no unit", "write e.g. `\(text) days`, with s, min, h, days or weeks"))
    }
    if ["month", "months", "year", "years"].contains(quantity.unit) {
      return .failure(.unit("months and years differ in length", "write days or weeks, e.g. `30 days`"))
    }
    guard let unit = TimeUnit(quantity.unit) else {
      return .failure(.unit("`\(quantity.unit)` is not a unit of time", "use s, min, h, days or weeks"))
    }
    let limits = "\(TimeUnit.text(seconds: range.lowerBound)) to \(TimeUnit.text(seconds: range.upperBound))"
    let value = quantity.number * Double(unit.rawValue)
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      return .failure(.range("\(text) is outside \(limits)", "choose a duration in that range"))
    }
    guard value == value.rounded() else {
      return .failure(.unit("`\(text)` is not a whole number of seconds", "write e.g. `\(example)`"))
    }
    return .success(Int(value))
  }
}

/// Returns a range for the reader.
func bounds(_ range: ClosedRange<Int>) -> String {
  range.upperBound == Int.max
    ? "\(grouped(range.lowerBound)) and above" : "\(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
}

/// Returns a number with commas between thousands.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
    index -= 3
  }
  return (number < 0 ? "-" : "") + digits
}
