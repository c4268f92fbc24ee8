import ArgumentParser
import Foundation
import LabStatistics

/// `engagelab stats batch FILE`: many calculations from a JSON list.
struct StatsBatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Calculate every case of a JSON list.",
    discussion: """
      Reads a list of {"id", "method", "inputs"} and prints a list of {"id", "values"} in the same order. A case that \
      cannot be calculated gives {"id", "error"} and does not stop the others. Numbers have all their digits; a number \
      that does not exist is null.

      Example:
        echo '[{"id": 1, "method": "normal_tail", "inputs": {"z": [1.96]}}]' | engagelab stats batch -
      """)

  @Argument(help: "JSON file, or - for standard input.", completion: .file(extensions: ["json"]))
  var file: String

  func run() throws {
    let name = file == "-" ? "standard input" : file
    let bytes: Data
    do {
      bytes =
        try file == "-"
        ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      complain("\(name): error: cannot be read: \((error as NSError).localizedDescription)")
      throw Exit.data
    }
    let cases: [Value]
    do {
      guard case .array(let items) = try Value(json: bytes) else {
        complain(
          "\(name):1:1: error: expected a list of cases, [{\"id\": ..., \"method\": ..., \"inputs\": {...}}, ...]")
        throw Exit.data
      }
      cases = items
    } catch let error as JSONSyntaxError {
      complain("\(name):\(error.line):\(error.column): error: \(error.reason)")
      throw Exit.data
    }
    let lines = cases.map { BatchCase.result(of: $0).jsonText }
    print(lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]")
  }
}

/// One case of a batch.
private enum BatchCase {
  static func result(of item: Value) -> Value {
    guard case .object(let fields) = item else {
      return ["id": .null, "error": "a case must be an object with id, method and inputs"]
    }
    let id = fields["id"] ?? .null
    do {
      return ["id": id, "values": .object(try values(fields))]
    } catch {
      return ["id": id, "error": .string("\(error)")]
    }
  }

  private static func values(_ fields: [String: Value]) throws -> [String: Value] {
    guard let method = fields["method"] else { throw StatisticsError.missingArgument(name: "method") }
    guard case .string(let name) = method else {
      throw StatisticsError.invalidArgument(name: "method", reason: "must be a text")
    }
    switch fields["inputs"] ?? .object([:]) {
    case .object(let inputs): return try MethodRegistry.standard.evaluate(name, inputs)
    default: throw StatisticsError.invalidArgument(name: "inputs", reason: "must be an object")
    }
  }
}
