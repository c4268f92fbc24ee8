import PostgresForTests
import Testing

/// Starts a PostgreSQL server before the tests of a suite and stops it after them, however they end.
struct WithPostgres: SuiteTrait, TestScoping {
  /// The server of the suite that is running.
  @TaskLocal static var server: PostgresServer?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let server = try PostgresServer()
    defer { server.stop() }
    try await Self.$server.withValue(server) { try await function() }
  }
}
