import Primitives

/// What lies ahead of one user, in time order: a binary heap in memory that lives as long as its worker.
///
/// The platform's own items and those of whoever plays the user share one agenda, so that there is one order.
public struct Agenda: ~Copyable {
  /// Something that will happen.
  @frozen
  public struct Item: Sendable {
    /// What will happen. Kinds of the platform are below 16; the rest is free for whoever plays the user.
    @frozen
    public struct Kind: Sendable, Equatable, RawRepresentable {
      public let rawValue: Int32
      @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }

      /// Whether it is the platform's own.
      @inlinable public var isPlatforms: Bool { rawValue < 16 }

      /// A message becomes due; the user enters the campaign now.
      @inlinable public static var due: Kind { Kind(rawValue: 0) }
      /// A message decided earlier comes out of a delay, of quiet hours or of another postponement.
      @inlinable public static var release: Kind { Kind(rawValue: 1) }
      /// A message has waited long enough for a tag.
      @inlinable public static var timeout: Kind { Kind(rawValue: 2) }
      /// Time to see whether a message was ignored.
      @inlinable public static var silence: Kind { Kind(rawValue: 3) }
    }

    public var time: LocalTime
    /// Order among items of the same time; what the user does has rank 0 and comes before messages.
    public var rank: Int32
    public var kind: Kind
    /// Campaign, or what the kind says.
    public var subject: Int32
    /// Due: days of silence that it needs. Release, timeout: when it was first due. Silence: index of the trigger.
    public var detail: Int32
    /// Release, timeout: when the user entered. Silence: when it was sent.
    public var address: Int32
    /// Release: how often it was postponed, and ``reserved``.
    public var extra: Int32

    /// Bit of ``extra``: its place in the send queue is reserved.
    @inlinable public static var reserved: Int32 { 1 << 16 }

    @inlinable
    public init(
      time: LocalTime, rank: Int32, kind: Kind, subject: Int32, detail: Int32 = 0, address: Int32 = 0, extra: Int32 = 0
    ) {
      self.time = time
      self.rank = rank
      self.kind = kind
      self.subject = subject
      self.detail = detail
      self.address = address
      self.extra = extra
    }
  }

  @usableFromInline var items: UnsafeMutablePointer<Item>
  @usableFromInline var capacity = 64
  @usableFromInline var size = 0

  @inlinable public init() { items = .allocate(capacity: 64) }

  @inlinable deinit { items.deallocate() }

  /// Number of items.
  @inlinable public var count: Int { size }

  @inlinable
  public subscript(index: Int) -> Item {
    get { items[index] }
    set { items[index] = newValue }
  }

  @inlinable public mutating func removeAll() { size = 0 }

  @inlinable @inline(__always)
  static func precedes(_ a: borrowing Item, _ b: borrowing Item) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.rank != b.rank { return a.rank < b.rank }
    if a.subject != b.subject { return a.subject < b.subject }
    // Every tie is decided, or the order would depend on what else lies ahead. What has waited comes before what is new.
    if a.kind != b.kind { return a.kind.rawValue > b.kind.rawValue }
    if a.detail != b.detail { return a.detail < b.detail }
    return a.address < b.address
  }

  @inlinable
  public mutating func push(_ item: Item) {
    if size == capacity { grow() }
    var child = size
    size += 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !Self.precedes(item, items[parent]) { break }
      items[child] = items[parent]
      child = parent
    }
    items[child] = item
  }

  /// When the first item comes; the end of time when there is none.
  @inlinable public var nextTime: LocalTime {
    @inline(__always) get { size > 0 ? items[0].time : .max }
  }

  /// Takes the first item of an agenda that is not empty.
  @inlinable @inline(__always)
  public mutating func pop() -> Item {
    let first = items[0]
    size &-= 1
    if size > 0 { sink() }
    return first
  }

  /// Fills the gap that the first item has left with the last one.
  @inlinable @inline(never)
  mutating func sink() {
    let last = items[size]
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= size { break }
      if child + 1 < size && Self.precedes(items[child + 1], items[child]) { child += 1 }
      if !Self.precedes(items[child], last) { break }
      items[parent] = items[child]
      parent = child
    }
    items[parent] = last
  }

  /// Removes the item at a position of an agenda that is used as a plain list.
  public mutating func remove(at index: Int) {
    size -= 1
    for k in index..<size { items[k] = items[k + 1] }
  }

  /// Adds to the end of an agenda that is used as a plain list.
  @inlinable
  public mutating func append(_ item: Item) {
    if size == capacity { grow() }
    items[size] = item
    size += 1
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Item>.allocate(capacity: capacity * 2)
    larger.update(from: items, count: size)
    items.deallocate()
    items = larger
    capacity *= 2
  }
}
