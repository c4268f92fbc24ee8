import LabStatistics

/// What the curves have in common at the ends of their ranges.
enum CurveLimit {
  /// Half the last day observed: a scale for curves that have one.
  static func middleDay(_ data: [Weighted<DayReturn>]) -> Double {
    Double(max(2, data.map(\.observation.day).max() ?? 2)) / 2
  }

  static func meaning(_ limits: [ParameterLimit], level: String) -> String? {
    if limits.contains(ParameterLimit(level, .zero)) { return "nobody returns" }
    let flat = [ParameterLimit("b", .zero), ParameterLimit("lambda", .infinity)]
    return limits.contains(where: flat.contains) ? "retention does not fall: the curve is flat" : nil
  }
}
