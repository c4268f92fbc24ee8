import Behavior
import LabStatistics

/// What a calibration found: parameters for a `behavior:` block, and how well the model fits.
///
/// ```swift
/// let result = try ActivityCalibration(summary).result()
/// print(BehaviorBlock(result).text)
/// ```
public struct CalibrationResult: Sendable {
  /// `activity`, `transactions`, `summary`, `retention`, `responses` or `experiment`.
  public let kind: String
  /// A short headline.
  public let title: String
  /// What was read, in sentences.
  public var data: [String] = []
  /// What goes into the block, in its order.
  public var parameters: [CalibratedParameter] = []
  /// Parameters that the data could have told but do not, and why.
  public var leftAtDefault: [(name: String, reason: String)] = []
  /// The models that were tried, the chosen one first.
  public var models: [FittedModel] = []
  public var series: [FitSeries] = []
  /// What must be known before the block is used.
  public var warnings: [String] = []
  /// How the numbers were made.
  public var notes: [String] = []
  /// Lines for other places of a scenario than `behavior:`, such as the appeal of a variant.
  public var otherLines: [String] = []
  /// The same lines with distributions where there are standard errors; empty: there are none.
  public var uncertainLines: [String] = []
  /// Effects that stand elsewhere than in `behavior:`.
  public var effects: [Effect] = []
  /// Parameters whose estimates go together.
  public var correlations: [Correlation] = []
  /// The currency of amounts.
  public var currency = "EUR"
  /// Level of the intervals.
  public var level = 0.95

  /// A number for another place of a scenario.
  public struct Effect: Sendable, Equatable {
    public let name: String
    public let value: Double
    public let standardError: Double
    public let interval: Interval
  }

  /// How the estimates of two parameters go together.
  public struct Correlation: Sendable, Equatable {
    /// Names such as `dropout.gamma`.
    public let first: String
    public let second: String
    /// Between −1 and 1.
    public let value: Double
  }

  init(kind: String, title: String) {
    self.kind = kind
    self.title = title
  }

  /// The parameter of this name, such as `dropout.gamma`.
  public subscript(name: String) -> CalibratedParameter? { parameters.first { $0.name == name } }

  /// Refuses values that no scenario may have.
  ///
  /// - Throws: ``CalibrationError``.
  func checked() throws(CalibrationError) -> CalibrationResult {
    for parameter in parameters {
      guard let value = parameter.number, let range = parameter.setting?.range else { continue }
      guard value.isFinite, range.contains(value) else {
        throw CalibrationError(
          .cannotTell,
          "the data give \(parameter.name) = \(NumberWords.plain(value)), outside the range of a scenario "
            + "(\(NumberWords.plain(range.lowerBound)) to \(NumberWords.plain(range.upperBound))): the model does not fit "
            + "them, or they are too few")
      }
    }
    return self
  }
}

extension CalibrationResult {
  /// Behavior with the calibrated numbers in place, as a scenario with the block has it.
  public func applied(to behavior: BehaviorParameters = BehaviorParameters()) -> BehaviorParameters {
    var behavior = behavior
    for parameter in parameters {
      switch (parameter.value, parameter.name) {
      case (.number(let number), _): if let setting = parameter.setting { behavior[keyPath: setting.path] = number }
      case (.list(let list), "rhythm.weekday"): behavior.rhythm.weekday = list
      case (.list(let list), "rhythm.hour"): behavior.rhythm.hour = list
      case (.list, _): break
      }
    }
    return behavior
  }
}
