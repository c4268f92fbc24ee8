/// A run of uniforms for one decision that needs an unknown number of them (rejection sampling, a walk).
@frozen
public struct DrawSequence: ~Copyable {
  @usableFromInline let draws: Draws
  @usableFromInline let purpose: Purpose
  @usableFromInline let occurrence: UInt32
  @usableFromInline let entity: UInt32
  @usableFromInline var index: UInt32 = 0
  @usableFromInline var left = 0
  @usableFromInline var words = SIMD4<UInt32>()

  /// Starts the sequence at an address.
  @inlinable
  public init(_ draws: Draws, _ purpose: Purpose, occurrence: UInt32 = 0, entity: UInt32 = 0) {
    self.draws = draws
    self.purpose = purpose
    self.occurrence = occurrence
    self.entity = entity
  }

  /// Returns the next uniform in (0, 1).
  @inlinable @inline(__always)
  public mutating func next() -> Double {
    if left == 0 { refill() }
    left &-= 1
    return Draws.uniform(words[left & 3])
  }

  @inlinable @inline(never)
  mutating func refill() {
    words = draws.block(purpose, occurrence: occurrence, entity: entity, index: index)
    index &+= 1
    left = 4
  }
}

/// One uniform a day for a decision that is taken every day, four days to a block, of which the last is kept.
@frozen
public struct DailyUniform: Sendable {
  /// What the kept block is about: entity and days. Never all bits set, as an entity is not.
  @usableFromInline var key = UInt64.max
  @usableFromInline var words = SIMD4<UInt32>()

  /// Starts with nothing kept.
  @inlinable public init() {}

  /// Returns the uniform of a day.
  ///
  /// - Parameters:
  ///   - day: It may be negative (warm-up).
  ///   - entity: The thing that it is about, when a purpose has several; below 2^32 − 1.
  @inlinable @inline(__always)
  public mutating func next(_ draws: Draws, _ purpose: Purpose, day: Int32, entity: UInt32 = 0) -> Double {
    let days = UInt32(bitPattern: day >> 2)
    let wanted = UInt64(entity) << 32 | UInt64(days)
    if key != wanted {
      words = draws.block(purpose, occurrence: days, entity: entity)
      key = wanted
    }
    return Draws.uniform(words[Int(day & 3)])
  }
}
