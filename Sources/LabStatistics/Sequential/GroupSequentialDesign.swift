import Foundation

/// A group sequential design: boundaries for a few planned looks that keep the type I error exactly.
///
/// ```swift
/// let design = try GroupSequentialDesign(
///   .spending(.lanDeMetsOBrienFleming), information: [0.2, 0.4, 0.6, 0.8, 1], alpha: 0.05)
/// design.boundaries  // 4.8769, 3.3570, 2.6803, 2.2898, 2.0310
/// ```
///
/// A two-sided design of total level `alpha` spends `alpha / 2` on each side (feeding `alpha` itself to the spending
/// function is the commonest mistake). The statistic has independent increments; information is per comparison, so
/// that every treatment against the control has its own fractions. Sources: Lan and DeMets (1983),
/// doi:10.1093/biomet/70.3.659; Jennison and Turnbull (2000).
public struct GroupSequentialDesign: Sendable, Equatable {
  /// The family of boundaries.
  public let family: BoundaryFamily

  /// Information fractions of the looks, ascending.
  public let information: [Double]

  /// Total level, over both sides when there are two.
  public let alpha: Double

  /// 1 or 2.
  public let sides: Int

  /// Upper boundaries on the z scale; infinite where there is nothing to spend.
  public let boundaries: [Double]

  /// Level of one side.
  public var sideAlpha: Double { alpha / Double(sides) }

  /// The constant `c` of the classical families: the boundary at full information; nil for spending functions.
  public let constant: Double?

  /// Computes the boundaries.
  ///
  /// - Parameters:
  ///   - family: a spending function or a classical shape.
  ///   - information: fractions of the planned information at the looks, ascending, the first above 0. A spending
  ///     design may stop short of 1 (part of the error stays unspent) or run beyond it.
  ///   - alpha: total level in (0, 1).
  ///   - sides: 2 for a symmetric two-sided design, 1 for upper boundaries only.
  /// - Throws: ``StatisticsError`` when an argument is out of range.
  public init(_ family: BoundaryFamily, information: [Double], alpha: Double = 0.05, sides: Int = 2) throws {
    try Check.that(sides == 1 || sides == 2, "sides", "must be 1 or 2, not \(sides)")
    try Check.openFraction(alpha, "alpha")
    try Check.that(alpha / Double(sides) < 0.5, "alpha", "must be below 1/2 on each side")
    try Self.check(information)
    self.family = family
    self.information = information
    self.alpha = alpha
    self.sides = sides
    switch family {
    case .spending(let function):
      constant = nil
      boundaries = try Self.spendingBoundaries(function, information, alpha / Double(sides), sides == 2)
    default:
      let exponent = family.shapeExponent ?? 0
      try Check.that(exponent.isFinite && abs(exponent) <= 10, "family", "parameter out of range")
      let c = try Self.shapeConstant(exponent, information, alpha / Double(sides), sides == 2)
      constant = c
      boundaries = information.map { c * pow($0, exponent) }
    }
  }

  /// Chances to stop at each look.
  public struct Crossing: Sendable, Equatable {
    /// Above the upper boundary.
    public let upper: [Double]
    /// Below the lower boundary; zeros for one-sided designs.
    public let lower: [Double]
  }

  /// Chances to stop at each look when the statistic at full information has mean `drift`.
  ///
  /// - Throws: ``StatisticsError`` when the drift is not finite.
  public func crossing(drift: Double) throws -> Crossing {
    try Check.finite(drift, "drift")
    return Self.crossing(boundaries, information, drift: drift, isTwoSided: sides == 2)
  }

  /// The drift for which the upper boundary is crossed with probability `power`.
  ///
  /// The drift is `effect sqrt(full information)`; with one look at full information it is `z_alpha + z_beta`.
  ///
  /// - Throws: ``StatisticsError`` when `power` is not between the level of a side and 1.
  public func drift(power: Double) throws -> Double {
    try Check.openFraction(power, "power")
    try Check.that(power > sideAlpha, "power", "must exceed the level of a side, \(sideAlpha)")
    return try RootFinding.solve("drift", start: 0, step: 3, limit: 100) { drift in
      try crossing(drift: drift).upper.reduce(0, +) - power
    }
  }

  /// How much larger the maximal sample must be than that of a fixed design of the same power.
  ///
  /// - Throws: ``StatisticsError`` as ``drift(power:)``.
  public func inflationFactor(power: Double) throws -> Double {
    let ratio = try drift(power: power) / (Normal.upperQuantile(sideAlpha) + Normal.upperQuantile(1 - power))
    return ratio * ratio
  }

