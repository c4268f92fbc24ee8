import CPostgres
import Foundation

/// A connection to a PostgreSQL server; it waits without hanging, so that waiting can be ended.
final class PostgresConnection {
  let handle: OpaquePointer
  let problem: PostgresProblem
  private let heartbeat: () throws -> Void

  /// Milliseconds between two heartbeats.
  private static let beat: Int32 = 100

  /// Connects.
  ///
  /// - Parameter heartbeat: called while waiting; what it throws ends the waiting.
  /// - Throws: ``DatabaseError``, or what the heartbeat throws.
  init(_ address: PostgresAddress, heartbeat: @escaping () throws -> Void) throws {
    problem = PostgresProblem(address: address)
    self.heartbeat = heartbeat
    guard let handle = Self.start(address.text) else {
      throw DatabaseError(.other, "out of memory", in: address.description)
    }
    self.handle = handle
    // Verbose messages bear the code, which is the same in every language of the server.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try finishConnecting(seconds: address.timeout)
    for setting in [
      "statement_timeout = 0", "idle_in_transaction_session_timeout = 0", "DateStyle = ISO",
      "TimeZone = 'UTC'",
    ] {
      try run("SET \(setting)")
    }
  }

  deinit { PQfinish(handle) }

  private static func start(_ text: String) -> OpaquePointer? {
    let keys = ["fallback_application_name", "client_encoding", "dbname"].map { (key: String) in strdup(key) }
    let values = ["engagelab", "UTF8", text].map { (value: String) in strdup(value) }
    defer { (keys + values).forEach { free($0) } }
    let keyList = keys.map { UnsafePointer<CChar>($0) } + [nil]
    let valueList = values.map { UnsafePointer<CChar>($0) } + [nil]
    return PQconnectStartParams(keyList, valueList, 1)
  }

  private func finishConnecting(seconds: Int) throws {
    let start = ContinuousClock.now
    var state = PGRES_POLLING_WRITING
    while PQstatus(handle) != CONNECTION_BAD {
      try wait(forWriting: state == PGRES_POLLING_WRITING)
      if seconds > 0, ContinuousClock.now - start > .seconds(seconds) {
        throw DatabaseError(
          .unreachable, "the server did not answer within \(seconds) seconds; is the host right, and open from here?",
          in: problem.address.description)
      }
      guard isReady(forWriting: state == PGRES_POLLING_WRITING) else { continue }
      state = PQconnectPoll(handle)
      if state == PGRES_POLLING_OK { return }
      if state == PGRES_POLLING_FAILED { break }
    }
    throw problem.connecting(String(cString: PQerrorMessage(handle)))
  }

  /// Whether the socket can be read or written without waiting.
  private func isReady(forWriting: Bool, milliseconds: Int32 = 0) -> Bool {
    var socket = pollfd(fd: PQsocket(handle), events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
    // A socket with an error is ready: the library will find the error.
    return socket.fd < 0 || poll(&socket, 1, milliseconds) != 0
  }

  /// Waits a moment for the socket.
  private func wait(forWriting: Bool) throws {
    if !isReady(forWriting: forWriting, milliseconds: Self.beat) { try heartbeat() }
  }

  /// Runs a command.
  ///
  /// - Parameter prefix: characters of the command before the user's query.
  /// - Returns: its result, to be cleared by the caller.
  /// - Throws: ``DatabaseError``, or what the heartbeat throws.
  func result(_ command: String, prefix: Int = 0, rows: Int = 0) throws -> PostgresResult {
    // The extended protocol takes one command only, so that a query cannot smuggle in a second one.
    guard PQsendQueryParams(handle, command, 0, nil, nil, nil, nil, 0) == 1 else {
      throw problem.running(nil, handle, rows: rows)
    }
    return try answer(prefix: prefix, rows: rows)
  }

  /// Waits for the answer of what was sent.
  func answer(prefix: Int = 0, rows: Int = 0) throws -> PostgresResult {
    var last: PostgresResult?
    while true {
      do {
        while PQisBusy(handle) == 1 {
          try wait(forWriting: false)
          guard PQconsumeInput(handle) == 1 else { throw problem.running(nil, handle, rows: rows) }
        }
      } catch {
        cancel()
        throw error
      }
      guard let next = PQgetResult(handle) else { break }
      // Of several results an error is what counts.
      let result = PostgresResult(next)
      if last?.isFailure != true { last = result }
      if result.isCopy { break }
    }
    guard let last, !last.isFailure else { throw problem.running(last?.handle, handle, prefix: prefix, rows: rows) }
    return last
  }

  /// Runs a command whose answer is of no interest.
  func run(_ command: String) throws { _ = try result(command) }

  /// Asks the server to give up what it is doing; whether it does is not waited for.
  private func cancel() {
    guard let cancel = PQgetCancel(handle) else { return }
    var words = [CChar](repeating: 0, count: 256)
    PQcancel(cancel, &words, Int32(words.count))
    PQfreeCancel(cancel)
  }

  /// A name that stands for itself in a command, whatever characters it has.
  func quoted(_ name: String) throws(DatabaseError) -> String {
    guard !name.isEmpty, name.utf8.count <= 63, !name.utf8.contains(0) else {
      throw DatabaseError(
        .badQuery, "'\(name)' cannot be a name in PostgreSQL; it needs 1 to 63 bytes", in: problem.address.description)
    }
    return "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
