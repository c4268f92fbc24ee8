import EngagementCore
import Primitives

/// What changes in a life through the parts that only some apps have.
struct PartState {
  /// When something was last put into the cart; ``never``: it is empty.
  var cartSince = PartState.never
  /// Whether that was in the current session, or in one that crashed.
  var isCartNew = false
  /// The level of a game, and failed attempts at the next.
  var level: Int32 = 0
  var attempts: Int32 = 0
  var membership = Membership.none
  /// End of the trial or period; ``never``: none runs.
  var due = PartState.never
  /// Days with a session in it, and whether an offer was opened.
  var activeDays: Int32 = 0
  var hasSeenOffer = false
  /// Crashes and errors that are remembered, as an added log of the churn rate.
  var trouble = 0.0

  enum Membership: UInt8 {
    case none, trial, subscribed, cancelled
  }

  /// No moment.
  static let never = LocalTime.min
}

/// What a person is like, as far as only these parts ask: drawn once, the same in every arm.
struct PartTraits {
  /// Factors of the chances of crashes and errors on the person's device.
  var crashFactor = 1.0
  var errorFactor = 1.0
  /// The person's own satisfaction, standard normal.
  var taste = 0.0
}
