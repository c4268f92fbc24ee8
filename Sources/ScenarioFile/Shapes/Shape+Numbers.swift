import Behavior
import EngagementCore
import Primitives

extension Shape where Value == Double {
  /// A plain number.
  static func number(_ range: ClosedRange<Double>, signed: Bool = false) -> Shape {
    let limits = "\(Quantity.text(range.lowerBound)) to \(Quantity.text(range.upperBound))"
    return .scalar(
      ScalarForm(
        kind: "number", syntax: "a number, e.g. `\(signed ? "+0.2" : "2.5")`", patterns: ["^\(Pattern.number)$"],
        native: .number(range), range: limits),
      parse: { text, _ in
        guard let quantity = Quantity(text) else {
          return .failure(.kind("`\(text)` is not a number", "write a number, e.g. `\(signed ? "+0.2" : "2.5")`"))
        }
        guard quantity.unit.isEmpty else {
          return .failure(.unit("`\(text)` has a unit, but this is a plain number", "write `\(quantity.digits)`"))
        }
        return checked(quantity.number, text, range, limits)
      }, print: { Quantity.text($0) })
  }

  /// A share or relative change, kept as a fraction and written in percent.
  static func percent(_ range: ClosedRange<Double>, signed: Bool = false, _ kind: String = "percentage") -> Shape {
    let limits = "\(percentText(range.lowerBound)) to \(percentText(range.upperBound))"
    return .scalar(
      ScalarForm(
        kind: kind, syntax: "a number with %, e.g. `\(signed ? "+25%" : "35%")`", patterns: [Pattern.percent],
        range: limits),
      parse: { text, _ in fraction(text, range, signed: signed) },
      print: { (signed && $0 > 0 ? "+" : "") + percentText($0) })
  }

  /// Reads a percentage as a fraction.
  static func fraction(_ text: String, _ range: ClosedRange<Double>, signed: Bool) -> Result<Double, Objection> {
    guard let quantity = Quantity(text) else {
      return .failure(.kind("`\(text)` is not a percentage", "write e.g. `\(signed ? "+25%" : "35%")`"))
    }
    guard quantity.unit == "%" else {
      guard quantity.unit.isEmpty else {
        return .failure(.unit("`\(quantity.unit)` is not %", "write e.g. `\(quantity.digits)%`"))
      }
      // 0.35 means 35 %, but 35 hardly 3,500 %.
      let isFraction = quantity.number.magnitude <= 1 && range.contains(quantity.number)
      let meant = isFraction ? percentText(quantity.number) : "\(quantity.digits)%"
      return .failure(.unit("`\(text)` has no %", "write `\(signed && quantity.number > 0 ? "+" : "")\(meant)`"))
    }
    return checked(
      quantity.number(shiftedBy: -2), text, range,
      "\(percentText(range.lowerBound)) to \(percentText(range.upperBound))")
  }

  /// A share of a whole, 0 to 100 %.
  static let share = percent(0...1, signed: false, "share")

  /// A duration kept as a number of days, hours or minutes.
  static func time(_ unit: TimeUnit, _ range: ClosedRange<Double>) -> Shape {
    @Sendable func text(_ value: Double) -> String { "\(Quantity.text(value)) \(unit.name(value == 1 ? 1 : 2))" }
    let limits = "\(text(range.lowerBound)) to \(text(range.upperBound))"
    let example = text(2)
    return .scalar(
      ScalarForm(
        kind: "duration", syntax: "a number with s, min, h, days or weeks, e.g. `\(example)`",
        patterns: [Pattern.duration], range: limits),
      parse: { text, _ in
        guard let quantity = Quantity(text) else {
          return .failure(.kind("`\(text)` is not a duration", "write e.g. `\(example)`"))
        }
        guard let given = TimeUnit(quantity.unit) else {
          return .failure(
            quantity.unit.isEmpty
              ? .unit("the duration `\(text)` has no unit", "write e.g. `\(text) \(unit.name(2))`")
              : .unit("`\(quantity.unit)` is not a unit of time", "use s, min, h, days or weeks"))
        }
        let value =
          given == unit ? quantity.number : quantity.number * Double(given.rawValue) / Double(unit.rawValue)
        return checked(value, text, range, limits)
      }, print: text)
  }

  /// A number of currency units.
  static func money(_ range: ClosedRange<Double>) -> Shape {
    let limits = "\(Quantity.text(range.lowerBound)) to \(Quantity.text(range.upperBound))"
    return .scalar(
      ScalarForm(
        kind: "amount of money", syntax: "a number with the scenario's currency, e.g. `15.45 EUR`",
        patterns: [Pattern.money], range: limits),
      parse: { text, reading in
        amount(text, reading.currency).flatMap { checked($0.number, text, range, limits) }
      }, print: { "\(Quantity.text($0)) \(currencyPlaceholder)" })
  }

  private static func checked(
    _ value: Double, _ text: String, _ range: ClosedRange<Double>, _ limits: String
  ) -> Result<Double, Objection> {
    guard value.isFinite, range.contains(value) else {
      return .failure(.range("\(text) is outside \(limits)", "choose a value in that range"))
    }
    return .success(value)
  }
}

extension Shape where Value == Money {
  /// An amount of money, exact to a millionth.
  static let money = Shape.scalar(
    ScalarForm(
      kind: "amount of money", syntax: "a number with the scenario's currency, e.g. `0.05 EUR`",
      patterns: [Pattern.money]),
    parse: { text, reading in moneyValue(text, reading) }, print: moneyText)

  static func moneyValue(_ text: String, _ reading: Reading) -> Result<Money, Objection> {
    amount(text, reading.currency).flatMap { quantity in
      guard let micros = quantity.integer(places: 6) else {
        return .failure(
          quantity.number.magnitude < 1e12
            ? .unit("`\(text)` is finer than a millionth", "round it to six decimals")
            : .range("\(text) is more than the lab can add up", "choose a smaller amount"))
      }
      guard micros >= 0 else { return .failure(.range("\(text) is negative", "write an amount of at least 0")) }
      guard micros <= 1_000_000_000_000 else {
        return .failure(.range("\(text) is more than 1,000,000", "choose a smaller amount"))
      }
      return .success(Money(micros: micros))
    }
  }

  @Sendable static func moneyText(_ money: Money) -> String {
    // The decimal point moves six places in the digits: no rounding.
    let digits = String(money.micros)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    let whole = padded.dropLast(6)
    var fraction = padded.suffix(6)
    while fraction.last == "0" { fraction.removeLast() }
    return "\(whole)\(fraction.isEmpty ? "" : "." + fraction) \(currencyPlaceholder)"
  }
}

/// Stands for the scenario's currency in what is written, until the scenario is known: a private-use character.
let currencyPlaceholder = "\u{F8FF}"

/// Returns an amount in a currency.
private func amount(_ text: String, _ currency: String) -> Result<Quantity, Objection> {
  guard let quantity = Quantity(text) else {
    return .failure(.kind("`\(text)` is not an amount of money", "write e.g. `0.05 \(currency)`"))
  }
  guard !quantity.unit.isEmpty else {
    return .failure(.unit("the amount `\(text)` has no currency", "write `\(text) \(currency)`"))
  }
  guard quantity.unit == currency else {
    return .failure(
      .unit(
        "the amount is in `\(quantity.unit)`, but the scenario's currency is \(currency)",
        "write it in \(currency), or set `currency: \(quantity.unit)`"))
  }
  return .success(quantity)
}

/// Returns a fraction in percent.
func percentText(_ fraction: Double) -> String { Quantity.text(fraction, shiftedBy: 2) + "%" }
