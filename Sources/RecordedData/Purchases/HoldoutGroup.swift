/// What customers did after the calibration, by their repeat purchases within it.
public struct HoldoutGroup: Sendable, Hashable {
  /// Repeat purchases within the calibration.
  public let repeats: Int
  /// How many customers.
  public let customers: Int
  /// Their purchases after the calibration, in all.
  public let purchases: Int

  /// A group of customers.
  public init(repeats: Int, customers: Int, purchases: Int) {
    self.repeats = repeats
    self.customers = customers
    self.purchases = purchases
  }
}
