import Foundation
import LabStatistics

extension BGBB {
  /// The chance that a user has not left by an opportunity, `B(gamma, delta + d) / B(gamma, delta)`.
  public func survival(at opportunity: Int) -> Double {
    SBG(alpha: gamma, beta: delta).survival(after: opportunity)
  }

  /// The chance that a new user is active at an opportunity: on days, the retention curve.
  public func probabilityActive(at opportunity: Int) -> Double { activity * survival(at: opportunity) }

  /// The expected number of active opportunities of a new user among the first n, E[X(n)].
  ///
  /// A sum of `probabilityActive`, which has no special case at gamma = 1 as the closed form has.
  public func expectedActive(in opportunities: Int) -> Double {
    activity * survivalSum(from: 0, next: opportunities)
  }

  /// The chance that a new user is active exactly so often in n opportunities, P(X(n) = x) (equation 7 of the paper).
  public func probability(ofActive x: Int, in n: Int) -> Double {
    guard x >= 0, x <= n else { return 0 }
    let count = Double(x)
    func logChoose(_ i: Double) -> Double {
      RisingFactorial.log(count + 1, i - count) - RisingFactorial.log(1, i - count)
    }
    func logActive(_ i: Double) -> Double {
      logChoose(i) + RisingFactorial.log(alpha, count) + RisingFactorial.log(beta, i - count)
        - RisingFactorial.log(alpha + beta, i)
    }
    let end = Double(n)
    var terms = [logActive(end) + RisingFactorial.log(delta, end) - RisingFactorial.log(gamma + delta, end)]
    for index in x..<n {
      let i = Double(index)
      terms.append(
        logActive(i) + log(gamma) + RisingFactorial.log(delta, i) - RisingFactorial.log(gamma + delta, i + 1))
    }
    return exp(Logarithms.logSumExp(terms))
  }

  /// The chance that a user with this history has not left, after the last opportunity observed or some later one.
  ///
  /// - Returns: nil for an impossible history.
  public func probabilityAlive(_ history: OpportunityHistory, after more: Int = 0) -> Double? {
    guard history.isPossible, more >= 0 else { return nil }
    let parts = LikelihoodParts(self, history)
    let alive = exp(parts.alive - parts.total)
    return alive * survivalRatio(from: history.opportunities, next: more)
  }

  /// The chance that a user with this history is active at the opportunity `ahead` of the last observed.
  ///
  /// - Parameter ahead: 1 is the next one.
  /// - Returns: nil for an impossible history.
  public func probabilityActive(_ history: OpportunityHistory, ahead: Int) -> Double? {
    guard ahead >= 1, let alive = probabilityAlive(history, after: ahead) else { return nil }
    return alive * activity(given: history)
  }

  /// How often a user with this history is expected to be active in the next opportunities.
  ///
  /// - Returns: nil for an impossible history.
  public func expectedActive(_ history: OpportunityHistory, next: Int) -> Double? {
    guard let alive = probabilityAlive(history) else { return nil }
    return alive * activity(given: history) * survivalSum(from: history.opportunities, next: next)
  }

  /// The mean of p of a living user with this history.
  private func activity(given history: OpportunityHistory) -> Double {
    (alpha + Double(history.active)) / (alpha + beta + Double(history.opportunities))
  }

  /// S(from + next) / S(from).
  private func survivalRatio(from: Int, next: Int) -> Double {
    let steps = Double(next)
    return exp(
      RisingFactorial.log(delta + Double(from), steps) - RisingFactorial.log(gamma + delta + Double(from), steps))
  }

  /// The sum of S(from + j) / S(from) for j in 1...next.
  private func survivalSum(from: Int, next: Int) -> Double {
    var survival = 1.0
    var sum = 0.0
    for step in 0..<max(0, next) {
      let i = Double(from + step)
      survival *= (delta + i) / (gamma + delta + i)
      sum += survival
    }
    return sum
  }
}
