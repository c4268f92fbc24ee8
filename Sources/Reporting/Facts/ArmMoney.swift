/// What an arm costs and brings in, compared with the baseline.
package struct ArmMoney: Sendable, Equatable {
  /// Cost of messages per user.
  package var costPerUser: Double
  /// Cost beyond that of the baseline.
  package var extraCost: Double
  /// Revenue beyond that of the baseline.
  package var extraRevenue: Double

  /// Extra revenue minus extra cost.
  package var net: Double { extraRevenue - extraCost }
  /// Extra revenue for each unit of extra cost; nil when it costs nothing more.
  package var returnPerCost: Double? { extraCost > 0 ? extraRevenue / extraCost : nil }
}
