import ArrowData
import Foundation
import RecordedData

/// Recorded rows, as a request names them: a file, or the table `data` that was handed in.
enum RowsInput: Sendable {
  case file(String)
  case table(ArrowStream)

  /// What problems call the table.
  static let name = "data"

  /// - Throws: `JobProblem` unless there is one of the two.
  init(path: String?, _ inputs: JobInputs) throws(JobProblem) {
    switch (path, inputs.stream(Self.name)) {
    case (let path?, nil): self = .file(path)
    case (nil, let stream?): self = .table(stream)
    case (nil, nil):
      throw JobProblem(
        .usage, "there are no data", remedy: "give the `path` of a file, or hand in a table called `data`",
        code: "missing-key", path: "path")
    default:
      throw JobProblem(.usage, "`path` and the table `data` exclude each other", remedy: "leave one out", path: "path")
    }
  }

  /// What progress counts.
  var unit: JobProgress.Unit {
    switch self {
    case .file: .bytes
    case .table: .rows
    }
  }

  /// The bytes of a file, or of the table as text.
  ///
  /// - Parameter rereads: Whether they may be read twice.
  func bytes(rereads: Bool) throws -> any ByteSource {
    switch self {
    case .file(let path): try DataFile.open(path)
    case .table(let stream): try ArrowText(stream, name: Self.name, canRewind: rereads)
    }
  }

  /// The rows of a file of any kind, or of the table.
  func records() throws -> any RecordSource {
    switch self {
    case .file(let path): try DataFile.records(path)
    case .table: try DataFile.records(bytes(rereads: false), delimiter: UInt8(ascii: ","))
    }
  }

  /// Refuses keys that say how a file is written.
  func check(fileOnly keys: [(name: String, isGiven: Bool)]) throws(JobProblem) {
    guard case .table = self, let key = keys.first(where: \.isGiven) else { return }
    throw JobProblem(.usage, "`\(key.name)` is about files", remedy: "leave it out for a table", path: key.name)
  }

  /// Does work on the rows; problems of a table are told in its words.
  func telling<Output>(_ work: () throws -> Output) throws -> Output {
    do { return try work() } catch let error as DataError {
      guard case .table = self else { throw error }
      throw JobProblem(table: error)
    } catch let error as ArrowError {
      throw JobProblem(.data, "\(error)", source: Self.name)
    }
  }
}

extension JobProblem {
  /// A problem of a table, which the lab reads as a file of text.
  fileprivate init(table error: DataError) {
    let words = OptionWords(error.message)
    let message = words.text.replacing("the file", with: "the table")
      .replacing("has a header and no rows", with: "has no rows")
    self.init(error.kind == .usage ? .usage : .data, message, source: error.file)
    line = error.line ?? 0
    text = "\(error.file):\(line > 0 ? " row \(line):" : "") error: \(message)"
  }
}
