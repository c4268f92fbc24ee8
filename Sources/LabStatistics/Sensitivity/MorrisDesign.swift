/// Morris's screening: trajectories through a grid, along which one parameter moves at a time.
///
/// ```swift
/// let design = try MorrisDesign(dimensions: 3, trajectories: 20, seed: 7)
/// let effects = try design.effects(of: design.points.map { model($0) })
/// effects[0].meanAbsolute   // how much the first parameter matters
/// ```
/// Each trajectory costs one point more than there are parameters. A step is `levels / (2 (levels - 1))` of the range, so
/// that every level is as likely as any other. Sources: Morris 1991, doi:10.1080/00401706.1991.10484804; Campolongo,
/// Cariboni and Saltelli 2007 for the mean absolute effect, doi:10.1016/j.envsoft.2006.10.004.
public struct MorrisDesign: Sendable, Equatable {
  /// Parameters.
  public let dimensions: Int
  /// Trajectories.
  public let trajectories: Int
  /// Levels of the grid.
  public let levels: Int
  /// Seed of the trajectories and of the bootstrap.
  public let seed: UInt64
  /// The points to evaluate, in 0...1 per parameter: trajectory after trajectory.
  public let points: [[Double]]
  /// The parameter that each step of each trajectory moves.
  let order: [[Int]]

  /// The length of a step as a share of a parameter's range.
  public var step: Double { Double(levels) / Double(2 * (levels - 1)) }

  /// Draws a design.
  ///
  /// - Parameters:
  ///   - dimensions: parameters, at least 1.
  ///   - trajectories: at least 2; 10 to 50 are usual.
  ///   - levels: an even number of levels, in 2...100; 4 is usual.
  ///   - seed: seed of the trajectories.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(dimensions: Int, trajectories: Int, levels: Int = 4, seed: UInt64 = 0) throws {
    try Check.atLeast(dimensions, 1, "dimensions")
    try Check.that((2...100_000).contains(trajectories), "trajectories", "must be in 2...100000, not \(trajectories)")
    try Check.that(
      levels % 2 == 0 && (2...100).contains(levels), "levels", "must be an even number in 2...100, not \(levels)")
    self.dimensions = dimensions
    self.trajectories = trajectories
    self.levels = levels
    self.seed = seed
    var points: [[Double]] = []
    var order: [[Int]] = []
    for trajectory in 0..<trajectories {
      var stream = ResamplingStream(seed: seed, number: UInt64(trajectory))
      var place = (0..<dimensions).map { _ in stream.index(below: levels) }
      let moves = stream.permutation(of: dimensions)
      points.append(Self.point(place, levels))
      for parameter in moves {
        // Half the levels up from the lower half, as many down from the upper: the only way that stays on the grid.
        place[parameter] += place[parameter] < levels / 2 ? levels / 2 : -levels / 2
        points.append(Self.point(place, levels))
      }
      order.append(moves)
    }
    self.points = points
    self.order = order
  }

  private static func point(_ place: [Int], _ levels: Int) -> [Double] {
    place.map { Double($0) / Double(levels - 1) }
  }

  /// The effects of the parameters, in their order.
  ///
  /// An effect is the change of the output per whole range of the parameter.
  ///
  /// - Parameters:
  ///   - outputs: one per point; nil where there is none. A step between two points of which one has no output is left
  ///     out.
  ///   - alpha: intervals have confidence 1 - alpha.
  ///   - resamples: of the trajectories, for the intervals.
  /// - Throws: ``StatisticsError`` when the number of outputs is wrong, one is not finite, or alpha is not in (0, 1).
  public func effects(of outputs: [Double?], alpha: Double = 0.05, resamples: Int = 1000) throws -> [MorrisEffect] {
    try Check.that(outputs.count == points.count, "outputs", "needs one per point (\(points.count))")
    try Check.sample(outputs.compactMap(\.self), "outputs", atLeast: 0)
    let known = outputs.compactMap(\.self)
    let isConstant = known.min() == known.max()
    return try (0..<dimensions).map { parameter in
      let found = elementaryEffects(of: parameter, outputs)
      return try MorrisEffect(
        found, isConstant: isConstant, alpha: alpha, bootstrap: Bootstrap(resamples: resamples, seed: seed))
    }
  }

  /// The elementary effects of a parameter, one per trajectory that has both outputs.
  private func elementaryEffects(of parameter: Int, _ outputs: [Double?]) -> [Double] {
    order.enumerated().compactMap { trajectory, moves in
      guard let move = moves.firstIndex(of: parameter) else { return nil }
      let before = trajectory * (dimensions + 1) + move
      guard let first = outputs[before], let second = outputs[before + 1] else { return nil }
      return (second - first) / (points[before + 1][parameter] - points[before][parameter])
    }
  }
}
