import Primitives

/// One thread's share of a ``Rerandomization``: a range of tests over all units.
struct RerandomizationPass {
  let study: Rerandomization
  let masks: AssignmentMasks
  private let arms: Int
  private let spans: Int
  private let sizes: Int
  /// Blocks of eight units in a span.
  private static let blocks = Rerandomization.span / 8

  init(_ study: Rerandomization) {
    self.study = study
    masks = AssignmentMasks(study.assignment, seed: study.seed)
    arms = study.outcomes.arms
    spans = study.outcomes.places.count / Rerandomization.span
    sizes = study.sizes.count
  }

  /// Sums a range of tests and evaluates them.
  func run<Evaluation>(
    _ range: Range<Int>, _ report: () -> Void, _ evaluate: (borrowing TestSums) throws -> Evaluation
  ) throws -> [Evaluation] {
    let tests = range.count
    let outcomes = study.outcomes
    let narrowSums = outcomes.narrow.count * tests * sizes * 16
    let sums = UnsafeMutablePointer<Int64>.allocate(
      capacity: max(1, narrowSums + outcomes.wide.count * tests * sizes * 8))
    sums.initialize(repeating: 0, count: narrowSums + outcomes.wide.count * tests * sizes * 8)
    defer { sums.deallocate() }
    let bits = UnsafeMutablePointer<SIMD4<UInt32>>.allocate(capacity: arms * tests)
    defer { bits.deallocate() }
    let table = UnsafeMutableRawPointer.allocate(byteCount: Self.blocks * 256 * 64, alignment: 64)
    defer { table.deallocate() }
    let levels = sizeLevels(range)

    for span in 0..<spans {
      try Task.checkCancellation()
      for position in 0..<tests {
        masks.write(test: range.lowerBound + position, span: span, to: bits + position, stride: tests)
      }
      let spanLevels = levels.isEmpty ? [] : Array(levels[span * tests..<(span + 1) * tests])
      for (index, tile) in outcomes.narrow.enumerated() {
        addNarrow(tile, span, bits + tile.arm * tests, spanLevels, tests, table, sums + index * tests * sizes * 16)
      }
      for (index, tile) in outcomes.wide.enumerated() {
        addWide(
          tile, span, bits + tile.arm * tests, spanLevels, tests, table, sums + narrowSums + index * tests * sizes * 8)
      }
      report()
    }
    accumulateSizes(sums, tests)
    return try range.map { test in
      try evaluate(
        TestSums(
          test: test, position: test - range.lowerBound, tests: tests, sizes: sizes, memory: UnsafePointer(sums),
          narrowTiles: outcomes.narrow.count))
    }
  }

  /// The arm of every unit in one test, -1 for none; see ``Rerandomization/arms(test:size:)``.
  func arms(test: Int, size: Int) -> [Int] {
    let levels = sizeLevels(test..<test + 1)
    var result = [Int](repeating: -1, count: study.outcomes.units)
    let bits = UnsafeMutablePointer<SIMD4<UInt32>>.allocate(capacity: arms)
    defer { bits.deallocate() }
    for span in 0..<spans where levels.isEmpty || Int(levels[span]) <= size {
      masks.write(test: test, span: span, to: bits, stride: 1)
      for offset in 0..<Rerandomization.span {
        let unit = Int(study.outcomes.places[span * Rerandomization.span + offset])
        guard unit >= 0 else { continue }
        for arm in 0..<arms where bits[arm][offset / 32] >> UInt32(offset % 32) & 1 == 1 { result[unit] = arm }
      }
    }
    return result
  }

