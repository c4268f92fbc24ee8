import Foundation

/// The hypergeometric distribution: marked units among those drawn without replacement.
public struct Hypergeometric: DiscreteDistribution {
  /// Marked units in the population.
  public let marked: Int
  /// Unmarked units in the population.
  public let unmarked: Int
  /// Units drawn.
  public let drawn: Int

  /// A hypergeometric distribution.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(marked: Int, unmarked: Int, drawn: Int) throws {
    guard marked >= 0, unmarked >= 0, drawn >= 0, drawn <= marked + unmarked else {
      throw StatisticsError.invalidArgument(
        name: "drawn", reason: "needs counts of zero or more and no more drawn than there are")
    }
    self.marked = marked
    self.unmarked = unmarked
    self.drawn = drawn
  }

  /// The values that can occur.
  public var support: ClosedRange<Int> { max(0, drawn - unmarked)...min(drawn, marked) }

  /// `ln P(X = k)`, as a quotient of binomials in saddle-point form.
  public func logProbability(_ k: Int) -> Double {
    guard support.contains(k) else { return -.infinity }
    let chance = Double(drawn) / Double(marked + unmarked)
    guard
      let first = try? Binomial(trials: marked, chance: chance),
      let second = try? Binomial(trials: unmarked, chance: chance),
      let both = try? Binomial(trials: marked + unmarked, chance: chance)
    else { return 0 }
    return first.logProbability(k) + second.logProbability(drawn - k) - both.logProbability(drawn)
  }

  /// `ln P(X <= k)`.
  public func logCDF(_ k: Int) -> Double {
    if k < support.lowerBound { return -.infinity }
    if k >= support.upperBound { return 0 }
    return isBelowMean(k) ? lowerSum(k) : Logarithms.logOneMinusExp(upperSum(k + 1))
  }

  /// `ln P(X > k)`.
  public func logUpperTail(_ k: Int) -> Double {
    if k < support.lowerBound { return 0 }
    if k >= support.upperBound { return -.infinity }
    return isBelowMean(k) ? Logarithms.logOneMinusExp(lowerSum(k)) : upperSum(k + 1)
  }

  private func isBelowMean(_ k: Int) -> Bool {
    Double(k) < Double(drawn) * Double(marked) / Double(marked + unmarked)
  }

  /// `ln P(X <= k)` summed downwards from k by the ratio of neighbours.
  private func lowerSum(_ k: Int) -> Double {
    var sum = 1.0
    var term = 1.0
    var j = k
    while j > support.lowerBound, term > sum * 1e-18 {
      term *= Double(j) / Double(marked - j + 1) * (Double(unmarked - drawn + j) / Double(drawn - j + 1))
      sum += term
      j -= 1
    }
    return min(0, logProbability(k) + log(sum))
  }

  /// `ln P(X >= k)` summed upwards from k.
  private func upperSum(_ k: Int) -> Double {
    var sum = 1.0
    var term = 1.0
    var j = k
    while j < support.upperBound, term > sum * 1e-18 {
      term *= Double(marked - j) / Double(j + 1) * (Double(drawn - j) / Double(unmarked - drawn + j + 1))
      sum += term
      j += 1
    }
    return min(0, logProbability(k) + log(sum))
  }
}
