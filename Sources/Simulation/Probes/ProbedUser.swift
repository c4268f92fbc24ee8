/// A user who satisfies a probe.
package struct ProbedUser: Sendable, Equatable {
  /// The number in the population.
  package let number: UInt32
  /// Whether the app is still there.
  package let isInstalled: Bool
}
