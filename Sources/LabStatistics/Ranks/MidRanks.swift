/// Ranks of a sample, ties sharing the mean of their ranks.
package struct MidRanks: Sendable {
  /// Rank of each value, from 1, in the order of the input.
  package let ranks: [Double]

  /// Sizes of the groups of equal values, ascending by value, singles included.
  package let groupSizes: [Int]

  /// Whether two values are equal.
  package var hasTies: Bool { groupSizes.contains { $0 > 1 } }

  /// The tie term `sum(t^3 - t)` of rank-test variances.
  package var tieTerm: Double {
    groupSizes.reduce(0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
  }

  /// Ranks finite values; costs one sort.
  package init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var sizes: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let shared = Double(start + 1 + end) / 2
      for position in start..<end { ranks[order[position]] = shared }
      sizes.append(end - start)
      start = end
    }
    self.ranks = ranks
    self.groupSizes = sizes
  }
}
