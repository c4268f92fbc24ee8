extension LikelihoodProblem {
  /// The likelihood of a model over weighted observations.
  ///
  /// Terms are added with Neumaier's correction (1974, https://doi.org/10.1002/zamm.19740540106), so that the last
  /// digits of a large sum do not hide a small step.
  ///
  /// - Throws: `FitError.noData`, `FitError.invalidWeight`.
  @inlinable
  public init<Model: LikelihoodModel>(_ model: Model.Type, data: [Weighted<Model.Observation>]) throws {
    for (index, item) in data.enumerated() where !(item.weight >= 0 && item.weight.isFinite) {
      throw FitError.invalidWeight(index: index, weight: item.weight)
    }
    let used = data.filter { $0.weight > 0 }
    guard !used.isEmpty else { throw FitError.noData }
    self.init(
      name: Model.name, parameters: Model.parameters, observationCount: used.reduce(0) { $0 + $1.weight },
      start: Model.start(for: used),
      logLikelihood: { values in
        let model = Model(values)
        var sum = CorrectedSum()
        for item in used { sum.add(item.weight * model.logLikelihood(of: item.observation)) }
        return sum.value
      },
      gradient: nil, meaning: Model.meaning)
    guard let first = used.first, Model(middle).gradient(of: first.observation) != nil else { return }
    let count = Model.parameters.count
    gradient = { values in
      let model = Model(values)
      var sums = [CorrectedSum](repeating: CorrectedSum(), count: count)
      for item in used {
        // A model has a gradient for all observations or for none.
        let slopes = model.gradient(of: item.observation) ?? []
        for index in slopes.indices { sums[index].add(item.weight * slopes[index]) }
      }
      return sums.map(\.value)
    }
  }

  /// The first start: the model's own, or 1, one half and 0 by range.
  @inlinable public var middle: [Double] { start ?? parameters.map { $0.range.middle } }
}

extension ModelParameter.Range {
  /// The natural value at 0 of the unbounded scale.
  @inlinable public var middle: Double {
    switch self {
    case .positive: 1
    case .unit: 0.5
    case .real: 0
    }
  }
}
