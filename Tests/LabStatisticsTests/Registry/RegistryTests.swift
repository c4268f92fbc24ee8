import Foundation
import LabStatistics
import Testing

@Suite("Registry")
struct RegistryTests {
  static let examples: [OracleCase] = {
    var seen: Set<String> = []
    let cases = (try? OracleCase.all()) ?? []
    return cases.filter { seen.insert($0.method).inserted }
  }()

  @Test("Unknown names are answered with the nearest ones")
  func unknown() throws {
    #expect(throws: StatisticsError.unknownMethod(name: "welch", nearest: ["welch_t"])) {
      try MethodRegistry.standard.method("welch")
    }
    #expect(try MethodRegistry.standard.method("Welch-T").name == "welch_t")
  }

  @Test("Every method describes each input that its example gives, and each required one is given", arguments: examples)
  func described(example: OracleCase) throws {
    let method = try MethodRegistry.standard.method(example.method)
    let names = Set(method.inputs.map(\.name))
    #expect(names.count == method.inputs.count && !method.summary.isEmpty)
    for input in method.inputs where input.defaultValue == nil {
      #expect(example.inputs[input.name] != nil, "\(method.name) says it needs \(input.name)")
    }
  }

  @Test("Inputs of another kind, or missing, give an error or finite values, never a trap", arguments: examples)
  func hostile(example: OracleCase) throws {
    let poison: [Value] = [
      .null, "text", -1, 0, 1.5, 1e308, .number(.nan), .number(.infinity), true, [], [[]], [1], [1, -1], [0, 0],
      [[0, 0], [0, 0]],
      ["n": 0, "successes": 0, "mean": 0, "sd": 0, "events": 0, "exposure": 1], ["n": 1], ["n": -5], [:],
      ["n": 1, "successes": 2], ["n": 9_007_199_254_740_993, "successes": 1, "mean": 1, "sd": 1], [["a"]],
    ]
    for name in example.inputs.keys.sorted() {
      var inputs = example.inputs
      inputs[name] = nil
      try Self.probe(example.method, inputs)
      for value in poison {
        inputs[name] = value
        try Self.probe(example.method, inputs)
      }
    }
  }

  /// Inputs that differ in one place from an example must give finite values or an error that a person can read.
  static func probe(_ method: String, _ inputs: [String: Value]) throws {
    do {
      let values = try MethodRegistry.standard.evaluate(method, inputs)
      try AnalysisTests.expectFinite(.object(values))
      let sentence = try MethodRegistry.standard.method(method).sentence(inputs: inputs, values: values)
      #expect(!sentence.contains("nan") && !sentence.contains("inf "), "\(method): \(sentence)")
    } catch let error as StatisticsError {
      #expect(!error.description.isEmpty)
    }
  }

  @Test(
    "Errors name the input at fault",
    arguments: [
      (
        "welch_t", #"{"control": {"n": 5, "mean": 1}, "treatment": {"n": 5, "mean": 1, "sd": 1}}"#,
        "control.sd: missing"
      ),
      (
        "welch_t", #"{"control": {"n": 5, "mean": 1, "sd": -1}, "treatment": {"n": 5, "mean": 1, "sd": 1}}"#,
        "control.sd: must not be negative"
      ),
      (
        "two_proportion_z_pooled", #"{"control": {"n": 5, "successes": 6}, "treatment": "1/5"}"#,
        "control: successes must be between 0 and n = 5"
      ),
      (
        "two_proportion_z_pooled", #"{"control": "3 of 5", "treatment": "1/5"}"#,
        "control: must be written as successes/n"
      ),
      ("one_proportion_ci", #"{"n": 4.5, "successes": 1}"#, "n: must be a whole number"),
      (
        "fisher_exact", #"{"table_treatment_then_control": [[1, 2, 3], [4, 5, 6]]}"#,
        "table_treatment_then_control: must be two rows"
      ),
      ("quantile_estimates", #"{"data": [1, "x"], "q": 0.5}"#, "data[1]: must be a number"),
      ("quantile_estimates", #"{"data": [1], "q": 1}"#, "q: must be between 0 and 1"),
      (
        "lift_relative_fieller", #"{"control": [1, 2], "treatment": [1, 3], "quantile": "magic"}"#,
        "quantile: must be normal or t"
      ),
      (
        "cuped_mean", #"{"control": {"x": [1, 2]}, "treatment": {"x": [1, 2]}, "metric": "x", "covariate": "y"}"#,
        "control.y: missing"
      ),
      (
        "ratio_metric_delta",
        #"{"control": {"x": [1, 2], "d": [1]}, "treatment": {"x": [1], "d": [1]}, "metric": "x/d"}"#,
        "control.d: has 1 values where x has 2"
      ),
      ("common_random_numbers_paired", #"{"A": [1, 2], "B": [1]}"#, "B: has 1 values where A has 2"),
    ])
  func errors(method: String, json: String, message: String) throws {
    let inputs = try JSONDecoder().decode([String: Value].self, from: Data(json.utf8))
    do {
      _ = try MethodRegistry.standard.evaluate(method, inputs)
      Issue.record("\(method) accepted \(json)")
    } catch {
      #expect("\(error)".hasPrefix(message), "\(error)")
    }
  }

  @Test("Edge cases: what has no number is null with a status")
  func statuses() throws {
    let cases: [(String, String, String, Status)] = [
      ("welch_t", #"{"control": [3, 3, 3], "treatment": [3, 3]}"#, "p_two_sided", .zeroVariance),
      ("welch_t", #"{"control": [3], "treatment": [3, 4]}"#, "p_two_sided", .tooFewUnits),
      ("lift_relative_delta", #"{"control": [-1, 1], "treatment": [3, 4]}"#, "lift", .zeroBaseline),
      ("lift_relative_log_ratio", #"{"control": [1, 2], "treatment": [-3, -4]}"#, "lift_ci_lower", .nonPositiveMean),
      (
        "ratio_metric_delta",
        #"{"control": {"a": [1, 2], "b": [0, 0]}, "treatment": {"a": [1, 2], "b": [1, 1]}, "metric": "a/b"}"#, "effect",
        .zeroDenominator
      ),
      ("risk_ratio_ci", #"{"control": "0/10", "treatment": "3/10"}"#, "ratio", .zeroBaseline),
      (
        "poisson_rate_ratio", #"{"control": {"events": 0, "exposure": 1}, "treatment": {"events": 0, "exposure": 1}}"#,
        "ratio", .noEvents
      ),
      ("bayes_normal_lift", #"{"control": [1, 1], "treatment": [1, 1]}"#, "chance_to_win", .zeroVariance),
      ("common_random_numbers_paired", #"{"A": [1, 2], "B": [2, 3]}"#, "p_two_sided", .zeroVariance),
      ("stable_moments", #"{"data": [1]}"#, "variance_ddof1", .tooFewUnits),
    ]
    for (method, json, key, status) in cases {
      let inputs = try JSONDecoder().decode([String: Value].self, from: Data(json.utf8))
      let values = try MethodRegistry.standard.evaluate(method, inputs)
      #expect(values[key] == .null, "\(method)")
      #expect(values["status"] == .string(status.rawValue), "\(method)")
    }
  }

  @Test("Values survive JSON; numbers that are not finite become null")
  func json() throws {
    let value: Value = ["a": [1, 2.5, true, .null, "x"], "b": ["c": 1e-300]]
    #expect(try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value)
    #expect(Value.number(.nan).finite == .null && Value.array([.number(.infinity)]).finite == [.null])
    #expect(String(decoding: try JSONEncoder().encode(Value.array([.number(.nan)])), as: UTF8.self) == "[null]")
  }

  @Test(
    "Numbers for people",
    arguments: [
      (NumberText.pValue(0), "<1e-300"), (NumberText.pValue(4.2e-79), "4.2e-79"), (NumberText.pValue(0.0468), "0.0468"),
      (NumberText.pValue(0.25), "0.250"), (NumberText.percent(0.1234), "12.3%"),
      (NumberText.signedPercent(0.05), "+5%"),
      (NumberText.significant(1_234_567), "1234567"), (NumberText.significant(0.000123456), "0.0001235"),
      (NumberText.significant(.nan), "–"), (NumberText.signed(-0.5), "-0.5"),
      (NumberText.significant(1.5e-7), "1.5e-07"),
    ])
  func numberText(got: String, expected: String) {
    #expect(got == expected)
  }
}
