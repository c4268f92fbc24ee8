import Behavior
import LabStatistics

/// One number (or profile) of a `behavior:` block, with its uncertainty and its source.
public struct CalibratedParameter: Sendable, Equatable {
  /// What is written.
  public enum Value: Sendable, Equatable {
    case number(Double)
    case list([Double])
  }

  /// How the value came about.
  public enum Basis: String, Sendable {
    /// From the data, with a standard error.
    case estimated
    /// From the data, which do not tell how exact it is.
    case fitted
    /// Not in the data: a value that was given or assumed.
    case held
  }

  /// Key of the group, such as `dropout`.
  public let group: String
  /// Key within the group, such as `gamma`.
  public let key: String
  /// In the unit of `BehaviorParameters`: shares as fractions.
  public let value: Value
  public let standardError: Double?
  public let interval: Interval?
  public let basis: Basis
  /// Which data, which model: one sentence.
  public let source: String

  /// `dropout.gamma`.
  public var name: String { "\(group).\(key)" }

  /// The number; nil for a profile.
  public var number: Double? {
    if case .number(let number) = value { number } else { nil }
  }

  /// What scenario files say of it; nil for a profile.
  public var setting: BehaviorSetting? { BehaviorSetting.all.first { $0.group == group && $0.key == key } }

  init(_ group: String, _ key: String, _ estimate: DerivedEstimate, source: String) {
    self.init(
      group, key, .number(estimate.value), standardError: estimate.standardError, interval: estimate.interval,
      basis: .estimated, source: source)
  }

  init(_ group: String, _ key: String, _ estimate: ParameterEstimate, source: String) {
    self.init(
      group, key, .number(estimate.value), standardError: estimate.standardError, interval: estimate.interval,
      basis: .estimated, source: source)
  }

  init(
    _ group: String, _ key: String, _ value: Value, standardError: Double? = nil, interval: Interval? = nil,
    basis: Basis, source: String
  ) {
    self.group = group
    self.key = key
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.basis = basis
    self.source = source
  }
}
