import Primitives

/// A format of event logs.
public enum LogFormat: String, Sendable, CaseIterable {
  /// One JSON object a line.
  case jsonl
  /// Comma-separated, with a header line.
  case csv

  /// The format that a file's name says; JSON lines when it says none.
  public init(path: String) { self = path.lowercased().hasSuffix(".csv") ? .csv : .jsonl }
}

extension LogRecord {
  /// Names of the columns of a log in CSV.
  public static let columns = ["user", "arm", "n", "time", "kind"] + Key.allCases.map(\.rawValue)

  /// The line of a record, without its end.
  public func text(_ format: LogFormat) -> String {
    switch format {
    case .jsonl:
      var parts = ["\"user\":\(Int(user).map(String.init) ?? jsonQuoted(user))"]
      if !arm.isEmpty { parts.append("\"arm\":\(jsonQuoted(arm))") }
      if let steps { parts.append("\"n\":\(steps)") }
      if !time.isEmpty { parts.append("\"time\":\(jsonQuoted(time))") }
      parts.append("\"kind\":\(jsonQuoted(kind.rawValue))")
      for key in Key.allCases {
        guard let value = values[key] else { continue }
        parts.append("\(jsonQuoted(key.rawValue)):\(key.isBare ? value : jsonQuoted(value))")
      }
      return "{" + parts.joined(separator: ",") + "}"
    case .csv:
      let cells =
        [user, arm, steps.map(String.init) ?? "", time, kind.rawValue] + Key.allCases.map { values[$0] ?? "" }
      return cells.map(csvQuoted).joined(separator: ",")
    }
  }

  /// Reads a record from columns by name; what it does not know is left out.
  ///
  /// - Returns: The record; without a `kind` it is an event of the name in `event`, `tag` or `name`.
  public init(columns: [String: String]) throws(LogProblem) {
    self.init()
    var columns = columns.filter { !$0.value.isEmpty }
    guard let user = columns.removeValue(forKey: "user") else { throw LogProblem(.noUser) }
    self.user = user
    arm = columns.removeValue(forKey: "arm") ?? ""
    time = columns.removeValue(forKey: "time") ?? columns.removeValue(forKey: "timestamp") ?? ""
    if let text = columns.removeValue(forKey: "n") {
      guard let number = Int(text) else { throw LogProblem(.notANumber(column: "n", text)) }
      steps = number
    }
    if let event = columns.removeValue(forKey: "event") ?? columns.removeValue(forKey: "tag") {
      columns["name"] = event
    }
    if let word = columns.removeValue(forKey: "kind") {
      guard let kind = Kind(rawValue: word) else {
        throw LogProblem(.unknownKind(word, nearest: nearestName(to: word, in: Kind.allCases.map(\.rawValue))))
      }
      self.kind = kind
    } else if columns["name"] == nil {
      throw LogProblem(.noEvent)
    }
    for key in Key.allCases { if let value = columns.removeValue(forKey: key.rawValue) { values[key] = value } }
    // What is left of a log of others are extras, by the names of their columns.
    if steps == nil && !columns.isEmpty {
      let own = columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      values[.extras] = ([values[.extras]].compactMap { $0 } + own).joined(separator: ";")
    }
  }

  /// Reads a line of JSON.
  public init(json line: String) throws(LogProblem) {
    let columns: [String: String]
    do {
      columns = try FlatObject.columns(of: line)
    } catch {
      switch error {
      case .notAnObject: throw LogProblem(.notAnObject)
      case .nested(let key): throw LogProblem(.nested(key))
      }
    }
    try self.init(columns: columns)
  }
}

/// Why a line of an event log cannot be used.
public struct LogProblem: Error, Sendable, Equatable, CustomStringConvertible {
  public var reason: Reason
  /// Line of the file, from 1; 0 while it is not known.
  public var line = 0

  public init(_ reason: Reason) { self.reason = reason }

  /// The same problem with its line, unless it has one.
  public func at(_ line: Int) -> LogProblem {
    var problem = self
    if problem.line == 0 { problem.line = line }
    return problem
  }

  public enum Reason: Sendable, Equatable {
    case noUser, noEvent, notAnObject
    case nested(String)
    case notANumber(column: String, String)
    case unknownKind(String, nearest: String?)
    case unknownName(what: String, String, nearest: String?)
    case badTime(String)
    case badValue(what: String, String)
    case outOfOrder(user: String)
  }

  /// What is wrong, and how to mend it.
  public var description: String {
    func hint(_ nearest: String?) -> String { nearest.map { "; did you mean `\($0)`?" } ?? "" }
    return switch reason {
    case .noUser: "a line without a user; every line needs `user`"
    case .noEvent: "a line without an event; name it in `event`"
    case .notAnObject: "not a JSON object; write one object a line"
    case .nested(let key): "`\(key)` is not a single value; write texts, numbers and truth values only"
    case .notANumber(let column, let text): "`\(column)` is `\(text)`; write a whole number"
    case .unknownKind(let word, let nearest):
      "`\(word)` is no kind of line\(hint(nearest)); the logs of others need no `kind`"
    case .unknownName(let what, let name, let nearest): "the scenario has no \(what) `\(name)`\(hint(nearest))"
    case .badTime(let text): "`\(text)` is no time; write the user's local time as 2016-01-31T18:30:00"
    case .badValue(let what, let text): "`\(text)` cannot be the value of \(what)"
    case .outOfOrder(let user): "the lines of user \(user) are not in order of time; sort them by user and time"
    }
  }
}
