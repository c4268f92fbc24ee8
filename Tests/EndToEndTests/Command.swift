import Foundation

/// The built command, run as a user would: arguments in, text and exit code out, in an empty folder of its own.
struct Command {
  /// What a run printed and how it ended.
  struct Output {
    var status: Int32
    var out: String
    var err: String
  }

  /// The folder that the command runs in; removed by ``remove()``.
  let folder: URL

  /// The top of the package.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The scenarios that ship with the lab.
  static func scenario(_ name: String) -> String {
    package.appendingPathComponent("Scenarios/\(name).yaml").path
  }

  /// Where the build put the command: beside the test bundle.
  static let executable: URL = {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      bundle?.deletingLastPathComponent() ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("engagelab")
  }()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("engagelab-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Deletes the folder.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file into the folder and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// A file of the folder.
  func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  /// Names in a folder of the folder; nothing when it does not exist.
  func list(_ name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)) ?? []).sorted()
  }

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - interruptAfter: Seconds after which it gets the signal of Ctrl-C.
  ///   - environment: Variables beside those of the tests.
  func run(
    _ arguments: [String], input: String = "", interruptAfter: Double? = nil, environment: [String: String] = [:]
  ) throws -> Output {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["NO_COLOR": "1"]) { $1 }
      .merging(environment) { $1 }
    let out = folder.appendingPathComponent(".stdout-\(UUID().uuidString)")
    let err = folder.appendingPathComponent(".stderr-\(UUID().uuidString)")
    for file in [out, err] { FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    let standardInput = Pipe()
    process.standardInput = standardInput
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }
}
