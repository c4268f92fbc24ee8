import Behavior
import Foundation
import LabStatistics

extension ResponseCalibration {
  /// What the opens of a table can tell.
  private enum Term: String, CaseIterable {
    case ios, other, relevance, triggered, effect

    var range: ModelParameter.Range { self == .effect ? .positive : .real }
  }

  /// Step B: one binomial likelihood of the opens of all rows on platforms that have broadcasts.
  func addOpens(to result: inout CalibrationResult) throws {
    let counted = rows.filter { $0.opened != nil }
    let levels = CampaignRow.Platform.allCases.filter { platform in
      counted.contains { $0.platform == platform && $0.isBroadcast }
    }
    let used = counted.filter { levels.contains($0.platform) }
    var reasons = missing(counted, levels, used)
    defer { result.leftAtDefault += reasons.map { (name: $0.0, reason: $0.1) } }
    guard !levels.isEmpty else { return }
    try checkOpens(used)

    var terms: [Term] = levels.map { $0 == .ios ? .ios : .other }
    if used.contains(where: \.isTargeted) { terms.append(.relevance) }
    if used.contains(where: \.isTriggered) { terms.append(.triggered) }
    if hasSeveralFrequencies(used) { terms.append(.effect) }
    let fit: FitSummary
    do {
      fit = try fitOpens(used, terms)
    } catch let error as FitError where terms.contains(.effect) {
      reasons.append(("fatigue.effect", "the opens do not fall with frequency as wear does (\(error))"))
      terms.removeAll { $0 == .effect }
      fit = try fitOpens(used, terms)
    }
    add(fit, terms, used, to: &result)
  }

  private func missing(
    _ counted: [CampaignRow], _ levels: [CampaignRow.Platform], _ used: [CampaignRow]
  ) -> [(String, String)] {
    var reasons: [(String, String)] = []
    for platform in CampaignRow.Platform.allCases where !levels.contains(platform) {
      let name = platform == .ios ? "iOS" : "other platforms"
      let why =
        counted.contains { $0.platform == platform }
        ? "every campaign on \(name) is targeted or triggered: its level needs a broadcast"
        : "the table counts no opens on \(name)"
      reasons.append(("response.\(platform.rawValue)", why))
    }
    if !used.contains(where: \.isTargeted) {
      reasons.append(("response.relevance", "no targeted campaign beside a broadcast on the same platform"))
    }
    if !used.contains(where: \.isTriggered) {
      reasons.append(("response.triggered", "no triggered campaign beside a broadcast on the same platform"))
    }
    if !hasSeveralFrequencies(used) {
      reasons.append(("fatigue.effect", "no broadcasts on one platform at two frequencies or more"))
    }
    return reasons
  }

  private func hasSeveralFrequencies(_ rows: [CampaignRow]) -> Bool {
    CampaignRow.Platform.allCases.contains { platform in
      Set(rows.filter { $0.isBroadcast && $0.platform == platform }.compactMap(\.perWeek)).count >= 2
    }
  }

  /// A platform or a kind of campaign that nobody opened, or everybody, has no finite log-odds.
  private func checkOpens(_ rows: [CampaignRow]) throws(CalibrationError) {
    func check(_ what: String, _ chosen: [CampaignRow]) throws(CalibrationError) {
      let (opened, sent) = (chosen.reduce(0) { $0 + ($1.opened ?? 0) }, chosen.reduce(0) { $0 + $1.sent })
      guard !chosen.isEmpty, opened == 0 || opened == sent else { return }
      throw CalibrationError(
        .cannotTell,
        "\(opened == 0 ? "none" : "all") of \(NumberWords.count(sent, "recipient", "recipients")) opened \(what): that has "
          + "no finite log-odds; take these rows out, or count more")
    }
    try check("the broadcasts on iOS", rows.filter { $0.platform == .ios && $0.isBroadcast })
    try check("the broadcasts on other platforms", rows.filter { $0.platform == .other && $0.isBroadcast })
    try check("the targeted campaigns", rows.filter { $0.isTargeted && !$0.isTriggered })
    try check("the triggered campaigns", rows.filter(\.isTriggered))
  }