  /// Expected information at the end of the experiment.
  ///
  /// - Parameters:
  ///   - drift: mean of the statistic at full information.
  ///   - stopsBelow: whether crossing the lower boundary ends it too; the published tables of planned power count
  ///     only stops at the boundary one hopes to cross.
  /// - Throws: ``StatisticsError`` when the drift is not finite.
  public func expectedInformation(drift: Double, stopsBelow: Bool = true) throws -> Double {
    let chances = try crossing(drift: drift)
    var goesOn = 1.0
    var expected = 0.0
    var previous = 0.0
    for (index, time) in information.enumerated() {
      expected += goesOn * (time - previous)
      goesOn -= chances.upper[index] + (stopsBelow ? chances.lower[index] : 0)
      previous = time
    }
    return expected
  }

  /// One-sided p-values of the boundaries, each as if it were the only look.
  public var nominalP: [Double] { boundaries.map(Normal.upperTail) }

  /// Total type I error spent up to each look.
  public var cumulativeAlpha: [Double] {
    let chances = Self.crossing(boundaries, information, drift: 0, isTwoSided: sides == 2)
    var sum = 0.0
    return chances.upper.map {
      sum += Double(sides) * $0
      return sum
    }
  }

  private static func check(_ information: [Double]) throws {
    try Check.that((1...1000).contains(information.count), "information", "needs 1 to 1000 looks")
    var previous = 0.0
    for (index, time) in information.enumerated() {
      try Check.positive(time, "information[\(index)]")
      try Check.that(
        time - previous > 1e-6 * time, "information[\(index)]", "must exceed the look before by more than a millionth")
      previous = time
    }
  }

  static func crossing(
    _ boundaries: [Double], _ information: [Double], drift: Double, isTwoSided: Bool
  ) -> Crossing {
    var recursion = StoppingRecursion(drift: drift, isTwoSided: isTwoSided)
    var upper: [Double] = []
    var lower: [Double] = []
    for (index, time) in information.enumerated() {
      upper.append(recursion.upperCrossing(boundaries[index], at: time))
      lower.append(recursion.lowerCrossing(boundaries[index], at: time))
      if index + 1 < information.count {
        recursion.pass(boundaries[index], at: time, next: information[index + 1])
      }
    }
    return Crossing(upper: upper, lower: lower)
  }

  private static func spendingBoundaries(
    _ spending: AlphaSpending, _ information: [Double], _ alpha: Double, _ isTwoSided: Bool
  ) throws -> [Double] {
    var recursion = StoppingRecursion(drift: 0, isTwoSided: isTwoSided)
    var boundaries: [Double] = []
    var spent = 0.0
    for (index, time) in information.enumerated() {
      let total = try spending.spent(at: time, alpha: alpha)
      let share = total - spent
      spent = total
      boundaries.append(try boundary(recursion, at: time, spending: share, isFirst: index == 0))
      if index + 1 < information.count {
        recursion.pass(boundaries[index], at: time, next: information[index + 1])
      }
    }
    return boundaries
  }

  private static func boundary(
    _ recursion: StoppingRecursion, at time: Double, spending share: Double, isFirst: Bool
  ) throws -> Double {
    guard share > 0 else { return .infinity }
    // Not having stopped before can only lower the chance to exceed z, so this is an upper limit.
    let highest = Normal.upperQuantile(share)
    if isFirst { return highest }
    let target = log(share)
    // A little above it, so that the function is negative there whatever the rounding.
    return try RootFinding.solve("boundary", start: highest + 0.01, step: -0.25, limit: -40) { z in
      log(max(recursion.upperCrossing(z, at: time), Double.leastNonzeroMagnitude)) - target
    }
  }

  private static func shapeConstant(
    _ exponent: Double, _ information: [Double], _ alpha: Double, _ isTwoSided: Bool
  ) throws -> Double {
    let target = log(alpha)
    return try RootFinding.solve("constant", start: Normal.upperQuantile(alpha) / 4, step: 0.5, limit: 1000) { c in
      let chances = crossing(
        information.map { c * pow($0, exponent) }, information, drift: 0, isTwoSided: isTwoSided)
      return log(max(chances.upper.reduce(0, +), Double.leastNonzeroMagnitude)) - target
    }
  }
}
