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
  @inlinable
  public mutating func next() -> Double {
    if left == 0 {
      words = draws.block(purpose, occurrence: occurrence, entity: entity, index: index)
      index &+= 1
      left = 4
    }
    left &-= 1
    return Draws.uniform(words[left])
  }
}

/// One uniform a day for a purpose, four days to a block.
@frozen
public struct DailyUniform: Sendable {
  // No day's block has this number: the two highest bits of a shifted day are equal.
  @usableFromInline var block: UInt32 = 0x8000_0000
  @usableFromInline var words = SIMD4<UInt32>()

  /// Starts with nothing cached.
  @inlinable public init() {}

  /// Returns the uniform of `day`, which may be negative (warm-up).
  @inlinable @inline(__always)
  public mutating func next(_ draws: Draws, _ purpose: Purpose, day: Int32) -> Double {
    let number = UInt32(bitPattern: day >> 2)
    if block != number {
      words = draws.block(purpose, occurrence: number)
      block = number
    }
    return Draws.uniform(words[Int(day & 3)])
  }
}
