/// Classic retention: of the users whose day was observed, how many were active exactly so many days after the install.
public struct RetentionTable: Sendable, Equatable {
  /// Users who were active, by days after the install.
  public internal(set) var active: [Int]
  /// Users whose day lies within the observation, by days after the install.
  public internal(set) var atRisk: [Int]

  /// Shares by days after the install; nil where nobody is at risk.
  public var shares: [Double?] { zip(active, atRisk).map { $1 > 0 ? Double($0) / Double($1) : nil } }

  /// An empty table.
  init(days: Int) {
    active = Array(repeating: 0, count: days)
    atRisk = Array(repeating: 0, count: days)
  }
}
