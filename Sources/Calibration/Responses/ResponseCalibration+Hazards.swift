import Behavior
import Foundation
import LabStatistics

extension ResponseCalibration {
  /// What the opt-outs and uninstalls of a frequency are.
  private struct Arm {
    var perWeek: Double
    var sent = 0.0
    var events = 0.0
  }

  private static let hazards = [("opt_out", "opted out"), ("uninstall", "uninstalled")]

  /// Step C: Poisson likelihoods of opt-outs and uninstalls per push, with one growth for both.
  func addHazards(to result: inout CalibrationResult) throws {
    let arms = [arms(\.optedOut), arms(\.uninstalled)]
    var open: [Int] = []
    for (index, (key, words)) in Self.hazards.enumerated() {
      let sent = arms[index].reduce(0) { $0 + $1.sent }
      if arms[index].isEmpty {
        result.leftAtDefault.append(("fatigue.\(key)", "the table does not count who \(words)"))
      } else if arms[index].allSatisfy({ $0.events == 0 }) {
        result.leftAtDefault.append(
          (
            "fatigue.\(key)",
            "nobody \(words) in \(NumberText.count(sent)) pushes: at most \(NumberText.significant(3 / sent, digits: 2)) per "
              + "push (rule of three)"
          ))
      } else {
        open.append(index)
      }
    }
    guard !open.isEmpty else { return }
    let frequencies = open.map { arms[$0].count }.max() ?? 0
    var held = frequencies >= 2 ? nil : defaults.fatigue.growth
    if held != nil {
      result.leftAtDefault.append(("fatigue.growth", "opt-outs are known at one frequency only"))
    }
    let fit: FitSummary
    do {
      fit = try fitHazards(arms, open, growth: held)
    } catch FitError.atBoundary(let limits, _) where limits.contains(ParameterLimit("growth", .zero)) {
      held = 1e-9
      fit = try fitHazards(arms, open, growth: held)
      result.parameters.append(
        CalibratedParameter(
          "fatigue", "growth", .number(0), basis: .fitted,
          source: "\(file): opt-outs and uninstalls per push do not rise with frequency."))
    }
    add(fit, arms, open, to: &result)
  }

  /// Pushes and events by frequency; broadcasts only, where there are any.
  private func arms(_ events: KeyPath<CampaignRow, Int?>) -> [Arm] {
    let counted = rows.filter { $0[keyPath: events] != nil }
    let chosen = counted.contains(where: \.isBroadcast) ? counted.filter(\.isBroadcast) : counted
    var arms: [Double: Arm] = [:]
    for row in chosen {
      let perWeek = row.perWeek ?? settings.perWeek
      arms[perWeek, default: Arm(perWeek: perWeek)].sent += Double(row.sent)
      arms[perWeek, default: Arm(perWeek: perWeek)].events += Double(row[keyPath: events] ?? 0)
    }
    return arms.values.sorted { $0.perWeek < $1.perWeek }
  }

  private func fitHazards(_ arms: [[Arm]], _ open: [Int], growth: Double?) throws -> FitSummary {
    let names = open.map { Self.hazards[$0].0 } + ["growth"]
    let problem = LikelihoodProblem(
      name: "opt-outs and uninstalls", parameters: names.map { ModelParameter($0, .positive) },
      observationCount: open.flatMap { arms[$0] }.reduce(0) { $0 + $1.sent },
      start: open.map { $0 == 0 ? defaults.fatigue.optOut : defaults.fatigue.uninstall } + [defaults.fatigue.growth],
      logLikelihood: { values in
        let growth = values[open.count]
        var sum = 0.0
        for (place, index) in open.enumerated() {
          for arm in arms[index] {
            let expected = arm.sent * values[place] * chance.hazardGrowth(perWeek: arm.perWeek, growth: growth)
            sum += arm.events * log(expected) - expected
          }
        }
        return sum
      })
    var options = MaximumLikelihood.Options()
    options.level = settings.level
    options.starts = 3
    options.spread = 1
    return try MaximumLikelihood.maximize(problem, holding: growth.map { ["growth": $0] } ?? [:], options: options)
  }

  private func add(_ fit: FitSummary, _ arms: [[Arm]], _ open: [Int], to result: inout CalibrationResult) {
    let growth = fit.values[open.count]
    var residuals: [Double] = []
    var points: [FitSeries.Point] = []
    for (place, index) in open.enumerated() {
      for arm in arms[index] {
        let rate = fit.values[place] * chance.hazardGrowth(perWeek: arm.perWeek, growth: growth)
        let residual = (arm.events - arm.sent * rate) / (arm.sent * rate).squareRoot()
        residuals.append(residual)
        points.append(
          FitSeries.Point(
            x: Double(points.count + 1),
            label: "\(Self.hazards[index].1) at \(NumberWords.plain(arm.perWeek)) a week",
            actual: arm.events / arm.sent,
            fitted: rate, plain: nil, residual: residual, isHoldout: false))
      }
    }
    let freedom = residuals.count - fit.estimates.count
    let dispersion = freedom > 0 ? max(1, residuals.reduce(0) { $0 + $1 * $1 } / Double(freedom)) : 1
    let sent = NumberText.count(fit.observationCount)
    for estimate in fit.estimates {
      let source =
        "\(file): \(estimate.name == "growth" ? "opt-outs and uninstalls" : estimate.name == "opt_out" ? "opt-outs" : "uninstalls")"
        + " by pushes a week; Poisson likelihood, \(sent) pushes, lnL \(NumberWords.logLikelihood(fit.logLikelihood))."
      result.parameters.append(
        parameter("fatigue", estimate.name, estimate, range: .positive, dispersion: dispersion, source: source))
    }
    var model = FittedModel("opt-outs and uninstalls", .fitted(fit))
    model.isChosen = true
    result.models.append(model)
    result.series.append(
      FitSeries(
        id: "hazards", title: "Opt-outs and uninstalls per push", about: "By pushes a week, beside what is expected.",
        xTitle: "Arm", unit: .share, fittedName: "fitted", plainName: nil, points: points))
    result.notes.append(
      "Who opts out gets no further push: at high frequencies the tolerant remain, and growth is estimated too low.")
  }
}
