import Foundation
import LabStatistics
import Testing

/// Calculations in bulk: the same values as in the process, to the last digit.
@Suite struct StatsBatchTests {
  private func batch(_ text: String) throws -> Command.Output {
    let command = try Command()
    defer { command.remove() }
    return try command.run(["stats", "batch", try command.write(text, to: "cases.json")])
  }

  private func results(_ output: Command.Output) throws -> [[String: Value]] {
    guard case .array(let items) = try Value(json: Array(output.out.utf8)) else { return [] }
    return items.compactMap { if case .object(let fields) = $0 { fields } else { nil } }
  }

  @Test func allReferenceCasesKeepEveryDigit() throws {
    let file = Command.package.appendingPathComponent("Tests/LabStatisticsTests/Fixtures/statistics.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    guard case .array(let cases) = try Value(json: Array(text.utf8)) else {
      Issue.record("no list of cases")
      return
    }
    #expect(cases.count == 100)
    let output = try batch(text)
    #expect(output.status == 0)
    let results = try results(output)
    try #require(results.count == cases.count)
    for (item, result) in zip(cases, results) {
      guard case .object(let fields) = item, case .string(let method)? = fields["method"],
        case .object(let inputs)? = fields["inputs"], case .object(let expected)? = fields["expected"]
      else {
        Issue.record("a case without method, inputs or expected")
        continue
      }
      #expect(result["id"] == fields["id"])
      #expect(result["error"] == nil, "\(method)")
      guard case .object(let values)? = result["values"] else { continue }
      #expect(Set(expected.keys).isSubset(of: values.keys), "\(method)")
      let direct = try MethodRegistry.standard.evaluate(method, inputs)
      #expect(Value.object(values).jsonText == Value.object(direct).jsonText, "\(method)")
      // What the values are worth is tested where they are made; here the grossest error would show.
      for (key, wanted) in expected {
        guard let wanted = wanted.number, let got = values[key]?.number else { continue }
        #expect(abs(got - wanted) <= 1e-3 * max(1, abs(wanted)), "\(method).\(key)")
      }
    }
  }

  @Test func faultyCasesFailAlone() throws {
    let output = try batch(
      """
      [{"id": "a", "method": "normal_tail", "inputs": {"z": [0]}},
       {"id": 2, "method": "normal_tial", "inputs": {"z": [0]}},
       {"id": null, "method": "normal_tail", "inputs": {"z": "zero"}},
       {"method": "normal_tail"}, 7, {"id": [1], "method": 3}, {"id": "i", "method": "normal_tail", "inputs": []},
       {"id": "h", "method": "welch_t", "inputs": {"control": [1, 1e999], "treatment": [1, 2]}},
       {"id": "z", "method": "normal_tail", "inputs": {"z": [0], "note": "ignored"}}]
      """)
    #expect(output.status == 0)
    let results = try results(output)
    #expect(results.count == 9)
    #expect(results[0]["values"] == results[8]["values"])
    #expect(results[1]["id"] == 2)
    #expect(results[1]["error"] == "unknown method 'normal_tial'; nearest: normal_tail")
    for index in 1...7 {
      #expect(results[index]["values"] == nil)
      #expect(results[index]["error"] != nil)
    }
  }

  @Test(arguments: [
    ("", 1, 1), ("[", 1, 2), ("[{\"id\": 1},\n {\"id\": }]", 2, 9), ("[1, 2,]", 1, 7), ("[1] x", 1, 5),
    ("{\"id\": 1}", 1, 1),
    ("[\"\\q\"]", 1, 4), ("[01]", 1, 2), ("[\"a\n\"]", 1, 4), ("[tru]", 1, 2), ("[{\"a\": 1, \"a\": 2}]", 1, 11),
  ])
  func malformedFileSaysWhere(text: String, line: Int, column: Int) throws {
    let output = try batch(text)
    #expect(output.status == 65)
    #expect(output.out.isEmpty)
    #expect(output.err.contains("cases.json:\(line):\(column): error: "), "\(output.err)")
  }

  @Test func deepNestingIsRefused() throws {
    let output = try batch(String(repeating: "[", count: 100_000))
    #expect(output.status == 65)
    #expect(output.err.contains("nested more than"))
  }

  @Test func readsStandardInputAndMissingFiles() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(
      ["stats", "batch", "-"], input: #"[{"id": 1, "method": "normal_tail", "inputs": {"z": [1.959963984540054]}}]"#)
    #expect(output.status == 0)
    #expect(output.out.contains("0.025"))
    #expect(try command.run(["stats", "batch", "-"], input: "[]").out == "[]\n")
    let absent = try command.run(["stats", "batch", "none.json"])
    #expect(absent.status == 65)
    #expect(absent.err.contains("none.json"))
  }

  @Test func numbersThatDoNotExistAreNull() throws {
    let output = try batch(
      #"[{"id": 1, "method": "welch_t", "inputs": {"control": [1, 1, 1], "treatment": [1, 1, 1]}}]"#)
    #expect(output.out.contains("\"t\": null"))
    #expect(output.out.contains("zeroVariance"))
    #expect(!output.out.lowercased().contains("nan"))
  }
}
