import Behavior
import Foundation
import LabStatistics

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

  public init(_ result: CalibrationResult) { self.result = result }

  /// The lines, ending with a line break; comments only when there is nothing for `behavior:`.
  public var text: String {
    var lines = ["  # \(result.title). Made by engagelab calibrate \(result.kind); paste below population:"]
    lines += result.warnings.flatMap { Self.comment("warning: " + $0, indent: 2) }
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
    if !result.otherLines.isEmpty {
      lines += Self.comment("Elsewhere in the scenario:", indent: 2) + result.otherLines.map { "  #   \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ parameter: CalibratedParameter) -> String {
    let value =
      switch parameter.value {
      case .number(let number): scenarioText(number, parameter.setting?.unit ?? .number)
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
