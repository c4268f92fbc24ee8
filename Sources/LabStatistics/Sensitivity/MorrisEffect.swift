/// What Morris's screening says about one parameter; effects are changes of the output per whole range of the parameter.
public struct MorrisEffect: Sendable, Equatable {
  /// Mean of the elementary effects (mu); nil without any.
  public let mean: Double?
  /// Mean of their absolute values (mu*), which effects of both signs do not cancel in; nil without any.
  public let meanAbsolute: Double?
  /// Standard deviation of the effects (sigma): how far the parameter is from acting alone and in proportion.
  public let spread: Double?
  /// Percentile interval of `meanAbsolute` by bootstrap of the trajectories; nil below two.
  public let interval: Interval?
  /// Trajectories that the numbers come from.
  public let trajectories: Int
  /// Why there is no number, or why none matters: `tooFewUnits`, `constantOutput`.
  public let status: Status?

  init(_ effects: [Double], isConstant: Bool, alpha: Double, bootstrap: Bootstrap) throws {
    try Check.openFraction(alpha, "alpha")
    let moments = Moments(effects)
    let absolute = effects.map(abs)
    let hasAny = !effects.isEmpty
    mean = hasAny ? moments.mean : nil
    meanAbsolute = hasAny ? Moments(absolute).mean : nil
    spread = moments.standardDeviation
    trajectories = effects.count
    status = effects.count < 2 ? .tooFewUnits : isConstant ? .constantOutput : nil
    guard effects.count > 1 else {
      interval = nil
      return
    }
    let replicates = try bootstrap.distribution(of: absolute, jackknife: false) { Moments($0).mean }
    interval = Interval(low: replicates.quantile(alpha / 2), high: replicates.quantile(1 - alpha / 2))
  }
}
