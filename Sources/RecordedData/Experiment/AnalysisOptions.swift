import Foundation
import LabStatistics

/// What an analysis is asked for, in the words of its options, with their defaults.
///
/// ```swift
/// var options = AnalysisOptions(arm: "version", control: "gate_30")
/// options.metrics = ["retention_7:proportion"]
/// let plan = try options.plan()
/// ```
public struct AnalysisOptions: Sendable {
  /// A correction for several tests, by its short name.
  public enum Correction: String, Sendable, CaseIterable {
    case holm
    case bonferroni
    case hochberg
    case bh
    case by
    case none

    public static var allowed: String { allCases.map(\.rawValue).joined(separator: ", ") }

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
  public enum LiftChoice: String, Sendable, CaseIterable {
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

  /// Column that names the arm.
  public var arm: String
  /// The arm that the others are compared with.
  public var control: String
  /// What to compare: `spend:mean`.
  public var metrics: [String] = []
  /// Quantiles to compare: `spend=90%`.
  public var quantiles: [String] = []
  /// Column that names the user.
  public var unit: String?
  /// Column from before the experiment that adjusts every metric.
  public var covariate: String?
  /// The columns of each segmentation.
  public var segments: [[String]] = []
  /// Planned shares; nil: equal.
  public var split: [String: Double]?
  public var correction = Correction.holm
  /// Whether intervals are valid at every look.
  public var sequential = false
  /// Users of two arms at which sequential intervals are narrowest; nil: 5000.
  public var tunedFor: Int?
  public var confidence = "95%"
  public var lift = LiftChoice.fieller
  public var maxBadRows = "1%"
  /// `comma`, `semicolon`, `tab`, `pipe` or one character; nil: it is found out.
  public var delimiter: String?
  public var hasDecimalComma = false
  /// Most bytes for users whose rows do not follow each other.
  public var unitMemory = 1 << 30

  public init(arm: String, control: String) {
    self.arm = arm
    self.control = control
  }

  /// What the options ask for.
  ///
  /// - Throws: ``PlanError`` that names the option at fault.
  public func plan() throws(PlanError) -> ExperimentPlan {
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
    plan.segments = segments
    guard plan.segments.allSatisfy({ !$0.isEmpty }) else { throw PlanError("--segment needs the name of a column") }
    plan.split = split
    plan.correction = correction.method
    plan.tunedFor = try tuning()
    plan.alpha = 1 - (try Self.share(confidence, "--confidence"))
    plan.liftMethod = lift.method
    plan.maximumBadShare = try Self.share(maxBadRows, "--max-bad-rows")
    plan.delimiter = try delimiterByte()
    plan.hasDecimalComma = hasDecimalComma
    guard unitMemory > 0 else { throw PlanError("--memory must be above zero") }
    plan.unitMemory = unitMemory
    try plan.validate()
    return plan
  }

  private func tuning() throws(PlanError) -> Int? {
    guard sequential || tunedFor == nil else { throw PlanError("--tuned-for needs --sequential") }
    return sequential ? tunedFor ?? 5000 : nil
  }

  private static func share(_ text: String, _ option: String) throws(PlanError) -> Double {
    guard let share = Share.read(text), share <= 1 else {
      throw PlanError("\(option) must be a share such as 5% or 0.05, not '\(text)'")
    }
    return share
  }

  private func delimiterByte() throws(PlanError) -> UInt8? {
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
}
