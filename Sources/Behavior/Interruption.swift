import Primitives

/// Absences between two screens, on one platform: compiled from ``AppModel/Interruptions``.
public struct Interruption: Sendable {
  let chance: Double
  let length: Double
  let timeout: Double

  /// Compiles the interruptions of a platform.
  public init(_ interruptions: AppModel.Interruptions, platform: String) {
    chance = interruptions.chance
    length = interruptions.length
    timeout =
      interruptions.timeouts.first { $0.platform == platform }?.seconds ?? interruptions.otherTimeout
  }

  /// Whether there are any.
  public var isPossible: Bool { chance > 0 }

  /// Seconds of absence at a change of screen, from one uniform: 0 for none, else exponential, at most a day.
  ///
  /// Rounded up, so that an absence outlasts a time-out of whole seconds with chance e^(−time-out/length) exactly.
  public func pause(_ u: Double) -> Int32 {
    guard u < chance else { return 0 }
    return Samplers.seconds(u / chance, mean: length, atMost: 86_399, rounded: .up)
  }

  /// Whether the platform counts a new session after an absence: it outlasts the time-out.
  public func splits(_ pause: Int32) -> Bool { pause > 0 && Double(pause) > timeout }
}
