import Foundation

extension Binomial {
  /// The two-sided exact p-value: the probability of all outcomes no more probable than the observed one.
  ///
  /// - Parameter observed: number of successes.
  public func twoSidedP(observed: Int) -> Double {
    guard observed >= 0, observed <= trials else { return 0 }
    let threshold = logProbability(observed) + 1e-7
    let mode = Int((Double(trials + 1) * chance).rounded(.down))
    if logProbability(min(mode, trials)) <= threshold { return 1 }
    if observed < mode {
      // Beyond the mode probabilities fall: the first that is small enough starts the other tail.
      let start = firstIndex(in: mode...(trials + 1)) { logProbability($0) <= threshold }
      return min(1, cdf(observed) + atLeast(start))
    }
    let start = firstIndex(in: 0...mode) { logProbability(mode - $0) <= threshold }
    return min(1, atLeast(observed) + cdf(mode - start))
  }

  /// The first index of a range whose later elements all hold too.
  private func firstIndex(in range: ClosedRange<Int>, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
