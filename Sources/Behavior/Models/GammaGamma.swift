import Foundation
import LabStatistics
import Primitives

/// The Gamma-Gamma model of spend: order values vary around a user's own mean, which differs between users.
///
/// ```swift
/// let model = GammaGamma(p: 6.25, q: 3.74, v: 15.44)  // CDNOW, in dollars
/// try model.populationMean  // 35.2
/// try model.expectedMean(after: SpendHistory(orders: 2, mean: 22.35))
/// ```
///
/// An order is worth Gamma(p, rate nu), nu ~ Gamma(q, rate v) over users, whatever their frequency of orders: check that
/// the two are uncorrelated before use.
///
/// Source: Fader & Hardie, "The Gamma-Gamma model of monetary value" (2013), http://brucehardie.com/notes/025/.
public struct GammaGamma: LikelihoodModel, Equatable {
  public static let name = "Gamma-Gamma"
  public static let parameters = [
    ModelParameter("p", .positive), ModelParameter("q", .positive), ModelParameter("v", .positive),
  ]

  /// Shape of one order's value.
  public let p: Double
  /// Shape of the users' rates nu.
  public let q: Double
  /// Rate of the users' rates nu, in units of the currency.
  public let v: Double

  public init(p: Double, q: Double, v: Double) {
    self.p = p
    self.q = q
    self.v = v
  }

  public init(_ values: [Double]) {
    let three = values.count == 3 ? values : [.nan, .nan, .nan]
    self.init(p: three[0], q: three[1], v: three[2])
  }

  public var values: [Double] { [p, q, v] }

  /// The logarithm of the density of the mean value of the orders.
  public func logLikelihood(of spend: SpendHistory) -> Double {
    let shape = p * Double(spend.orders)
    let total = Double(spend.orders) * spend.mean
    // With w = total / (v + total) the density of the mean is w^shape (1 - w)^q / (B(shape, q) mean).
    return -shape * log1p(v / total) - q * log1p(total / v) - GammaFunctions.logBeta(shape, q) - log(spend.mean)
  }

  public func gradient(of spend: SpendHistory) -> [Double]? {
    let orders = Double(spend.orders)
    let shape = p * orders
    let total = orders * spend.mean
    return [
      orders * (RisingFactorial.slope(shape, q) - log1p(v / total)),
      RisingFactorial.slope(q, shape) - log1p(total / v),
      q / v - (shape + q) / (v + total),
    ]
  }

  /// The mean value of an order over users.
  ///
  /// - Throws: `StatisticsError.undefined` when q <= 1, where the mean is infinite.
  public var populationMean: Double {
    get throws {
      try requirePositiveParameters()
      guard q > 1 else {
        throw StatisticsError.undefined(quantity: "mean spend of the population", status: .outOfRange)
      }
      return p * v / (q - 1)
    }
  }

  /// The mean order value expected of a user, between the user's own mean and the population's.
  ///
  /// - Throws: `StatisticsError.undefined` when p x + q <= 1, where it is infinite.
  public func expectedMean(after spend: SpendHistory) throws -> Double {
    try requirePositiveParameters()
    let orders = Double(spend.orders)
    guard p * orders + q > 1 else {
      throw StatisticsError.undefined(quantity: "expected mean spend", status: .outOfRange)
    }
    return p * (v + orders * spend.mean) / (p * orders + q - 1)
  }

  /// The values of one user's orders, drawn under the purposes `spendTraits` and `spend`.
  ///
  /// - Parameter orders: How many orders; none for 0 or less.
  public func simulatedOrders(_ orders: Int, draws: Draws) -> [Double] {
    var own = DrawSequence(draws, .spendTraits)
    let scale = v / Samplers.gamma(&own, shape: q)
    var sequence = DrawSequence(draws, .spend)
    return (0..<max(0, min(orders, mostRepeats))).map { _ in scale * Samplers.gamma(&sequence, shape: p) }
  }
}
