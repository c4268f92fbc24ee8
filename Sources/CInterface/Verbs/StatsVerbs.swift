import Foundation
import LabStatistics
import Primitives

/// `stats`: one calculation.
struct StatsRequest: Request {
  enum Keys: String, CodingKey, CaseIterable { case method, inputs }

  var method: String
  var inputs: [String: Value]

  /// Numbers are read by the lab's own reader, which keeps whole ones whole.
  static func read(_ text: String) throws -> StatsRequest {
    let members = try members(of: text)
    guard case .object(let fields) = try Value(json: text.utf8), !members.isEmpty else {
      throw JobProblem(
        .usage, "`method` is missing", remedy: "the verb `methods` lists all", code: "missing-key", path: "method")
    }
    guard case .string(let method)? = fields["method"] else {
      throw JobProblem(
        .usage, fields["method"] == nil ? "`method` is missing" : "`method` must be a text",
        remedy: "the verb `methods` lists all", code: fields["method"] == nil ? "missing-key" : "wrong-type",
        path: "method")
    }
    switch fields["inputs"] ?? .null {
    case .object(let inputs): return StatsRequest(method: method, inputs: inputs)
    case .null: return StatsRequest(method: method, inputs: [:])
    default: throw JobProblem(.usage, "`inputs` must be an object", code: "wrong-type", path: "inputs")
    }
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let method = try MethodRegistry.standard.method(method)
    let known = method.inputs.map(\.name)
    if let other = self.inputs.keys.sorted().first(where: { !known.contains($0) }) {
      let near = nearestName(to: other, in: known).map { "did you mean `\($0)`?" }
      throw JobProblem(
        .usage, "\(method.name) has no input `\(other)`",
        remedy: near ?? "its inputs are \(known.joined(separator: ", "))",
        code: "unknown-key", path: "inputs.\(other)")
    }
    let values = try method.evaluate(self.inputs)
    let sentence = try method.sentence(inputs: self.inputs, values: values)
    let answer = Value.object([
      "method": .string(method.name), "values": .object(values), "sentence": .string(sentence),
    ])
    return JobOutput(documents: [("values", answer.jsonText)])
  }
}

/// `methods`: every calculator, with what it takes.
struct MethodsRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case none }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let families = MethodFamily.all
    let list = MethodRegistry.standard.methods.map { method -> Value in
      let family = families.first { $0.methods.contains { $0.name == method.name } }
      let reference = MethodReference.all[method.name]
      return [
        "name": .string(method.name), "summary": .string(method.summary),
        "family": family.map { .string($0.title) } ?? .null,
        "inputs": .array(method.inputs.map(Self.value)), "example": reference.map { .string($0.example) } ?? .null,
        "reference": reference.map { .string($0.source) } ?? .null,
      ]
    }
    return JobOutput(documents: [("methods", Value.array(list).jsonText)])
  }

  private static func value(_ input: InputDescription) -> Value {
    var fields: [String: Value] = [
      "name": .string(input.name), "type": .string(input.kind.name), "required": .bool(input.defaultValue == nil),
      "default": input.defaultValue ?? .null, "about": .string(input.documentation),
    ]
    switch input.kind {
    case .choice(let words): fields["choices"] = .array(words.map(Value.string))
    case .object(let names), .objects(let names): fields["fields"] = .array(names.map(Value.string))
    default: break
    }
    return .object(fields)
  }
}

extension InputDescription.Kind {
  /// The name of the type in a list for programs.
  fileprivate var name: String {
    switch self {
    case .number: "number"
    case .integer: "integer"
    case .probability: "probability"
    case .numbers: "numbers"
    case .table: "table"
    case .choice: "choice"
    case .text: "text"
    case .flag: "flag"
    case .object: "object"
    case .objects: "objects"
    }
  }
}
