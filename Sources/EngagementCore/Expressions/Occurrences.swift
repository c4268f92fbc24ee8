/// Which occurrences of a tag are counted, beyond its name and topic, and how.
public struct Occurrences: Hashable, Sendable {
  public var tag: String
  /// Only those whose extra `category` has this value; nil: all.
  public var topic: String?
  /// Only those that carry these values of extras.
  public var extras = ExtrasFilter()
  /// Only sessions of such a length in seconds, counted at their end; nil: all.
  public var lengths: ClosedRange<Int32>?
  /// Only those of the last so many local days, today included; nil: all.
  public var days: Int?
  /// How the days of the window are taken together; nil: in total.
  public var blocks: Blocks?

  /// Makes a plain count.
  public init(tag: String, topic: String? = nil, days: Int? = nil) {
    self.tag = tag
    self.topic = topic
    self.days = days
  }

  /// Days or weeks that are counted each by itself.
  ///
  /// The value of the measure is then the number of blocks, counted back from today, in which the number of occurrences
  /// lies in `range`; days left over at the beginning of the window are not looked at.
  public struct Blocks: Hashable, Sendable {
    /// Days of a block, 1 or 7.
    public var days: Int
    public var range: ClosedRange<Int32>

    public init(days: Int, range: ClosedRange<Int32>) {
      self.days = days
      self.range = range
    }
  }
}

/// The values of extras that an occurrence must carry, packed as in ``TagDetail/extras``.
public struct ExtrasFilter: Hashable, Sendable {
  /// The bytes that are looked at.
  public var mask: UInt32 = 0
  /// What they must be.
  public var bits: UInt32 = 0

  /// Makes a filter that all occurrences pass.
  public init() {}

  /// Asks for a value of an extra.
  ///
  /// - Parameters:
  ///   - value: Index of the value among the known values of the extra.
  ///   - extra: Index of the extra among those of the tag with known values, 0 to 3.
  public mutating func require(value: Int, ofExtra extra: Int) {
    let shift = UInt32(8 * extra)
    mask |= 0xFF << shift
    bits |= UInt32(truncatingIfNeeded: value + 1) << shift
  }
}
