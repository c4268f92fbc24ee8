import EngagementCore

/// Deliveries in the order in which they were sent; memory that lives as long as its worker.
struct Inbox: ~Copyable {
  private var items: UnsafeMutablePointer<Delivery> = .allocate(capacity: 16)
  private var capacity = 16
  private var first = 0
  private var end = 0

  deinit { items.deallocate() }

  var isEmpty: Bool { first == end }

  mutating func append(_ delivery: Delivery) {
    if end == capacity { grow() }
    items[end] = delivery
    end += 1
  }

  /// Takes the first delivery of an inbox that is not empty.
  mutating func removeFirst() -> Delivery {
    defer {
      first += 1
      if first == end {
        first = 0
        end = 0
      }
    }
    return items[first]
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Delivery>.allocate(capacity: capacity * 2)
    larger.update(from: items, count: end)
    items.deallocate()
    items = larger
    capacity *= 2
  }
}
