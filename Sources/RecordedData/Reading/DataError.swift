/// Why recorded data cannot be read or analysed, with the place in the file where there is one.
///
/// ```
/// data.csv:17: error: 'vlaue' is not a column of the file; did you mean 'value'?
/// ```
public struct DataError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Who has to mend it.
  public enum Kind: Sendable, Equatable {
    /// The file.
    case data
    /// The request, which does not fit the file.
    case usage
  }

  /// Who has to mend it.
  public let kind: Kind
  /// The file, as it was named.
  public let file: String
  /// The line, from 1, when the problem has one.
  public let line: Int?
  /// What is wrong, and how to mend it.
  public let message: String

  /// A problem of the data.
  public init(_ message: String, in file: String, line: Int? = nil, kind: Kind = .data) {
    self.kind = kind
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line.map { "\($0):" } ?? "") error: \(message)" }
}
