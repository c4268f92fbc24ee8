import Foundation

/// Says whether the end of a search is a maximum inside the model, and if not, what it is instead.
struct IdentificationCheck {
  let likelihood: UnboundedLikelihood
  let peak: LikelihoodSearch.Peak

  /// A standard error of 10 on a logarithmic scale (a factor of 22,000 each way) says that nothing was learnt.
  private let leastInformation = 0.01
  private let largestCondition = 1e14
  /// A difference of log-likelihoods that no data could show.
  private let nothing = 1e-4

  init(_ likelihood: UnboundedLikelihood, _ peak: LikelihoodSearch.Peak) {
    self.likelihood = likelihood
    self.peak = peak
  }

  /// - Throws: `FitError.atBoundary`, `.notIdentified`, `.didNotConverge`.
  func verify() throws {
    guard let least = peak.eigen.values.first else { return }
    if least < leastInformation || peak.conditionNumber > largestCondition || peak.hasRunAway { throw diagnosis() }
    guard peak.isStationary else {
      throw FitError.didNotConverge(
        iterations: peak.iterations, gradient: peak.gradient.map(abs).max() ?? .nan)
    }
  }

  private func diagnosis() -> FitError {
    let parameters = likelihood.parameters
    // One parameter alone that runs to an end of its range.
    var limits: [ParameterLimit] = []
    var idle: [String] = []
    for (index, parameter) in parameters.enumerated() {
      var direction = [Double](repeating: 0, count: parameters.count)
      direction[index] = 1
      switch (isFlat(direction), isFlat(direction.map { -$0 })) {
      case (true, false): limits.append(parameter.limit(upwards: true))
      case (false, true): limits.append(parameter.limit(upwards: false))
      case (true, true): idle.append(parameter.name)
      case (false, false): break
      }
    }
    if !limits.isEmpty { return boundary(limits) }
    if !idle.isEmpty { return .notIdentified(parameters: idle, conditionNumber: peak.conditionNumber) }
    // A likelihood without a bound (a variance of 0) is not flat anywhere; the parameters that left say where to.
    let moves = zip(peak.at, likelihood.middle).map { $0 - $1 }
    let gone = moves.indices.filter { peak.hasRunAway && abs(moves[$0]) > 25 }
    // Several together, along the direction in which the likelihood bends least.
    guard let direction = peak.eigen.vectors.first else {
      return .notIdentified(parameters: parameters.map(\.name), conditionNumber: peak.conditionNumber)
    }
    let largest = direction.map(abs).max() ?? 1
    let concerned = direction.indices.filter { abs(direction[$0]) > 0.3 * largest }
    let (up, down) = (isFlat(direction), isFlat(direction.map { -$0 }))
    if up != down {
      return boundary(concerned.map { parameters[$0].limit(upwards: (direction[$0] > 0) == up) })
    }
    if !gone.isEmpty { return boundary(gone.map { parameters[$0].limit(upwards: moves[$0] > 0) }) }
    return .notIdentified(
      parameters: concerned.map { parameters[$0].name }, conditionNumber: peak.conditionNumber)
  }

  private func boundary(_ limits: [ParameterLimit]) -> FitError {
    .atBoundary(limits: limits, meaning: likelihood.problem.meaning(limits))
  }

  /// Whether the likelihood stays as it is however far one goes; where it cannot be computed the walk ends.
  private func isFlat(_ direction: [Double]) -> Bool {
    // Beyond the middle, even from where a parameter has run to.
    let run = zip(peak.at, likelihood.middle).map { abs($0 - $1) }.max() ?? 0
    var length = 0.5
    while length <= max(32, 4 * run) {
      let value = likelihood.value(zip(peak.at, direction).map { $0 + length * $1 })
      if value < peak.value - nothing { return false }
      guard value.isFinite else { return length > 8 }
      length *= 2
    }
    return true
  }
}
