import EngagementCore

/// How the bounds of a measure are written.
enum CheckUnit: Equatable {
  /// A relative change or a share: `2%`.
  case percent
  /// A difference of shares: `2%` or `2 points`, of a hundred.
  case points
  /// An amount, perhaps of each of something: `0.05 EUR`, `0.05 EUR per user`.
  case money(currency: String, per: KPIDefinition.Unit?)
  /// A number, perhaps of each of something: `3`, `3 per week`.
  case number(per: KPIDefinition.Unit?)
  /// `5 per week`.
  case perWeek

  /// An example of a bound's number.
  var example: String {
    switch self {
    case .percent: "2%"
    case .points: "2 points"
    case .money(let currency, _): "1200 \(currency)"
    case .number: "100"
    case .perWeek: "5 per week"
    }
  }

  private var per: String? {
    switch self {
    case .percent, .points: nil
    case .money(_, let unit), .number(let unit): unit?.rawValue
    case .perWeek: "week"
    }
  }

  /// Returns the number of a bound in the unit of the results.
  func limit(of bound: CheckParser.Bound, key: CheckProblem.Key) throws(CheckProblem) -> Double {
    let digits = bound.number.value
    guard let number = Double(digits), number.isFinite, number.magnitude <= 1e15 else {
      throw CheckProblem(
        code: .outOfRange, key: key, range: bound.number.range, what: "\(inTicks(digits)) is too large",
        remedy: "write a number of at most 15 digits")
    }
    if let per = bound.per, per.value != self.per {
      let remedy = self.per.map { "write `per \($0)`" } ?? "leave it out"
      throw CheckProblem(
        key: key, range: per.range, what: "it is not counted per \(per.value)", remedy: remedy)
    }
    guard let unit = bound.unit else {
      try checkBare(number, bound, key)
      return number
    }
    guard accepts(unit.value) else {
      let isOtherMoney = unit.value.utf8.count == 3 && unit.value.uppercased() == unit.value
      if case .money(let currency, _) = self, isOtherMoney {
        throw CheckProblem(
          key: key, range: unit.range, what: "amounts of this scenario are in \(currency), not in \(unit.value)",
          remedy: "write `\(digits) \(currency)`")
      }
      throw CheckProblem(
        key: key, range: unit.range, what: "\(inTicks(unit.value)) is not the unit of what is measured",
        remedy: "write e.g. `\(example)`")
    }
    switch self {
    // Shifted in decimal, so that `2%` is the same number as 0.02.
    case .percent, .points: return Double(digits + "e-2") ?? number / 100
    case .money, .number, .perWeek: return number
    }
  }

  private func accepts(_ unit: String) -> Bool {
    switch self {
    case .percent: unit == "%"
    case .points: ["%", "point", "points"].contains(unit)
    case .money(let currency, _): unit == currency
    case .number, .perWeek: false
    }
  }

  /// A number without a unit says something only where there is none, and where it is zero.
  private func checkBare(_ number: Double, _ bound: CheckParser.Bound, _ key: CheckProblem.Key) throws(CheckProblem) {
    if number == 0 { return }
    let digits = bound.number.value
    let instead: String
    switch self {
    case .number: return
    case .perWeek:
      if bound.per != nil { return }
      instead = "\(digits) per week"
    case .percent, .points:
      // Below one it was probably meant as a fraction.
      let percent = number.magnitude < 1 ? (number * 1e6).rounded() / 1e4 : number
      instead = (percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") + "%"
    case .money(let currency, _): instead = "\(digits) \(currency)"
    }
    throw CheckProblem(
      key: key, range: bound.number.range, what: "`\(digits)` has no unit", remedy: "write `\(instead)`")
  }
}

extension KPIDefinition {
  /// How bounds on its value are written.
  func checkUnit(currency: String) -> CheckUnit {
    switch measure {
    case .revenue, .cost, .margin: .money(currency: currency, per: measure.unit)
    case .count, .messages, .activeDays: .number(per: measure.unit)
    case .retention, .share, .optOuts, .uninstalls, .returns, .returnsStay: .percent
    }
  }
}
