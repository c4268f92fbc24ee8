/// What is known of one arm: co-moments of its columns, and the values of the few columns that need them.
///
/// ```swift
/// var arm = ArmData(columns: ["orders", "orders_before"])
/// try arm.add([3, 2])
/// let both = monday + tuesday
/// ```
public struct ArmData: Sendable, Equatable {
  /// What happens to a row with a value that is not a finite number.
  public enum NonFinitePolicy: String, Sendable, CaseIterable, Codable {
    /// The row is refused with an error.
    case refuse
    /// The row is left out and counted.
    case omit
    /// The row is taken; metrics that use the column then have the status `outOfRange`.
    case propagate
  }

  /// Names of the columns, in the order of rows.
  public let columns: [String]
  /// Co-moments of the columns.
  public private(set) var moments: CoMoments
  /// Values of the columns that are kept, by name.
  public private(set) var values: [String: [Double]]
  /// Rows left out because of a value that is not a finite number.
  public private(set) var omitted = 0
  private let policy: NonFinitePolicy

  /// An arm without rows.
  ///
  /// - Parameters:
  ///   - columns: names of the columns, in the order of rows.
  ///   - keeping: columns whose values are kept, for quantiles; the others take no memory.
  ///   - nonFinite: what happens to values that are not finite.
  public init(columns: [String], keeping: [String] = [], nonFinite: NonFinitePolicy = .refuse) {
    self.columns = columns
    moments = CoMoments(dimension: columns.count)
    values = Dictionary(keeping.map { ($0, []) }, uniquingKeysWith: { first, _ in first })
    policy = nonFinite
  }

  /// An arm known only by its co-moments, as a database returns them.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when the sizes do not fit.
  public init(columns: [String], moments: CoMoments) throws {
    guard moments.dimension == columns.count else {
      throw StatisticsError.invalidArgument(name: "columns", reason: "needs \(moments.dimension) names")
    }
    self.init(columns: columns)
    self.moments = moments
  }

  /// Number of units.
  public var count: Int { moments.count }

  /// Adds one unit.
  ///
  /// - Parameter row: one value per column.
  /// - Throws: `StatisticsError.invalidArgument` for a row of another length or, if refused, a value that is not finite.
  public mutating func add(_ row: [Double]) throws {
    guard row.count == columns.count else {
      throw StatisticsError.invalidArgument(name: "row", reason: "has \(row.count) values for \(columns.count) columns")
    }
    if policy != .propagate, let bad = row.firstIndex(where: { !$0.isFinite }) {
      guard policy == .omit else {
        throw StatisticsError.invalidArgument(name: columns[bad], reason: "is not a finite number")
      }
      omitted += 1
      return
    }
    moments.add(row)
    guard !values.isEmpty else { return }
    for (name, value) in zip(columns, row) { values[name]?.append(value) }
  }

  /// Both parts together; parts with other columns cannot be merged and the first is kept.
  public static func + (first: ArmData, second: ArmData) -> ArmData {
    guard first.columns == second.columns else { return first }
    var sum = first
    sum.moments += second.moments
    sum.omitted += second.omitted
    sum.values.merge(second.values) { $0 + $1 }
    return sum
  }

  /// Merges another part into this one.
  public static func += (first: inout ArmData, second: ArmData) { first = first + second }

  /// The co-moments of some columns, in the order asked for.
  ///
  /// - Throws: `StatisticsError.invalidArgument` naming a column that is not there.
  public func selecting(_ names: [String]) throws -> CoMoments {
    moments.selecting(
      try names.map { name in
        guard let position = columns.firstIndex(of: name) else {
          throw StatisticsError.invalidArgument(name: name, reason: "is not a column; there are \(columns)")
        }
        return position
      })
  }

  /// The values of a kept column.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when its values were not kept.
  public func kept(_ name: String) throws -> [Double] {
    guard let column = values[name] else {
      throw StatisticsError.invalidArgument(name: name, reason: "needs its values kept")
    }
    return column
  }
}
