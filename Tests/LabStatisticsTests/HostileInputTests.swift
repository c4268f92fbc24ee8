import Foundation
import LabStatistics
import Testing

@Suite("Calculators on hostile input")
struct HostileInputTests {
  static let names = MethodRegistry.standard.methods.map(\.name)

  @Test("Without its inputs a calculator names the first missing one", arguments: names)
  func missing(name: String) throws {
    let required = try MethodRegistry.standard.method(name).inputs.contains { $0.defaultValue == nil }
    guard required else { return }
    #expect(throws: StatisticsError.self) { try MethodRegistry.standard.evaluate(name, [:]) }
  }

  static let methods: Set<String> = [
    "alpha_spending", "anytime_valid_t", "asymptotic_confidence_sequence", "asymptotic_confidence_sequence_one_sided",
    "bandit_probabilities", "bernoulli_confidence_sequence", "bootstrap_full_enumeration", "combine_p_values",
    "conditional_power", "cox_ph_binary", "equivalence_tost", "group_sequential_boundary", "howard_normal_mixture",
    "k_sample_tests", "kaplan_meier", "kolmogorov_smirnov_2", "log_rank", "mann_whitney", "mde_means",
    "mde_proportions", "msprt_normal", "multiple_testing_adjusted_p", "peeking_inflation", "permutation_exact",
    "poly_stitching_bound", "power_from_aggregates", "power_proportions", "power_two_sample_t", "sample_size_means",
    "sample_size_proportions", "sample_size_proportions_unpooled", "sample_size_rules", "type_s_type_m",
    "uplift_qini", "wilcoxon_signed_rank",
  ]
  static let cases = OracleTests.cases.filter { methods.contains($0.method) }

  /// Every input of every reference case, replaced in turn by something that does not belong there.
  @Test("Wrong kinds and absurd numbers give a typed error or numbers, never a crash", arguments: cases)
  func wrong(example: OracleCase) {
    let intruders: [Value] = [
      .null, .bool(true), .string("x"), 0, -1, 1e308, -1e308, 1e-300, .number(.nan), .number(.infinity), [], [[]], [:],
      [1e308, -1e308], [0, 0, 0], .integer(.max), .integer(.min),
    ]
    for key in example.inputs.keys.sorted() {
      for intruder in intruders {
        var inputs = example.inputs
        inputs[key] = intruder
        do {
          let values = try MethodRegistry.standard.evaluate(example.method, inputs)
          #expect(values.values.allSatisfy { $0 == $0.finite }, "\(example.id) with \(key) = \(intruder)")
        } catch let error as StatisticsError {
          #expect(!error.description.isEmpty)
        } catch {
          Issue.record("\(example.id) with \(key) = \(intruder) threw \(error)")
        }
      }
    }
  }
}