  private func fitOpens(_ rows: [CampaignRow], _ terms: [Term]) throws -> FitSummary {
    let response = defaults.response
    let starts: [Term: Double] = [
      .ios: response.ios, .other: response.other, .relevance: response.relevance, .triggered: response.triggered,
      .effect: defaults.fatigue.effect,
    ]
    let problem = LikelihoodProblem(
      name: "opens", parameters: terms.map { ModelParameter($0.rawValue, $0.range) },
      observationCount: Double(rows.reduce(0) { $0 + $1.sent }), start: terms.map { starts[$0] ?? 0 },
      logLikelihood: { values in
        rows.reduce(0) { sum, row in
          let share = min(max(self.share(row, terms, values), 1e-300), 1 - 1e-16)
          let opened = Double(row.opened ?? 0)
          return sum + opened * log(share) + (Double(row.sent) - opened) * log1p(-share)
        }
      })
    var options = MaximumLikelihood.Options()
    options.level = settings.level
    options.starts = 2
    options.spread = 0.5
    return try MaximumLikelihood.maximize(problem, options: options)
  }

  /// The share that is expected to open a campaign.
  private func share(_ row: CampaignRow, _ terms: [Term], _ values: [Double]) -> Double {
    func value(_ term: Term, _ standard: Double) -> Double {
      terms.firstIndex(of: term).map { values[$0] } ?? standard
    }
    var odds = row.platform == .ios ? value(.ios, defaults.response.ios) : value(.other, defaults.response.other)
    odds -= value(.effect, defaults.fatigue.effect) * chance.fatigue(perWeek: row.perWeek ?? settings.perWeek)
    if row.isTriggered { odds += value(.triggered, defaults.response.triggered) }
    guard row.isTargeted else { return chance.mean(odds: odds) }
    return chance.meanTargeted(odds: odds, relevance: value(.relevance, defaults.response.relevance))
  }

  private func add(_ fit: FitSummary, _ terms: [Term], _ rows: [CampaignRow], to result: inout CalibrationResult) {
    let expected = rows.map { share($0, terms, fit.values) }
    let residuals = zip(rows, expected).map { row, share in
      (Double(row.opened ?? 0) - Double(row.sent) * share) / (Double(row.sent) * share * (1 - share)).squareRoot()
    }
    let freedom = rows.count - terms.count
    let dispersion = freedom > 0 ? max(1, residuals.reduce(0) { $0 + $1 * $1 } / Double(freedom)) : 1
    let sent = rows.reduce(0) { $0 + $1.sent }
    let spread = freedom > 0 ? ", dispersion \(NumberText.significant(dispersion, digits: 3))" : ""
    let places: [Term: (String, String, String)] = [
      .ios: ("response", "ios", "broadcasts on iOS"), .other: ("response", "other", "broadcasts on other platforms"),
      .relevance: ("response", "relevance", "targeted against broadcast"),
      .triggered: ("response", "triggered", "triggered against broadcast"),
      .effect: ("fatigue", "effect", "broadcasts at different frequencies"),
    ]
    for (term, estimate) in zip(terms, fit.estimates) {
      guard let (group, key, what) = places[term] else { continue }
      let source =
        "\(file): \(what); binomial likelihood of \(NumberWords.count(sent)) pushes in \(rows.count) rows, lnL "
        + "\(NumberWords.logLikelihood(fit.logLikelihood))\(spread)."
      result.parameters.append(
        parameter(group, key, estimate, range: term.range, dispersion: dispersion, source: source))
    }
    if dispersion > 4 {
      result.warnings.append(
        "Campaigns differ by \(NumberText.significant(dispersion, digits: 2)) times what chance explains; the standard "
          + "errors count it, but a common rate describes them badly.")
    }
    var model = FittedModel("opens", .fitted(fit))
    model.isChosen = true
    result.models.append(model)
    result.series.append(
      FitSeries(
        id: "opens", title: "Share of recipients who opened", about: "Each campaign beside what the parameters expect.",
        xTitle: "Row of the table", unit: .share, fittedName: "fitted", plainName: nil,
        points: rows.indices.map { index in
          FitSeries.Point(
            x: Double(index + 1), label: "\(rows[index].campaign), \(rows[index].platform.rawValue)",
            actual: Double(rows[index].opened ?? 0) / Double(rows[index].sent), fitted: expected[index], plain: nil,
            residual: residuals[index], isHoldout: false)
        }))
  }
}
