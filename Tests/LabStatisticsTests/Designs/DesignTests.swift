import LabStatistics
import Testing

@Suite("Designs")
struct DesignTests {
  @Test("A factorial design holds every combination once, the last factor fastest")
  func factorial() throws {
    let design = try FactorialDesign(levels: [2, 3, 2])
    #expect(design.count == 12 && Set(design.points).count == 12)
    #expect(design.points.prefix(3) == [[0, 0, 0], [0, 0, 1], [0, 1, 0]] && design.points.last == [1, 2, 1])
    #expect(try FactorialDesign(levels: []).points == [[]])
  }

  @Test(
    "A factorial design without a level, or too large, is refused",
    arguments: [[2, 0], [-1], [1001, 1000], [.max, 2]])
  func hugeFactorial(levels: [Int]) {
    #expect(throws: StatisticsError.self) { try FactorialDesign(levels: levels) }
  }

  @Test("A Latin hypercube has one point in every stratum of every axis", arguments: [1, 2, 7, 64])
  func latin(count: Int) throws {
    let points = try LatinHypercube(dimensions: 5, count: count, seed: 3).points
    #expect(points.count == count && points.allSatisfy { $0.count == 5 })
    for axis in 0..<5 {
      #expect(Set(points.map { Int($0[axis] * Double(count)) }) == Set(0..<count))
    }
    #expect(points.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
  }

  @Test("A Latin hypercube depends on its seed alone, and a further axis leaves the others")
  func latinSeed() throws {
    let three = try LatinHypercube(dimensions: 3, count: 20, seed: 9).points
    #expect(try LatinHypercube(dimensions: 4, count: 20, seed: 9).points.map { Array($0.prefix(3)) } == three)
    #expect(try LatinHypercube(dimensions: 3, count: 20, seed: 10).points != three)
  }

  @Test("Sobol's sequence as published")
  func published() throws {
    let points = try QuasiRandomSequence(dimensions: 2).points(7)
    #expect(
      points == [
        [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875], [0.625, 0.125], [0.125, 0.625],
      ])
  }

  @Test("The first 2^m points of a shifted Sobol sequence are a net: one in each elementary interval of every axis")
  func net() throws {
    for dimensions in [1, 2, 40] {
      let points = try QuasiRandomSequence(dimensions: dimensions, seed: 5).points(64)
      for axis in 0..<dimensions { #expect(Set(points.map { Int($0[axis] * 64) }) == Set(0..<64)) }
      #expect(points.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
    }
    let plane = try QuasiRandomSequence(dimensions: 2, seed: 5).points(64)
    // The first two axes are a (0, 6, 2) net: one point in each of 8 by 8 squares, and of 16 by 4 boxes.
    #expect(Set(plane.map { [Int($0[0] * 8), Int($0[1] * 8)] }).count == 64)
    #expect(Set(plane.map { [Int($0[0] * 16), Int($0[1] * 4)] }).count == 64)
  }

  @Test("Sobol's sequence ends at 40 axes with an error", arguments: [0, 41, -1])
  func tooManyAxes(dimensions: Int) {
    #expect(throws: StatisticsError.self) { try QuasiRandomSequence(dimensions: dimensions) }
  }

  @Test("Sizes out of range are errors")
  func sizes() throws {
    #expect(throws: StatisticsError.self) { try LatinHypercube(dimensions: 0, count: 4, seed: 0) }
    #expect(throws: StatisticsError.self) { try LatinHypercube(dimensions: 1, count: 0, seed: 0) }
    #expect(throws: StatisticsError.self) { try QuasiRandomSequence(dimensions: 2).points(-1) }
    #expect(try QuasiRandomSequence(dimensions: 2).points(0).isEmpty)
  }
}
