/// Customers who are equal to a model of repeat purchases: its sufficient statistics and how many customers have them.
///
/// Source: Fader, Hardie and Lee (2005), doi:10.1287/mksc.1040.0098. All purchases of a day are one.
public struct PurchaseGroup: Sendable, Hashable {
  /// Repeat purchases within the time that is calibrated on (x).
  public let repeats: Int
  /// The time from the first purchase to the last one (t_x), in the unit of the plan; zero without a repeat.
  public let lastPurchase: Double
  /// The time from the first purchase to the end of the calibration (T).
  public let observed: Double
  /// How many customers.
  public let customers: Int

  /// A group of customers.
  public init(repeats: Int, lastPurchase: Double, observed: Double, customers: Int) {
    self.repeats = repeats
    self.lastPurchase = lastPurchase
    self.observed = observed
    self.customers = customers
  }
}
