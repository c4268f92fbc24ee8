import Behavior
import Foundation
import LabStatistics
import Primitives
import RecordedData

/// From an event log, or from users summed up already, to `activity`, `dropout`, `novelty` and `rhythm`.
///
/// ```swift
/// let result = try ActivityCalibration(ActivityReader(plan).read("events.csv")).result()
/// ```
/// Step A of the calibration: messages should have been off, or the log be of a held-out group; otherwise what messages
/// did is in these numbers too.
public struct ActivityCalibration {
  let groups: [ActivityGroup]
  let account: RowAccount
  /// Nil for users who were summed up already.
  let summary: ActivitySummary?
  let level: Double

  /// Users below which a warning is due.
  static let fewUsers = 1000

  /// A calibration from an event log.
  public init(_ summary: ActivitySummary, level: Double = 0.95) {
    (groups, account, self.summary, self.level) = (summary.groups, summary.account, summary, level)
  }

  /// A calibration from users who were summed up already (x, t_x, n).
  public init(_ table: SummaryTable, level: Double = 0.95) {
    (groups, account, summary, self.level) = (table.activity, table.account, nil, level)
  }

  /// Fits the model and says how well it fits.
  ///
  /// - Throws: ``CalibrationError`` when the data do not identify the model: then there is no result at all.
  public func result() throws(CalibrationError) -> CalibrationResult {
    try checkEnough()
    let fit: Fit<BGBB>
    do {
      fit = try ModelFit.fit(BGBB.self, to: observations, level: level)
    } catch {
      throw CalibrationError(error, fitting: "the BG/BB model of activity")
    }
    var result = CalibrationResult(
      kind: summary == nil ? "summary" : "activity", title: "Activity and dropout of \(file)")
    result.level = level
    result.data = dataSentences
    do {
      try addBasics(fit, to: &result)
      if let summary { try add(summary, fit, to: &result) } else { addSummedUp(fit, to: &result) }
    } catch {
      throw CalibrationError(error, fitting: "the BG/BB model of activity")
    }
    addWarnings(fit, to: &result)
    return try result.checked()
  }

  var file: String { NumberWords.file(account.source) }
  var users: Int { groups.reduce(0) { $0 + $1.users } }
  private var returns: Int { groups.reduce(0) { $0 + $1.activeDays * $1.users } }

  private var observations: [Weighted<OpportunityHistory>] {
    groups.filter { $0.days > 0 }.map {
      Weighted(
        OpportunityHistory(active: $0.activeDays, last: $0.lastActiveDay, opportunities: $0.days),
        weight: Double($0.users))
    }
  }

  private func checkEnough() throws(CalibrationError) {
    let observed = groups.filter { $0.days > 0 }.reduce(0) { $0 + $1.users }
    guard observed > 0 else {
      throw CalibrationError(
        .cannotTell, "no user was observed for a day after the install; the log is too short, or --install is wrong")
    }
    guard returns > 0 else {
      throw CalibrationError(
        .cannotTell,
        "none of \(NumberWords.count(users, "user", "users")) was active on a day after the install; is --activity the "
          + "right event?")
    }
    guard observed >= 10 else {
      throw CalibrationError(
        .cannotTell, "\(NumberWords.count(observed, "user is", "users are")) too few to tell users apart")
    }
  }

  /// Where the numbers come from, in one sentence.
  var source: String {
    let what = "\(file): \(NumberWords.count(users, "user", "users"))"
    guard let summary else { return what + " summed up, \(NumberWords.count(returns)) active periods after the first" }
    return what
      + " installed on \(Self.day(summary.firstDay, summary)) to \(Self.day(summary.calibrationEnd, summary)), "
      + "\(NumberWords.count(returns)) active days after the install"
  }

  static func day(_ day: Int, _ summary: ActivitySummary) -> String {
    summary.timeFormat.hasDates ? CivilDate(dayNumber: day).description : "day \(day)"
  }

