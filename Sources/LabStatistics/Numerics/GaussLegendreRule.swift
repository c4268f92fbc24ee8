import Foundation

/// A fixed Gauss-Legendre rule, exact for polynomials of degree below `2 * count`.
///
/// The fastest choice for smooth integrands on a known interval: `GaussLegendreRule.n128.integrate(from: 0, to: 1) { ... }`.
package struct GaussLegendreRule: Sendable {
  /// Nodes on [-1, 1], ascending.
  package let nodes: [Double]
  /// Weights of the nodes; they sum to 2.
  package let weights: [Double]

  /// The rule with 32 nodes.
  package static let n32 = GaussLegendreRule(count: 32)
  /// The rule with 64 nodes.
  package static let n64 = GaussLegendreRule(count: 64)
  /// The rule with 128 nodes.
  package static let n128 = GaussLegendreRule(count: 128)
  /// The rule with 200 nodes.
  package static let n200 = GaussLegendreRule(count: 200)
  /// The rule with 256 nodes.
  package static let n256 = GaussLegendreRule(count: 256)

  /// A rule with `count` nodes, `count` at least 1.
  ///
  /// Newton's method on the Legendre polynomial; GSL's own nodes have an error of 1e-10 for counts without a table.
  package init(count: Int) {
    let n = max(1, count)
    var nodes = [Double](repeating: 0, count: n)
    var weights = [Double](repeating: 0, count: n)
    for index in 0..<n {
      var x = -cos(Double.pi * (Double(index) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        let (value, previous) = Self.legendre(n, x)
        slope = Double(n) * (x * value - previous) / (x * x - 1)
        let change = value / slope
        x -= change
        if abs(change) <= 1e-16 { break }
      }
      if n % 2 == 1, index == n / 2 { x = 0 }
      let (value, previous) = Self.legendre(n, x)
      slope = Double(n) * (x * value - previous) / (x * x - 1)
      nodes[index] = x
      weights[index] = 2 / ((1 - x * x) * slope * slope)
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// The Legendre polynomials of degrees n and n - 1 at x.
  private static func legendre(_ n: Int, _ x: Double) -> (value: Double, previous: Double) {
    var previous = 1.0
    var value = x
    for degree in stride(from: 2, through: n, by: 1) {
      let k = Double(degree)
      (previous, value) = (value, ((2 * k - 1) * x * value - (k - 1) * previous) / k)
    }
    return (value, previous)
  }

  /// The integral of `function` over `[low, high]`.
  package func integrate(from low: Double, to high: Double, _ function: (Double) throws -> Double) rethrows -> Double {
    let half = (high - low) / 2
    let middle = (high + low) / 2
    var total = 0.0
    for (node, weight) in zip(nodes, weights) { total += weight * (try function(middle + half * node)) }
    return total * half
  }
}
