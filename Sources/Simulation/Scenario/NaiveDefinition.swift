import Behavior

/// A comparison of users by the number of messages that they happened to get, as it is often published.
///
/// Nobody was assigned to these groups: who uses the app more gets more messages, so that they differ for reasons that no
/// message caused. A run shows them beside what the same people do in the baseline arm.
public struct NaiveDefinition: OptionalPart {
  /// What is counted.
  public var by = Exposure.pushes
  /// Days of the horizon whose messages count, from its first.
  public var days: Int
  /// Name of the KPI that is compared.
  public var kpi: String
  /// The fewest messages of each group: 0, then rising. The last group is open.
  public var groups = [0, 1, 2, 6, 21]

  public init(days: Int, kpi: String) {
    self.days = days
    self.kpi = kpi
  }

  /// Which messages count, once they arrived.
  public enum Exposure: String, Sendable, CaseIterable {
    case pushes
    /// Of all channels.
    case messages
  }

  /// Most groups.
  public static let mostGroups = 20
}
