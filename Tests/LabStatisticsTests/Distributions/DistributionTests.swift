import Foundation
import LabStatistics
import Testing

/// References: mpmath 1.3.0 with 30 to 60 digits unless another source is named.
@Suite("Distributions")
struct DistributionTests {
  @Test("Normal tails stay exact where a plain double underflows")
  func normalTails() {
    #expect(isClose(Normal.upperTail(37), 5.725571222524577e-300))
    #expect(isClose(Normal.logUpperTail(38.4), -741.85, relative: 1e-5))
    #expect(isClose(Normal.logUpperTail(1000), -500007.82669481205, relative: 1e-12))
    #expect(isClose(Normal.logUpperTail(-3), log1p(-Normal.upperTail(3))))
    #expect(isClose(Normal.upperQuantile(0.025), 1.959963984540054235, relative: 1e-15))
    #expect(isClose(Normal.upperTail(Normal.upperQuantile(1e-250)), 1e-250, relative: 1e-11))
    #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
  }

  @Test(
    "Student t tails, including where GSL is off by 1e-6",
    arguments: [
      (35.0, 1e5, log(4.6758331697995308869e-267)), (3.0, 1e6, log(0.0013499312707108985294)),
      (2.0, 1e9, log(0.022750132083156623547)), (40.0, 1e9, -804.6078012146858502251),
      (3.0, 2.5, log(0.036288047774515921947)),
    ])
  func studentTails(t: Double, df: Double, logTail: Double) throws {
    let got = try StudentT(degreesOfFreedom: df).logUpperTail(t)
    #expect(isClose(got, logTail, relative: 1e-12), "got \(got)")
  }

  @Test("Student t quantiles invert the tail, from one degree of freedom to infinity")
  func studentQuantiles() throws {
    #expect(isClose(try StudentT(degreesOfFreedom: 1).upperQuantile(1e-9), 318309886.18379067049))
    for df in [0.7, 1, 2.5, 10, 117.3, 1e4, 1e7, 1e8, 3e8, 1e12, .infinity] {
      let t = try StudentT(degreesOfFreedom: df)
      for q in [0.49, 0.3, 0.025, 1e-4, 1e-12] {
        #expect(isClose(t.upperTail(try t.upperQuantile(q)), q, relative: 1e-11), "df \(df), q \(q)")
        #expect(try t.quantile(q) == -t.upperQuantile(q))
      }
    }
    #expect(throws: StatisticsError.self) { try StudentT(degreesOfFreedom: 0) }
    #expect(throws: StatisticsError.self) { try StudentT(degreesOfFreedom: .nan) }
  }

  @Test("Chi-squared where GSL's quantile is wrong")
  func chiSquared() throws {
    let one = try ChiSquared(degreesOfFreedom: 1)
    #expect(isClose(one.logUpperTail(1000), -503.68066650438168641))
    #expect(isClose(try one.upperQuantile(1e-300), 1373.8726312223941371))
  }

  @Test("Gamma quantiles where GSL returns NaN or a wrong value")
  func gammaQuantiles() throws {
    #expect(isClose(try Gamma(shape: 200_000).upperQuantile(0.025), 200877.469308658292))
    #expect(isClose(try Gamma(shape: 1_000_000).upperQuantile(0.975), 998040.983340293903))
    #expect(isClose(try Gamma(shape: 1e9).quantile(0.5), 1e9 - 1.0 / 3, relative: 1e-13))
    // A quantile near 1e9 is itself rounded to 1e-7, which moves the tail by 4e-12 of its standard deviation.
    for shape in [1e-3, 0.3, 1, 7, 5e5, 1e9] {
      let gamma = try Gamma(shape: shape, rate: 2)
      for p in [0.9, 0.5, 0.025, 1e-10] {
        let low = try gamma.quantile(p)
        if low > 1e-290 {
          #expect(isClose(gamma.cdf(low), p, relative: shape > 1e8 ? 1e-10 : 1e-11), "shape \(shape), p \(p)")
        }
        let high = try gamma.upperQuantile(p)
        if high > 1e-290 {
          #expect(isClose(gamma.upperTail(high), p, relative: shape > 1e8 ? 1e-10 : 1e-11), "shape \(shape), q \(p)")
        }
      }
    }
  }

  @Test("F quantiles with a million degrees of freedom, where GSL returns NaN (scipy 1.17.1)")
  func fisher() throws {
    let f = try FisherF(numerator: 3.2, denominator: 1e6)
    #expect(isClose(try f.quantile(0.95), 2.54959613765373, relative: 1e-10))
    #expect(isClose(f.upperTail(try f.upperQuantile(1e-200)), 1e-200, relative: 1e-10))
  }

