import Primitives

/// What the frequency caps say about a message that is to be sent now.
///
/// `rule` is the position of a cap in ``LimitsDefinition/caps``; ``FrequencyCaps/describe(_:)`` puts it in words.
@frozen
public enum CapDecision: Sendable, Equatable {
  case free
  /// It is over the cap, for good.
  case drop(rule: Int32)
  /// It is over the cap and should be asked about again at `until`, when a slot is free unless others take it before.
  case postpone(until: LocalTime, rule: Int32)
  /// It is over the cap and is not sent, but what follows it in a journey goes on as if it had been.
  case advance(rule: Int32)
  /// It has a slot, but would take it from a message of the campaign `by`, which is due later and goes first.
  case preempted(rule: Int32, by: Int32)

  /// Whether the message may be sent. Faster than a comparison.
  @inlinable @inline(__always)
  public var isFree: Bool { if case .free = self { true } else { false } }
}
