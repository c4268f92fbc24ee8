import Foundation
import LabStatistics
import Primitives

/// The inputs of a calculator as they were written on the command line.
struct MethodArguments {
  /// Why they cannot be read.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var inputs: [String: Value] = [:]
  private(set) var format = OutputFormat.text
  private(set) var wantsHelp = false

  /// Reads `--name value`, `--name=value` and `--flag`.
  ///
  /// - Throws: ``Problem``.
  init(_ words: [String], for method: MethodDescription) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--help" || word == "-h" {
        wantsHelp = true
        return
      }
      guard word.hasPrefix("--"), word.count > 2 else {
        throw Problem(description: "'\(word)' is not an option; write --name value")
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0]).replacing("-", with: "_")
      let attached = parts.count == 2 ? String(parts[1]) : nil
      if name == "format" {
        guard let text = attached ?? rest.popFirst(), let format = OutputFormat(rawValue: text), format != .html else {
          throw Problem(description: "--format must be text, json, markdown or csv")
        }
        self.format = format
        continue
      }
      let input = try Self.find(name, in: method)
      guard inputs[input.name] == nil else { throw Problem(description: "--\(parts[0]) is given twice") }
      if case .flag = input.kind, attached == nil, rest.first.map({ $0.hasPrefix("--") }) ?? true {
        inputs[input.name] = true
        continue
      }
      guard let text = attached ?? rest.popFirst() else {
        throw Problem(description: "--\(parts[0]) needs a value: \(MethodHelp.placeholder(input.kind))")
      }
      inputs[input.name] = try Self.value(text, of: input)
    }
    let missing = method.inputs.filter { $0.defaultValue == nil && inputs[$0.name] == nil }
    guard missing.isEmpty else {
      let names = missing.map { "--" + $0.name.replacing("_", with: "-") }.joined(separator: ", ")
      throw Problem(description: "\(method.name) needs \(names)")
    }
  }

  private static func find(_ name: String, in method: MethodDescription) throws -> InputDescription {
    if let input = method.inputs.first(where: { $0.name.lowercased() == name.lowercased() }) { return input }
    let all = method.inputs.map(\.name)
    let options = all.map { "--" + $0.replacing("_", with: "-") }.joined(separator: ", ")
    let hint = nearestName(to: name, in: all).map { "; did you mean --\($0.replacing("_", with: "-"))?" } ?? ""
    throw Problem(
      description: "\(method.name) has no option --\(name.replacing("_", with: "-"))\(hint) (its options: \(options))")
  }

  private static func value(_ text: String, of input: InputDescription) throws -> Value {
    let option = "--" + input.name.replacing("_", with: "-")
    let wrong = Problem(
      description: "\(option) is \(input.documentation), written \(MethodHelp.placeholder(input.kind)); not '\(text)'")
    switch input.kind {
    case .number, .probability:
      guard let number = number(text) else { throw wrong }
      return number
    case .integer:
      guard let number = number(text), let whole = number.integer else { throw wrong }
      return .integer(whole)
    case .numbers:
      // Some methods take a summary of a sample as well as its values.
      if text.hasPrefix("{") { return try json(text, option) }
      guard let list = list(text) ?? (text.contains("=") ? fields(text) : nil) else { throw wrong }
      return list
    case .table:
      if text.hasPrefix("[") { return try json(text, option) }
      let rows = text.split(separator: ";").map { list(String($0)) }
      guard !rows.isEmpty, !rows.contains(nil) else { throw wrong }
      return .array(rows.compactMap { $0 })
    case .choice(let words):
      guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else { throw wrong }
      return .string(word)
    case .text: return Int(text).map(Value.integer) ?? .string(text)
    case .flag:
      switch text.lowercased() {
      case "true", "yes", "1": return true
      case "false", "no", "0": return false
      default: throw wrong
      }
    case .object:
      if text.hasPrefix("{") || text.hasPrefix("[") { return try json(text, option) }
      if text.contains("=") {
        guard let fields = fields(text) else { throw wrong }
        return fields
      }
      return list(text) ?? .string(text)
    case .objects: return try json(text, option)
    }
  }

  /// `1.5`, `5%`, `1e6`, `100_000`.
  private static func number(_ text: String) -> Value? {
    let isPercent = text.hasSuffix("%")
    let digits = (isPercent ? String(text.dropLast()) : text).replacing("_", with: "")
      .trimmingCharacters(in: .whitespaces)
    guard let number = Double(digits), number.isFinite, !digits.contains("x"), !digits.contains("X") else { return nil }
    if isPercent { return .number(number / 100) }
    return Int(digits).map(Value.integer) ?? .number(number)
  }

  private static func list(_ text: String) -> Value? {
    let inner = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    let items = inner.split(separator: ",", omittingEmptySubsequences: false).map { number(String($0)) }
    guard !items.contains(nil) else { return nil }
    return .array(items.compactMap { $0 })
  }

  /// `n=1000,mean=10,sd=4`, or `time=1,2,3;event=1,0,1`.
  private static func fields(_ text: String) -> Value? {
    let byField = text.split(separator: ";")
    if byField.count > 1 || text.split(separator: "=").count == 2 {
      return object(byField) { list($0) }
    }
    return object(text.split(separator: ",")) { number($0) }
  }

  private static func object(_ parts: [Substring], _ read: (String) -> Value?) -> Value? {
    var fields: [String: Value] = [:]
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, let value = read(pair[1]) else { return nil }
      fields[pair[0].trimmingCharacters(in: .whitespaces)] = value
    }
    return .object(fields)
  }

  private static func json(_ text: String, _ option: String) throws -> Value {
    do {
      return try Value(json: text.utf8)
    } catch {
      throw Problem(description: "\(option) is not JSON: \(error)")
    }
  }
}
