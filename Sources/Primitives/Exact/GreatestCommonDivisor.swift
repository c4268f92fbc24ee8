/// Returns the greatest number that divides both; of zero and a number, that number (Euclid, Elements VII.2).
public func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
