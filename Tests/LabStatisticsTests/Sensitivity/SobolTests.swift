import Foundation
import LabStatistics
import Testing

@Suite("Sobol's indices")
struct SobolTests {
  /// Ishigami and Homma 1990, with a = 7 and b = 0.1.
  static func ishigami(_ unit: [Double]) -> Double {
    let x = unit.map { Double.pi * (2 * $0 - 1) }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
  }

  /// The closed form (Saltelli et al. 2008, *Global Sensitivity Analysis*, section 4.2).
  static func ishigamiIndices() -> (first: [Double], total: [Double], variance: Double) {
    let (a, b, pi) = (7.0, 0.1, Double.pi)
    let v1 = 0.5 * (1 + b * pow(pi, 4) / 5) * (1 + b * pow(pi, 4) / 5)
    let v2 = a * a / 8
    let v13 = b * b * pow(pi, 8) * (1.0 / 18 - 1.0 / 50)
    let variance = v1 + v2 + v13
    return ([v1, v2, 0].map { $0 / variance }, [v1 + v13, v2, v13].map { $0 / variance }, variance)
  }

  @Test("The closed form of the Ishigami function gives the published indices")
  func published() {
    let known = Self.ishigamiIndices()
    for (found, published) in zip(known.first + known.total, [0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437]) {
      #expect(abs(found - published) < 5e-5)
    }
  }

  @Test("The Ishigami function: indices within a hundredth, intervals around them", arguments: [1, 2, 3] as [UInt64])
  func ishigami(seed: UInt64) throws {
    let design = try SobolDesign(dimensions: 3, count: 4096, seed: seed)
    #expect(design.points.count == 4096 * 5)
    let found = try design.indices(of: design.points.map(Self.ishigami), resamples: 200)
    let known = Self.ishigamiIndices()
    #expect(found.status == nil && found.rows == 4096)
    #expect(isNear(found.variance, known.variance, 0.01 * known.variance) && isNear(found.mean, 3.5, 0.02))
    for (parameter, (first, total)) in zip(found.parameters, zip(known.first, known.total)) {
      let share = try #require(parameter.first)
      let whole = try #require(parameter.total)
      #expect(abs(share.estimate - first) < 0.01 && abs(whole.estimate - total) < 0.01)
      #expect(share.interval.contains(share.estimate) && whole.interval.contains(whole.estimate))
      #expect(share.interval.contains(first) && whole.interval.contains(total))
    }
    #expect(isNear(found.interactions, 1 - known.first.reduce(0, +), 0.02))
  }

  @Test("The g-function of Sobol", arguments: [[0, 0.5, 3, 9, 99, 99], [1, 1, 1, 1]] as [[Double]])
  func gFunction(a: [Double]) throws {
    let design = try SobolDesign(dimensions: a.count, count: 4096, seed: 11)
    let found = try design.indices(
      of: design.points.map { x in zip(x, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } }, resamples: 50
    )
    // Saltelli and Sobol 1995: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1.
    let own = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let product = own.reduce(1) { $0 * (1 + $1) }
    for (parameter, v) in zip(found.parameters, own) {
      #expect(isNear(parameter.first?.estimate, v / (product - 1), 0.015))
      #expect(isNear(parameter.total?.estimate, v * product / (1 + v) / (product - 1), 0.015))
    }
  }

  @Test("A large mean costs no digits: the indices are those of the output less a constant")
  func offset() throws {
    let design = try SobolDesign(dimensions: 3, count: 256, seed: 4)
    let outputs = design.points.map(Self.ishigami)
    let plain = try design.indices(of: outputs, resamples: 20)
    let moved = try design.indices(of: outputs.map { $0 + 1e6 }, resamples: 20)
    for (one, other) in zip(plain.parameters, moved.parameters) {
      #expect(isNear(one.first?.estimate, other.first?.estimate ?? .nan, 1e-8))
    }
  }

  @Test("More than 20 parameters: a Latin hypercube takes over")
  func manyParameters() throws {
    let design = try SobolDesign(dimensions: 25, count: 512, seed: 1)
    let found = try design.indices(of: design.points.map { $0[0] + 2 * $0[24] }, resamples: 20)
    #expect(isNear(found.parameters[0].total?.estimate, 0.2, 0.05))
    #expect(isNear(found.parameters[24].total?.estimate, 0.8, 0.1))
    #expect(found.parameters[10].total?.estimate == 0)
  }

  @Test("Missing outputs take their rows out; what cannot be said has a status, never NaN")
  func edges() throws {
    let design = try SobolDesign(dimensions: 2, count: 64, seed: 2)
    var outputs: [Double?] = design.points.map { $0[0] }
    outputs[3] = nil
    outputs[64 + 5] = nil
    outputs[128 + 3] = nil
    let found = try design.indices(of: outputs, resamples: 50)
    #expect(found.rows == 62 && isNear(found.parameters[0].total?.estimate, 1, 0.1))
    let constant = try design.indices(of: outputs.map { _ in 4.2 }, resamples: 50)
    #expect(constant.status == .constantOutput && constant.variance == 0 && constant.mean == 4.2)
    #expect(constant.parameters.allSatisfy { $0.first == nil && $0.total == nil })
    let none = try design.indices(of: outputs.map { _ in nil }, resamples: 50)
    #expect(none.status == .tooFewUnits && none.mean == nil && none.variance == nil)
    #expect(throws: StatisticsError.self) { try design.indices(of: [1, 2]) }
    #expect(throws: StatisticsError.self) { try design.indices(of: outputs.map { _ in .nan }) }
    #expect(throws: StatisticsError.self) { try design.indices(of: outputs, alpha: 1) }
  }

  @Test("Sizes out of range are errors", arguments: [(0, 8), (2, 1), (2, .max), (1000, 1000)])
  func sizes(dimensions: Int, count: Int) {
    #expect(throws: StatisticsError.self) { try SobolDesign(dimensions: dimensions, count: count) }
  }
}
