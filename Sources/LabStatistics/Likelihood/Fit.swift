/// A model fitted to data: the model at its estimates, and all that `FitSummary` tells of the search.
///
/// ```swift
/// let fit = try MaximumLikelihood.fit(BGBB.self, to: donors)
/// fit.model.probabilityActive(day: 30)
/// fit["alpha"]?.interval
/// fit.aic
/// ```
@dynamicMemberLookup
public struct Fit<Model: LikelihoodModel>: Sendable {
  public let model: Model
  public let summary: FitSummary

  public init(summary: FitSummary) {
    model = Model(summary.values)
    self.summary = summary
  }

  public subscript<Value>(dynamicMember member: KeyPath<FitSummary, Value>) -> Value { summary[keyPath: member] }

  /// The estimate of this name, or nil when there is none or it was held.
  public subscript(name: String) -> ParameterEstimate? { summary[name] }

  /// A quantity of the model with an interval by the delta method; see `FitSummary.derived`.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when the quantity is outside its range at the estimates.
  public func derived(_ range: ModelParameter.Range, _ quantity: (Model) -> Double) throws -> DerivedEstimate {
    try summary.derived(range) { quantity(Model($0)) }
  }
}
