import LabStatistics

/// The columns from whose sums every test, at every look and with every effect, is computed.
struct DesignBook: Sendable {
  typealias Column = PotentialOutcomes.Column

  /// The columns of one look. The treatment's value is y = y0 + e, with e the effect on the user; likewise d = d0 + f.
  struct Look: Sendable {
    /// Of the control: n, y, d, x, yy, yd, yx, dd, dx, xx.
    var control: [Column?] = []
    /// Of the treatment: the same ten of the control's outcomes, then
    /// e, f, y0e, ee, ex, and for ratios y0f, d0e, ef, d0f, ff, fx.
    var treatment: [Column?] = []
  }

  private(set) var outcomes: PotentialOutcomes
  private(set) var looks: [Look] = []
  let isRatio: Bool

  /// Packs the users who count at some look.
  ///
  /// - Parameters:
  ///   - isIncluded: by look and user; nil: everyone who counts.
  init(_ data: DesignData, seed: UInt64, isIncluded: ((DesignData.Look, Int) -> Bool)? = nil) throws {
    isRatio = data.kind == .ratio
    outcomes = try PotentialOutcomes(units: data.users, arms: 2, seed: seed)
    var last: (counted: [Int64], look: Look)?
    for look in data.looks {
      var counted = look.counted
      if let isIncluded {
        for user in counted.indices where counted[user] != 0 && !isIncluded(look, user) { counted[user] = 0 }
      }
      // Columns of the covariate are those of the look before where the same users count.
      let known = last.flatMap { $0.counted == counted ? $0.look : nil }
      let columns = try add(look, data.covariate, counted, known)
      looks.append(columns)
      last = (counted, columns)
    }
  }

  private mutating func add(
    _ look: DesignData.Look, _ covariate: [Int64], _ counted: [Int64], _ known: Look?
  ) throws -> Look {
    let ones = counted
    let x = covariate.isEmpty ? nil : product(covariate, ones)
    let (y0, y1) = (product(look.values[0], ones), product(look.values[1], ones))
    let e = difference(y1, y0)
    var (d0, f): ([Int64]?, [Int64]?) = (nil, nil)
    if isRatio {
      let d = product(look.denominators[0], ones)
      (d0, f) = (d, difference(product(look.denominators[1], ones), d))
    }
    var result = Look()
    for arm in 0..<2 {
      let before = arm == 0 ? known?.control : known?.treatment
      let own: [Column?] = [
        try before?[0] ?? column(ones, arm), try column(y0, arm), try column(d0, arm),
        try before?[3] ?? column(x, arm), try column(y0, y0, arm), try column(y0, d0, arm), try column(y0, x, arm),
        try column(d0, d0, arm), try column(d0, x, arm), try before?[9] ?? column(x, x, arm),
      ]
      if arm == 0 { result.control = own } else { result.treatment = own }
    }
    result.treatment += [
      try column(e, 1), try column(f, 1), try column(y0, e, 1), try column(e, e, 1), try column(e, x, 1),
    ]
    if isRatio {
      result.treatment += [
        try column(y0, f, 1), try column(d0, e, 1), try column(e, f, 1), try column(d0, f, 1), try column(f, f, 1),
        try column(f, x, 1),
      ]
    }
    return result
  }

  private func product(_ a: [Int64], _ b: [Int64]) -> [Int64] { zip(a, b).map { $0 &* $1 } }
  private func difference(_ a: [Int64], _ b: [Int64]) -> [Int64] { zip(a, b).map { $0 &- $1 } }

  /// Adds a column; nil where it is absent or zero throughout.
  private mutating func column(_ values: [Int64]?, _ arm: Int) throws -> Column? {
    guard let values, values.contains(where: { $0 != 0 }) else { return nil }
    return try outcomes.add(values, arm: arm)
  }

  private mutating func column(_ a: [Int64]?, _ b: [Int64]?, _ arm: Int) throws -> Column? {
    guard let a, let b else { return nil }
    return try column(product(a, b), arm)
  }

  // MARK: Reading

  /// The sums of the control at a look.
  @inline(__always)
  func control(_ sums: borrowing TestSums, look: Int, size: Int) -> DesignMoments {
    var moments = DesignMoments()
    looks[look].control.withUnsafeBufferPointer { columns in
      func sum(_ index: Int) -> Double { columns[index].map { Double(sums[$0, size: size]) } ?? 0 }
      moments = DesignMoments(
        n: sum(0), y: sum(1), d: sum(2), x: sum(3), yy: sum(4), yd: sum(5), yx: sum(6), dd: sum(7), dx: sum(8),
        xx: sum(9), isRatio: isRatio)
    }
    return moments
  }

  /// The sums of the treatment at a look, from which those with any effect follow.
  @inline(__always)
  func treatment(_ sums: borrowing TestSums, look: Int, size: Int) -> TreatmentSums {
    var result = TreatmentSums()
    looks[look].treatment.withUnsafeBufferPointer { columns in
      func sum(_ index: Int) -> Double { columns[index].map { Double(sums[$0, size: size]) } ?? 0 }
      result.base = DesignMoments(
        n: sum(0), y: sum(1), d: sum(2), x: sum(3), yy: sum(4), yd: sum(5), yx: sum(6), dd: sum(7), dx: sum(8),
        xx: sum(9), isRatio: isRatio)
      (result.e, result.f, result.ye, result.ee, result.ex) = (sum(10), sum(11), sum(12), sum(13), sum(14))
      guard isRatio else { return }
      (result.yf, result.de, result.ef) = (sum(15), sum(16), sum(17))
      (result.df, result.ff, result.fx) = (sum(18), sum(19), sum(20))
    }
    return result
  }
}

/// Sums over the users of the treatment, of their outcomes under the control and of the effects on them.
struct TreatmentSums {
  var base = DesignMoments()
  var (e, f, ye, ee, ex) = (0.0, 0.0, 0.0, 0.0, 0.0)
  var (yf, de, ef, df, ff, fx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

  /// The sums if the treatment had an effect.
  @inline(__always)
  func with(_ effect: DesignEffect) -> DesignMoments {
    let (a, b) = (1 + effect.growth, effect.blend)
    var moments = base
    moments.y = a * base.y + b * e
    moments.yy = a * a * base.yy + 2 * a * b * ye + b * b * ee
    moments.yx = a * base.yx + b * ex
    guard base.isRatio else { return moments }
    moments.d = base.d + b * f
    moments.yd = a * base.yd + a * b * yf + b * de + b * b * ef
    moments.dd = base.dd + 2 * b * df + b * b * ff
    moments.dx = base.dx + b * fx
    return moments
  }
}
