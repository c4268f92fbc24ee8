import LabStatistics

/// What the Gamma-Gamma model needs to know of one user: how many orders, and their mean value.
public struct SpendHistory: Sendable, Hashable {
  /// Orders whose value was averaged, 1 or more; in repeat-purchase data usually the repeat orders only.
  public let orders: Int
  /// Mean value per order in units of the currency, positive.
  public let mean: Double

  /// - Throws: `StatisticsError.invalidArgument` unless there is an order and the mean is positive and finite.
  public init(orders: Int, mean: Double) throws {
    guard orders >= 1 else {
      throw StatisticsError.invalidArgument(name: "orders", reason: "must be at least 1, but is \(orders)")
    }
    guard mean > 0, mean.isFinite else {
      throw StatisticsError.invalidArgument(name: "mean", reason: "must be positive and finite, but is \(mean)")
    }
    self.orders = orders
    self.mean = mean
  }
}
