import EngagementCore

/// Sends less and less to users whom the last pushes did not interest.
///
/// The first pushes without an open are free; each further one halves the chance that the next is sent.
public struct Patience: OwnPolicy {
  public let name = "patience"
  public let version = "1"
  public let arms: Set<String>?
  /// Pushes without an open that change nothing.
  public var free = 5

  /// - Parameter arms: Where it acts; nil: in every arm.
  public init(arms: Set<String>? = nil) { self.arms = arms }

  public func decide(_ message: PolicyQuestion) -> PolicyAnswer {
    guard message.channel == .push, message.pushesSinceOpen > free else { return .send }
    var chance = 1.0
    for _ in free..<message.pushesSinceOpen { chance /= 2 }
    // At least one in ten: who never hears of the app cannot come back.
    return message.draw < max(chance, 0.1) ? .send : .hold
  }
}
