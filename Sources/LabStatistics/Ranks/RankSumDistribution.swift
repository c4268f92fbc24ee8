/// The exact permutation distribution of a rank sum, ties included.
///
/// Ranks are doubled so that mid-ranks are whole numbers; the distribution of the doubled sum over all choices of
/// `chosen` of them is a counting recursion (Streitberg and Roehmel 1986) kept in probabilities, so that only
/// positive numbers are added and both tails keep their relative precision.
struct RankSumDistribution {
  /// Chance of each doubled sum, from 0.
  let chances: [Double]

  /// The largest amount of work (table cells times ranks) that is still called small.
  static let workLimit = 400_000_000.0

  /// Whether the table for this many ranks and choices stays within ``workLimit``.
  static func isFeasible(total: Int, chosen: Int) -> Bool {
    let sums = Double(total) * Double(total + 1)
    return Double(total) * Double(min(chosen, total - chosen)) * sums <= workLimit
  }

  /// The distribution of the sum of `chosen` ranks drawn without replacement.
  ///
  /// - Parameter doubledRanks: twice the mid-ranks: whole numbers.
  init(doubledRanks: [Int], chosen: Int) {
    let size = doubledRanks.reduce(0, +) + 1
    // rows[c][s]: chance that c of the ranks so far were chosen, with sum s, when each prefix is sampled uniformly.
    var rows = [[Double]](repeating: [Double](repeating: 0, count: size), count: chosen + 1)
    rows[0][0] = 1
    let total = doubledRanks.count
    var reached = 0
    for (step, rank) in doubledRanks.enumerated() {
      let remaining = Double(total - step)
      reached += rank
      for c in stride(from: min(chosen, step + 1), through: 0, by: -1) {
        // Chance to skip with c already chosen, and to take from c - 1: hypergeometric sampling, no cancellation.
        let skip = max(0, (remaining - Double(chosen - c)) / remaining)
        let take = c > 0 ? Double(chosen - c + 1) / remaining : 0
        for s in stride(from: reached, through: 0, by: -1) {
          var value = rows[c][s] * skip
          if c > 0, s >= rank { value += rows[c - 1][s - rank] * take }
          rows[c][s] = value
        }
      }
    }
    chances = rows[chosen]
  }

  /// The distribution of the sum of ranks each of which is counted with chance one half (signed ranks).
  init(doubledSignedRanks: [Int]) {
    var row = [Double](repeating: 0, count: doubledSignedRanks.reduce(0, +) + 1)
    row[0] = 1
    var reached = 0
    for rank in doubledSignedRanks {
      reached += rank
      for s in stride(from: reached, through: 0, by: -1) {
        row[s] = (row[s] + (s >= rank ? row[s - rank] : 0)) / 2
      }
    }
    chances = row
  }

  /// The chance of a doubled sum of at least `sum`.
  func upperTail(_ sum: Int) -> Double {
    sum >= chances.count ? 0 : chances[max(0, sum)...].reversed().reduce(0, +)
  }

  /// The chance of a doubled sum of at most `sum`.
  func lowerTail(_ sum: Int) -> Double {
    sum < 0 ? 0 : chances[...min(sum, chances.count - 1)].reduce(0, +)
  }
}
