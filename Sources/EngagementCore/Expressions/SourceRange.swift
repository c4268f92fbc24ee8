/// A part of a source text, counted in UTF-8 bytes.
public struct SourceRange: Sendable, Hashable {
  /// Bytes before it.
  public var offset: Int
  /// Bytes in it; 0 at the end of a text.
  public var length: Int

  /// Makes a range.
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  /// The first byte after it.
  public var end: Int { offset + length }

  /// Returns the smallest range that covers both.
  public func union(_ other: SourceRange) -> SourceRange {
    let start = min(offset, other.offset)
    return SourceRange(offset: start, length: max(end, other.end) - start)
  }
}

/// A value with its place in the source text; two are equal when their values are, wherever they stand.
public struct Located<Value> {
  public var value: Value
  public var range: SourceRange

  /// Makes a located value.
  public init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Sendable where Value: Sendable {}

extension Located: Equatable where Value: Equatable {
  public static func == (a: Located, b: Located) -> Bool { a.value == b.value }
}
