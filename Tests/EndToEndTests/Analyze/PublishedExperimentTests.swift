import Foundation
import Testing

/// Cookie Cats and Hillstrom through `analyze` give the figures that scipy and statsmodels gave.
@Suite struct PublishedExperimentTests {
  /// The file to analyse: made up from the published aggregates, or the real one.
  enum Source: String, CaseIterable, CustomTestStringConvertible {
    case aggregates
    case real

    var testDescription: String { rawValue }
  }

  private func isClose(_ got: Any?, _ wanted: Any?, _ relative: Double = 1e-9) -> Bool {
    guard let got = got as? Double, let wanted = wanted as? Double else { return false }
    return abs(got - wanted) <= relative * abs(wanted)
  }

  private func analyze(_ source: Source, real: String, text: () -> String, _ arguments: [String]) throws -> Command
    .Output?
  {
    let command = try Command()
    defer { command.remove() }
    let file: String
    switch source {
    case .aggregates: file = try command.write(text(), to: "data.csv")
    case .real:
      guard let path = PublishedExperiments.realFile(real) else {
        print("skipped: the data of \(real) are not beside the checkout (they may not be part of it)")
        return nil
      }
      file = path
    }
    return try command.run(["analyze", file] + arguments)
  }

  private func result(_ output: Command.Output, _ metric: String, _ arm: String) throws -> [String: Any] {
    let analysis = try #require(try Command.json(output)["analysis"] as? [String: Any], "\(output.err)")
    let results = try #require(analysis["results"] as? [[String: Any]])
    return try #require(results.first { $0["metric"] as? String == metric && $0["arm"] as? String == arm })
  }

  @Test(arguments: Source.allCases)
  func cookieCats(source: Source) throws {
    let published = try PublishedExperiments.load()
    let arguments = [
      "--arm", "version", "--control", "gate_30", "--metric", "retention_1:proportion", "--metric",
      "retention_7:proportion", "--metric", "sum_gamerounds:mean", "--lift", "log", "--format", "json",
    ]
    guard
      let output = try analyze(
        source, real: "cookie_cats/cookie_cats.csv", text: published.cookieCatsText, arguments)
    else { return }
    #expect(output.status == 0, "\(output.err)")
    let expected = try PublishedExperiments.expected("cookie_cats")
    let ratio = try #require(
      (try Command.json(output)["analysis"] as? [String: Any])?["sample_ratio"] as? [String: Any])
    let wantedRatio = expected["SRM_50_50"] as? [String: Any]
    #expect(isClose(ratio["chi2"], wantedRatio?["chi2"]))
    #expect(isClose(ratio["p_value"], wantedRatio?["p"]))
    #expect(ratio["broken"] as? Bool == false)
    let health = try #require(try Command.json(output)["health"] as? [[String: Any]])
    #expect(health.first?["level"] as? String == "warning")
    #expect((health.first?["message"] as? String)?.contains("p = 0.0086") == true)

