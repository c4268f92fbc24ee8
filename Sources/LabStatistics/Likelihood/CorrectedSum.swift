/// A sum that keeps what its additions round away.
@usableFromInline
struct CorrectedSum {
  @usableFromInline var sum = 0.0
  @usableFromInline var correction = 0.0

  @inlinable init() {}

  @inlinable
  mutating func add(_ term: Double) {
    let total = sum + term
    correction += sum.magnitude >= term.magnitude ? (sum - total) + term : (term - total) + sum
    sum = total
  }

  /// Without the correction when the sum is not finite, where the correction is not a number.
  @inlinable var value: Double { correction.isFinite ? sum + correction : sum }
}
