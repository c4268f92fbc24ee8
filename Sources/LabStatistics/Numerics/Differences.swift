/// Derivatives by central differences with Richardson's correction: an error of the fourth order in the step.
///
/// Source: Press et al., "Numerical Recipes", 3rd edition, section 5.7.
package enum Differences {
  /// The gradient of a function.
  ///
  /// - Parameter steps: one step per coordinate; twice the step is used as well.
  package static func gradient(at x: [Double], steps: [Double], _ function: ([Double]) -> Double) -> [Double] {
    x.indices.map { index in
      derivative(of: { [function($0)] }, at: x, index: index, step: steps[index])[0]
    }
  }

  /// The matrix of derivatives of a vector: row i holds the derivatives of component i.
  package static func jacobian(
    at x: [Double], steps: [Double], _ function: ([Double]) -> [Double]
  ) -> [[Double]] {
    let columns = x.indices.map { derivative(of: function, at: x, index: $0, step: steps[$0]) }
    guard let first = columns.first else { return [] }
    return first.indices.map { row in columns.map { $0[row] } }
  }

  private static func derivative(
    of function: ([Double]) -> [Double], at x: [Double], index: Int, step: Double
  ) -> [Double] {
    func at(_ shift: Double) -> [Double] {
      var moved = x
      moved[index] += shift
      return function(moved)
    }
    let (near, far) = (zip(at(step), at(-step)), zip(at(2 * step), at(-2 * step)))
    return zip(near, far).map { near, far in (8 * (near.0 - near.1) - (far.0 - far.1)) / (12 * step) }
  }
}
