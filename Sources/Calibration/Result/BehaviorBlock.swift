import Behavior
import Foundation
import LabStatistics
import Primitives

/// A calibration as the lines of a scenario: paste them below `population:`.
///
/// ```yaml
///   behavior:
///     activity:
///       # events.csv: 3,196 users ...
///       mean: 57.9329%  # standard error 0.612%, 95% 56.7% to 59.1%
/// ```
/// The block holds no date and no path, so that equal data give equal bytes.
public struct BehaviorBlock: Sendable {
  private let result: CalibrationResult
  private let isUncertain: Bool

  /// What correlations are multiplied by.
  private static let strongest = 0.999

  /// A block.
  ///
  /// - Parameter isUncertain: Whether numbers with a standard error are written as distributions, from which a run draws its
  ///   worlds, instead of the estimate alone.
  public init(_ result: CalibrationResult, isUncertain: Bool = false) {
    self.result = result
    self.isUncertain = isUncertain
  }

  /// The lines, ending with a line break; comments only when there is nothing for `behavior:`.
  public var text: String {
    var lines = ["  # \(result.title). Made by engagelab calibrate \(result.kind); paste below population:"]
    lines += result.warnings.flatMap { Self.comment("warning: " + $0, indent: 2) }
    lines += remarks.flatMap { Self.comment($0, indent: 2) }
    if !result.parameters.isEmpty { lines.append("  behavior:") }
    var groups: [String] = []
    for parameter in result.parameters where !groups.contains(parameter.group) { groups.append(parameter.group) }
    for group in groups {
      lines.append("    \(group):")
      var source: String?
      for parameter in result.parameters where parameter.group == group {
        if parameter.source != source { lines += Self.comment(parameter.source, indent: 6) }
        source = parameter.source
        lines.append(line(parameter))
      }
    }
    lines += correlationLines
    let otherLines = isUncertain && !result.uncertainLines.isEmpty ? result.uncertainLines : result.otherLines
    if !otherLines.isEmpty {
      lines += Self.comment("Elsewhere in the scenario:", indent: 2) + otherLines.map { "  #   \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether some number is written as a distribution.
  public var hasDistributions: Bool {
    isUncertain && (hasUncertainParameters || !result.uncertainLines.isEmpty)
  }

  private var hasUncertainParameters: Bool { result.parameters.contains { $0.distribution != nil } }

  /// What distributions leave out.
  private var remarks: [String] {
    guard isUncertain, hasUncertainParameters else { return [] }
    let intro = "Numbers with a standard error are distributions: a run draws worlds from them (replications)."
    return [intro + (pairs.isEmpty ? "" : " Numbers of one fit are drawn together (correlated).")]
  }

  /// Correlations of numbers that are both written as distributions.
  private var pairs: [CalibrationResult.Correlation] {
    guard isUncertain else { return [] }
    let names = Set(result.parameters.filter { $0.distribution != nil }.map(\.name))
    return result.correlations.filter { names.contains($0.first) && names.contains($0.second) }
  }

  /// How numbers of one fit go together. A correlation is kept a little below 1, so that rounding cannot make it impossible.
  private var correlationLines: [String] {
    guard !pairs.isEmpty else { return [] }
    return ["    correlated:"]
      + pairs.map { pair in
        let value = max(-Self.strongest, min(Self.strongest, pair.value * Self.strongest))
        return "      - {of: [\(pair.first), \(pair.second)], is: \(NumberWords.plain((value * 1e4).rounded() / 1e4))}"
      }
  }

  private func line(_ parameter: CalibratedParameter) -> String {
    let value =
      switch parameter.value {
      case .number(let number): numberText(number, parameter)
      case .list(let list): "[\(list.map { NumberWords.plain(($0 * 1e4).rounded() / 1e4) }.joined(separator: ", "))]"
      }
    let uncertainty = uncertainty(parameter)
    return "      \(parameter.key): \(value)" + (uncertainty.isEmpty ? "" : "  # \(uncertainty)")
  }

  /// The standard error and the interval in words; how it was held otherwise.
  private func uncertainty(_ parameter: CalibratedParameter) -> String {
    if case .list = parameter.value { return "" }
    let unit = parameter.setting?.unit ?? .number
    switch parameter.basis {
    case .held: return "held, not estimated"
    case .fitted: return "standard error unknown"
    case .estimated:
      guard let error = parameter.standardError else { return "" }
      var text = "standard error \(Self.short(error, unit))"
      if let low = parameter.interval?.low, let high = parameter.interval?.high {
        text += ", \(NumberText.percent(result.level)) \(Self.short(low, unit)) to \(Self.short(high, unit))"
      }
      return text
    }
  }

  private func numberText(_ number: Double, _ parameter: CalibratedParameter) -> String {
    let unit = parameter.setting?.unit ?? .number
    guard isUncertain, let distribution = parameter.distribution else { return scenarioText(number, unit) }
    let spread = scenarioText(distribution.spread, distribution.kind == .lognormal ? .number : unit)
    return "\(distribution.kind.rawValue)(\(scenarioText(distribution.center, unit)), \(spread))"
  }

  private func scenarioText(_ value: Double, _ unit: BehaviorSetting.Unit) -> String {
    switch unit {
    case .number: NumberWords.plain(value)
    case .percent: NumberWords.plain(value * 100) + "%"
    case .days: NumberWords.plain(value) + (value == 1 ? " day" : " days")
    case .hours: NumberWords.plain(value) + " h"
    case .minutes: NumberWords.plain(value) + " min"
    case .money: "\(NumberWords.plain(value)) \(result.currency)"
    }
  }

  /// A number for a reader: three digits.
  static func short(_ value: Double, _ unit: BehaviorSetting.Unit) -> String {
    unit.isPercent ? NumberText.percent(value) : NumberText.significant(value, digits: 3)
  }

  /// A comment, broken at 110 columns.
  private static func comment(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent) + "# "
    var lines: [String] = []
    var line = margin
    for word in text.split(whereSeparator: \.isWhitespace) {
      if line.count > margin.count, line.count + word.count > 110 {
        lines.append(String(line.dropLast()))
        line = margin
      }
      line += word + " "
    }
    return lines + [String(line.dropLast())]
  }
}

extension BehaviorSetting.Unit {
  var isPercent: Bool {
    if case .percent = self { true } else { false }
  }
}
