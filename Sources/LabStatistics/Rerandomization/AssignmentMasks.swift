import Primitives

/// The units of each arm, as bits, for one test and ``Rerandomization/span`` units at a time.
///
/// Draws are addressed by seed, test, span of units and split, so that a test is the same whatever was computed before.
struct AssignmentMasks: Sendable {
  let assignment: Assignment
  let run: RunKey
  private let subsets = UnitSubsets()

  init(_ assignment: Assignment, seed: UInt64) {
    self.assignment = assignment
    // Not the key of a simulated world with the same seed.
    run = RunKey(seed: seed ^ 0x5E_6A_5516_4D3A_7000)
  }

  /// Writes the masks of all arms.
  ///
  /// - Parameters:
  ///   - masks: one vector of bits per arm, `stride` apart.
  @inline(__always)
  func write(test: Int, span: Int, to masks: UnsafeMutablePointer<SIMD4<UInt32>>, stride: Int) {
    let draws = Draws(run: run, user: UInt32(truncatingIfNeeded: test))
    switch assignment.kind {
    case .independent: independent(draws, UInt32(span), masks, stride)
    case .blocked: blocked(draws, UInt32(span), masks, stride)
    }
  }

  private func independent(
    _ draws: Draws, _ span: UInt32, _ masks: UnsafeMutablePointer<SIMD4<UInt32>>, _ stride: Int
  ) {
    var rest = SIMD4<UInt32>(repeating: .max)
    for (arm, threshold) in assignment.thresholds.enumerated() {
      if threshold == 1 << 32 {
        masks[arm * stride] = rest
        rest = .zero
      } else {
        let chosen = rest & Self.bernoulli(draws, span, split: UInt32(arm), threshold, undecided: rest)
        masks[arm * stride] = chosen
        rest &= ~chosen
      }
    }
  }

  /// One bit per unit, set with chance `threshold / 2^32`: uniforms of all units are compared with it bit by bit, the
  /// highest first, until no unit is undecided. About eight words instead of 32.
  private static func bernoulli(
    _ draws: Draws, _ span: UInt32, split: UInt32, _ threshold: UInt64, undecided: SIMD4<UInt32>
  ) -> SIMD4<UInt32> {
    var bits = UInt32(truncatingIfNeeded: threshold)
    var below = SIMD4<UInt32>.zero
    var equal = undecided
    var index: UInt32 = 0
    while bits != 0 && equal != .zero {
      let word = draws.block(.assignment, occurrence: span, entity: split, index: index)
      if bits & 0x8000_0000 != 0 {
        below |= equal & ~word
        equal &= word
      } else {
        equal &= ~word
      }
      bits <<= 1
      index += 1
    }
    return below
  }

  private func blocked(
    _ draws: Draws, _ span: UInt32, _ masks: UnsafeMutablePointer<SIMD4<UInt32>>, _ stride: Int
  ) {
    let bytes = UnsafeMutableRawPointer(masks).assumingMemoryBound(to: UInt8.self)
    let steps = assignment.steps
    for block in 0..<16 {
      let entity = 0x100 + UInt32(block)
      var words = draws.block(.assignment, occurrence: span, entity: entity)
      // One offset for all arms: sizes are the steps of floor(8 x cumulated weight + offset), in 2^-32.
      let offset = UInt64(words[0])
      var rest: UInt8 = 0xFF
      var before = 0
      for arm in steps.indices {
        if arm > 0 && (arm + 1) & 3 == 0 {
          words = draws.block(.assignment, occurrence: span, entity: entity, index: UInt32((arm + 1) / 4))
        }
        let after = Int((steps[arm] + offset) >> 32)
        let chosen = subsets.draw(after - before, of: rest, word: words[(arm + 1) & 3])
        before = after
        rest &= ~chosen
        bytes[arm * stride * 16 + block] = chosen
      }
    }
  }
}

/// Subsets of eight units, drawn uniformly.
struct UnitSubsets: Sendable {
  /// All bytes, sorted by their number of bits.
  private let bytes: [UInt8] = (0..<256).map { UInt8($0) }
    .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
  /// Where the bytes with a number of bits begin: binomial coefficients of 8, added up.
  private let starts = [0, 1, 9, 37, 93, 163, 219, 247, 255, 256]

  /// Draws `count` of the units in `set`.
  @inline(__always)
  func draw(_ count: Int, of set: UInt8, word: UInt32) -> UInt8 {
    if count == 0 { return 0 }
    if set == 0xFF {
      let first = starts[count]
      let choices = UInt64(starts[count + 1] - first)
      return bytes[first + Int((UInt64(word) * choices) >> 32)]
    }
    // Selection sampling (Knuth, volume 2, algorithm S) with one word: its position among the subsets left.
    var position = UInt64(word)
    var left = count
    var members = set.nonzeroBitCount
    var chosen: UInt8 = 0
    for unit in 0..<8 where set & (1 << UInt8(unit)) != 0 && left > 0 {
      // Taken with chance left / members: the word's high part decides, the remainder is the next uniform.
      let cut = (UInt64(left) << 32) / UInt64(members)
      if position < cut {
        chosen |= 1 << UInt8(unit)
        position = (position << 32) / max(cut, 1)
        left -= 1
      } else {
        position = ((position - cut) << 32) / ((1 << 32) - cut)
      }
      members -= 1
    }
    return chosen
  }
}
