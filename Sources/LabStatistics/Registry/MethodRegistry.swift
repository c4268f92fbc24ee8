import Primitives

/// All calculators by name, for `engagelab stats` and `engagelab stats batch`.
///
/// ```swift
/// let p = try MethodRegistry.standard.evaluate("normal_tail", ["z": [1.96]])
/// ```
public struct MethodRegistry: Sendable {
  /// Every calculator of the lab.
  public static let standard = MethodRegistry(families: [
    // Means, proportions, lift and adjustment.
    distributionMethods, meanMethods, proportionMethods, exactMethods, liftMethods, adjustmentMethods,
    regressionMethods, pairedMethods, sampleRatioMethods, bayesianMethods, quantileMethods, strataMethods,
    // Sequential inference, planning, ranks, survival, resampling and targeting.
    multiplicityMethods, rankMethods, survivalMethods, resamplingMethods, targetingMethods, alwaysValidMethods,
    groupSequentialMethods, powerMethods,
  ])

  /// The calculators in alphabetical order.
  public let methods: [MethodDescription]
  private let byName: [String: MethodDescription]

  /// A registry of these families; of equal names the last counts.
  public init(families: [[MethodDescription]]) {
    byName = Dictionary(families.joined().map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    methods = byName.values.sorted { $0.name < $1.name }
  }

  /// The calculator of this name.
  ///
  /// - Throws: `StatisticsError.unknownMethod` with the nearest names.
  public func method(_ name: String) throws -> MethodDescription {
    if let method = byName[name] { return method }
    let wanted = name.replacing("-", with: "_").lowercased()
    if let method = byName[wanted] { return method }
    let ranked = methods.map { (name: $0.name, distance: editDistance(Array($0.name), Array(wanted))) }
      .filter { $0.distance <= max(3, wanted.count / 3) || $0.name.contains(wanted) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    throw StatisticsError.unknownMethod(name: name, nearest: ranked.prefix(3).map(\.name))
  }

  /// The values that a calculator gives for these inputs.
  ///
  /// - Throws: `StatisticsError`.
  public func evaluate(_ name: String, _ inputs: [String: Value]) throws -> [String: Value] {
    try method(name).evaluate(inputs)
  }
}
