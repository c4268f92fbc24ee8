/// Users who were summed up already, equal ones put together.
public struct SummaryTable: Sendable, Equatable {
  /// What became of the rows.
  public internal(set) var account: RowAccount
  /// The users, sorted, when time is counted in whole periods.
  public internal(set) var activity: [ActivityGroup] = []
  /// The users, sorted, when time is continuous.
  public internal(set) var purchases: [PurchaseGroup] = []
  /// Those who came again and spent something, sorted; empty without a column of spend.
  public internal(set) var spend: [SpendGroup] = []
  /// Users who came again and have no spend.
  public internal(set) var repeatersWithoutSpend = 0

  /// Users in all.
  public var users: Int { activity.reduce(0) { $0 + $1.users } + purchases.reduce(0) { $0 + $1.customers } }
}
