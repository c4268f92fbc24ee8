/// What happened beside what the fitted model says, point by point.
public struct FitSeries: Sendable, Equatable {
  /// A day, a week or an age.
  public struct Point: Sendable, Equatable {
    public let x: Double
    /// The point in words, such as `day 16`.
    public let label: String
    /// Nil when nothing could be observed.
    public let actual: Double?
    public let fitted: Double
    /// The model that it is compared with, where there is one.
    public let plain: Double?
    /// The difference in standard deviations of what the model expects; nil where that is not known.
    public let residual: Double?
    /// Whether the fit had not seen the point.
    public let isHoldout: Bool
  }

  /// How values are written.
  public enum Unit: Sendable {
    case share, count, mean
  }

  /// A name for files.
  public let id: String
  public let title: String
  /// What is shown and how, one sentence.
  public let about: String
  public let xTitle: String
  public let unit: Unit
  /// Names of the lines.
  public let fittedName: String
  public let plainName: String?
  public let points: [Point]

  /// The points that the fit had not seen.
  public var holdout: [Point] { points.filter(\.isHoldout) }
}
