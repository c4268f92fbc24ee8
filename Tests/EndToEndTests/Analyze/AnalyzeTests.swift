import Foundation
import LabStatistics
import Testing

/// `analyze` on small files whose numbers were worked out by hand or by the formulas themselves.
@Suite struct AnalyzeTests {
  /// Two arms of four users: means 2.5 and 4.5, variances 5/3 and 17/3.
  private static let small = "user,arm,y\n1,A,1\n2,A,2\n3,A,3\n4,A,4\n5,B,2\n6,B,3\n7,B,6\n8,B,7\n"

  private func run(
    _ text: String, _ arguments: String..., file: String = "data.csv"
  ) throws -> Command.Output {
    let command = try Command()
    defer { command.remove() }
    return try command.run(
      ["analyze", try command.write(text, to: file), "--arm", "arm", "--control", "A"] + arguments)
  }

  private func results(_ output: Command.Output) throws -> [[String: Any]] {
    let analysis = try #require(try Command.json(output)["analysis"] as? [String: Any], "\(output.out)\(output.err)")
    return try #require(analysis["results"] as? [[String: Any]])
  }

  private func number(_ result: [String: Any]?, _ path: String...) -> Double? {
    var value: Any? = result
    for key in path { value = (value as? [String: Any])?[key] }
    return value as? Double
  }

  @Test func welchByHand() throws {
    let output = try run(Self.small, "--metric", "y:mean", "--format", "json")
    #expect(output.status == 0, "\(output.err)")
    let result = try results(output).first
    // t = 2 / sqrt(5/12 + 17/12); df = (22/12)^2 / ((5/12)^2/3 + (17/12)^2/3).
    #expect(number(result, "difference", "estimate") == 2)
    let error = (22.0 / 12).squareRoot()
    #expect(abs(try #require(number(result, "difference", "standard_error")) - error) < 1e-15)
    #expect(abs(try #require(number(result, "statistic")) - 2 / error) < 1e-14)
    let df = 484.0 / (25.0 / 3 + 289.0 / 3)
    #expect(abs(try #require(number(result, "degrees_of_freedom")) - df) < 1e-12)
    #expect(number(result, "lift", "estimate") == 0.8)
  }

  @Test func ratioByTheDeltaMethod() throws {
    let rows =
      [(3, 10), (5, 15), (2, 9), (6, 20)].map { "A,\($0.0),\($0.1)\n" }
      + [(4, 11), (6, 14), (3, 10), (8, 21)].map { "B,\($0.0),\($0.1)\n" }
    let output = try run("arm,clicks,views\n" + rows.joined(), "--metric", "clicks/views:ratio", "--format", "json")
    let result = try results(output).first
    let (control, treatment) = (16.0 / 54, 21.0 / 56)
    #expect(abs(try #require(number(result, "control")) - control) < 1e-15)
    #expect(abs(try #require(number(result, "treatment")) - treatment) < 1e-15)
    func variance(_ pairs: [(Double, Double)]) -> Double {
      let ratio = pairs.reduce(0) { $0 + $1.0 } / pairs.reduce(0) { $0 + $1.1 }
      let mean = pairs.reduce(0) { $0 + $1.1 } / 4
      return pairs.reduce(0) { $0 + pow($1.0 - ratio * $1.1, 2) } / 3 / mean / mean / 4
    }
    let error = (variance([(3, 10), (5, 15), (2, 9), (6, 20)]) + variance([(4, 11), (6, 14), (3, 10), (8, 21)]))
      .squareRoot()
    #expect(abs(try #require(number(result, "difference", "standard_error")) - error) < 1e-14)
  }

  @Test func everyFormatHoldsTheNumbers() throws {
    for (format, piece) in [
      ("text", "+80.0%"), ("markdown", "| B | 4.500 |"), ("csv", ",y,A,B,4,4,2.5,4.5,2,"), ("html", "<!doctype html>"),
      ("json", "\"schema\": \"engagelab.analysis/1\""),
    ] {
      let output = try run(Self.small, "--metric", "y:mean", "--format", format)
      #expect(output.status == 0)
      #expect(output.out.contains(piece), "\(format): \(output.out)")
      let body = output.out.split(separator: "</style>").last ?? ""
      #expect(!body.lowercased().contains("nan"))
      if format == "text" {
        #expect(output.out.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(output.out)")
      }
      if format == "html" {
        #expect(!output.out.contains("<script"))
        #expect(!output.out.contains("http://"))
      }
    }
  }

  @Test func writesAFileWholeOrNotAtAll() throws {
    let command = try Command()
    defer { command.remove() }
    let data = try command.write(Self.small, to: "data.csv")
    let arguments = [
      "analyze", data, "--arm", "arm", "--control", "A", "--metric", "y:mean", "--format", "csv", "--out",
    ]
    let output = try command.run(arguments + ["deep/er/report.csv"])
    #expect(output.status == 0)
    #expect(output.out.isEmpty)
    #expect(command.list("deep/er") == ["report.csv"])
    #expect(String(decoding: try command.read("deep/er/report.csv"), as: UTF8.self).hasPrefix("segment,level,metric,"))
    #expect(try command.run(arguments + ["data.csv/x.csv"]).status == 74)
  }

