import Foundation
import Reporting
import Testing

struct AtomicOutputTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent("output-\(UUID().uuidString)")

  private func withFolder(_ body: (URL) throws -> Void) throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try body(root)
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func createsFoldersAndWritesFiles() throws {
    try withFolder { root in
      let folder = root.appendingPathComponent("a/b/c")
      let output = try AtomicOutput(folder: folder)
      #expect(try names(in: folder).isEmpty)
      let large = Data(repeating: 7, count: 3_000_001)
      try output.write([("results.json", Data("{}".utf8)), ("report.html", large), ("empty", Data())])
      #expect(try names(in: folder) == ["empty", "report.html", "results.json"])
      #expect(try Data(contentsOf: folder.appendingPathComponent("report.html")) == large)
      try output.write([("results.json", Data("[]".utf8))])
      #expect(try Data(contentsOf: folder.appendingPathComponent("results.json")) == Data("[]".utf8))
    }
  }

  @Test func failsEarlyWhenTheFolderIsAFile() throws {
    try withFolder { root in
      let file = root.appendingPathComponent("file")
      try Data().write(to: file)
      for folder in [file, file.appendingPathComponent("below")] {
        let error = #expect(throws: OutputError.self) { try AtomicOutput(folder: folder) }
        #expect(error?.reason == .notAFolder)
        #expect(error?.description.contains("--out") == true)
      }
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may write anywhere"))
  func failsEarlyWhenTheFolderIsLocked() throws {
    try withFolder { root in
      chmod(root.path, 0o555)
      defer { chmod(root.path, 0o755) }
      let error = #expect(throws: OutputError.self) { try AtomicOutput(folder: root) }
      #expect(error?.reason == .notWritable)
      let below = #expect(throws: OutputError.self) { try AtomicOutput(folder: root.appendingPathComponent("new")) }
      #expect(below?.reason == .cannotCreateFolder)
    }
  }

  @Test func leavesEverythingAsItWasWhenOneFileFails() throws {
    try withFolder { root in
      let output = try AtomicOutput(folder: root)
      try output.write([("results.json", Data("old".utf8))])
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent("report.html"), withIntermediateDirectories: false)
      let error = #expect(throws: OutputError.self) {
        try output.write([("results.json", Data("new".utf8)), ("report.html", Data("new".utf8))])
      }
      #expect(error?.reason == .isAFolder)
      #expect(try names(in: root) == ["report.html", "results.json"])
      #expect(try Data(contentsOf: root.appendingPathComponent("results.json")) == Data("old".utf8))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs a device that is always full"))
  func tellsWhenTheDiskIsFull() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let error = #expect(throws: OutputError.self) {
      try AtomicOutput.write(Data("x".utf8), descriptor: descriptor, path: "out/results.json")
    }
    #expect(error?.reason == .diskFull)
    #expect(
      error?.description
        == "cannot write out/results.json: no space is left; free some, or choose another folder with --out")
  }

  @Test func removesWhatAKilledRunLeft() throws {
    try withFolder { root in
      // No process has the largest number: Linux allows 2^22 of them.
      let dead = root.appendingPathComponent(".engagelab-2147483647-1.tmp")
      let alive = root.appendingPathComponent(".engagelab-\(getppid())-1.tmp")
      let foreign = root.appendingPathComponent(".engagelab-notes.tmp")
      for file in [dead, alive, foreign] { try Data("x".utf8).write(to: file) }
      _ = try AtomicOutput(folder: root)
      #expect(try names(in: root) == [alive, foreign].map(\.lastPathComponent).sorted())
    }
  }
}
