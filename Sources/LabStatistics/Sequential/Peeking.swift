/// What repeated looks at a fixed-horizon test do to its type I error.
public enum Peeking {
  /// The chance that `|Z|` exceeds the fixed critical value at one or more of equally spaced looks, with no effect.
  ///
  /// Source: Armitage, McPherson and Rowe (1969): .083 at 2 looks, .142 at 5, .193 at 10, .320 at 50.
  ///
  /// - Parameters:
  ///   - looks: number of looks, 1...1000.
  ///   - alpha: nominal two-sided level of each look, in (0, 1).
  /// - Throws: ``StatisticsError`` when an argument is out of range.
  public static func typeOneError(looks: Int, alpha: Double = 0.05) throws -> Double {
    try Check.openFraction(alpha, "nominal_alpha")
    try Check.that((1...1000).contains(looks), "looks", "must be in 1...1000, not \(looks)")
    let information = (1...looks).map { Double($0) / Double(looks) }
    let critical = [Double](repeating: Normal.twoSidedCritical(alpha: alpha), count: looks)
    let chances = GroupSequentialDesign.crossing(critical, information, drift: 0, isTwoSided: true)
    return 2 * chances.upper.reduce(0, +)
  }
}
