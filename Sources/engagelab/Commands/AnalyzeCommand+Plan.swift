import ArgumentParser
import Foundation
import LabStatistics
import RecordedData

extension AnalyzeCommand {
  /// A correction for several tests, by its short name.
  enum Correction: String, CaseIterable, ExpressibleByArgument {
    case holm
    case bonferroni
    case hochberg
    case bh
    case by
    case none

    static var allowed: String { allCases.map(\.rawValue).joined(separator: ", ") }

    var method: MultipleTesting? {
      switch self {
      case .holm: .holm
      case .bonferroni: .bonferroni
      case .hochberg: .hochberg
      case .bh: .benjaminiHochberg
      case .by: .benjaminiYekutieli
      case .none: nil
      }
    }
  }

  /// How intervals of lifts are made.
  enum LiftChoice: String, CaseIterable, ExpressibleByArgument {
    case fieller
    case delta
    case log

    var method: LiftMethod {
      switch self {
      case .fieller: .fieller
      case .delta: .delta
      case .log: .logRatio
      }
    }
  }

  /// What the options ask for.
  ///
  /// - Throws: `PlanError` that names the option at fault.
  func plan() throws(PlanError) -> ExperimentPlan {
    var specifications: [MetricSpecification] = []
    for metric in metrics { specifications.append(try MetricSpecification(metric)) }
    for quantile in quantiles {
      guard let equals = quantile.lastIndex(of: "=") else {
        throw PlanError("--quantile is written COLUMN=90%, not '\(quantile)'")
      }
      let level = quantile[quantile.index(after: equals)...]
      specifications.append(try MetricSpecification("\(quantile[..<equals]):quantile=\(level)"))
    }
    var plan = ExperimentPlan(armColumn: arm, control: control, metrics: specifications)
    if let covariate { try plan.adjustAll(by: covariate) }
    plan.unitColumn = unit
    plan.segments = segments.map { $0.split(separator: "+").map(String.init) }
    guard plan.segments.allSatisfy({ !$0.isEmpty }) else { throw PlanError("--segment needs the name of a column") }
    plan.split = try readSplit()
    plan.correction = correction.method
    plan.tunedFor = try readTuning()
    plan.alpha = 1 - (try readShare(confidence, "--confidence"))
    plan.liftMethod = lift.method
    plan.maximumBadShare = try readShare(maxBadRows, "--max-bad-rows")
    plan.delimiter = try readDelimiter()
    plan.hasDecimalComma = decimalComma
    plan.unitMemory = try readMemory()
    try plan.validate()
    return plan
  }

  private func readTuning() throws(PlanError) -> Int? {
    guard sequential || tunedFor == nil else { throw PlanError("--tuned-for needs --sequential") }
    return sequential ? tunedFor ?? 5000 : nil
  }

  private func readShare(_ text: String, _ option: String) throws(PlanError) -> Double {
    guard let share = Share.read(text), share <= 1 else {
      throw PlanError("\(option) must be a share such as 5% or 0.05, not '\(text)'")
    }
    return share
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

  private func readDelimiter() throws(PlanError) -> UInt8? {
    switch delimiter {
    case nil: return nil
    case "comma"?: return UInt8(ascii: ",")
    case "semicolon"?: return UInt8(ascii: ";")
    case "tab"?, "\\t"?: return UInt8(ascii: "\t")
    case "pipe"?: return UInt8(ascii: "|")
    case let text?:
      guard let byte = text.utf8.first, text.utf8.count == 1, byte != UInt8(ascii: "\""), byte != 10, byte != 13 else {
        throw PlanError("--delimiter must be comma, semicolon, tab, pipe or one ASCII character")
      }
      return byte
    }
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
