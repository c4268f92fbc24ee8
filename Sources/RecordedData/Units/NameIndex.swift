/// Gives any number of different names small numbers, in order of appearance; made for millions of users.
package struct NameIndex {
  /// Most names that can be told apart, with some room to notice in time.
  package static let mostNames = Int(Int32.max) - 4096

  /// How many names there are.
  package var count: Int { ends.count }

  private var slots: [Int32] = Array(repeating: -1, count: 1 << 10)
  private var hashes: [UInt64] = []
  private var ends: [Int] = []
  private var text: [UInt8] = []

  /// No names yet.
  package init() {}

  /// Bytes in use, and as much again for what grows by doubling.
  package var bytes: Int { 2 * (text.count + ends.count * 16) + 4 * slots.count }

  /// The number of a name; the count of names before for a new one.
  package mutating func number(of name: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = ByteHash.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash, isNamed(number, name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = ends.count
    slots[slot] = Int32(truncatingIfNeeded: number)
    hashes.append(hash)
    text.append(contentsOf: name)
    ends.append(text.count)
    if 2 * ends.count > slots.count { rehash() }
    return number
  }

  /// A name as text.
  package func text(_ number: Int) -> String { String(decoding: text[start(number)..<ends[number]], as: UTF8.self) }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func isNamed(_ number: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = start(number)
    return ends[number] - start == name.count && text[start..<ends[number]].elementsEqual(name)
  }

  private mutating func rehash() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for number in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[number]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
