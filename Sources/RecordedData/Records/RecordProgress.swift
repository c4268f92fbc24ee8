/// How far the reading of rows has come.
public struct RecordProgress: Sendable, Equatable {
  /// What is counted.
  public enum Unit: Sendable {
    case bytes, rows
  }

  /// What is counted.
  public let unit: Unit
  /// How many are done.
  public let done: Int
  /// How many there are; nil when that is not known.
  public let total: Int?

  /// Told now and then while rows are read; what it throws ends the reading.
  public typealias Handler = (RecordProgress) throws -> Void

  /// A state of the reading.
  public init(unit: Unit, done: Int, total: Int?) {
    self.unit = unit
    self.done = done
    self.total = total
  }
}
