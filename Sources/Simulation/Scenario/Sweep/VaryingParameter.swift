/// A value of a scenario that a sweep varies, and what it may be.
///
/// ```swift
/// try VaryingParameter("limits.push.at_most=1,2,3,5")
/// try VaryingParameter("campaigns.digest.when.at=08:00..20:00 step 4h")
/// ```
public struct VaryingParameter: Sendable, Equatable {
  /// Path of keys, as in overrides: `limits.push.at_most`.
  public var path: String
  public var values: ParameterValues

  public init(path: String, values: ParameterValues) {
    self.path = path
    self.values = values
  }

  /// Reads `path=values`.
  public init(_ text: String) throws(SweepTextError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw SweepTextError(
        text, "has no `=`", "write path=values, e.g. `limits.push.at_most=1,2,3` or `limits.push.at_most=1..5`")
    }
    let path = text[..<equals].trimmingSpaces
    guard !path.isEmpty else {
      throw SweepTextError(text, "has no path before `=`", "write e.g. `limits.push.at_most=1,2,3`")
    }
    self.path = path
    values = try ParameterValues(String(text[text.index(after: equals)...]))
  }

  /// The override that gives it a value.
  public func override(_ value: String) -> String { "\(path)=\(value)" }
}

/// Why values of a sweep cannot be read.
public struct SweepTextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was written.
  public var text: String
  public var what: String
  public var remedy: String

  init(_ text: String, _ what: String, _ remedy: String) {
    self.text = text
    self.what = what
    self.remedy = remedy
  }

  public var description: String { "`\(text)` \(what); \(remedy)" }
}

extension StringProtocol {
  /// The text without spaces and tabs around it.
  var trimmingSpaces: String {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
    return String(rest)
  }
}
