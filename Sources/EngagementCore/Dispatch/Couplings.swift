import Primitives

/// What ties users to each other: limits that are shared by all users of an arm.
///
/// Users of a day are asked one after the other in an order drawn for that day, so that the limits hold exactly and the
/// result does not depend on threads.
open class Couplings {
  /// The answer to a message that every other rule lets pass.
  public enum Answer: Sendable, Equatable {
    case go
    case stop(Outcome)
    /// There is a place in the queue at this time.
    case later(LocalTime)
  }

  public init() {}

  /// Whether a campaign with a limited audience takes a user in.
  open func takeIn(_ campaign: Int32, _ user: UInt32) -> Bool { true }

  /// Whether and when a message may go out.
  ///
  /// - Parameters:
  ///   - time: The user's local time.
  ///   - zone: The user's time zone, an index in the population.
  ///   - extra: What its item carries; with ``Agenda/Item/reserved`` its place is reserved already.
  open func ask(_ campaign: Int32, at time: LocalTime, zone: Int32, extra: Int32) -> Answer { .go }
}
