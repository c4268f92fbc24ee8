import ArrowData
import CEngagementLab
import Foundation
import Testing

/// Every verb, through the functions of the interface.
@Suite struct VerbTests {
  @Test func scenario() async throws {
    let call = try await Ask.call("scenario", ["scenario": Ask.scenario()])
    #expect(call.isDone)
    #expect(call.documents == ["text", "tree", "summary"])
    let summary = try #require(call.document("summary"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(summary.utf8)) as? [String: Any])
    #expect(object["name"] as? String == "first-steps")
    #expect(object["arms"] as? [String] == ["none", "weekly", "win_back", "both"])
    // What is written reads back as the same scenario.
    let text = try #require(call.document("text"))
    let again = try await Ask.call("scenario", ["scenario": ["text": text]])
    let other = try #require(again.document("summary"))
    let read = try #require(try JSONSerialization.jsonObject(with: Data(other.utf8)) as? [String: Any])
    #expect(read["hash"] as? String == object["hash"] as? String)
  }

  @Test func diffAndSchema() async throws {
    let call = try await Ask.call(
      "diff", ["before": Ask.scenario(), "after": Ask.scenario(set: ["limits.push.at_most=1"])])
    let table = try call.table("differences")
    #expect(table.texts("path") == ["limits.push.at_most"])
    #expect(table.texts("before") == ["3"] && table.texts("after") == ["1"])
    let schema = try #require(await Call.done("schema", "{}").document("schema"))
    #expect(schema.contains("json-schema.org"))
  }

  @Test func runAndWhatIsMadeOfIt() async throws {
    let run = try await Ask.call("run", ["scenario": Ask.scenario()])
    #expect(run.isDone)
    #expect(run.documents == ["results.json", "text", "scenario.yaml"])
    #expect(!run.tables.contains("users"))
    let results = try #require(run.document("results.json"))
    for name in run.tables { _ = try run.table(name) }
    let lifts = try run.table("lifts")
    #expect(lifts.rows > 0 && Set(lifts.texts("baseline")) == ["none"])

    let again = try await Ask.call("result", ["results": results])
    #expect(again.tables == run.tables)
    for (one, other) in zip(try again.table("lifts").numbers("lift"), lifts.numbers("lift")) {
      // results.json has twelve digits.
      #expect(abs((one ?? 0) - (other ?? 0)) <= 1e-11 * max(1, abs(other ?? 0)) && (one == nil) == (other == nil))
    }
    #expect(again.document("results.json") == results)

    let page = try #require(try await Ask.call("report", ["results": results]).document("report.html"))
    #expect(page.hasPrefix("<!DOCTYPE html>") || page.hasPrefix("<!doctype html>"))
    let charts = try #require(try await Ask.call("charts", ["results": results]).document("charts"))
    let list = try #require(try JSONSerialization.jsonObject(with: Data(charts.utf8)) as? [[String: Any]])
    #expect(!list.isEmpty && list.allSatisfy { $0["spec"] is [String: Any] })

    let other = try await Ask.call("run", ["scenario": Ask.scenario(set: ["limits.push.at_most=1"])])
    let after = try #require(other.document("results.json"))
    let compared = try await Ask.call(
      "compare",
      [
        "before": ["results": results, "scenario": Ask.scenario(), "name": "three"],
        "after": ["results": after, "scenario": Ask.scenario(set: ["limits.push.at_most=1"])],
      ])
    #expect(compared.documents == ["text", "markdown", "json"])
    #expect(try compared.table("scenario").texts("path") == ["limits.push.at_most"])
    #expect(Set(try compared.table("changes").texts("section")) == ["kpi", "lift", "total"])
    #expect(try #require(compared.document("text")).hasPrefix("three → after"))
    // Without the scenarios, and with one that was not played, this is said.
    let bare = try await Ask.call("compare", ["before": ["results": results], "after": ["results": after]])
    #expect(try #require(bare.document("text")).contains("no scenario beside the results"))
    let wrong = try await Ask.call(
      "compare",
      [
        "before": ["results": results, "scenario": Ask.scenario(set: ["limits.push.at_most=2"])],
        "after": ["results": after],
      ])
    #expect(try #require(wrong.document("text")).contains("not that of the results"))
  }

