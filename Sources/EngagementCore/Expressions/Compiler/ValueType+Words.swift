extension ValueType {
  /// The type of an app-info.
  init(_ type: AppInfoType) {
    switch type {
    case .boolean: self = .boolean
    case .integer: self = .integer
    case .string: self = .text
    case .date: self = .date
    }
  }

  /// Returns a condition on an operand of this type, for remedies.
  func comparison(of operand: String) -> String {
    switch self {
    case .count, .integer: quoted("\(operand) >= 3")
    case .days: quoted("\(operand) >= 14 days")
    case .date: quoted("\(operand) >= today - 7 days")
    case .boolean: "\(quoted(operand)) or \(quoted("not \(operand)"))"
    case .text, .choice: quoted("\(operand) = \"...\"")
    }
  }

  /// Returns what an operand of this type is compared with, for remedies.
  func example(for operand: String, choices: [String]) -> String {
    switch self {
    case .count, .integer: "a whole number, as in \(comparison(of: operand))"
    case .days: "a number of days, as in \(comparison(of: operand))"
    case .date: "a date, as in \(comparison(of: operand)) or \(quoted("\(operand) >= 2016-02-01"))"
    case .boolean: comparison(of: operand)
    case .text: "a text between double quotes, as in \(comparison(of: operand))"
    case .choice: "one of \(choices.prefix(8).map { quoted($0) }.joined(separator: ", "))"
    }
  }
}
