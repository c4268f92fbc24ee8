import Foundation

/// The ideal bootstrap of a tiny sample: all `n^n` resamples, without any Monte Carlo error.
///
/// Resamples that are rearrangements of each other are enumerated once and weighted by their number, so that twelve
/// units (8.9e12 resamples) are still fast.
public enum ExhaustiveBootstrap {
  /// Largest sample that is enumerated.
  public static let largestSample = 12

  /// The distribution of a statistic over all resamples, with its jackknife.
  ///
  /// - Throws: ``StatisticsError`` unless there are 2 to 12 finite values and the statistic is finite on all resamples.
  public static func distribution(
    of data: [Double], _ statistic: ([Double]) -> Double
  ) throws -> BootstrapDistribution {
    try Check.sample(data, "data", atLeast: 2)
    try Check.that(
      data.count <= largestSample, "data", "full enumeration takes at most \(largestSample) values, not \(data.count)")
    let n = data.count
    var replicates: [Double] = []
    var weights: [Double] = []
    // Non-decreasing lists of indices are the multisets; each stands for n! / prod(multiplicity!) resamples.
    var chosen = [Int](repeating: 0, count: n)
    while true {
      replicates.append(statistic(chosen.map { data[$0] }))
      weights.append(arrangements(chosen))
      guard let place = chosen.lastIndex(where: { $0 < n - 1 }) else { break }
      let value = chosen[place] + 1
      for index in place..<n { chosen[index] = value }
    }
    let jackknife = data.indices.map { index in
      var rest = data
      rest.remove(at: index)
      return statistic(rest)
    }
    let estimate = statistic(data)
    guard estimate.isFinite, jackknife.allSatisfy(\.isFinite), replicates.allSatisfy(\.isFinite) else {
      throw StatisticsError.invalidArgument(name: "statistic", reason: "is not finite on every resample")
    }
    return BootstrapDistribution(
      estimate: estimate, replicates: replicates, weights: weights, jackknife: jackknife)
  }

  private static func arrangements(_ chosen: [Int]) -> Double {
    var count = 1.0
    var run = 0.0
    for (index, value) in chosen.enumerated() {
      run = index > 0 && chosen[index - 1] == value ? run + 1 : 1
      // Multiplies to n! / prod(multiplicity!), a whole number after every step.
      count = count * Double(index + 1) / run
    }
    return count
  }
}
