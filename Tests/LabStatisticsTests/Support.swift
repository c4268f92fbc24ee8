import Foundation

/// Whether two numbers agree within a relative tolerance.
func isClose(_ got: Double, _ expected: Double, relative: Double = 1e-12, absolute: Double = 0) -> Bool {
  abs(got - expected) <= absolute + relative * abs(expected)
}
