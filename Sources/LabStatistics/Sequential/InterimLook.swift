/// What one look at a running test shows of one comparison.
public struct InterimLook: Sendable, Equatable {
  /// The estimated effect.
  public let estimate: Double
  /// Its standard error; zero while nothing varies, and then no rule concludes anything.
  public let standardError: Double
  /// Users of both arms so far.
  public let users: Double

  /// Describes a look.
  public init(estimate: Double, standardError: Double, users: Double) {
    self.estimate = estimate
    self.standardError = standardError
    self.users = users
  }

  /// The estimate in standard errors; nil while nothing varies.
  public var z: Double? { standardError > 0 && standardError.isFinite ? estimate / standardError : nil }

  /// How much is known: the reciprocal of the squared standard error; zero while nothing varies.
  public var information: Double { standardError > 0 ? 1 / (standardError * standardError) : 0 }
}
