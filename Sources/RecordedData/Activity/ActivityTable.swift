/// What is kept of every user while an event log is read: a fixed number of bytes and a bit per day.
struct ActivityTable {
  /// The day of the first row, whatever it says; of rows before the observation too.
  private(set) var firstDays: [Int32] = []
  /// The day of the first install event; ``never`` without one.
  private(set) var installDays: [Int32] = []
  /// Sessions within the days that are calibrated on.
  private(set) var sessions: [Int32] = []
  /// The active days.
  private(set) var days = DaySets()

  /// A day that no row has.
  static let never = Int32.max

  private let countsSessions: Bool

  init(countsSessions: Bool) { self.countsSessions = countsSessions }

  /// Bytes in use, and as much again for what grows by doubling.
  var bytes: Int { firstDays.count * (countsSessions ? 24 : 16) + days.bytes }

  /// How many users have a place.
  var count: Int { firstDays.count }

  /// Makes a place for a user.
  mutating func addUser() {
    firstDays.append(Self.never)
    installDays.append(Self.never)
    if countsSessions { sessions.append(0) }
  }

  /// Notes that a user has a row on a day.
  mutating func seen(_ user: Int, day: Int) {
    firstDays[user] = min(firstDays[user], Int32(clamping: day))
  }

  /// Notes an install.
  mutating func installed(_ user: Int, day: Int) {
    installDays[user] = min(installDays[user], Int32(clamping: day))
  }

  /// Notes an active day.
  mutating func active(_ user: Int, day: Int) { days.insert(day, user: user) }

  /// Notes a session.
  mutating func session(_ user: Int) { sessions[user] &+= 1 }
}
