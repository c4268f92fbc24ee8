import Foundation

/// The two halves of a search: the climb from one start, and the polish of the best end.
enum LikelihoodSearch {
  /// The end of a climb, on the unbounded scale.
  struct End {
    let at: [Double]
    let value: Double
    let iterations: Int
    /// Whether a parameter left for an end of its range.
    let hasRunAway: Bool
  }

  /// A polished end with its curvature.
  struct Peak {
    let at: [Double]
    let value: Double
    let iterations: Int
    let gradient: [Double]
    /// Minus the second derivatives.
    let information: [[Double]]
    let eigen: SymmetricEigen
    /// Whether no Newton step gains more than 1e-8 in log-likelihood.
    let isStationary: Bool
    /// Whether a parameter left for an end of its range.
    let hasRunAway: Bool

    /// Largest over smallest eigenvalue of the information; infinite when the smallest is not positive.
    var conditionNumber: Double {
      guard let smallest = eigen.values.first, let largest = eigen.values.last, smallest > 0 else { return .infinity }
      return largest / smallest
    }

    /// The inverse of the information, scaled to a diagonal of ones before it is inverted.
    func covariance() throws -> [[Double]] {
      let scale = information.indices.map { information[$0][$0].squareRoot() }
      let correlation = information.indices.map { i in
        information.indices.map { information[i][$0] / (scale[i] * scale[$0]) }
      }
      let inverse = try SymmetricEigen(correlation).rebuilt { 1 / $0 }
      return inverse.indices.map { i in inverse.indices.map { inverse[i][$0] / (scale[i] * scale[$0]) } }
    }
  }

  /// Further than this from its start, on a logarithmic scale, a parameter has run away: a factor of 1e13.
  private static let far = 30.0

  /// Climbs from one start; a simplex helps where the gradient does not lead on.
  static func climb(_ likelihood: UnboundedLikelihood, from start: [Double], maxIterations: Int) throws -> End {
    // Per unit observed, so that tolerances mean the same for ten users and for a million.
    let scale = 1 / likelihood.problem.observationCount
    let function: VectorMinimization.Function = (
      { -likelihood.value($0) * scale }, { likelihood.gradient($0).map { -$0 * scale } }
    )
    func quasiNewton(_ from: [Double]) throws -> VectorMinimization.Point {
      try VectorMinimization.quasiNewton(
        function, start: from, gradientTolerance: 1e-8, maxIterations: maxIterations
      ) { isFar($0, from: start) }
    }
    var found = try quasiNewton(start)
    var iterations = found.iterations
    let slope = function.gradient(found.at).map(abs).max() ?? 0
    if !(slope < 1e-3), !isFar(found.at, from: start) {
      let rescue = try VectorMinimization.simplex(function.value, start: found.at)
      let again = try quasiNewton(rescue.at)
      iterations += rescue.iterations + again.iterations
      if again.value < found.value { found = again }
    }
    return End(
      at: found.at, value: likelihood.value(found.at), iterations: iterations, hasRunAway: isFar(found.at, from: start))
  }

  private static func isFar(_ point: [Double], from start: [Double]) -> Bool {
    zip(point, start).contains { abs($0 - $1) > far }
  }

  /// Newton's method from the best end, with steps that never go down.
  static func polish(_ likelihood: UnboundedLikelihood, from end: End) throws -> Peak {
    var point = end.at
    var value = end.value
    var iterations = end.iterations
    let (start, hasRunAway) = (end.at, end.hasRunAway)
    while true {
      let gradient = likelihood.gradient(point)
      let information = likelihood.information(point)
      guard gradient.allSatisfy(\.isFinite), information.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
        throw FitError.didNotConverge(iterations: iterations, gradient: gradient.map(abs).max() ?? .nan)
      }
      let eigen = try SymmetricEigen(information)
      let floor = max(1e-12 * (eigen.values.last ?? 0), 1e-12)
      let inverse = eigen.rebuilt { 1 / max(abs($0), floor) }
      var step = inverse.map { row in zip(row, gradient).reduce(0) { $0 + $1.0 * $1.1 } }
      let gain = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 } / 2
      func peak(at end: [Double]) -> Peak {
        Peak(
          at: end, value: likelihood.value(end), iterations: iterations, gradient: gradient,
          information: information, eigen: eigen, isStationary: gain < 1e-8,
          hasRunAway: hasRunAway || isFar(end, from: start))
      }
      if gain < 1e-12 {
        // The likelihood no longer shows a difference, its gradient does: the last digits.
        let next = zip(point, step).map { $0 + $1 }
        let isBetter = zip(likelihood.gradient(next), gradient).allSatisfy { abs($0) <= abs($1) }
        return peak(at: isBetter ? next : point)
      }
      if hasRunAway || iterations - end.iterations >= 60 || isFar(point, from: start) { return peak(at: point) }
      let longest = step.map(abs).max() ?? 0
      if longest > 2 { step = step.map { $0 * 2 / longest } }
      var share = 1.0
      var next = point
      repeat {
        next = zip(point, step).map { $0 + share * $1 }
        share /= 2
      } while !(likelihood.value(next) > value) && share > 1e-6
      let reached = likelihood.value(next)
      guard reached > value else { return peak(at: point) }
      point = next
      value = reached
      iterations += 1
    }
  }
}
