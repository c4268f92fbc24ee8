import Behavior
import Foundation
import LabStatistics

/// From a table of campaigns to `response` and `fatigue`, as far as the table allows.
///
/// Steps B and C of the calibration. Broadcasts tell the level of each platform, broadcasts at different frequencies the
/// wear, targeted against broadcast the weight of relevance, triggered against broadcast the weight of a trigger: one
/// binomial likelihood of the opens. Opt-outs and uninstalls by frequency tell the chances at rest and their growth: a
/// Poisson likelihood. What the table cannot tell stays at its default, and the result says why.
public struct ResponseCalibration: Sendable {
  /// What the table does not say of its recipients.
  public struct Settings: Sendable, Equatable {
    /// Share of recipients who have lapsed, 0 to below 1.
    public var lapsed = 0.0
    /// Topics that a targeted push chooses from.
    public var topics = 5
    /// Pushes a week where the table names none.
    public var perWeek = 2.0
    /// Level of intervals.
    public var level = 0.95

    public init() {}
  }

  let rows: [CampaignRow]
  let file: String
  let settings: Settings
  let chance: OpenChance
  let defaults = BehaviorParameters()

  /// A calibration.
  ///
  /// - Parameter source: the name of the table, for sentences.
  public init(_ rows: [CampaignRow], source: String, settings: Settings = Settings()) {
    self.rows = rows
    file = NumberWords.file(source)
    self.settings = settings
    chance = OpenChance(BehaviorParameters(), topics: settings.topics, lapsedShare: settings.lapsed)
  }

  /// Fits what can be fitted.
  ///
  /// - Throws: ``CalibrationError`` when the table tells nothing.
  public func result() throws(CalibrationError) -> CalibrationResult {
    var result = CalibrationResult(kind: "responses", title: "Responses to the campaigns of \(file)")
    result.level = settings.level
    let sent = rows.reduce(0) { $0 + $1.sent }
    let platforms = CampaignRow.Platform.allCases.filter { platform in rows.contains { $0.platform == platform } }
    result.data = [
      "\(file): \(NumberWords.count(rows.count, "row", "rows")), \(NumberWords.count(sent)) pushes sent on "
        + "\(NumberWords.list(platforms.map { $0 == .ios ? "iOS" : "other platforms" }))."
    ]
    do {
      try addOpens(to: &result)
      try addHazards(to: &result)
    } catch {
      throw CalibrationError(error, fitting: "the response to campaigns")
    }
    guard !result.parameters.isEmpty else {
      let reasons = result.leftAtDefault.map { "\($0.name): \($0.reason)" }.joined(separator: "; ")
      throw CalibrationError(.cannotTell, "the table identifies no parameter (\(reasons))")
    }
    addNotes(to: &result)
    return try result.checked()
  }

  private func addNotes(to result: inout CalibrationResult) {
    if settings.lapsed == 0 {
      result.warnings.append(
        "All recipients are taken for living users. If some have lapsed (no session for a month), say which share with "
          + "--lapsed, or simulated users open too little.")
    }
    if rows.contains(where: { $0.perWeek == nil }) {
      result.notes.append(
        "Rows without a frequency are taken for \(NumberWords.plain(settings.perWeek)) pushes a week.")
    }
    result.notes.append(
      "Users are taken to differ as in the defaults: openness with a standard deviation of "
        + "\(NumberWords.plain(defaults.response.spread)), \(settings.topics) topics with a Dirichlet concentration of "
        + "\(NumberWords.plain(defaults.response.affinity)).")
    result.notes.append(
      "Opens that follow a push are not opens that it caused: only a held-out group tells those apart.")
  }
}

extension ResponseCalibration {
  /// A parameter of a fit whose standard error is widened because campaigns differ by more than chance.
  func parameter(
    _ group: String, _ key: String, _ estimate: ParameterEstimate, range: ModelParameter.Range, dispersion: Double,
    source: String
  ) -> CalibratedParameter {
    let error = estimate.standardError * dispersion.squareRoot()
    let width = Normal.twoSidedCritical(alpha: 1 - settings.level) * error / range.slope(atNatural: estimate.value)
    let interval = Interval(center: range.unbounded(estimate.value), halfWidth: width).mapped(range.natural)
    return CalibratedParameter(
      group, key, .number(estimate.value), standardError: error, interval: interval, basis: .estimated, source: source)
  }
}