  /// q and alpha + beta with standard errors by the delta method; gamma and delta as they are.
  private func addBasics(_ fit: Fit<BGBB>, to result: inout CalibrationResult) throws {
    let source =
      "\(source); BG/BB by maximum likelihood, lnL \(NumberWords.logLikelihood(fit.logLikelihood)), "
      + "alpha \(NumberWords.plain(fit.model.alpha)), beta \(NumberWords.plain(fit.model.beta))."
    result.parameters = [
      CalibratedParameter("activity", "mean", try fit.derived(.unit) { $0.activity }, source: source),
      CalibratedParameter(
        "activity", "concentration", try fit.derived(.positive) { $0.alpha + $0.beta }, source: source),
    ]
    for name in ["gamma", "delta"] {
      guard let estimate = fit[name] else { continue }
      result.parameters.append(CalibratedParameter("dropout", name, estimate, source: source))
    }
    let dropout = fit.correlation[2][3]
    result.correlations = [
      CalibrationResult.Correlation(first: "dropout.gamma", second: "dropout.delta", value: dropout)
    ]
    result.notes.append(
      "gamma and delta are correlated (\(NumberText.significant(dropout, digits: 2))): what is well known is the curve that "
        + "they make together, not each of them.")
    result.notes.append(
      "Intervals of \(NumberText.percent(level)) count only the uncertainty of the parameters, as if BG/BB were true.")
  }

  private func addSummedUp(_ fit: Fit<BGBB>, to result: inout CalibrationResult) {
    var model = FittedModel(BGBB.name, .fitted(fit.summary))
    model.isChosen = true
    result.models = [model]
    result.series = [activeDays(fit.model)].compactMap { $0 }
    result.leftAtDefault.append(("novelty", "users who were summed up do not say on which days they were active"))
    result.leftAtDefault.append(("rhythm", "users who were summed up do not say on which days they were active"))
  }

  private func addWarnings(_ fit: Fit<BGBB>, to result: inout CalibrationResult) {
    if users < Self.fewUsers {
      result.warnings.append(
        "Only \(NumberWords.count(users, "user", "users")): the intervals are wide, and their formula needs more.")
    }
    if account.badRows.total > 0 {
      let share = NumberText.percent(Double(account.badRows.total) / Double(max(1, account.rows)))
      result.warnings.append(
        "\(NumberWords.count(account.badRows.total)) of \(NumberWords.count(account.rows)) rows (\(share)) could not be "
          + "used, most often because \(account.badRows.reasons.first?.reason.text ?? "of their form").")
    }
    if fit.startsAgreeing * 2 < fit.starts {
      result.warnings.append(
        "Only \(fit.startsAgreeing) of \(fit.starts) searches ended at this maximum; another may be better.")
    }
  }

  private var dataSentences: [String] {
    var sentences = [source + "."]
    let rows = "\(NumberWords.count(account.rows, "row", "rows")) read"
    let duplicates =
      account.duplicates > 0 ? ", \(NumberWords.count(account.duplicates)) of them equal to an earlier one" : ""
    sentences.append(rows + duplicates + ".")
    guard let summary else { return sentences }
    if summary.usersWithoutInstall > 0 {
      sentences.append("\(NumberWords.count(summary.usersWithoutInstall)) users without an install were left out.")
    }
    if summary.usersBefore > 0 {
      sentences.append("\(NumberWords.count(summary.usersBefore)) users from before the first day were left out.")
    }
    if summary.activeDaysBeforeInstall > 0 {
      sentences.append(
        "\(NumberWords.count(summary.activeDaysBeforeInstall)) active days before the user's install were left out.")
    }
    return sentences
  }

  /// Users by their number of active days, of those observed longest.
  func activeDays(_ model: BGBB) -> FitSeries? {
    guard let length = groups.filter({ $0.days > 0 }).max(by: { $0.days < $1.days })?.days, length <= 400 else {
      return nil
    }
    // Users of all lengths count: the expected number is summed over their own lengths.
    var actual: [Int: Double] = [:]
    var lengths: [Int: Int] = [:]
    for group in groups {
      actual[group.activeDays, default: 0] += Double(group.users)
      lengths[group.days, default: 0] += group.users
    }
    let total = Double(users)
    let points = (0...min(length, 30)).map { x -> FitSeries.Point in
      let expected = lengths.reduce(0) { $0 + Double($1.value) * model.probability(ofActive: x, in: $1.key) }
      let variance = expected * (1 - expected / total)
      return FitSeries.Point(
        x: Double(x), label: x == 1 ? "1 day" : "\(x) days", actual: actual[x] ?? 0, fitted: expected, plain: nil,
        residual: variance > 0 ? ((actual[x] ?? 0) - expected) / variance.squareRoot() : nil, isHoldout: false)
    }
    return FitSeries(
      id: "active-days", title: "Users by their number of active days",
      about: "How many users were active on so many days after the first, beside what BG/BB expects.",
      xTitle: "Active days", unit: .count, fittedName: BGBB.name, plainName: nil, points: points)
  }
}
