/// What is kept of every customer while a transaction log is read.
///
/// Values are in millionths, so that their sums are the same in any order of the rows.
struct PurchaseTable {
  /// The day of the first purchase; of purchases before the observation too.
  private(set) var firstDays: [Int32] = []
  /// What was spent on that day.
  private(set) var firstValues: [Int64] = []
  /// What was spent until the end of the calibration.
  private(set) var values: [Int64] = []
  /// The days with a purchase.
  private(set) var days = DaySets()

  /// A day that no row has.
  static let never = Int32.max

  private let hasValues: Bool

  init(hasValues: Bool) { self.hasValues = hasValues }

  /// Bytes in use, and as much again for what grows by doubling.
  var bytes: Int { firstDays.count * (hasValues ? 40 : 8) + days.bytes }

  /// How many customers have a place.
  var count: Int { firstDays.count }

  /// Makes a place for a customer.
  mutating func addUser() {
    firstDays.append(Self.never)
    if hasValues {
      firstValues.append(0)
      values.append(0)
    }
  }

  /// Notes a purchase.
  ///
  /// - Parameters:
  ///   - value: what was spent, in millionths; nil when that is of no interest.
  ///   - isObserved: whether the day lies within the observation.
  /// - Returns: false when the sum of a customer's values is beyond what a number can hold.
  mutating func purchased(_ user: Int, day: Int, value: Int64?, isCalibrated: Bool, isObserved: Bool) -> Bool {
    let day32 = Int32(clamping: day)
    if let value {
      let first = day32 < firstDays[user] ? 0 : firstValues[user]
      let (firstSum, firstOverflows) = first.addingReportingOverflow(day32 <= firstDays[user] ? value : 0)
      let (sum, overflows) = values[user].addingReportingOverflow(isCalibrated ? value : 0)
      guard !firstOverflows, !overflows else { return false }
      (firstValues[user], values[user]) = (firstSum, sum)
    }
    firstDays[user] = min(firstDays[user], day32)
    if isObserved { days.insert(day, user: user) }
    return true
  }
}
