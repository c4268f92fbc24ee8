/// What an ``OwnPolicy`` is told of one user's pushes in one arm.
package struct PolicyMemory: Sendable, Equatable {
  /// Pushes by day modulo 7, and the day of the newest of them.
  private var week: SIMD8<Int32> = .zero
  private var newest: Int32 = 0
  package private(set) var pushes: Int32 = 0
  package private(set) var opens: Int32 = 0
  package private(set) var sinceOpen: Int32 = 0
  /// By campaign that goes out by several channels: whether its last message was a push.
  private var wasPush: [Bool] = []

  package init(campaigns: Int = 0) { wasPush = Array(repeating: false, count: campaigns) }

  /// Takes note of a delivery.
  package mutating func noteArrival(_ campaign: Int32, isPush: Bool, day: Int32) {
    wasPush[Int(campaign)] = isPush
    guard isPush else { return }
    turn(to: day)
    week[place(of: day)] += 1
    pushes += 1
    sinceOpen += 1
  }

  /// Takes note of an open.
  package mutating func noteOpening(_ campaign: Int32) {
    guard wasPush[Int(campaign)] else { return }
    opens += 1
    sinceOpen = 0
  }

  /// Pushes of a day and the six before it.
  package mutating func inWeek(endingOn day: Int32) -> Int32 {
    turn(to: day)
    return week.wrappedSum()
  }

  /// Forgets the days that a week ending on `day` does not contain.
  private mutating func turn(to day: Int32) {
    guard day > newest else { return }
    if day - newest >= 7 {
      week = .zero
    } else {
      for old in newest + 1...day { week[place(of: old)] = 0 }
    }
    newest = day
  }

  private func place(of day: Int32) -> Int { Int(((day % 7) + 7) % 7) }
}
