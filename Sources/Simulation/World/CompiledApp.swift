import Behavior
import Primitives

/// The app's screens and actions as tables over ids. Activity ids are also their tag ids; events follow them.
package struct CompiledApp: Sendable {
  /// A screen.
  package struct Activity: Sendable {
    /// Range of ``CompiledApp/next`` with cumulative chances.
    let next: Range<Int32>
    let dwell: Double
    let hasTopic: Bool
    /// Range of ``CompiledApp/actions``.
    let actions: Range<Int32>
    /// Range of ``CompiledApp/jobs``.
    let jobs: Range<Int32>
  }

  /// A way to another screen.
  package struct Step: Sendable {
    let cumulative: Double
    let activity: Int32
  }

  /// An action that may be taken on a screen or at the end of a session.
  package struct Action: Sendable {
    let tag: Int32
    /// Chance per view; −1: the person's own chance to convert; −2: it depends on a state.
    let chance: Double
    /// What that starts from; negative: the person's own chance to convert.
    let base: Double
    /// Millionths per event; −1: an order of the person's own size.
    let revenue: Int64
    let hasTopic: Bool
    /// Bit of the once-in-a-life flags, or −1.
    let onceBit: Int32
    /// Range of ``CompiledApp/settings``.
    let sets: Range<Int32>
    /// Index in ``CompiledApp/extras``, or −1.
    let extras: Int32
    let isCrash: Bool
    /// What it is to the parts that only some apps have.
    let role: ActionRole
    var isSingle: Bool { !role.isDisjoint(with: .single) }
  }

  /// An app-info that something sets.
  package struct Setting: Sendable {
    package enum Kind: UInt8, Sendable {
      case value
      /// So many days after today.
      case today
      /// So much more than before.
      case increase
    }
    let kind: Kind
    let offset: Int32
    let value: Int32
  }

  /// An action with a duration, as it may start on one screen.
  package struct Job: Sendable {
    /// Number of the job, the same on every screen.
    let index: Int32
    let tag: Int32
    let hash: UInt32
    let chance: Double
    let duration: Double
    let completes: Double
    let isBackground: Bool
    let sets: Range<Int32>
  }

  /// A place that users visit.
  package struct Place: Sendable {
    let tag: Int32
    let visits: PlaceVisits
  }

  package let activities: Table<Activity>
  package let next: Table<Step>
  package let actions: Table<Action>
  /// Actions of a session as a whole.
  package let sessionActions: Range<Int32>
  package let settings: Table<Setting>
  package let extras: Table<ExtraChoice>
  package let jobs: Table<Job>
  /// Jobs that may start at the end of a session.
  package let sessionJobs: Range<Int32>
  package let places: Table<Place>
  /// By platform; and whether there are any.
  package let interruptions: Table<Interruption>
  package let hasInterruptions: Bool
  /// Whether sessions are walked and have hours; without screens they are only counted.
  package var isWalked: Bool { activities.count > 0 }
  /// No session has more views than this; it guards against graphs that hardly ever exit.
  package static let longestSession = 500
}