  // MARK: Sweeps

  @Test func sweep() async throws {
    let call = try await Ask.call(
      "sweep", ["scenario": Ask.scenario(), "vary": ["limits.push.at_most=1,2"], "replications": 2])
    #expect(call.isDone)
    #expect(call.unit == "points")
    let points = try call.table("points")
    #expect(points.names.prefix(5) == ["point", "limits.push.at_most", "replication", "arm", "kpi"])
    #expect(points.layouts["limits.push.at_most"] == .integer(width: 8, isSigned: true))
    #expect(Set(points.numbers("limits.push.at_most")) == [1, 2])
    #expect(Set(points.numbers("replication")) == [0, 1])
    #expect(points.texts("reason").allSatisfy { $0 == nil })
    #expect(call.documents == ["text", "sweep.html"])
  }

  @Test func aSweepAndARunAgree() async throws {
    let sweep = try await Ask.call("sweep", ["scenario": Ask.scenario(), "vary": ["limits.push.at_most=1"]])
    let run = try await Ask.call("run", ["scenario": Ask.scenario(set: ["limits.push.at_most=1"])])
    let (points, arms) = (try sweep.table("points"), try run.table("arms"))
    for row in 0..<arms.rows {
      let place = try #require(
        (0..<points.rows).first {
          points.texts("arm")[$0] == arms.texts("arm")[row] && points.texts("kpi")[$0] == arms.texts("kpi")[row]
        })
      #expect(points.numbers("estimate")[place] == arms.numbers("estimate")[row])
    }
  }

  @Test(arguments: [
    ("limits.push.at_most=1,2", ArrowKind.whole), ("population.behavior.activity.concentration=1.5,2.5", .real),
    ("population.behavior.activity.mean=30%,40%", .words), ("campaigns.digest.when.at=08:00,12:00", .words),
  ])
  func columnsOfValues(_ vary: String, _ kind: ArrowKind) async throws {
    let call = try await Ask.call("sweep", ["scenario": Ask.scenario(users: 200), "vary": [vary]])
    #expect(call.errors == [])
    let path = String(vary.prefix { $0 != "=" })
    let points = try call.table("points")
    #expect(points.texts("status").allSatisfy { $0 != "failed" })
    let layout = try #require(points.layouts[path])
    switch kind {
    case .real: #expect(layout == .real(width: 8))
    case .whole: #expect(layout == .integer(width: 8, isSigned: true))
    case .words: #expect(layout == .names(width: 4, isSigned: true, texts: .offsets32))
    }
  }

  enum ArrowKind: Sendable { case real, whole, words }

  @Test func pointsThatFailAreRows() async throws {
    let call = try await Ask.call("sweep", ["scenario": Ask.scenario(), "vary": ["limits.push.at_most=1,banana"]])
    let points = try call.table("points")
    let failed = try #require(points.texts("status").firstIndex(of: "failed"))
    #expect(points.texts("limits.push.at_most")[failed] == "banana")
    #expect(points.texts("arm")[failed] == nil && points.numbers("estimate")[failed] == nil)
    #expect(try #require(points.texts("reason")[failed]).contains("limits.push.at_most"))
  }

  @Test func aSweepGoesOnFromItsJournal() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sweep-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let request: [String: Any] = [
      "scenario": Ask.scenario(), "vary": ["limits.push.at_most=1,2"], "folder": folder.path,
    ]
    let first = try await Ask.call("sweep", request)
    #expect(first.isDone)
    let journal = folder.appendingPathComponent("sweep.journal")
    let lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n").count
    #expect(lines == 3)
    let second = try await Ask.call("sweep", request)
    #expect(second.document("text") == first.document("text"))
    #expect(
      try String(contentsOf: journal, encoding: .utf8).split(separator: "\n").count == lines, "nothing is played twice")
    var other = request
    other["vary"] = ["limits.push.at_most=1,3"]
    let refused = try await Ask.call("sweep", other)
    #expect(refused.errors.first?.kind == "usage")
    other["restart"] = true
    #expect(try await Ask.call("sweep", other).isDone)
  }

  @Test func sensitivityAndSearch() async throws {
    let tornado = try await Ask.call(
      "sweep", ["scenario": Ask.scenario(), "vary": ["limits.push.at_most=1..3"], "sensitivity": "tornado"])
    #expect(try tornado.table("sensitivity").texts("parameter") == ["limits.push.at_most"])
    let search = try await Ask.call(
      "sweep",
      [
        "scenario": Ask.scenario(), "vary": ["limits.push.at_most=1..2"], "search": true, "first_stage": 2,
        "most_replications": 3, "indifference": 0.5, "subject_to": ["pressure.p95 <= 50 per week"],
      ])
    let table = try search.table("search")
    #expect(table.rows == 2 && table.names.contains("pressure.p95 <= 50 per week"))
  }

  // MARK: Logs

  @Test func log() async throws {
    let call = try await Ask.call("log", ["scenario": Ask.scenario(), "users": 20])
    let events = try call.table("events")
    #expect(call.unit == "users" && call.progress.done == 20 && call.progress.total == 20)
    #expect(Set(events.numbers("user")).count == 20)
    #expect(events.names.prefix(5) == ["user", "arm", "n", "time", "kind"])
    #expect(events.layouts["installed"] == .flag && events.layouts["hour"] == .integer(width: 8, isSigned: true))
    #expect(events.numbers("installed").contains(1))
    let chosen = try await Ask.call("log", ["scenario": Ask.scenario(), "users": [3, 7]])
    #expect(Set(try chosen.table("events").numbers("user")) == [3, 7])
  }

  @Test func explain() async throws {
    let call = try await Ask.call("explain", ["scenario": Ask.scenario(), "user": 7, "arm": "both"])
    #expect(try #require(call.document("text")).hasPrefix("User 7"))
    let records = try call.table("records")
    #expect(Set(records.texts("arm")) == [nil, "both"])
  }

  // MARK: Statistics

  @Test func methodsAndStats() async throws {
    let text = try #require(await Call.done("methods", "{}").document("methods"))
    let methods = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(methods.count >= 70)
    for method in methods {
      #expect(method["summary"] is String && method["reference"] is String && method["family"] is String)
      let inputs = try #require(method["inputs"] as? [[String: Any]])
      #expect(inputs.allSatisfy { $0["type"] is String && $0["required"] is Bool && $0["about"] is String })
    }
    let stats = try await Ask.call(
      "stats", ["method": "design_effect", "inputs": ["mean_cluster_size": 20, "icc": 0.05, "n": 4000]])
    let values = try #require(stats.document("values"))
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(values.utf8)) as? [String: Any])
    let deff = try #require((answer["values"] as? [String: Any])?["deff"] as? Double)
    #expect(abs(deff - 1.95) < 1e-12)
    #expect((answer["sentence"] as? String)?.isEmpty == false)
  }

  @Test func design() async throws {
    let call = try await Ask.call(
      "design", ["scenario": Ask.scenario(), "tests": 100, "alpha": "5%", "prior": ["mean": 0, "sd": 0.05]])
    #expect(call.isDone)
    #expect(call.unit == "tests")
    #expect(call.documents == ["design.json", "design.html", "design.md", "experiment.yaml", "text"])
    for name in ["recommendation", "cells", "curve", "rules", "values", "holdouts", "looks"] {
      #expect(try call.table(name).rows > 0, "\(name)")
    }
  }

  // MARK: Two at once

  @Test func jobsAtTheSameTime() async throws {
    let calls = try (0..<4).map { _ in try Ask.start("run", ["scenario": Ask.scenario(), "threads": 1]) }
    for call in calls { await call.wait() }
    #expect(Set(calls.map { $0.document("results.json").flatMap(Self.digest) }).count == 1)
  }

  static func digest(_ results: String) -> String? {
    let object = try? JSONSerialization.jsonObject(with: Data(results.utf8)) as? [String: Any]
    return object?["digest"] as? String
  }
}
