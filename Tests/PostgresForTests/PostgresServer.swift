import Foundation

/// A PostgreSQL server of its own in a temporary folder, for the time of the tests.
///
/// A shell waits beside it and stops it when its standard input ends, which happens even when the tests crash.
package final class PostgresServer: Sendable {
  /// The port on the loopback address.
  package let port: Int
  /// The folder of the local socket.
  package let folder: URL
  private let keeper: Process
  private let leash: Pipe

  /// The password of the user `owner`, with characters that an address must escape.
  package static let password = "p@ss/w:rd"
  /// The password as it stands in an address.
  package static let escapedPassword = "p%40ss%2Fw%3Ard"

  /// Why there is no server.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  /// Whether the tests run where everything must be installed.
  package static var isContinuousIntegration: Bool { ProcessInfo.processInfo.environment["CI"] != nil }

  /// What to do when the server is not installed.
  package static let advice = "no PostgreSQL server is installed; 'make test' installs it"

  /// The folder of the newest server programs that are installed.
  package static let programs: URL? = {
    let versions = URL(fileURLWithPath: "/usr/lib/postgresql")
    let found = (try? FileManager.default.contentsOfDirectory(at: versions, includingPropertiesForKeys: nil)) ?? []
    let installed = found.sorted { $0.path.compare($1.path, options: .numeric) == .orderedDescending }
      .map { $0.appendingPathComponent("bin") }
    let onPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)) }
    return (installed + onPath).first { folder in
      ["initdb", "postgres"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent($0).path)
      }
    }
  }()

  /// Makes and starts a server.
  package init() throws {
    guard let programs = Self.programs else { throw Problem(description: Self.advice) }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("pg-\(UUID().uuidString.prefix(8))")
    port = try Self.freePort()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let secret = folder.appendingPathComponent("secret")
    try Self.password.write(to: secret, atomically: true, encoding: .utf8)
    keeper = Process()
    leash = Pipe()
    keeper.executableURL = URL(fileURLWithPath: "/bin/sh")
    keeper.arguments = ["-c", Self.script, "sh", programs.path, folder.path, String(port)]
    keeper.standardInput = leash
    keeper.standardOutput = FileHandle.nullDevice
    keeper.standardError = FileHandle.nullDevice
    try keeper.run()
    do {
      try waitUntilReady()
    } catch {
      stop()
      throw error
    }
  }

  /// Makes the cluster, starts the server, waits for the end of its input and takes everything away. PostgreSQL refuses to
  /// run as root, so that root hands it to a user without rights.
  private static let script = """
    bin=$1 folder=$2 port=$3
    as() { "$@"; }
    if [ "$(id -u)" = 0 ]; then
      user=postgres; id postgres >/dev/null 2>&1 || user=nobody
      chown -R "$user" "$folder"
      as() { runuser -u "$user" -- "$@"; }
    fi
    cd "$folder"
    if as "$bin/initdb" -D "$folder/data" -U owner --pwfile="$folder/secret" -A scram-sha-256 -E UTF8 --locale=C \\
      --no-sync >"$folder/log" 2>&1
    then
      as "$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -h 127.0.0.1 -F -c max_connections=40 \\
        >>"$folder/log" 2>&1 </dev/null &
      cat >/dev/null
      as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
      wait
    else
      touch "$folder/failed"
      cat >/dev/null
    fi
    rm -rf "$folder"
    """

  private func waitUntilReady() throws {
    let log = folder.appendingPathComponent("log")
    for _ in 0..<1200 {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if text.contains("database system is ready to accept connections") { return }
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("failed").path) || !keeper.isRunning {
        throw Problem(description: "the PostgreSQL server of the tests did not start: \(text)")
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Problem(description: "the PostgreSQL server of the tests was not ready within a minute")
  }

  /// Stops the server and takes its folder away.
  package func stop() {
    try? leash.fileHandleForWriting.close()
    keeper.waitUntilExit()
  }

  /// The address of a database of the server.
  package func address(
    user: String = "owner", password: String = PostgresServer.escapedPassword, database: String = "postgres"
  ) -> String { "postgres://\(user):\(password)@127.0.0.1:\(port)/\(database)" }

  /// A port that nobody listens on.
  package static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw Problem(description: "there is no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
