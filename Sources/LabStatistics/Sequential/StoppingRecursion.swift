import Foundation

/// The joint distribution of a score process and not having stopped yet, look after look.
///
/// The recursion of Armitage, McPherson and Rowe (1969) on `B(t) = Z sqrt t`, Gauss-Legendre panels no longer than four
/// standard deviations of an increment on the region where the trial goes on. It starts from the point mass at t = 0,
/// so that the first look is no special case.
struct StoppingRecursion {
  /// Expected value of `B(1)`.
  let drift: Double
  /// Whether low values stop the trial too.
  let isTwoSided: Bool

  private var time = 0.0
  private var nodes = [0.0]
  private var masses = [1.0]

  private static let reach = 12.0  // standard deviations kept where no boundary cuts

  init(drift: Double, isTwoSided: Bool) {
    self.drift = drift
    self.isTwoSided = isTwoSided
  }

  /// The chance to go on until the look at `t` and then exceed `z`.
  func upperCrossing(_ z: Double, at t: Double) -> Double {
    let scale = (t - time).squareRoot()
    let limit = z * t.squareRoot() - drift * (t - time)
    var sum = 0.0
    for (node, mass) in zip(nodes, masses) { sum += mass * Normal.upperTail((limit - node) / scale) }
    return sum
  }

  /// The chance to go on until the look at `t` and then fall below `-z`; 0 for one-sided designs.
  func lowerCrossing(_ z: Double, at t: Double) -> Double {
    guard isTwoSided else { return 0 }
    let scale = (t - time).squareRoot()
    let limit = z * t.squareRoot() + drift * (t - time)
    var sum = 0.0
    for (node, mass) in zip(nodes, masses) { sum += mass * Normal.upperTail((limit + node) / scale) }
    return sum
  }

  /// Moves on past the look at `t`, stopping beyond `z`.
  ///
  /// - Parameter next: the time of the look after, which decides how fine the nodes must be.
  mutating func pass(_ z: Double, at t: Double, next: Double) {
    let root = t.squareRoot()
    let high = min(z * root, drift * t + Self.reach * root)
    let low = max(isTwoSided ? -z * root : -.infinity, drift * t - Self.reach * root)
    let scale = (t - time).squareRoot()
    var newNodes: [Double] = []
    var newMasses: [Double] = []
    if low < high {
      let finest = min(scale, (next - t).squareRoot())
      let panels = min(400, max(1, Int(((high - low) / (4 * finest)).rounded(.up))))
      let half = (high - low) / Double(2 * panels)
      let rule = GaussLegendreRule.n32
      for panel in 0..<panels {
        let middle = low + half * Double(2 * panel + 1)
        for (node, weight) in zip(rule.nodes, rule.weights) {
          let place = middle + half * node
          newNodes.append(place)
          newMasses.append(weight * half * density(place, scale: scale, shift: drift * (t - time)))
        }
      }
    }
    nodes = newNodes
    masses = newMasses
    time = t
  }

  private func density(_ place: Double, scale: Double, shift: Double) -> Double {
    var sum = 0.0
    for (node, mass) in zip(nodes, masses) {
      let distance = (place - node - shift) / scale
      sum += mass * exp(-0.5 * distance * distance)
    }
    return sum / (scale * (2 * Double.pi).squareRoot())
  }
}
