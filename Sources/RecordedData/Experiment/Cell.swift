import LabStatistics

/// The users of one arm, or of one arm in one segment, while the file is read.
///
/// Users are collected in blocks. A full block is summarised around its own mean and merged, which costs less than
/// updating all moments for each user and loses fewer digits.
final class Cell {
  /// Users in a block.
  static let blockSize = 64

  private let layout: ColumnLayout
  private let quantiles: [Int]
  private let block: UnsafeMutablePointer<Double>
  private var filled = 0
  private var moments: [CoMoments]
  private var sums: [Double]
  private var tables: [CountTable]

  /// An empty cell.
  init(_ layout: ColumnLayout, kinds: [MetricSpecification.Kind]) {
    self.layout = layout
    block = .allocate(capacity: max(1, layout.numbers.count) * Self.blockSize)
    moments = layout.metrics.map { CoMoments(dimension: $0.count) }
    sums = Array(repeating: 0, count: layout.metrics.count)
    quantiles = kinds.indices.filter {
      if case .quantile = kinds[$0] { true } else { false }
    }
    tables = quantiles.map { _ in CountTable() }
  }

  deinit { block.deallocate() }

  /// Adds a user.
  func add(_ values: UnsafePointer<Double>) {
    for column in 0..<layout.numbers.count { block[column * Self.blockSize + filled] = values[column] }
    filled += 1
    if filled == Self.blockSize { flush() }
  }

  /// Different values held in tables.
  var distinctValues: Int { tables.reduce(0) { $0 + $1.distinct } }

  /// What was added so far.
  func aggregate() -> ArmAggregate {
    flush()
    var byMetric: [Int: CountTable] = [:]
    for (place, metric) in quantiles.enumerated() { byMetric[metric] = tables[place] }
    return ArmAggregate(moments: moments, sums: sums, tables: byMetric)
  }

  private func flush() {
    guard filled > 0 else { return }
    for (metric, columns) in layout.metrics.enumerated() {
      let (part, sum) = summary(of: columns)
      moments[metric] += part
      sums[metric] += sum
    }
    for (place, metric) in quantiles.enumerated() {
      let column = block + layout.metrics[metric][0] * Self.blockSize
      for user in 0..<filled { tables[place].add(column[user]) }
    }
    filled = 0
  }

  /// The co-moments of some columns of the block, and the plain sum of the first.
  private func summary(of columns: [Int]) -> (CoMoments, Double) {
    let count = Double(filled)
    var first = 0.0
    let means = columns.enumerated().map { place, index in
      let column = block + index * Self.blockSize
      var sum = 0.0
      for user in 0..<filled { sum += column[user] }
      if place == 0 { first = sum }
      return sum / count
    }
    var covariance = Array(repeating: Array(repeating: 0.0, count: columns.count), count: columns.count)
    if filled > 1 {
      for i in columns.indices {
        let a = block + columns[i] * Self.blockSize
        for j in i..<columns.count {
          let b = block + columns[j] * Self.blockSize
          var products = 0.0
          for user in 0..<filled { products += (a[user] - means[i]) * (b[user] - means[j]) }
          covariance[i][j] = products / (count - 1)
        }
      }
    }
    // The sizes fit by construction.
    let part = try? CoMoments(count: filled, means: means, covariance: covariance)
    return (part ?? CoMoments(dimension: columns.count), first)
  }
}
