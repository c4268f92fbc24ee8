import ArrowData
import CArrow
import CEngagementLab
import CInterface
import Foundation

/// A job, as a caller of the C functions sees it.
final class Call {
  let job: OpaquePointer

  /// Starts a verb.
  ///
  /// - Parameters:
  ///   - request: JSON.
  ///   - data: A table to hand in.
  init(_ verb: String, _ request: String, data: UnsafeMutablePointer<ArrowArrayStream>? = nil) {
    if let data {
      job = "data".withCString { name in
        withUnsafePointer(to: engagelab_input(name: name, stream: data)) { engagelabStart(verb, request, $0, 1) }
      }
    } else {
      job = engagelabStart(verb, request, nil, 0)
    }
  }

  deinit { engagelabRelease(job) }

  /// Starts a verb and waits for its end.
  static func done(
    _ verb: String, _ request: String, data: UnsafeMutablePointer<ArrowArrayStream>? = nil
  ) async -> Call {
    let call = Call(verb, request, data: data)
    await call.wait()
    return call
  }

  /// Waits for the end, without a thread of the pool: the work needs it.
  @discardableResult func wait() async -> Int32 {
    while state == Int32(ENGAGELAB_RUNNING) { try? await Task.sleep(for: .milliseconds(2)) }
    return state
  }

  /// Waits until something is so, or the job is over.
  func wait(until isSo: (Call) -> Bool) async {
    while !isSo(self), state == Int32(ENGAGELAB_RUNNING) { try? await Task.sleep(for: .milliseconds(1)) }
  }

  var state: Int32 { engagelabWait(job, 0) }

  var isDone: Bool { state == Int32(ENGAGELAB_DONE) }

  func cancel() { engagelabCancel(job) }

  var progress: engagelab_progress {
    var progress = engagelab_progress()
    engagelabGetProgress(job, &progress)
    return progress
  }

  var unit: String { progress.unit.map { String(cString: $0) } ?? "" }

  func document(_ name: String) -> String? {
    engagelabDocument(job, name).map { String(cString: $0) }
  }

  private func names(_ next: (Int32) -> UnsafePointer<CChar>?) -> [String] {
    var names: [String] = []
    while let name = next(Int32(names.count)) { names.append(String(cString: name)) }
    return names
  }

  var documents: [String] { names { engagelabDocumentName(job, $0) } }
  var tables: [String] { names { engagelabTableName(job, $0) } }

  func table(_ name: String) throws -> ReadTable {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    guard engagelabTable(job, name, stream) == 0 else { throw NoTable(name: name) }
    return try ReadTable(ArrowStream(taking: stream))
  }

  struct NoTable: Error { var name: String }

  /// What is wrong, in Swift.
  struct Told: Equatable {
    var kind, severity, code, what, remedy, source, path, text: String
    var line, column: Int32
  }

  var problems: [Told] {
    (0..<engagelabProblemCount(job)).map { index in
      var problem = engagelab_problem()
      _ = engagelabProblemAt(job, index, &problem)
      func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "NULL" }
      return Told(
        kind: text(problem.kind), severity: text(problem.severity), code: text(problem.code), what: text(problem.what),
        remedy: text(problem.remedy), source: text(problem.source), path: text(problem.path), text: text(problem.text),
        line: problem.line, column: problem.column)
    }
  }

  var errors: [Told] { problems.filter { $0.severity == "error" } }
}

/// A table that was read to its end.
struct ReadTable {
  let names: [String]
  private(set) var numbers: [String: [Double?]] = [:]
  private(set) var texts: [String: [String?]] = [:]
  private(set) var rows = 0
  let layouts: [String: ArrowLayout]

  init(_ stream: ArrowStream) throws {
    let fields = try stream.fields()
    names = fields.map(\.name)
    layouts = Dictionary(fields.map { ($0.name, $0.layout) }) { first, _ in first }
    for field in fields { (numbers[field.name], texts[field.name]) = ([], []) }
    while let batch = try stream.next() {
      rows += batch.rows
      for (index, field) in fields.enumerated() {
        guard let column = batch.column(index, field) else { continue }
        let list = column.names()
        let whole = column.integers()
        let real = column.doubles() ?? whole.map { $0.map(Double.init) } ?? column.flags().map { $0.map { $0 ? 1 : 0 } }
        for row in 0..<batch.rows {
          let isKnown = column.isKnown(row)
          if let list, let whole {
            texts[field.name]?.append(isKnown ? list[Int(whole[row])] : nil)
          } else if let real {
            numbers[field.name]?.append(isKnown ? real[row] : nil)
          } else {
            texts[field.name]?.append(column.text(row))
          }
        }
      }
    }
  }

  func numbers(_ name: String) -> [Double?] { numbers[name] ?? [] }
  func texts(_ name: String) -> [String?] { texts[name] ?? [] }
}

/// Requests as JSON.
enum Ask {
  /// The folder of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func json(_ object: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  /// A scenario of the repository.
  static func scenario(_ name: String = "first-steps", users: Int? = 1000, set: [String] = []) -> [String: Any] {
    var source: [String: Any] = ["path": root.appendingPathComponent("Scenarios/\(name).yaml").path, "set": set]
    source["users"] = users
    return source
  }

  /// A job that was started.
  static func start(_ verb: String, _ request: [String: Any]) throws -> Call { Call(verb, try json(request)) }

  /// A job that is over.
  static func call(_ verb: String, _ request: [String: Any]) async throws -> Call {
    await Call.done(verb, try json(request))
  }
}