  /// Adds a span's rows of a narrow tile to every test: 32-bit sums of 128 units, widened once.
  private func addNarrow(
    _ tile: PotentialOutcomes.Tile<SIMD16<Int32>>, _ span: Int, _ bits: UnsafeMutablePointer<SIMD4<UInt32>>,
    _ levels: [UInt8], _ tests: Int, _ memory: UnsafeMutableRawPointer, _ sums: UnsafeMutablePointer<Int64>
  ) {
    let table = memory.assumingMemoryBound(to: SIMD16<Int32>.self)
    tile.rows.withUnsafeBufferPointer { rows in
      for block in 0..<Self.blocks {
        let entries = table + block * 256
        let first = span * Rerandomization.span + block * 8
        entries[0] = .zero
        for entry in 1..<256 {
          entries[entry] = entries[entry & (entry - 1)] &+ rows[first + entry.trailingZeroBitCount]
        }
      }
    }
    let masks = UnsafeRawPointer(bits).assumingMemoryBound(to: UInt8.self)
    for position in 0..<tests {
      let mask = masks + position * 16
      var sum = table[Int(mask[0])]
      for block in 1..<16 { sum &+= table[block * 256 + Int(mask[block])] }
      let level = levels.isEmpty ? 0 : Int(levels[position])
      guard level < sizes else { continue }
      let target = sums + (position * sizes + level) * 16
      for lane in 0..<16 { target[lane] &+= Int64(sum[lane]) }
    }
  }

  /// Adds a span's rows of a wide tile to every test.
  private func addWide(
    _ tile: PotentialOutcomes.Tile<SIMD8<Int64>>, _ span: Int, _ bits: UnsafeMutablePointer<SIMD4<UInt32>>,
    _ levels: [UInt8], _ tests: Int, _ memory: UnsafeMutableRawPointer, _ sums: UnsafeMutablePointer<Int64>
  ) {
    let table = memory.assumingMemoryBound(to: SIMD8<Int64>.self)
    tile.rows.withUnsafeBufferPointer { rows in
      for block in 0..<Self.blocks {
        let entries = table + block * 256
        let first = span * Rerandomization.span + block * 8
        entries[0] = .zero
        for entry in 1..<256 {
          entries[entry] = entries[entry & (entry - 1)] &+ rows[first + entry.trailingZeroBitCount]
        }
      }
    }
    let masks = UnsafeRawPointer(bits).assumingMemoryBound(to: UInt8.self)
    for position in 0..<tests {
      let mask = masks + position * 16
      var sum = table[Int(mask[0])]
      for block in 1..<16 { sum &+= table[block * 256 + Int(mask[block])] }
      let level = levels.isEmpty ? 0 : Int(levels[position])
      guard level < sizes else { continue }
      let target = sums + (position * sizes + level) * 8
      for lane in 0..<8 { target[lane] &+= sum[lane] }
    }
  }

  /// The smallest size that each span belongs to, for every test (`sizes` for none): spans outer, tests inner.
  ///
  /// Empty when every span belongs to the only size.
  private func sizeLevels(_ range: Range<Int>) -> [UInt8] {
    let limits = study.sizes.map { size in
      size == study.outcomes.units
        ? spans : min(spans, max(1, (size + Rerandomization.span / 2) / Rerandomization.span))
    }
    if limits == [spans] { return [] }
    let tests = range.count
    var levels = [UInt8](repeating: UInt8(sizes), count: spans * tests)
    var order = [UInt32](repeating: 0, count: spans)
    let last = limits[sizes - 1]
    for position in 0..<tests {
      let draws = Draws(run: masks.run, user: UInt32(truncatingIfNeeded: range.lowerBound + position))
      for span in 0..<spans { order[span] = UInt32(span) }
      var level = 0
      var words = SIMD4<UInt32>.zero
      // Fisher and Yates, as far as the largest size reaches.
      for rank in 0..<last {
        if rank & 3 == 0 { words = draws.block(.assignment, occurrence: UInt32(rank / 4), entity: 0x1000) }
        let chosen = rank + Int((UInt64(words[rank & 3]) * UInt64(spans - rank)) >> 32)
        order.swapAt(rank, chosen)
        while rank >= limits[level] { level += 1 }
        levels[Int(order[rank]) * tests + position] = UInt8(level)
      }
    }
    return levels
  }

  /// Turns the sums of what a size has more than the one before into sums of all that it has.
  private func accumulateSizes(_ sums: UnsafeMutablePointer<Int64>, _ tests: Int) {
    guard sizes > 1 else { return }
    var start = 0
    for lanes in study.outcomes.narrow.map({ _ in 16 }) + study.outcomes.wide.map({ _ in 8 }) {
      for position in 0..<tests {
        for size in 1..<sizes {
          let row = start + (position * sizes + size) * lanes
          for lane in 0..<lanes { sums[row + lane] &+= sums[row - lanes + lane] }
        }
      }
      start += tests * sizes * lanes
    }
  }
}
