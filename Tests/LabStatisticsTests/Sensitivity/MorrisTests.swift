import LabStatistics
import Testing

@Suite("Morris's screening and one at a time")
struct MorrisTests {
  /// Two proportional effects, one of none, an interaction of two, and a valley whose slopes cancel.
  static func model(_ x: [Double]) -> Double {
    7 + 2 * x[0] - 3 * x[1] + x[3] * x[4] + 10 * abs(x[5] - 0.5)
  }

  @Test("Trajectories stay on the grid and move each parameter once by the step", arguments: [2, 4, 8])
  func trajectories(levels: Int) throws {
    let design = try MorrisDesign(dimensions: 6, trajectories: 30, levels: levels, seed: 5)
    #expect(design.points.count == 30 * 7)
    let grid = (0..<levels).map { Double($0) / Double(levels - 1) }
    for start in stride(from: 0, to: design.points.count, by: 7) {
      var moved: [Int] = []
      for point in start..<start + 6 {
        let changed = (0..<6).filter { design.points[point][$0] != design.points[point + 1][$0] }
        #expect(changed.count == 1)
        let move = try #require(changed.first)
        moved.append(move)
        #expect(abs(abs(design.points[point][move] - design.points[point + 1][move]) - design.step) < 1e-12)
      }
      #expect(Set(moved) == Set(0..<6))
    }
    #expect(Set(design.points.joined()) == Set(grid))
  }

  @Test("Known effects")
  func known() throws {
    let design = try MorrisDesign(dimensions: 6, trajectories: 400, levels: 4, seed: 5)
    let found = try design.effects(of: design.points.map(Self.model), resamples: 200)
    let means = [2, -3, 0, 0.5, 0.5, 0]
    let absolutes = [2, 3, 0, 0.5, 0.5, 5]
    // The interaction is worth the other's level, 0, 1/3, 2/3 or 1; the valley -5 or 5.
    let spreads = [0, 0, 0, 0.3727, 0.3727, 5]
    for (effect, (mean, (absolute, spread))) in zip(found, zip(means, zip(absolutes, spreads))) {
      // Four standard errors of a mean of 400.
      #expect(isNear(effect.mean, mean, max(1e-9, 0.2 * spread)))
      #expect(isNear(effect.meanAbsolute, absolute, spread < 1 ? max(1e-9, 0.2 * spread) : 1e-9))
      #expect(isNear(effect.spread, spread, max(1e-9, 0.1 * spread)))
      #expect(effect.interval?.contains(effect.meanAbsolute ?? .nan) == true && effect.trajectories == 400)
      #expect(effect.status == nil)
    }
  }

  @Test("Missing outputs take their steps out; what cannot be said has a status, never NaN")
  func edges() throws {
    let design = try MorrisDesign(dimensions: 2, trajectories: 3, seed: 1)
    let constant = try design.effects(of: design.points.map { _ in 1 })
    #expect(constant.allSatisfy { $0.status == .constantOutput && $0.meanAbsolute == 0 && $0.spread == 0 })
    let none = try design.effects(of: design.points.map { _ in nil })
    #expect(none.allSatisfy { $0.status == .tooFewUnits && $0.mean == nil && $0.interval == nil && $0.spread == nil })
    var outputs: [Double?] = design.points.map { $0[0] }
    outputs[1] = nil  // the middle of the first trajectory belongs to both steps
    #expect(try design.effects(of: outputs).allSatisfy { $0.trajectories == 2 })
    #expect(throws: StatisticsError.self) { try design.effects(of: [1]) }
    #expect(throws: StatisticsError.self) { try design.effects(of: outputs.map { _ in .infinity }) }
  }

  @Test("Sizes out of range are errors", arguments: [(0, 10, 4), (2, 1, 4), (2, 10, 3), (2, 10, 0)])
  func sizes(dimensions: Int, trajectories: Int, levels: Int) {
    #expect(throws: StatisticsError.self) {
      try MorrisDesign(dimensions: dimensions, trajectories: trajectories, levels: levels)
    }
  }

  @Test("One at a time: the swings of a function, and what a missing end leaves")
  func oneAtATime() throws {
    let design = try OneAtATimeDesign(dimensions: 6, center: [0.5, 0.5, 0.5, 0.5, 0.5, 0.25])
    #expect(design.points.count == 13)
    let swings = try design.swings(of: design.points.map(Self.model))
    let wanted: [Double] = [2, -3, 0, 0.5, 0.5, 0]
    for (swing, change) in zip(swings, wanted) {
      #expect(isNear(swing.change, change, 1e-12) && swing.status == nil)
    }
    var outputs: [Double?] = design.points.map(Self.model)
    outputs[2] = nil
    #expect(try design.swings(of: outputs)[0].status == .tooFewUnits)
    #expect(throws: StatisticsError.self) { try OneAtATimeDesign(dimensions: 2, center: [0.5, 1.5]) }
    #expect(throws: StatisticsError.self) { try OneAtATimeDesign(dimensions: 0) }
  }
}
