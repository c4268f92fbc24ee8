import LabStatistics
import Primitives

/// Both lives of the users of a test, as plain columns: what a design is computed from.
struct DesignData: Sendable {
  /// What a metric divides by.
  enum Kind: Sendable {
    /// A mean over the users who count.
    case mean
    /// A sum over a sum.
    case ratio
  }

  /// One user's numbers at one look, control and treatment.
  struct Look: Sendable {
    /// The day at whose end it is.
    var day: Int
    /// By user: 1 for those who count, else 0.
    var counted: [Int64]
    /// By arm (control, treatment) and user.
    var values: [[Int64]]
    /// By arm and user: what the value is divided by; empty for means.
    var denominators: [[Int64]] = []
  }

  var kind: Kind
  var looks: [Look]
  /// By user: what was known before; empty: nothing.
  var covariate: [Int64] = []
  /// By user: the day on which the first message arrived in one of the two arms, `Int32.max` for never; empty: unknown.
  var exposure: [Int32] = []
  /// The KPI's unit per unit of a value.
  var scale = 1.0

  var users: Int { looks.first?.counted.count ?? 0 }
  var hasCovariate: Bool { covariate.contains { $0 != covariate.first } }

  /// Values in a unit so coarse that sums of their squares fit into 64 bits; less than a millionth of the largest value is
  /// rounded.
  mutating func coarsen() {
    let limit = (Double(Int64.max) / 2 / Double(max(1, users))).squareRoot()
    let unit = Self.unit(looks.flatMap(\.values), limit: limit)
    if unit > 1 {
      for look in looks.indices { looks[look].values = looks[look].values.map { Self.divided($0, unit) } }
      scale *= Double(unit)
    }
    let other = Self.unit([covariate], limit: limit)
    if other > 1 { covariate = Self.divided(covariate, other) }
  }

  /// The greatest common divisor of all values, or the multiple of it that brings the largest below the limit.
  private static func unit(_ columns: [[Int64]], limit: Double) -> Int64 {
    var divisor: UInt64 = 0
    var largest: UInt64 = 0
    for column in columns {
      for value in column where value != 0 {
        largest = max(largest, value.magnitude)
        if divisor != 1 { divisor = greatestCommonDivisor(divisor, value.magnitude) }
      }
    }
    let base = max(1, Double(divisor))
    return Int64(base * max(1, (Double(largest) / base / limit).rounded(.up)))
  }

  private static func divided(_ column: [Int64], _ unit: Int64) -> [Int64] {
    column.map { value in
      let half = value < 0 ? -unit / 2 : unit / 2
      return (value + half) / unit
    }
  }
}
