/// A parametric model that gives observations a likelihood; `MaximumLikelihood` fits it to data.
public protocol LikelihoodModel: Sendable {
  /// What is observed of one unit (its sufficient statistics); equal observations are given once, with a weight.
  associatedtype Observation: Sendable

  /// The name the literature knows it by, such as "BG/NBD".
  static var name: String { get }
  /// Names and ranges of the parameters, in the order of `values`.
  static var parameters: [ModelParameter] { get }

  /// - Parameter values: one number per parameter, inside its range.
  init(_ values: [Double])
  var values: [Double] { get }

  /// The log-likelihood of one observation; not finite where the model does not allow it.
  func logLikelihood(of observation: Observation) -> Double

  /// The derivatives of `logLikelihood(of:)` by each parameter, or nil to have them taken numerically.
  func gradient(of observation: Observation) -> [Double]?

  /// Where the search begins, for models whose parameters have a unit; nil for 1, one half and 0 by range.
  static func start(for data: [Weighted<Observation>]) -> [Double]?

  /// The simpler model that the limits of some parameters mean, in words; nil when there is none to name.
  static func meaning(of limits: [ParameterLimit]) -> String?
}

extension LikelihoodModel {
  public func gradient(of observation: Observation) -> [Double]? { nil }
  public static func start(for data: [Weighted<Observation>]) -> [Double]? { nil }
  public static func meaning(of limits: [ParameterLimit]) -> String? { nil }
}
