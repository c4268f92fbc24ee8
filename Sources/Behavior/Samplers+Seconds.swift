import Primitives

extension Samplers {
  /// Returns an exponential duration in whole seconds: −ln(u) · mean, at least 1.
  static func seconds(
    _ u: Double, mean: Double, atMost limit: Int32, rounded rule: FloatingPointRoundingRule = .toNearestOrEven
  ) -> Int32 {
    Int32(min(max((-Elementary.log(u) * mean).rounded(rule), 1), Double(limit)))
  }
}
