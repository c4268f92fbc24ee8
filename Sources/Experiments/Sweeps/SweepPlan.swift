import LabStatistics
import Simulation

/// The points of a sweep: which values of a scenario vary, and in which combinations they are played.
///
/// ```swift
/// let plan = try SweepPlan([VaryingParameter("limits.push.at_most=1,2,3,5")], design: .grid)
/// plan.points[1].values     // ["2"]
/// ```
public struct SweepPlan: Sendable, Equatable {
  /// How points are chosen.
  public enum Design: Sendable, Equatable {
    /// Every combination of the values.
    case grid
    /// A Latin hypercube of so many points.
    case latin(points: Int)
    /// So many points of Sobol's sequence.
    case sobol(points: Int)
    /// Morris's screening with so many trajectories.
    case morris(trajectories: Int)
    /// Saltelli's design for Sobol's indices with so many points per sample.
    case indices(points: Int)
    /// One value at a time at either end, the others as the scenario has them.
    case tornado
  }

  public let parameters: [VaryingParameter]
  public let design: Design
  /// Seed of designs that draw.
  public let seed: UInt64
  /// The different points, in the order in which the design first names them.
  public let points: [SweepPoint]
  /// The point of every row of the design; rows with the same values share a point.
  package let rows: [Int]
  /// The designs that an analysis needs again.
  package let morris: MorrisDesign?
  package let saltelli: SobolDesign?

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - parameters: What varies, at least one; paths differ.
  ///   - design: How points are chosen.
  ///   - seed: Seed of designs that draw.
  /// - Throws: ``SweepPlanError``, or `StatisticsError` when a number of the design is out of range.
  public init(_ parameters: [VaryingParameter], design: Design, seed: UInt64 = 0) throws {
    try Self.check(parameters)
    self.parameters = parameters
    self.design = design
    self.seed = seed
    let count = parameters.count
    var shares: [[Double]]?
    var values: [[String?]] = []
    var morris: MorrisDesign?
    var saltelli: SobolDesign?
    switch design {
    case .grid: values = try Self.grid(parameters)
    case .latin(let points): shares = try LatinHypercube(dimensions: count, count: points, seed: seed).points
    case .sobol(let points): shares = try QuasiRandomSequence(dimensions: count, seed: seed).points(points)
    case .morris(let trajectories):
      morris = try MorrisDesign(dimensions: count, trajectories: trajectories, seed: seed)
      shares = morris?.points
    case .indices(let points):
      saltelli = try SobolDesign(dimensions: count, count: points, seed: seed)
      shares = saltelli?.points
    case .tornado: values = Self.tornado(parameters)
    }
    if let shares { values = shares.map { row in zip(parameters, row).map { $0.values.value(at: $1) } } }
    (self.morris, self.saltelli) = (morris, saltelli)
    (points, rows) = Self.different(values)
    guard points.count <= SweepDefinition.mostPoints else { throw SweepPlanError.tooManyPoints(points.count) }
  }

  /// The scenario as its file has it, as a further point.
  public var asWritten: SweepPoint {
    SweepPoint(index: points.count, values: [String?](repeating: nil, count: parameters.count))
  }

  /// The overrides that make a point.
  public func overrides(of point: SweepPoint) -> [String] {
    zip(parameters, point.values).compactMap { parameter, value in value.map(parameter.override) }
  }

  /// The plan in one way, for telling whether two are the same.
  public var text: String {
    let header = parameters.map { "vary \($0.path) = \($0.values.text)\n" }.joined()
    let body = points.map { point in point.values.map { $0 ?? "" }.joined(separator: "\t") + "\n" }
    return header + body.joined()
  }

  // MARK: Points

  private static func check(_ parameters: [VaryingParameter]) throws(SweepPlanError) {
    guard !parameters.isEmpty else { throw .nothingVaries }
    guard parameters.count <= SweepDefinition.mostParameters else { throw .tooManyParameters(parameters.count) }
    var seen: Set<String> = []
    for parameter in parameters {
      if parameter.path == "seed" { throw .seedVaries }
      if !seen.insert(parameter.path).inserted { throw .repeated(parameter.path) }
    }
  }

  private static func grid(_ parameters: [VaryingParameter]) throws -> [[String?]] {
    let levels = try parameters.map { parameter in
      guard let levels = parameter.values.levels else {
        throw SweepPlanError.needsSteps(parameter.path, parameter.values.text)
      }
      return levels
    }
    let design = try FactorialDesign(levels: levels.map(\.count))
    guard design.count <= SweepDefinition.mostPoints else { throw SweepPlanError.tooManyPoints(design.count) }
    return design.points.map { point in zip(levels, point).map { $0[$1] } }
  }

  private static func tornado(_ parameters: [VaryingParameter]) -> [[String?]] {
    let center = [String?](repeating: nil, count: parameters.count)
    return [center]
      + parameters.enumerated().flatMap { index, parameter in
        [0.0, 1.0].map { share in
          var point = center
          point[index] = parameter.values.value(at: share)
          return point
        }
      }
  }

  private static func different(_ values: [[String?]]) -> (points: [SweepPoint], rows: [Int]) {
    var places: [[String?]: Int] = [:]
    var points: [SweepPoint] = []
    let rows = values.map { row in
      if let place = places[row] { return place }
      places[row] = points.count
      points.append(SweepPoint(index: points.count, values: row))
      return points.count - 1
    }
    return (points, rows)
  }
}

/// One combination of values.
public struct SweepPoint: Sendable, Hashable {
  /// Its number, from 0.
  public let index: Int
  /// A value per parameter, as it would stand in a file; nil: as the scenario has it.
  public let values: [String?]
}

/// Why there is no plan.
public enum SweepPlanError: Error, Sendable, Equatable, CustomStringConvertible {
  case nothingVaries
  case tooManyParameters(Int)
  case tooManyPoints(Int)
  case repeated(String)
  case seedVaries
  case needsSteps(String, String)

  public var description: String {
    switch self {
    case .nothingVaries: "nothing varies; name a value, e.g. --vary limits.push.at_most=1,2,3"
    case .tooManyParameters(let count):
      "\(count) values vary; \(SweepDefinition.mostParameters) are the most, so leave some out"
    case .tooManyPoints(let count):
      "the design has \(count) points; \(SweepDefinition.mostPoints) are the most, so take fewer values, or the design "
        + "latin or sobol"
    case .repeated(let path): "`\(path)` varies twice; name it once"
    case .seedVaries: "the seed is no setting; use --replications to play points to other people"
    case .needsSteps(let path, let range):
      "`\(path)` has no steps for a grid; write e.g. `\(range) step ...`, or take the design latin or sobol"
    }
  }
}
