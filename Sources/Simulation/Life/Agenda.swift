import Primitives

/// What lies ahead of one user, in time order: a binary heap in memory that lives as long as its worker.
struct Agenda: ~Copyable {
  /// Something that will happen.
  struct Item {
    enum Kind: Int32 {
      /// A session of the user's own.
      case session
      /// A message becomes due; the user enters the campaign now.
      case due
      /// A message decided earlier comes out of a delay or of quiet hours.
      case release
      /// The user opens a message.
      case opening
      /// A session that a message caused without being opened.
      case influenced
    }
    var time: LocalTime
    /// Order among items of the same time.
    var rank: Int32
    var kind: Kind
    /// Campaign, or the number of the user's own session.
    var subject: Int32
    /// Release: when it was first due. Opening: variant, topic and flags. Influenced: number.
    var detail: Int32 = 0
    /// Release: when the user entered. Opening, influenced: address of the message's draws.
    var address: Int32 = 0
  }

  private var items: UnsafeMutablePointer<Item>
  private var capacity = 64
  private(set) var count = 0

  init() { items = .allocate(capacity: 64) }

  deinit { items.deallocate() }

  subscript(index: Int) -> Item { items[index] }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  private static func precedes(_ a: borrowing Item, _ b: borrowing Item) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.rank != b.rank { return a.rank < b.rank }
    return a.subject < b.subject
  }

  mutating func push(_ item: Item) {
    if count == capacity { grow() }
    var child = count
    count += 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !Self.precedes(item, items[parent]) { break }
      items[child] = items[parent]
      child = parent
    }
    items[child] = item
  }

  /// When the first item comes; the end of time when there is none.
  var nextTime: LocalTime {
    @inline(__always) get { count > 0 ? items[0].time : .max }
  }

  /// Takes the first item of an agenda that is not empty.
  mutating func pop() -> Item {
    let first = items[0]
    count -= 1
    if count == 0 { return first }
    let last = items[count]
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= count { break }
      if child + 1 < count && Self.precedes(items[child + 1], items[child]) { child += 1 }
      if !Self.precedes(items[child], last) { break }
      items[parent] = items[child]
      parent = child
    }
    items[parent] = last
    return first
  }

  /// Removes the item at a position of an agenda that is used as a plain list.
  mutating func remove(at index: Int) {
    count -= 1
    for k in index..<count { items[k] = items[k + 1] }
  }

  /// Adds to the end of an agenda that is used as a plain list.
  mutating func append(_ item: Item) {
    if count == capacity { grow() }
    items[count] = item
    count += 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Item>.allocate(capacity: capacity * 2)
    larger.update(from: items, count: count)
    items.deallocate()
    items = larger
    capacity *= 2
  }
}
