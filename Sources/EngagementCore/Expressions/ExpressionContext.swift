import Primitives

/// The names that an expression may use.
public struct ExpressionContext: Sendable, Equatable {
  public var tagPlan: TagPlan
  public var segments: [SegmentDefinition]
  /// Names of campaigns.
  public var campaigns: [String]
  /// Platforms; the index is the platform's code.
  public var platforms: [String]
  /// Language codes; the index is the language's code.
  public var languages: [String]
  /// First day of the scenario: day 0 of dates.
  public var start: CivilDate

  /// Makes a context.
  public init(
    tagPlan: TagPlan, segments: [SegmentDefinition], campaigns: [String], platforms: [String], languages: [String],
    start: CivilDate
  ) {
    self.tagPlan = tagPlan
    self.segments = segments
    self.campaigns = campaigns
    self.platforms = platforms
    self.languages = languages
    self.start = start
  }
}