    for metric in ["retention_1", "retention_7"] {
      let got = try result(output, metric, "gate_40")
      let wanted = try #require(expected["\(metric)_gate40_vs_gate30"] as? [String: Any])
      let difference = got["difference"] as? [String: Any]
      let interval = wanted["newcombe_ci95_diff"] as? [Double]
      #expect(isClose(got["control"], wanted["p0"]))
      #expect(isClose(got["treatment"], wanted["p1"]))
      #expect(isClose(difference?["estimate"], wanted["diff"]))
      #expect(isClose(difference?["low"], interval?.first))
      #expect(isClose(difference?["high"], interval?.last))
      #expect(isClose(got["statistic"], wanted["z_pooled"]))
      #expect(isClose(got["p_value"], wanted["p_two_sided"], 1e-8))
      let lift = got["lift"] as? [String: Any]
      #expect(isClose(lift?["estimate"], wanted["rel_lift"]))
      // The reference's interval is the symmetric delta interval of the log ratio's standard error.
      #expect(lift?["low"] is Double && lift?["high"] is Double)
    }
    let rounds = try result(output, "sum_gamerounds", "gate_40")
    let wanted = try #require(expected["sum_gamerounds_welch"] as? [String: Any])
    #expect(isClose(rounds["statistic"], wanted["t"], 1e-8))
    #expect(isClose(rounds["degrees_of_freedom"], wanted["df"], 1e-8))
    #expect(isClose(rounds["p_value"], wanted["p"], 1e-8))
    let interval = wanted["ci95"] as? [Double]
    #expect(isClose((rounds["difference"] as? [String: Any])?["low"], interval?.first, 1e-8))
    #expect(isClose((rounds["difference"] as? [String: Any])?["high"], interval?.last, 1e-8))
  }

  @Test(arguments: Source.allCases)
  func cookieCatsShowsTheWarningToPeople(source: Source) throws {
    let published = try PublishedExperiments.load()
    let arguments = ["--arm", "version", "--control", "gate_30", "--metric", "retention_7:proportion"]
    guard
      let output = try analyze(
        source, real: "cookie_cats/cookie_cats.csv", text: published.cookieCatsText, arguments)
    else { return }
    #expect(output.out.contains("! warning  The split is unlike the plan"), "\(output.out)")
    #expect(output.out.contains("p = 0.0086"))
    #expect(output.out.contains("is 0.820 points (-4.3%) lower than in gate_30"))
  }

  @Test(arguments: Source.allCases)
  func hillstrom(source: Source) throws {
    let published = try PublishedExperiments.load()
    let arguments = [
      "--arm", "segment", "--control", "No E-Mail", "--metric", "visit:proportion", "--metric", "conversion:proportion",
      "--metric", "spend:mean", "--segment", "mens+womens", "--format", "json",
    ]
    guard let output = try analyze(source, real: "hillstrom/hillstrom.csv", text: published.hillstromText, arguments)
    else { return }
    #expect(output.status == 0, "\(output.err)")
    let expected = try PublishedExperiments.expected("hillstrom")
    let ratio = (try Command.json(output)["analysis"] as? [String: Any])?["sample_ratio"] as? [String: Any]
    #expect(isClose(ratio?["p_value"], expected["sample_ratio_p"]))
    let tests = try #require(expected["tests"] as? [String: [String: Any]])
    for (name, wanted) in tests {
      let arm = name.hasPrefix("Mens") ? "Mens E-Mail" : "Womens E-Mail"
      let metric = try #require(["visit", "conversion", "spend"].first { name.contains($0) })
      let got = try result(output, metric, arm)
      #expect(isClose((got["difference"] as? [String: Any])?["estimate"], wanted["diff"]), "\(name)")
      #expect(isClose(got["p_value"], wanted["p_two_sided"] ?? wanted["p"], 1e-7), "\(name)")
      #expect(isClose(got["statistic"], wanted["z_pooled"] ?? wanted["t"], 1e-8), "\(name)")
      let interval = wanted["newcombe_ci95_diff"] as? [Double] ?? wanted["ci95"] as? [Double]
      #expect(isClose((got["difference"] as? [String: Any])?["low"], interval?.first, 1e-7), "\(name)")
    }
    let family = try #require(expected["multiple_testing"] as? [String: Any])
    let names = try #require(family["names"] as? [String])
    for (name, holm) in zip(names, try #require(family["holm"] as? [Double])) {
      let parts = name.split(separator: ":").map(String.init)
      #expect(isClose(try result(output, parts[1], parts[0])["adjusted_p_value"], holm, 1e-7), "\(name)")
    }
    try checkSegments(output, expected)
  }

  private func checkSegments(_ output: Command.Output, _ expected: [String: Any]) throws {
    let segments = try #require(try Command.json(output)["segments"] as? [[String: Any]])
    let levels = try #require(segments.first?["levels"] as? [[String: Any]])
    #expect(levels.count == 3)
    for wanted in try #require(expected["uplift_by_segment"] as? [[String: Any]]) {
      let name = "mens=\(wanted["bought_mens"] ?? ""), womens=\(wanted["bought_womens"] ?? "")"
      let level = try #require(levels.first { $0["level"] as? String == name }, "\(name)")
      let results = try #require(level["results"] as? [[String: Any]])
      for (metric, key) in [("visit", "visit_uplift"), ("conversion", "conv_uplift"), ("spend", "spend_uplift")] {
        let got = try #require(
          results.first { $0["metric"] as? String == metric && $0["arm"] as? String == wanted["arm"] as? String })
        #expect(isClose((got["difference"] as? [String: Any])?["estimate"], wanted[key], 1e-8), "\(name) \(metric)")
        #expect((got["units"] as? [String: Any])?["treatment"] as? Int == wanted["n_t"] as? Int)
        #expect((got["units"] as? [String: Any])?["control"] as? Int == wanted["n_c"] as? Int)
      }
    }
    let differences = try #require(segments.first?["differences"] as? [[String: Any]])
    #expect(differences.count == 6)
    #expect(differences.allSatisfy { $0["adjusted_p_value"] is Double })
  }

  @Test(arguments: Source.allCases)
  func hillstromAdjustedByHistory(source: Source) throws {
    let published = try PublishedExperiments.load()
    let arguments = [
      "--arm", "segment", "--control", "No E-Mail", "--metric", "spend:mean:cuped=history", "--metric",
      "visit:proportion:cuped=history", "--format", "json",
    ]
    guard let output = try analyze(source, real: "hillstrom/hillstrom.csv", text: published.hillstromText, arguments)
    else { return }
    let expected = try PublishedExperiments.expected("hillstrom")
    // The covariance of visits with history is not among the aggregates.
    let groups = source == .real ? ["cuped", "cuped_visit"] : ["cuped"]
    for group in groups {
      for (name, wanted) in try #require(expected[group] as? [String: [String: Any]]) {
        let arm = name.hasPrefix("Mens") ? "Mens E-Mail" : "Womens E-Mail"
        let got = try result(output, group == "cuped" ? "spend" : "visit", arm)
        let adjustment = got["adjustment"] as? [String: Any]
        #expect(isClose(adjustment?["theta"], wanted["theta"], 1e-7), "\(name)")
        #expect(isClose((got["difference"] as? [String: Any])?["estimate"], wanted["diff"], 1e-8), "\(name)")
        #expect(isClose(got["statistic"], wanted["t"], 1e-7), "\(name)")
        #expect(isClose(got["p_value"], wanted["p"], 1e-6), "\(name)")
      }
    }
  }
}
