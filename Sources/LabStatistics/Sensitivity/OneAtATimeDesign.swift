/// One parameter at a time moved to the ends of its range, the others in the middle: the data of a tornado chart.
///
/// ```swift
/// let design = try OneAtATimeDesign(dimensions: 3)
/// let swings = try design.swings(of: design.points.map { model($0) })
/// swings[0].size
/// ```
/// It is the cheapest look (two points per parameter and one in the middle) and blind to interactions; see ``SobolDesign``.
public struct OneAtATimeDesign: Sendable, Equatable {
  /// The point from which each parameter is moved.
  public let center: [Double]
  /// The points to evaluate: the middle, then the low and the high end of each parameter.
  public let points: [[Double]]

  /// What moving one parameter does.
  public struct Swing: Sendable, Equatable {
    /// The output at the low and at the high end; nil where there is none.
    public let low, high: Double?
    /// Change from the low to the high end; nil when one is missing.
    public var change: Double? { low.flatMap { low in high.map { $0 - low } } }
    /// Its absolute value.
    public var size: Double? { change.map(abs) }
    /// `tooFewUnits` when an end is missing.
    public var status: Status? { change == nil ? .tooFewUnits : nil }
  }

  /// A design.
  ///
  /// - Parameters:
  ///   - dimensions: parameters, at least 1.
  ///   - center: one number in 0...1 per parameter; the middle of every range when absent.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(dimensions: Int, center: [Double]? = nil) throws {
    try Check.atLeast(dimensions, 1, "dimensions")
    let center = center ?? [Double](repeating: 0.5, count: dimensions)
    try Check.that(center.count == dimensions, "center", "needs one number per parameter (\(dimensions))")
    try Check.fractions(center, "center")
    self.center = center
    points =
      [center]
      + center.indices.flatMap { parameter in
        [0.0, 1.0].map { end in
          var point = center
          point[parameter] = end
          return point
        }
      }
  }

  /// The swings of the parameters, in their order.
  ///
  /// - Parameter outputs: one per point; nil where there is none.
  /// - Throws: ``StatisticsError`` when the number of outputs is wrong or one is not finite.
  public func swings(of outputs: [Double?]) throws -> [Swing] {
    try Check.that(outputs.count == points.count, "outputs", "needs one per point (\(points.count))")
    try Check.sample(outputs.compactMap(\.self), "outputs", atLeast: 0)
    return center.indices.map { Swing(low: outputs[1 + 2 * $0], high: outputs[2 + 2 * $0]) }
  }
}