  @Test("Beta tails and quantiles for tens of millions of users (scipy 1.17.1)")
  func beta() throws {
    #expect(isClose(try Beta(a: 3e6, b: 7e6).quantile(0.975), 0.30028406362913207))
    #expect(isClose(try Beta(a: 500_001, b: 500_001).quantile(0.025), 0.499020019683853))
    #expect(isClose(try Beta(a: 3e7, b: 7e7).cdf(0.3001), 0.9854477974555828, relative: 1e-10))
    #expect(isClose(try Beta(a: 5e6, b: 5e6).upperTail(0.5002), 0.10295160196490888, relative: 1e-10))
    #expect(isClose(try Beta(a: 0.5, b: 100.5).quantile(0.025), 4.898073104397486e-06))
    // The median of a large beta is (a - 1/3) / (a + b - 2/3) up to O(n^-2).
    let median = try Beta(a: 1e11, b: 2e11).quantile(0.5)
    #expect(isClose(median, (1e11 - 1.0 / 3) / (3e11 - 2.0 / 3), relative: 1e-14))
    #expect(throws: StatisticsError.self) { try Beta(a: 1e308, b: 1) }
    #expect(try Beta(a: 0.01, b: 5).quantile(1e-12) < 1e-300)
    for (a, b) in [(0.5, 0.5), (1, 1), (2, 30), (1000, 0.5), (1e5, 3e5)] {
      let beta = try Beta(a: a, b: b)
      for p in [0.5, 0.025, 1e-8] {
        #expect(isClose(beta.cdf(try beta.quantile(p)), p, relative: 1e-9), "\(a), \(b), p \(p)")
      }
    }
  }

  @Test("Noncentral t tails add up and match 30-digit quadrature")
  func noncentral() throws {
    let cases: [(Double, Double, Double, Double, Double)] = [
      (2, 10, 1, 0.80761156253037526, 0.19238843746962474), (1.96, 1e6, 2.8, 0.20045428205517964, 0.79954571794482036),
      (3, 2.5, 1, 0.85922178050032315, 0.14077821949967685), (0, 5, -1, 0.84134474606854295, 0.15865525393145705),
      (-3, 20, 5, 1.3163915584154514e-13, 0.99999999999986836),
    ]
    for (t, df, delta, lower, upper) in cases {
      let distribution = try NoncentralT(degreesOfFreedom: df, noncentrality: delta)
      #expect(isClose(try distribution.cdf(t), lower, relative: 1e-11))
      #expect(isClose(try distribution.upperTail(t), upper, relative: 1e-11))
    }
  }

  @Test("Power of enormous samples is 1, not nearly 1")
  func noncentralLimits() throws {
    let certain = try NoncentralT(degreesOfFreedom: 2e8, noncentrality: 707)
    #expect(try certain.upperTail(1.96) == 1 && certain.cdf(1.96) == 0)
    let central = try NoncentralT(degreesOfFreedom: 12, noncentrality: 0)
    #expect(isClose(try central.upperTail(2.5), try StudentT(degreesOfFreedom: 12).upperTail(2.5), relative: 1e-11))
  }

  @Test("Discrete tails (scipy 1.17.1)")
  func discrete() throws {
    #expect(isClose(try Binomial(trials: 200_000, chance: 0.05).logCDF(9000), -57.58256701325097, relative: 1e-11))
    #expect(isClose(try Binomial(trials: 100_000, chance: 0.05).upperTail(5300), 7.73432536383184e-06, relative: 1e-10))
    #expect(isClose(try Poisson(mean: 1000).upperTail(1100), 0.0008676409634435647, relative: 1e-10))
    #expect(isClose(try Poisson(mean: 1000).cdf(900), 0.0006977673277963054, relative: 1e-10))
    let hypergeometric = try Hypergeometric(marked: 100, unmarked: 900, drawn: 300)
    #expect(isClose(hypergeometric.cdf(20), 0.012444265273186697, relative: 1e-11))
    #expect(isClose(hypergeometric.upperTail(45), 0.000270027097849708, relative: 1e-11))
  }

  @Test("Probabilities of a discrete distribution sum to its tails")
  func discreteSums() throws {
    let distributions: [any DiscreteDistribution] = [
      try Binomial(trials: 40, chance: 0.3), try Binomial(trials: 40, chance: 0), try Binomial(trials: 40, chance: 1),
      try Poisson(mean: 9.5), try Poisson(mean: 0), try Hypergeometric(marked: 20, unmarked: 31, drawn: 25),
    ]
    for distribution in distributions {
      var sum = 0.0
      for k in 0...40 {
        sum += distribution.probability(k)
        #expect(isClose(distribution.cdf(k), sum, relative: 1e-12, absolute: 1e-15))
        #expect(isClose(distribution.upperTail(k), 1 - sum, relative: 1e-9, absolute: 1e-13))
      }
    }
  }

  @Test("Binomial quantiles are the smallest count that reaches the probability")
  func binomialQuantile() throws {
    let binomial = try Binomial(trials: 31, chance: 0.75)
    #expect(binomial.quantile(0.025) == 18)
    #expect(binomial.quantile(0.975) == 28)
  }
}
