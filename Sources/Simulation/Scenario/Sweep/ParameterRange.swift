import Foundation

/// A range of numbers with their unit, or of times of the day.
///
/// `1..7` are whole numbers, `0.1..0.5` real ones, `5%..20%` shares, `08:00..20:00 step 4h` times of which a step makes
/// levels. A number without a point in both ends and the step, and without a percent sign, is whole.
public struct ParameterRange: Sendable, Equatable {
  /// Ends and step, in the unit as written; minutes for times.
  let low, high: Double
  let step: Double?
  /// Digits after the point that were written, at most.
  let decimals: Int
  /// What follows the number, with its space: `%`, ` days`.
  let suffix: String
  let isTime: Bool

  /// Reads a text; nil when it has no `..` and so is no range.
  init?(parsing text: String) throws(SweepTextError) {
    let parts = text.components(separatedBy: "..")
    guard parts.count > 1, !"\"'[{".contains(text.first ?? " ") else { return nil }
    let ends = parts[1].components(separatedBy: "step")
    guard parts.count == 2, ends.count <= 2, let first = ParameterNumber(parts[0]), let last = ParameterNumber(ends[0])
    else {
      throw SweepTextError(text, "is not a range", "write e.g. `1..7`, `5%..20%` or `08:00..20:00 step 4h`")
    }
    guard first.isTime == last.isTime, first.unit.isEmpty || first.unit == last.unit else {
      throw SweepTextError(text, "has ends in two units", "give both ends in one unit")
    }
    guard first.value < last.value else {
      throw SweepTextError(text, "does not rise", "write the lower end first")
    }
    var decimals = max(first.decimals, last.decimals)
    var step: Double?
    if ends.count == 2 {
      let number = last.isTime ? ParameterNumber.duration(ends[1]) : ParameterNumber(ends[1])
      guard let number, number.isTime == last.isTime, number.unit.isEmpty || number.unit == last.unit,
        number.value > 0, number.value <= last.value - first.value
      else {
        throw SweepTextError(
          text, "has a step that does not fit", "give it in the unit of the ends, e.g. `step 2` or `step 4h`")
      }
      guard (last.value - first.value) / number.value < Double(SweepDefinition.mostPoints) else {
        throw SweepTextError(
          text, "has more than \(SweepDefinition.mostPoints) steps", "give a longer step")
      }
      decimals = max(decimals, number.decimals)
      step = number.value
    }
    (low, high, self.step, self.decimals) = (first.value, last.value, step, decimals)
    (suffix, isTime) = (last.suffix, last.isTime)
  }

  private var isWhole: Bool { decimals == 0 && !isTime && suffix.trimmingSpaces != "%" }

  /// The levels that a step makes, or all whole numbers; nil when neither exists.
  package var steps: [String]? {
    guard let step = step ?? (isWhole ? 1 : nil) else { return nil }
    let count = ((high - low) / step + 1e-9).rounded(.down)
    guard count < Double(SweepDefinition.mostPoints) else { return nil }
    return (0...Int(count)).map { text(of: low + Double($0) * step, decimals: decimals) }
  }

  /// The value at a share of the way, on a level where there are levels.
  func value(at share: Double) -> String {
    if let steps { return steps[ParameterValues.index(of: share, count: steps.count)] }
    // Three digits more than the ends have: fine enough for any design, and short enough to read.
    return text(of: low + share * (high - low), decimals: decimals + 3)
  }

  /// As it is written, in one way.
  var text: String {
    let ends = "\(text(of: low, decimals: decimals))..\(text(of: high, decimals: decimals))"
    guard let step else { return ends }
    return ends + (isTime ? " step \(Int(step)) min" : " step \(text(of: step, decimals: decimals))")
  }

  /// What a grid says of it.
  package var needsStep: SweepTextError {
    SweepTextError(
      text, "has no steps for a grid",
      "write e.g. `\(text) step \(isTime ? "2h" : "0.1")`, or take the design latin or sobol")
  }

  private func text(of value: Double, decimals: Int) -> String {
    if isTime {
      let minutes = Int(value.rounded())
      let (hour, minute) = (minutes / 60, minutes % 60)
      return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
    var digits = String(format: "%.\(decimals)f", value)
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return (digits == "-0" ? "0" : digits) + suffix
  }
}
