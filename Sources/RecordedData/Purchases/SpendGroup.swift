/// Customers with equal repeat purchases and spend, for the Gamma-Gamma model.
///
/// Source: Fader and Hardie (2013), https://www.brucehardie.com/notes/025/. The first purchase is not a repeat one.
public struct SpendGroup: Sendable, Hashable {
  /// Repeat purchases (x), at least one.
  public let repeats: Int
  /// Mean spend of a repeat purchase.
  public let meanSpend: Double
  /// How many customers.
  public let customers: Int

  /// A group of customers.
  public init(repeats: Int, meanSpend: Double, customers: Int) {
    self.repeats = repeats
    self.meanSpend = meanSpend
    self.customers = customers
  }
}
