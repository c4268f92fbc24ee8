/// One calculator: its name, what it does, what it takes, and the calculation.
///
/// ```swift
/// MethodDescription(
///   "design_effect", "Effective sample size under clustering",
///   inputs: [InputDescription("icc", .number, "intra-cluster correlation")],
///   sentence: { inputs, values in "The design effect is \(values.text("deff"))." }
/// ) { inputs in
///   ["deff": .number(1 + (try inputs.number("mean_cluster_size") - 1) * inputs.number("icc"))]
/// }
/// ```
public struct MethodDescription: Sendable {
  /// The name used on the command line and in batch files.
  public let name: String
  /// What it computes, in one line.
  public let summary: String
  /// What it takes.
  public let inputs: [InputDescription]
  private let calculate: @Sendable (Inputs) throws -> [String: Value]
  private let conclude: @Sendable (Inputs, MethodValues) throws -> String

  /// Describes a calculator.
  ///
  /// - Parameters:
  ///   - name: lower case with underscores.
  ///   - summary: one line.
  ///   - inputs: in the order shown in help.
  ///   - sentence: the plain sentence that a person reads last.
  ///   - calculate: from inputs to values; a value that does not exist is null.
  public init(
    _ name: String, _ summary: String, inputs: [InputDescription],
    sentence: @escaping @Sendable (Inputs, MethodValues) throws -> String,
    calculate: @escaping @Sendable (Inputs) throws -> [String: Value]
  ) {
    self.name = name
    self.summary = summary
    self.inputs = inputs
    conclude = sentence
    self.calculate = calculate
  }

  /// The values for these inputs; nothing in them is NaN or infinite.
  ///
  /// Inputs that the method does not know are ignored, so that notes may travel along.
  ///
  /// - Throws: `StatisticsError` naming the input at fault.
  public func evaluate(_ inputs: [String: Value]) throws -> [String: Value] {
    try calculate(Inputs(inputs)).mapValues(\.finite)
  }

  /// One plain sentence that says what the values mean.
  ///
  /// - Throws: `StatisticsError` when the inputs cannot be read.
  public func sentence(inputs: [String: Value], values: [String: Value]) throws -> String {
    try conclude(Inputs(inputs), MethodValues(values))
  }
}
