import Behavior
import Foundation
import LabStatistics
import Primitives

/// The share of recipients who open a push, over the differences between users that the simulator draws.
///
/// Users differ in openness (normal), in interest (Dirichlet) and in whether they have lapsed; a share of opens is the mean
/// over them, which is why the log-odds of a share are not the log-odds of a user.
struct OpenChance: Sendable {
  private let parameters: BehaviorParameters
  private let topics: Int
  private let lapsedShare: Double
  /// Normal deviates with their weights.
  private let nodes: [(z: Double, weight: Double)]
  /// Interest in the favourite topic, in steps of equal share.
  private let favourites: [Double]

  init(_ parameters: BehaviorParameters, topics: Int, lapsedShare: Double) {
    self.parameters = parameters
    self.topics = topics
    self.lapsedShare = lapsedShare
    let rule = GaussLegendreRule.n32
    let density = rule.nodes.map { exp(-pow(6 * $0, 2) / 2) }
    let sum = zip(density, rule.weights).reduce(0) { $0 + $1.0 * $1.1 }
    nodes = rule.nodes.indices.map { (6 * rule.nodes[$0], density[$0] * rule.weights[$0] / sum) }
    favourites = Self.favourites(topics: topics, concentration: parameters.response.affinity)
  }

  /// The mean over users of the chance at these log-odds of the median user.
  func mean(odds: Double) -> Double {
    let spread = parameters.response.spread
    return nodes.reduce(0) { sum, node in
      let own = odds + spread * node.z
      let lapsed = lapsedShare > 0 ? lapsedShare * Elementary.logistic(own + parameters.response.lapsed) : 0
      return sum + node.weight * ((1 - lapsedShare) * Elementary.logistic(own) + lapsed)
    }
  }

  /// The same for a push about everybody's favourite topic.
  func meanTargeted(odds: Double, relevance: Double) -> Double {
    favourites.reduce(0) { $0 + mean(odds: odds + relevance * ($1 - 1 / Double(topics))) } / Double(favourites.count)
  }

  /// The log-odds of the median user at which this share opens.
  ///
  /// - Throws: `StatisticsError` for 0 and 1, which no log-odds reach.
  func odds(share: Double) throws -> Double {
    guard share > 0, share < 1 else {
      throw StatisticsError.invalidArgument(name: "share", reason: "must be between 0 and 1, not \(share)")
    }
    return try RootFinding.brent("log-odds", low: -40, high: 40, relativeTolerance: 1e-12) { mean(odds: $0) - share }
  }

  /// Fatigue that a push meets when `perWeek` are sent at even distances.
  func fatigue(perWeek: Double) -> Double {
    let gain = 1 - parameters.fatigue.relief / Double(topics)
    return gain / (exp2(7 / perWeek / parameters.fatigue.halfLife) - 1)
  }

  /// Growth of the chances to opt out and to uninstall at that fatigue, over users of different tolerance.
  func hazardGrowth(perWeek: Double, growth: Double) -> Double {
    let fatigue = fatigue(perWeek: perWeek)
    let tolerance = parameters.tolerance
    return nodes.reduce(0) { sum, node in
      let tolerated =
        tolerance.median * exp(tolerance.spread * node.z) / 7 * parameters.fatigue.halfLife / Elementary.ln2
      return sum + node.weight * exp(min(growth * fatigue / tolerated, parameters.fatigue.cap))
    }
  }

  /// Means of 32 equal parts of the distribution of the largest share of a Dirichlet draw, from 8,192 fixed draws.
  private static func favourites(topics: Int, concentration: Double) -> [Double] {
    let run = RunKey(seed: 1)
    let parts = 32
    let draws = (0..<UInt32(8192)).map { user -> Double in
      var sequence = DrawSequence(Draws(run: run, user: user), .affinityTraits)
      let shares = (0..<topics).map { _ in max(Samplers.gamma(&sequence, shape: concentration), 1e-300) }
      return (shares.max() ?? 1) / shares.reduce(0, +)
    }.sorted()
    let size = draws.count / parts
    return (0..<parts).map { part in draws[part * size..<(part + 1) * size].reduce(0, +) / Double(size) }
  }
}
