/// The order in which segment values are shown: numbers by size, everything else by name.
enum SegmentOrder {
  static func precedes(_ first: String, _ second: String) -> Bool {
    if let a = Double(first), let b = Double(second) { return a < b }
    return first < second
  }
}
