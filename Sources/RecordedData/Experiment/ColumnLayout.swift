/// Where the values of a plan stand in a file, and where they go in a row of numbers.
struct ColumnLayout {
  /// A column of numbers.
  struct NumberColumn {
    let name: String
    let position: Int
    /// Whether it may only hold zeros and ones.
    let isFlag: Bool
    /// Whether it is a fact about the user, equal in all rows, rather than something to be summed.
    let isFact: Bool
  }

  /// Position of the arm column.
  let arm: Int
  /// Position of the user column.
  let unit: Int?
  /// Positions of the columns of each segment.
  let segments: [[Int]]
  /// The columns of numbers, in the order of a row's values.
  private(set) var numbers: [NumberColumn] = []
  /// For each metric, the places of numerator, denominator and covariate in a row's values.
  private(set) var metrics: [[Int]] = []

  /// Finds the columns of a plan.
  ///
  /// - Throws: ``DataError`` for a column that is missing or there twice.
  init(_ plan: ExperimentPlan, header: Header) throws(DataError) {
    arm = try header.position(of: plan.armColumn)
    unit = try plan.unitColumn.map { name throws(DataError) in try header.position(of: name) }
    var found: [[Int]] = []
    for segment in plan.segments {
      found.append(try segment.map { name throws(DataError) in try header.position(of: name) })
    }
    segments = found
    for metric in plan.metrics {
      var places = [
        try place(metric.columns.numerator, in: header, isFlag: metric.kind == .proportion, isFact: false)
      ]
      if let denominator = metric.columns.denominator {
        places.append(try place(denominator, in: header, isFlag: false, isFact: false))
      }
      if let covariate = metric.covariate {
        for name in [covariate.numerator, covariate.denominator].compactMap({ $0 }) {
          places.append(try place(name, in: header, isFlag: false, isFact: true))
        }
      }
      metrics.append(places)
    }
  }

  private mutating func place(
    _ name: String, in header: Header, isFlag: Bool, isFact: Bool
  ) throws(DataError) -> Int {
    let column = NumberColumn(name: name, position: try header.position(of: name), isFlag: isFlag, isFact: isFact)
    let known = numbers.firstIndex {
      $0.position == column.position && $0.isFlag == isFlag && $0.isFact == isFact
    }
    if let known { return known }
    numbers.append(column)
    return numbers.count - 1
  }
}
