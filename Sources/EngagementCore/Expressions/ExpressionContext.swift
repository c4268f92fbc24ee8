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
  /// Further facts of the device, with their values in the order of their codes.
  public var facts: [DeviceFact]
  /// Answers of each campaign that is a poll, in the order of their codes.
  public var answers: [String: [String]]
  /// Texts that are known to be set, by string app-info; an app-info that is not listed may get any text.
  public var texts: [String: [String]]

  /// Makes a context.
  public init(
    tagPlan: TagPlan, segments: [SegmentDefinition], campaigns: [String], platforms: [String], languages: [String],
    start: CivilDate, facts: [DeviceFact] = [], answers: [String: [String]] = [:], texts: [String: [String]] = [:]
  ) {
    self.tagPlan = tagPlan
    self.segments = segments
    self.campaigns = campaigns
    self.platforms = platforms
    self.languages = languages
    self.start = start
    self.facts = facts
    self.answers = answers
    self.texts = texts
  }
}
