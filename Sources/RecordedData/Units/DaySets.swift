/// The days on which each of many users was there: a bit per user and day.
///
/// Memory is that of the users times the stretches of 64 days on which any of them was there, not of the rows.
struct DaySets {
  private var stretches: [Int] = []
  private var pages: [[UInt64]] = []
  private var last = 0

  /// Bytes in use, and as much again for what grows by doubling.
  private(set) var bytes = 0

  /// Adds a day.
  mutating func insert(_ day: Int, user: Int) {
    let page = page(of: day >> 6)
    if pages[page].count <= user {
      let more = user + 1 - pages[page].count
      pages[page].append(contentsOf: repeatElement(0, count: more))
      bytes += 16 * more
    }
    pages[page][user] |= 1 << UInt64(day & 63)
  }

  private mutating func page(of stretch: Int) -> Int {
    if last < stretches.count, stretches[last] == stretch { return last }
    if let known = stretches.firstIndex(of: stretch) {
      last = known
      return known
    }
    stretches.append(stretch)
    pages.append([])
    last = pages.count - 1
    return last
  }

  /// The sets in the order of time, to be read.
  var sorted: Sorted {
    let order = stretches.indices.sorted { stretches[$0] < stretches[$1] }
    return Sorted(stretches: order.map { stretches[$0] }, pages: order.map { pages[$0] })
  }

  /// Days of users in the order of time.
  struct Sorted {
    fileprivate let stretches: [Int]
    fileprivate let pages: [[UInt64]]

    /// Hands out the days of a user, the earliest first.
    func forEach(user: Int, _ body: (Int) -> Void) {
      for page in pages.indices where user < pages[page].count {
        var bits = pages[page][user]
        while bits != 0 {
          body(stretches[page] << 6 + bits.trailingZeroBitCount)
          bits &= bits - 1
        }
      }
    }
  }
}
