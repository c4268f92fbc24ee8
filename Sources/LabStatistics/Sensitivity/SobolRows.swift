/// The outputs of Saltelli's design by row, of which the indices are ratios of sums.
struct SobolRows {
  /// Of each row the outputs of A, of B, and of A with each column of B, less the common mean.
  let centered: [[Double]]
  let parameters: Int
  /// Mean of all outputs of A and B.
  let mean: Double

  init(_ rows: [[Double]], parameters: Int) {
    let mean = Moments(rows.flatMap { $0.prefix(2) }).mean
    self.mean = mean
    self.parameters = parameters
    // A large mean would swamp the products of the first order.
    centered = rows.map { $0.map { $0 - mean } }
  }

  /// Variance of the outputs and indices of the rows with these numbers; no indices when nothing varies.
  func estimate(_ chosen: [Int]) -> (variance: Double, first: [Double], total: [Double])? {
    let n = Double(chosen.count)
    let moments = Moments(chosen.lazy.flatMap { [centered[$0][0], centered[$0][1]] })
    let variance = moments.m2 / (2 * n)
    guard variance > 0 else { return nil }
    var first = [Double](repeating: 0, count: parameters)
    var total = first
    for row in chosen {
      let values = centered[row]
      for parameter in 0..<parameters {
        let change = values[parameter + 2] - values[0]
        first[parameter] += values[1] * change
        total[parameter] += change * change
      }
    }
    return (variance, first.map { $0 / (n * variance) }, total.map { $0 / (2 * n * variance) })
  }
}
