import Foundation

extension Command {
  /// Runs a line of a documentation page as a shell would, with the built command on the path.
  ///
  /// - Parameter environment: Variables beside those of the tests.
  func shell(_ line: String, environment own: [String: String] = [:]) throws -> Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    let environment = ProcessInfo.processInfo.environment
    let path = Self.executable.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
    process.environment = environment.merging(["NO_COLOR": "1", "PATH": path]) { $1 }.merging(own) { $1 }
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    let complaints = err.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, out: String(decoding: text, as: UTF8.self),
      err: String(decoding: complaints, as: UTF8.self))
  }

  /// Feeds a command a table that never ends and interrupts it, and returns what it said.
  ///
  /// On a busy machine the signal may come before the command listens to it: then it comes later the next time.
  ///
  /// - Parameters:
  ///   - header, row: Of the table.
  ///   - words: What it says when it was interrupted in time.
  func interrupted(_ line: String, header: String, row: String, until words: String) throws -> String {
    var errors = ""
    for seconds in [2, 8, 30] where !errors.contains(words) {
      errors = try shell(
        "(echo \(header); yes \(row)) | timeout -s INT \(seconds) \(line); echo status $?"
      ).err
    }
    return errors
  }

  /// The output of a run as JSON.
  static func json(_ output: Output) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.out.utf8))
    return object as? [String: Any] ?? [:]
  }

  /// The lines of the code blocks of a page of the documentation, long ones joined; `sh` blocks only.
  static func shellLines(page: String) throws -> [String] {
    let text = try String(contentsOf: package.appendingPathComponent("Documentation/\(page)"), encoding: .utf8)
    var lines: [String] = []
    var isShell = false
    var isContinued = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh" || line == "```bash"
        continue
      }
      guard isShell, !line.isEmpty else { continue }
      let isOpen = line.hasSuffix("\\")
      let part = isOpen ? String(line.dropLast()) : String(line)
      if isContinued, let last = lines.popLast() { lines.append(last + part) } else { lines.append(part) }
      isContinued = isOpen
    }
    return lines.filter { $0.contains("engagelab") }
  }
}
