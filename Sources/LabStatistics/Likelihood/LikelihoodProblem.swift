/// A likelihood to be maximised, apart from any model type: what `MaximumLikelihood` works on.
///
/// For models whose number of parameters depends on the data (regressions). Others conform to `LikelihoodModel`.
public struct LikelihoodProblem {
  /// Shown in reports.
  public var name: String
  public var parameters: [ModelParameter]
  /// How many units were observed; the `n` of the BIC.
  public var observationCount: Double
  /// The log-likelihood of all data, on the natural scale.
  public var logLikelihood: ([Double]) -> Double
  /// Its derivatives by every parameter; nil to have them taken numerically.
  public var gradient: (([Double]) -> [Double])?
  /// Where the search begins; nil for 1, one half and 0 by range.
  public var start: [Double]?
  /// The simpler model that the limits of some parameters mean, in words.
  public var meaning: ([ParameterLimit]) -> String?

  public init(
    name: String, parameters: [ModelParameter], observationCount: Double, start: [Double]? = nil,
    logLikelihood: @escaping ([Double]) -> Double, gradient: (([Double]) -> [Double])? = nil,
    meaning: @escaping ([ParameterLimit]) -> String? = { _ in nil }
  ) {
    self.name = name
    self.parameters = parameters
    self.observationCount = observationCount
    self.start = start
    self.logLikelihood = logLikelihood
    self.gradient = gradient
    self.meaning = meaning
  }
}
