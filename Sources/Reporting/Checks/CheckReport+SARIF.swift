import Experiments

extension CheckReport {
  /// The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with line and column in the scenario files.
  public var sarif: String {
    let notices = self.notices
    var rules: [String] = []
    for notice in notices where !rules.contains(notice.rule) { rules.append(notice.rule) }
    let driver: JSONValue = [
      "name": "engagelab", "version": .string(version), "semanticVersion": .string(version),
      "rules": .array(
        rules.map { rule in
          ["id": .string(rule), "shortDescription": ["text": .string(Self.description(of: rule))]]
        }),
    ]
    let run: JSONValue = [
      "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
      "invocations": [
        [
          "executionSuccessful": .bool(ending < .badData), "exitCode": .integer(Int64(ending.exitCode)),
        ]
      ],
      "results": .array(notices.map { Self.result($0, rule: rules.firstIndex(of: $0.rule) ?? 0) }),
    ]
    let document: JSONValue = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run],
    ]
    return document.prettyText
  }

  private static func description(of rule: String) -> String {
    CheckNotice.rules[rule] ?? Words.sentenceCase(Words.fromIdentifier(rule)) + "."
  }

  private static func result(_ notice: CheckNotice, rule: Int) -> JSONValue {
    let level: JSONValue =
      switch notice.level {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    return [
      "ruleId": .string(notice.rule), "ruleIndex": .integer(Int64(rule)), "level": level,
      "message": ["text": .string(notice.message)],
      "locations": [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": .string(uri(notice.file))],
            "region": [
              "startLine": .integer(Int64(notice.line ?? 1)), "startColumn": .integer(Int64(notice.column ?? 1)),
            ],
          ]
        ]
      ],
    ]
  }

  /// A path as a reference of RFC 3986: what is no letter, digit or one of a few signs is written in hexadecimal.
  private static func uri(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "-", "_", "~": text.unicodeScalars.append(scalar)
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
