import Primitives

/// Whether and when the same user may get a campaign again.
///
/// Counted in seconds and not in days of the calendar: "30 days" on a send of 15 February at 10:00 ends on 16 March at
/// 10:00 of a leap year, so that a monthly send on the 15th misses March.
public struct EligibilityRule: Sendable, Equatable {
  public let again: ReEligibility
  public let from: EligibilityBasis

  public init(_ again: ReEligibility, from: EligibilityBasis = .receipt) {
    self.again = again
    self.from = from
  }

  /// Whether a user may enter.
  ///
  /// - Parameters:
  ///   - lastReceipt: Time of the user's last send of this campaign, ghost sends included; nil: none.
  ///   - lastEntry: When the user last entered the campaign, whatever came of it; nil: never.
  @inlinable
  public func admits(at time: LocalTime, lastReceipt: LocalTime?, lastEntry: LocalTime?) -> Bool {
    if case .always = again { return true }
    guard let last = basis(lastReceipt, lastEntry) else { return true }
    switch again {
    case .always: return true
    case .once: return false
    case .after(let seconds): return Int(time) - Int(last) >= seconds
    }
  }

  /// Whether a message of a user who entered before may still be sent.
  ///
  /// Counted from the entry there is nothing to check: the last entry is its own.
  @inlinable
  public func admitsRelease(at time: LocalTime, lastReceipt: LocalTime?) -> Bool {
    from == .entry || admits(at: time, lastReceipt: lastReceipt, lastEntry: nil)
  }

  @inlinable
  func basis(_ receipt: LocalTime?, _ entry: LocalTime?) -> LocalTime? {
    switch from {
    case .receipt: receipt
    case .entry: entry
    }
  }
}
