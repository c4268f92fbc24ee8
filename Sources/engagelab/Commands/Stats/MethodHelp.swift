import Foundation
import LabStatistics

/// The help page of a calculator.
enum MethodHelp {
  /// Inputs with defaults, an example, and where the method is from.
  static func text(_ method: MethodDescription) -> String {
    var lines = ["\(method.name): \(method.summary)", "", "Inputs:"]
    let options = method.inputs.map { "--" + $0.name.replacing("_", with: "-") + " " + placeholder($0.kind) }
    let width = options.map(\.count).max() ?? 0
    for (option, input) in zip(options, method.inputs) {
      lines.append(
        "  " + option.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + input.documentation
          + suffix(input))
    }
    if let reference = MethodReference.all[method.name] {
      lines += [
        "", "Example:", "  engagelab stats \(method.name) \(reference.example)", "", "Source: \(reference.source)",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// How the value of an input is written.
  static func placeholder(_ kind: InputDescription.Kind) -> String {
    switch kind {
    case .number: "NUMBER"
    case .integer: "COUNT"
    case .probability: "SHARE"
    case .numbers: "1,2,..."
    case .table: "'1,2;3,4'"
    case .choice(let words): words.joined(separator: "|")
    case .text: "TEXT"
    case .flag: "[true|false]"
    case .object(let fields): fields.isEmpty ? "JSON" : fields.map { "\($0)=..." }.joined(separator: ",")
    case .objects: "JSON"
    }
  }

  private static func suffix(_ input: InputDescription) -> String {
    switch input.defaultValue {
    case nil: " (required)"
    case .null?: ""
    case .string(let text)?: " (default: \(text))"
    case let value?: " (default: \(value.jsonText))"
    }
  }
}
