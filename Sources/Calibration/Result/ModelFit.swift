import LabStatistics

/// Fits a model as all calibrations do: at a level, with fewer starts where data are many, and ended by a cancelled task.
enum ModelFit {
  /// Distinct observations from which two starts do: their likelihood has one peak that both find.
  private static let many = 5000

  /// - Throws: as `MaximumLikelihood.maximize`; `CancellationError` when the task was cancelled meanwhile.
  static func fit<Model: LikelihoodModel>(
    _ model: Model.Type, to data: [Weighted<Model.Observation>], level: Double
  ) throws -> Fit<Model> {
    var options = MaximumLikelihood.Options()
    options.level = level
    if data.count > Self.many { options.starts = 2 }
    var problem = try LikelihoodProblem(model, data: data)
    let (value, gradient) = (problem.logLikelihood, problem.gradient)
    // A likelihood of nothing ends every search at once.
    problem.logLikelihood = { Task.isCancelled ? -.infinity : value($0) }
    problem.gradient = gradient.map { gradient in { Task.isCancelled ? $0.map { _ in .nan } : gradient($0) } }
    do {
      return Fit(summary: try MaximumLikelihood.maximize(problem, options: options))
    } catch {
      try Task.checkCancellation()
      throw error
    }
  }
}
