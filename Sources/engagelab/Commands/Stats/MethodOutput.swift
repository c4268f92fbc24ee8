import Foundation
import LabStatistics
import Primitives

/// The values of a calculation, written for people or programs.
struct MethodOutput {
  let method: String
  let values: [String: Value]
  let sentence: String

  /// The output, ending with a line break.
  func text(_ format: OutputFormat) -> String {
    switch format {
    case .text, .html:
      let rows = rows(Self.short)
      let width = rows.map(\.name.count).max() ?? 0
      let lines = rows.map { $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + $0.value }
      return (lines + ["", sentence, ""]).joined(separator: "\n")
    case .markdown:
      let lines = rows(Self.short).map { "| \($0.name) | \($0.value.replacing("|", with: "\\|")) |" }
      return (["| \(method) | value |", "| --- | ---: |"] + lines + ["", sentence, ""]).joined(separator: "\n")
    case .csv:
      return (["name,value"] + rows(\.jsonText).map { "\($0.name),\(csvQuoted($0.value))" }).joined(separator: "\r\n")
        + "\r\n"
    case .json:
      return Value.object([
        "method": .string(method), "values": .object(values), "sentence": .string(sentence),
      ]).prettyJSONText
    }
  }

  /// Names and values; nested values have names such as `radius.low`.
  private func rows(_ show: (Value) -> String) -> [(name: String, value: String)] {
    values.sorted { $0.key < $1.key }.filter { $0.key != "status" }.flatMap { Self.rows($0.key, $0.value, show) }
  }

  private static func rows(_ name: String, _ value: Value, _ show: (Value) -> String) -> [(String, String)] {
    switch value {
    case .object(let fields):
      fields.sorted { $0.key < $1.key }.flatMap { rows("\(name).\($0.key)", $0.value, show) }
    case .array(let items) where items.contains(where: { if case .array = $0 { true } else { false } }):
      items.enumerated().flatMap { rows("\(name)[\($0.offset)]", $0.element, show) }
    default: [(name, show(value))]
    }
  }

  /// A value with as many digits as a person reads.
  private static func short(_ value: Value) -> String {
    switch value {
    case .null: NumberText.missing
    case .bool(let flag): flag ? "yes" : "no"
    case .integer(let number): String(number)
    case .number(let number): NumberText.significant(number, digits: 6)
    case .string(let text): text
    case .array(let items): items.map(short).joined(separator: ", ")
    case .object: value.jsonText
    }
  }
}
