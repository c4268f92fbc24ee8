import Foundation
import LabStatistics

/// Models with solutions on paper.
struct NormalModel: LikelihoodModel {
  static let name = "normal"
  static let parameters = [ModelParameter("mean", .real), ModelParameter("sd", .positive)]
  let values: [Double]
  init(_ values: [Double]) { self.values = values }
  func logLikelihood(of x: Double) -> Double {
    let z = (x - values[0]) / values[1]
    return -z * z / 2 - log(values[1]) - log(2 * Double.pi) / 2
  }
}

struct BernoulliModel: LikelihoodModel {
  static let name = "Bernoulli"
  static let parameters = [ModelParameter("chance", .unit)]
  let values: [Double]
  init(_ values: [Double]) { self.values = values }
  func logLikelihood(of success: Bool) -> Double { success ? log(values[0]) : log1p(-values[0]) }
  func gradient(of success: Bool) -> [Double]? { [success ? 1 / values[0] : -1 / (1 - values[0])] }
  static func meaning(of limits: [ParameterLimit]) -> String? {
    limits == [ParameterLimit("chance", .zero)] ? "it never happens" : "it always happens"
  }
}

/// Only the product of the two rates shows.
struct ProductModel: LikelihoodModel {
  static let name = "product"
  static let parameters = [ModelParameter("first", .positive), ModelParameter("second", .positive)]
  let values: [Double]
  init(_ values: [Double]) { self.values = values }
  func logLikelihood(of x: Double) -> Double {
    let rate = values[0] * values[1]
    return log(rate) - rate * x
  }
}

/// Successes of ten trials whose chance is beta between units; equal counts make both parameters infinite.
struct BetaBinomialModel: LikelihoodModel {
  static let name = "beta-binomial"
  static let parameters = [ModelParameter("alpha", .positive), ModelParameter("beta", .positive)]
  let values: [Double]
  init(_ values: [Double]) { self.values = values }
  func logLikelihood(of successes: Double) -> Double {
    RisingFactorial.log(values[0], successes) + RisingFactorial.log(values[1], 10 - successes)
      - RisingFactorial.log(values[0] + values[1], 10)
  }
}

/// A mixture of two known normals, with a local maximum of each label: several hills.
struct ValleyModel: LikelihoodModel {
  static let name = "valley"
  static let parameters = [ModelParameter("place", .real)]
  let values: [Double]
  init(_ values: [Double]) { self.values = values }
  func logLikelihood(of height: Double) -> Double {
    let x = values[0]
    return log(exp(-2 * (x - 1.5) * (x - 1.5)) * height + exp(-2 * (x + 1.5) * (x + 1.5)))
  }
}
