/// A likelihood seen by the optimiser: free parameters only, on the scale without bounds.
struct UnboundedLikelihood {
  let problem: LikelihoodProblem
  /// Positions of the estimated parameters.
  let free: [Int]
  /// All values on the natural scale; those of free parameters are replaced.
  let held: [Double]

  /// Steps of numerical derivatives: small on a logarithmic scale, far above rounding.
  private let step = 1e-3

  /// - Throws: `FitError.invalidParameter`.
  init(_ problem: LikelihoodProblem, held: [String: Double]) throws {
    self.problem = problem
    let names = problem.parameters.map(\.name)
    for (name, value) in held.sorted(by: { $0.key < $1.key }) {
      guard let index = names.firstIndex(of: name), problem.parameters[index].range.contains(value) else {
        throw FitError.invalidParameter(name: name, value: value)
      }
    }
    let middle = problem.middle
    for (parameter, value) in zip(problem.parameters, middle) where !parameter.range.contains(value) {
      throw FitError.invalidParameter(name: parameter.name, value: value)
    }
    self.held = zip(problem.parameters, middle).map { held[$0.name] ?? $1 }
    free = names.indices.filter { held[names[$0]] == nil }
  }

  var parameters: [ModelParameter] { free.map { problem.parameters[$0] } }

  /// The start in the middle, unbounded.
  var middle: [Double] { free.map { problem.parameters[$0].range.unbounded(held[$0]) } }

  /// All natural values at an unbounded point.
  func natural(_ point: [Double]) -> [Double] {
    var values = held
    for (position, index) in free.enumerated() {
      values[index] = problem.parameters[index].range.natural(point[position])
    }
    return values
  }

  func value(_ point: [Double]) -> Double {
    let values = natural(point)
    guard free.allSatisfy({ problem.parameters[$0].range.contains(values[$0]) }) else { return -.infinity }
    return problem.logLikelihood(values)
  }

  func gradient(_ point: [Double]) -> [Double] {
    guard let gradient = problem.gradient else {
      return Differences.gradient(at: point, steps: point.map { _ in step }, value)
    }
    let values = natural(point)
    let slopes = gradient(values)
    return free.map { slopes[$0] * problem.parameters[$0].range.slope(atNatural: values[$0]) }
  }

  /// Minus the second derivatives, from differences of the gradient.
  func information(_ point: [Double]) -> [[Double]] {
    let jacobian = Differences.jacobian(at: point, steps: curvatureSteps(point), gradient)
    return point.indices.map { i in point.indices.map { j in -(jacobian[i][j] + jacobian[j][i]) / 2 } }
  }

  /// Steps of about a fifth of a standard error: large enough to see the curvature, small enough to see only that.
  private func curvatureSteps(_ point: [Double]) -> [Double] {
    let here = value(point)
    return point.indices.map { index in
      let largest = parameters[index].range == .real ? 1e3 : 0.05
      var step = 0.01
      for _ in 0..<30 {
        var (above, below) = (point, point)
        above[index] += step
        below[index] -= step
        let drop = 2 * here - value(above) - value(below)
        if !drop.isFinite || drop > 0.1 {
          step /= 2
        } else if drop < 0.01, step < largest {
          step = min(2 * step, largest)
        } else {
          break
        }
      }
      return step
    }
  }
}
