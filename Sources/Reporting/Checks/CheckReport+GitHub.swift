extension CheckReport {
  /// Annotations of one step that GitHub shows; more are dropped silently.
  package static let mostAnnotations = 10

  /// The report as workflow commands of GitHub Actions, which become annotations of the changed files: the ten worst at most,
  /// then a line about all. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
  public var github: String {
    let notices = self.notices
    var lines = notices.prefix(Self.mostAnnotations).map(\.command)
    if notices.count > lines.count { lines.append("and \(notices.count - lines.count) more, see the summary") }
    return (lines + ["\(summary)."]).joined(separator: "\n") + "\n"
  }
}

extension CheckNotice {
  fileprivate var command: String {
    let name =
      switch level {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let properties = [
      ("file", file), ("line", "\(line ?? 1)"), ("col", "\(column ?? 1)"), ("title", Words.fromIdentifier(rule)),
    ]
    let text = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(name) \(text)::\(escaped(message, isProperty: false))"
  }

  private func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
