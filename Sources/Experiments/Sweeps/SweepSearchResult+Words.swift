import Foundation
import LabStatistics
import Simulation

extension SweepSearchResult {
  /// The answer in plain sentences.
  public var sentences: [String] {
    guard let winner else {
      let reason = candidates.lazy.compactMap(\.exclusion).first ?? "nothing was played"
      return ["No setting qualifies: of \(candidates.count), the first \(reason)."]
    }
    return [choice(winner)] + [luck, gain, broken].compactMap(\.self)
  }

  private func choice(_ winner: Candidate) -> String {
    let settings = search.plan.parameters.indices.map { index in
      "\(search.plan.parameters[index].path)=\(winner.point.values[index] ?? "as written")"
    }.joined(separator: ", ")
    let raced = candidates.count { $0.exclusion == nil }
    let most = search.wantsMore ? "largest" : "smallest"
    let zone = search.zone
    guard isDecided else {
      return
        "Not decided after \(replications) populations: \(survivors.count) of \(raced) settings may give the \(most) "
        + "\(search.measure); in the lead is \(settings). Allow more with --most-replications, or a larger --indifference."
    }
    if raced == 1 { return "Only one setting qualifies: \(settings)." }
    return
      "\(settings) gives the \(most) \(search.measure) in arm \(search.measure.arm) of \(raced) settings. Such a choice "
      + "is right with probability \(trimmed(zone.confidence)) at least, whenever the best leads by "
      + "\(leadWords) or more." + ties
  }

  /// Settings that could not be told from the winner.
  private var ties: String {
    let others = survivors.filter { $0 != winner?.point.index }.count
    guard others > 0 else { return "" }
    return others == 1 ? " Another one is as good." : " Another \(others) are as good."
  }

  private var luck: String? {
    guard let validation else { return nil }
    let optimism = validation.optimism
    let interval = optimism.interval.flatMap(words).map { " (\($0))" } ?? ""
    let isKind = search.wantsMore ? optimism.optimism > 0 : optimism.optimism < 0
    return "In the race it gave \(text(optimism.selected)); on \(validation.replications) fresh populations it gives "
      + "\(text(optimism.corrected))\(interval), which is the number to quote: the race was too "
      + "\(isKind ? "kind" : "harsh") by \(width(abs(optimism.optimism)))."
  }

  private var gain: String? {
    guard let validation, let gain = validation.gain, let written = validation.asWritten else { return nil }
    let interval =
      validation.gainInterval.flatMap { interval in
        interval.low.flatMap { low in interval.high.map { " (\(bare(low)) to \(change($0)))" } }
      } ?? ""
    return "The scenario as written gives \(text(written)) there: the setting changes it by \(change(gain))\(interval)."
  }

  private var broken: String? {
    guard let validation else { return nil }
    let open = zip(search.constraints, validation.verdicts).filter { $0.1 != .holds }
    guard !open.isEmpty else { return nil }
    return "On the fresh populations "
      + open.map { constraint, verdict in
        switch verdict {
        case .broken: "\(constraint) is broken"
        case .unclear: "\(constraint) is too close to call"
        case .unknown: "\(constraint) has no number"
        case .holds: "\(constraint) holds"
        }
      }.joined(separator: ", ") + "."
  }

  private func words(_ interval: Interval) -> String? {
    guard let low = interval.low, let high = interval.high else { return nil }
    return "\(text(low)) to \(text(high))"
  }

  private func text(_ value: Double) -> String {
    search.measure.kind == .lift ? NumberWords.percent(value) : NumberWords.number(value)
  }

  /// The size of a change.
  private func width(_ value: Double) -> String {
    search.measure.kind == .lift ? NumberWords.number(value * 100) + " points" : NumberWords.number(value)
  }

  private var leadWords: String {
    search.measure.kind == .lift
      ? trimmed(search.zone.indifference * 100) + " points" : trimmed(search.zone.indifference)
  }

  /// A number that somebody chose.
  private func trimmed(_ value: Double) -> String { String(format: "%g", value) }

  /// A change without its unit.
  private func bare(_ value: Double) -> String {
    (value > 0 ? "+" : "") + NumberWords.number(search.measure.kind == .lift ? value * 100 : value)
  }

  private func change(_ value: Double) -> String { (value > 0 ? "+" : "") + width(value) }
}
