@preconcurrency import CGSL
import Foundation

/// Fits models to data by maximum likelihood.
///
/// ```swift
/// let data = rows.map { Weighted($0.history, weight: $0.users) }
/// let fit = try MaximumLikelihood.fit(BGBB.self, to: data)
/// ```
///
/// Parameters are searched on a scale without bounds by GSL's quasi-Newton method from several fixed starts, with a
/// simplex where that fails; the best end is polished by Newton's method. Nothing is random: equal data give equal
/// results. Failures are a `FitError`, never a number that only looks like an estimate.
public enum MaximumLikelihood {
  /// How the search is done.
  public struct Options: Sendable, Equatable {
    /// Level of the intervals, between 0 and 1.
    public var level = 0.95
    /// Searches from the start in the middle and from `starts - 1` points of Halton's sequence around it.
    public var starts = 6
    /// Half the width of the box of starts, on the unbounded scale: 2 means a factor of e² each way.
    public var spread = 2.0
    /// Quasi-Newton iterations of one start.
    public var maxIterations = 500

    public init() {}
  }

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - data: observations with weights; the order matters for the last digits only.
  ///   - held: parameters that keep a value, by name; they are not estimated.
  /// - Throws: `FitError`, or `StatisticsError` when GSL refuses a call.
  @inlinable
  public static func fit<Model: LikelihoodModel>(
    _ model: Model.Type, to data: [Weighted<Model.Observation>], holding held: [String: Double] = [:],
    options: Options = Options()
  ) throws -> Fit<Model> {
    let problem = try LikelihoodProblem(model, data: data)
    do {
      return Fit(summary: try maximize(problem, holding: held, options: options))
    } catch FitError.notFinite {
      let candidates = [problem.middle] + starts(of: problem, options: options)
      for (index, item) in data.enumerated() where item.weight > 0 {
        if candidates.allSatisfy({ !Model($0).logLikelihood(of: item.observation).isFinite }) {
          throw FitError.impossibleObservation(index: index, description: "\(item.observation)")
        }
      }
      throw FitError.notFinite
    }
  }

  /// Maximises a likelihood that is no `LikelihoodModel`.
  ///
  /// - Throws: as `fit`, without `FitError.impossibleObservation`.
  public static func maximize(
    _ problem: LikelihoodProblem, holding held: [String: Double] = [:], options: Options = Options()
  ) throws -> FitSummary {
    try Check.openFraction(options.level, "level")
    guard problem.observationCount > 0 else { throw FitError.noData }
    let likelihood = try UnboundedLikelihood(problem, held: held)
    guard !likelihood.free.isEmpty else {
      throw StatisticsError.invalidArgument(name: "held", reason: "leaves no parameter to estimate")
    }
    let begins = startPoints(around: likelihood.middle, options: options).filter { likelihood.value($0).isFinite }
    guard !begins.isEmpty else { throw FitError.notFinite }
    let ends = try begins.map { try LikelihoodSearch.climb(likelihood, from: $0, maxIterations: options.maxIterations) }
    guard let best = ends.max(by: { $0.value < $1.value }) else { throw FitError.notFinite }
    let peak = try LikelihoodSearch.polish(likelihood, from: best)
    try IdentificationCheck(likelihood, peak).verify()
    let agreeing = ends.count { $0.value >= peak.value - 1e-3 }
    return try summary(
      likelihood, peak, starts: begins.count, agreeing: agreeing, level: options.level)
  }

  /// The starts on the natural scale, without the middle; those of `maximize`.
  @usableFromInline
  static func starts(of problem: LikelihoodProblem, options: Options) -> [[Double]] {
    let ranges = problem.parameters.map(\.range)
    let middle = zip(ranges, problem.middle).map { $0.unbounded($1) }
    return startPoints(around: middle, options: options).map { zip(ranges, $0).map { $0.natural($1) } }
  }

  /// The middle, then Halton's points (1960, https://doi.org/10.1007/BF01386213) in the box around it.
  private static func startPoints(around middle: [Double], options: Options) -> [[Double]] {
    var points = [middle]
    GSL.start()
    guard options.starts > 1, let sequence = gsl_qrng_alloc(gsl_qrng_halton, UInt32(middle.count)) else {
      return points
    }
    defer { gsl_qrng_free(sequence) }
    var unit = [Double](repeating: 0, count: middle.count)
    for _ in 1..<options.starts {
      guard gsl_qrng_get(sequence, &unit) == 0 else { break }
      points.append(zip(middle, unit).map { $0 + options.spread * (2 * $1 - 1) })
    }
    return points
  }

  private static func summary(
    _ likelihood: UnboundedLikelihood, _ peak: LikelihoodSearch.Peak, starts: Int, agreeing: Int, level: Double
  ) throws -> FitSummary {
    let parameters = likelihood.parameters
    let values = likelihood.natural(peak.at)
    let unbounded = try peak.covariance()
    let slopes = likelihood.free.map { likelihood.problem.parameters[$0].range.slope(atNatural: values[$0]) }
    let covariance = slopes.indices.map { i in slopes.indices.map { slopes[i] * unbounded[i][$0] * slopes[$0] } }
    let critical = Normal.twoSidedCritical(alpha: 1 - level)
    let estimates = parameters.indices.map { index in
      let width = critical * unbounded[index][index].squareRoot()
      return ParameterEstimate(
        name: parameters[index].name, value: values[likelihood.free[index]],
        standardError: covariance[index][index].squareRoot(),
        interval: Interval(center: peak.at[index], halfWidth: width).mapped(parameters[index].range.natural))
    }
    let all = likelihood.problem.parameters
    let held = all.indices.filter { !likelihood.free.contains($0) }.map {
      HeldParameter(name: all[$0].name, value: values[$0])
    }
    return FitSummary(
      name: likelihood.problem.name, estimates: estimates, held: held, values: values, covariance: covariance,
      unboundedCovariance: unbounded, logLikelihood: peak.value,
      observationCount: likelihood.problem.observationCount, iterations: peak.iterations, starts: starts,
      startsAgreeing: agreeing, conditionNumber: peak.conditionNumber, level: level, ranges: parameters.map(\.range),
      free: likelihood.free)
  }
}
