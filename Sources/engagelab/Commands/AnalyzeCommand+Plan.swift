import ArgumentParser
import Foundation
import RecordedData

extension AnalysisOptions.Correction: ExpressibleByArgument {}
extension AnalysisOptions.LiftChoice: ExpressibleByArgument {}

extension AnalyzeCommand {
  /// What the options ask for.
  ///
  /// - Throws: `PlanError` that names the option at fault.
  func plan() throws(PlanError) -> ExperimentPlan {
    var options = AnalysisOptions(arm: arm, control: control)
    (options.metrics, options.quantiles, options.unit, options.covariate) = (metrics, quantiles, unit, covariate)
    options.segments = segments.map { $0.split(separator: "+").map(String.init) }
    options.split = try readSplit()
    (options.correction, options.lift) = (correction, lift)
    (options.sequential, options.tunedFor) = (sequential, tunedFor)
    (options.confidence, options.maxBadRows) = (confidence, maxBadRows)
    (options.delimiter, options.hasDecimalComma) = (delimiter, decimalComma)
    options.unitMemory = try readMemory()
    return try options.plan()
  }

  private func readSplit() throws(PlanError) -> [String: Double]? {
    guard let split else { return nil }
    var shares: [String: Double] = [:]
    for part in split.split(separator: ",") {
      guard let equals = part.lastIndex(of: "="), let share = Share.read(String(part[part.index(after: equals)...]))
      else { throw PlanError("--split is written A=50%,B=50%, not '\(split)'") }
      let name = part[..<equals].trimmingCharacters(in: .whitespaces)
      guard shares.updateValue(share, forKey: name) == nil else { throw PlanError("--split names '\(name)' twice") }
    }
    return shares
  }

  private func readMemory() throws(PlanError) -> Int {
    let units = [("GB", 30), ("MB", 20), ("KB", 10)]
    let text = memory.uppercased()
    let unit = units.first { text.hasSuffix($0.0) }
    let digits = unit.map { String(text.dropLast($0.0.count)) } ?? text
    guard let number = Double(digits.trimmingCharacters(in: .whitespaces)), number > 0, number < 1e6 else {
      throw PlanError("--memory must be a size such as 500MB or 4GB, not '\(memory)'")
    }
    return Int(number * Double(1 << (unit?.1 ?? 0)))
  }
}