  @Test func delimitersQuotesAndPackingGiveTheSameNumbers() throws {
    let plain = try run(Self.small, "--metric", "y:mean", "--format", "csv").out
    let variants = [
      Self.small.replacing("\n", with: "\r\n"), "\u{FEFF}" + Self.small, Self.small.replacing(",", with: ";"),
      Self.small.replacing(",", with: "\t"), String(Self.small.dropLast()),
      Self.small.replacing("A,", with: "\"A\","), Self.small + "\n\n",
    ]
    for variant in variants { #expect(try run(variant, "--metric", "y:mean", "--format", "csv").out == plain) }
    let comma = Self.small.replacing(",", with: ";").replacing("A;1", with: "A;1,0")
    #expect(try run(comma, "--metric", "y:mean", "--format", "csv", "--decimal-comma").out == plain)
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(Self.small, to: "data.csv")
    let options = "--arm arm --control A --metric y:mean --format csv"
    #expect(try command.shell("engagelab analyze - \(options) < data.csv").out == plain)
    #expect(try command.shell("gzip -k data.csv && engagelab analyze data.csv.gz \(options)").out == plain)
    #expect(try command.shell("gzip -c data.csv | engagelab analyze - \(options)").out == plain)
  }

  @Test func daysOfAUserAreAddedUp() throws {
    let days = "user,arm,y\n1,A,1\n2,A,1\n2,A,1\n3,A,3\n4,A,2\n4,A,2\n5,B,2\n6,B,3\n7,B,6\n8,B,3\n8,B,4\n"
    let expected = try results(try run(Self.small, "--metric", "y:mean", "--format", "json"))
    let shuffled = days.split(separator: "\n").dropFirst().reversed().joined(separator: "\n")
    for text in [days, "user,arm,y\n\(shuffled)\n"] {
      let output = try run(text, "--metric", "y:mean", "--unit", "user", "--format", "json")
      #expect(output.status == 0, "\(output.err)")
      let got = try results(output)
      for key in ["p_value", "control", "treatment"] {
        #expect(abs(try #require(number(got[0], key)) - (number(expected[0], key) ?? 0)) < 1e-14)
      }
    }
  }

  @Test func segmentsCorrectionsAndSequencesAreStated() throws {
    let rows = (0..<400).map { "\($0),\($0 % 2 == 0 ? "A" : "B"),\(($0 * 7919) % 101),\($0 % 3 == 0 ? "FR" : "CA")\n" }
    let text = "user,arm,y,country\n" + rows.joined()
    let output = try run(
      text, "--metric", "y:mean", "--metric", "y:median", "--segment", "country", "--correction", "bh")
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("By country"))
    #expect(output.out.contains("corrected for 2 tests by Benjamini-Hochberg"))
    #expect(output.out.contains("the effect differs by country"))
    let sequential = try run(text, "--metric", "y:mean", "--sequential", "--tuned-for", "400")
    #expect(sequential.out.contains("valid at every look"))
    #expect(sequential.out.contains("tuned for 400 users"))
    #expect(try run(text, "--metric", "y:mean", "--tuned-for", "400").status == 64)
  }

  @Test func splitIsCheckedBeforeAnythingElse() throws {
    let rows = (0..<4000).map { "\($0),\($0 % 5 < 2 ? "A" : "B"),\($0 % 7)\n" }.joined()
    let text = "user,arm,y\n" + rows
    let broken = try run(text, "--metric", "y:mean").out
    #expect(broken.contains("! alarm"))
    let alarm = try #require(broken.range(of: "! alarm"))
    let metric = try #require(broken.range(of: "y (mean)"))
    #expect(alarm.lowerBound < metric.lowerBound)
    #expect(try run(text, "--metric", "y:mean", "--split", "A=40%,B=60%").out.contains("The split is as planned"))
  }

  @Test func badRowsAreShownAndRefusedAboveTheStatedShare() throws {
    let text = Self.small + "9,B,x\n10,A,\n"
    let refused = try run(text, "--metric", "y:mean")
    #expect(refused.status == 65)
    #expect(refused.err.contains("2 of 10 rows cannot be used, more than the 1% allowed"))
    #expect(refused.err.contains("line 10: y is not a number: 'x'"))
    #expect(refused.out.isEmpty)
    let accepted = try run(text, "--metric", "y:mean", "--max-bad-rows", "20%")
    #expect(accepted.status == 0)
    #expect(accepted.out.contains("2 of 10 rows (20.0%) were left out"))
    #expect(accepted.out.contains("line 10 'x'"))
  }

  @Test func helpHasAnExample() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["analyze", "--help"])
    #expect(output.status == 0)
    for word in ["--metric", "--unit", "--split", "--sequential", "Examples:", "engagelab analyze"] {
      #expect(output.out.contains(word))
    }
  }
}
