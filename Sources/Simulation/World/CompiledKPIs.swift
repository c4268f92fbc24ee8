import EngagementCore
import Primitives

/// The KPIs as feeds: which happening adds to which number.
package struct CompiledKPIs: Sendable {
  /// Adds to a KPI's numerator or denominator.
  package struct Feed: Sendable {
    /// Position in the user's block of numbers: 2 × KPI, plus 1 for the denominator.
    let slot: Int32
    /// Only for this topic; negative: any.
    let topic: Int32
    let sign: Int64
    /// Position among the KPIs with a weekly series, or −1.
    let look: Int32
    /// Position among the KPIs that are kept of every user, or −1.
    let record: Int32
    /// Whether it has either, so that the hot path asks once.
    let isWatched: Bool

    init(slot: Int32, topic: Int32, sign: Int64, look: Int32, record: Int32) {
      self.slot = slot
      self.topic = topic
      self.sign = sign
      self.look = look
      self.record = record
      isWatched = look >= 0 || record >= 0
    }
  }

  /// What the denominator of a KPI is, when it is not fed.
  package enum Denominator: Sendable {
    case user
    /// Days in the population; the value is scaled by 7.
    case week
    case fed
  }

  /// A number that is decided at the end of a user's life.
  package enum Final: Sendable {
    case none
    case retention(Range<Int32>, slot: Int32)
    case share(of: Predicate, among: Predicate)
    case optOut
    case uninstall
    case returns(gap: Int32, watch: Int32)
    case returnsStay(gap: Int32, stays: Int32, watch: Int32)
  }

  /// One KPI.
  package struct KPI: Sendable {
    let denominator: Denominator
    let final: Final
    /// Position among the KPIs with a weekly series, or −1.
    let look: Int32
    /// Whether its daily values add up.
    package let isAdditive: Bool
    /// Factor of num / den for display: 7 for weeks, 1e-6 for money.
    package let scale: Double
  }

  /// A KPI of users who come back: its thresholds.
  package struct Watch: Sendable {
    let gap: Int32
    let stays: Int32
  }

  package let kpis: Table<KPI>
  let byTag: Table<Range<Int32>>
  let tagFeeds: Table<Feed>
  let revenueByTag: Table<Range<Int32>>
  let revenueFeeds: Table<Feed>
  let cost: Table<Feed>
  let push: Table<Feed>
  let inApp: Table<Feed>
  let email: Table<Feed>
  let sms: Table<Feed>
  let activeDay: Table<Feed>
  /// KPI index and age range of the retention KPIs.
  let retention: Table<RetentionWatch>
  let watches: Table<Watch>
  /// KPI index of each weekly series.
  package let looks: [Int]
  let readsDevice: Bool
  /// Users compared by the messages that they got; nil: not asked for.
  let naive: Naive?

  /// Groups of users by the messages that arrived in the first days of the horizon.
  package struct Naive: Sendable {
    let kpi: Int
    let days: Int32
    let countsAll: Bool
    /// The fewest messages of each group.
    let groups: [Int64]
  }

  /// A retention KPI: active on an age within the range counts.
  package struct RetentionWatch: Sendable {
    let kpi: Int32
    let from: Int32
    let to: Int32
  }
}
