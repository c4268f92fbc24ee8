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
  }

  /// A way to another screen.
  package struct Step: Sendable {
    let cumulative: Double
    let activity: Int32
  }

  /// An action that may be taken on a screen or at the end of a session.
  package struct Action: Sendable {
    let tag: Int32
    /// Chance per view; negative: the person's own chance to convert.
    let chance: Double
    /// Millionths per event; −1: an order of the person's own size.
    let revenue: Int64
    let hasTopic: Bool
    /// Bit of the once-in-a-life flags, or −1.
    let onceBit: Int32
    /// Range of ``CompiledApp/settings``.
    let sets: Range<Int32>
  }

  /// An app-info that an action sets.
  package struct Setting: Sendable {
    let offset: Int32
    let value: Int32
  }

  package let activities: Table<Activity>
  package let next: Table<Step>
  package let actions: Table<Action>
  /// Actions of a session as a whole.
  package let sessionActions: Range<Int32>
  package let settings: Table<Setting>
  /// Whether sessions are walked and have hours; without screens they are only counted.
  package var isWalked: Bool { activities.count > 0 }
  /// No session has more views than this; it guards against graphs that hardly ever exit.
  package static let longestSession = 500
}
