import Foundation
import LabStatistics

/// Random numbers for simulated studies, the same on every run.
struct Draw {
  var stream: ResamplingStream

  init(seed: UInt64, study: Int = 0) { stream = ResamplingStream(seed: seed, number: UInt64(study)) }

  mutating func uniform() -> Double { stream.uniform() }

  /// A standard normal number (Box and Muller).
  mutating func normal() -> Double {
    (-2 * log(stream.uniform())).squareRoot() * cos(2 * Double.pi * stream.uniform())
  }

  mutating func exponential(mean: Double) -> Double { -mean * log(stream.uniform()) }

  mutating func normals(_ count: Int, mean: Double = 0) -> [Double] { (0..<count).map { _ in mean + normal() } }

  /// The share of studies for which something holds.
  static func share(of studies: Int, seed: UInt64, _ holds: (inout Draw) throws -> Bool) rethrows -> Double {
    var count = 0
    for study in 0..<studies {
      var draw = Draw(seed: seed, study: study)
      if try holds(&draw) { count += 1 }
    }
    return Double(count) / Double(studies)
  }
}

/// Ranges in which a simulated rate of 5 % must lie: the .0005 and .9995 quantiles of the binomial.
enum Band {
  static let fivePercentOf2000 = 0.0345...0.0665
  static let fivePercentOf5000 = 0.0402...0.0604
  static let fivePercentOf10000 = 0.0430...0.0573
  static let coverageOf2000 = 0.9335...0.9655
}
