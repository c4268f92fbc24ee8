/// The comparisons of an experiment, with the check of its split.
public struct AnalysisResult: Sendable, Equatable {
  /// Names of the arms, the control first.
  public let arms: [String]
  /// Units by arm, in the same order.
  public let units: [Int]
  /// Whether the sizes agree with the plan; nil with fewer than two planned arms.
  public let sampleRatio: SampleRatioTest?
  /// One comparison per metric and arm.
  public private(set) var results: [MetricResult]
  /// Rows left out because of values that are not finite numbers.
  public let omittedRows: Int
  /// The correction for several tests, in words; nil when there was none.
  public private(set) var correction: String?

  /// A result.
  public init(
    arms: [String], units: [Int], sampleRatio: SampleRatioTest?, results: [MetricResult], omittedRows: Int = 0
  ) {
    self.arms = arms
    self.units = units
    self.sampleRatio = sampleRatio
    self.results = results
    self.omittedRows = omittedRows
  }

  /// Whether the effects may be trusted as far as the split goes.
  public var isSplitBroken: Bool { sampleRatio?.isMismatch ?? false }

  /// The result with p-values corrected for several tests.
  ///
  /// - Parameters:
  ///   - name: the correction in words, shown in reports.
  ///   - family: which comparisons belong together; the others keep their p-values. All by default.
  ///   - adjust: from p-values to adjusted ones, in the same order.
  /// - Throws: what `adjust` throws.
  public func corrected(
    _ name: String, family: (MetricResult) -> Bool = { _ in true }, by adjust: ([Double]) throws -> [Double]
  ) rethrows -> AnalysisResult {
    let members = results.indices.filter { results[$0].pValue != nil && family(results[$0]) }
    let adjusted = try adjust(members.compactMap { results[$0].pValue })
    var copy = self
    for (index, p) in zip(members, adjusted) { copy.results[index].adjustedPValue = p }
    copy.correction = name
    return copy
  }
}
