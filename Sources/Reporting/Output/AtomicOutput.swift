import Foundation

/// A folder in which files appear whole or not at all.
///
/// Files are written beside their place, forced to the disk, and then renamed, so that an interrupted or failed run leaves
/// what was there before.
///
/// ```swift
/// let output = try AtomicOutput(folder: URL(fileURLWithPath: "out/media"))   // before the run: fails early
/// try output.write([("results.json", json), ("report.html", page)])
/// ```
public struct AtomicOutput: Sendable {
  /// The folder.
  public let folder: URL

  /// A file to write: its plain name and its contents.
  public typealias File = (name: String, contents: Data)

  private static let prefix = ".engagelab-"

  /// Creates the folder if needed, and checks that files can be written in it.
  ///
  /// - Throws: ``OutputError`` with the path and what to do about it.
  public init(folder: URL) throws(OutputError) {
    self.folder = folder
    try Self.makeFolder(folder)
    removeLeftovers()
    let probe = temporaryURL("0")
    try Self.write(Data(), to: probe)
    unlink(probe.path)
  }

  /// Writes all files, or none when one of them cannot be written.
  ///
  /// - Throws: ``OutputError``; files of these names that were there before are then untouched, unless the system fails
  ///   between two renames.
  public func write(_ files: [File]) throws(OutputError) {
    let staged = files.enumerated().map { (from: temporaryURL("\($0.offset + 1)"), file: $0.element) }
    do throws(OutputError) {
      for (temporary, file) in staged {
        let target = folder.appendingPathComponent(file.name)
        // Found out before anything is renamed.
        try Self.checkIsNoFolder(target)
        try Self.write(file.contents, to: temporary, as: target)
      }
      for (temporary, file) in staged {
        let target = folder.appendingPathComponent(file.name)
        guard rename(temporary.path, target.path) == 0 else { throw OutputError(target.relativePath, code: errno) }
      }
    } catch {
      for (temporary, _) in staged { unlink(temporary.path) }
      throw error
    }
    Self.sync(folder)
  }

  /// Where a file is written before it gets its name; `name` tells several of one process apart.
  func temporaryURL(_ name: String) -> URL {
    folder.appendingPathComponent("\(Self.prefix)\(getpid())-\(name).tmp")
  }

  /// Refuses a folder where a file shall stand.
  static func checkIsNoFolder(_ target: URL) throws(OutputError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder), isFolder.boolValue {
      throw OutputError(target.relativePath, code: EISDIR)
    }
  }

  /// Removes what a run that was killed has left behind; runs that are alive keep their files.
  private func removeLeftovers() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      guard name.hasPrefix(Self.prefix), name.hasSuffix(".tmp"),
        let process = pid_t(name.dropFirst(Self.prefix.count).prefix { $0.isNumber }),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  private static func makeFolder(_ folder: URL) throws(OutputError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError(folder.relativePath, code: ENOTDIR) }
      return
    }
    let parent = folder.deletingLastPathComponent()
    if parent.path != folder.path, !FileManager.default.fileExists(atPath: parent.path) { try makeFolder(parent) }
    guard mkdir(folder.path, 0o777) == 0 || errno == EEXIST else {
      throw OutputError(folder.relativePath, code: errno, creatingFolder: true)
    }
  }

  private static func write(_ contents: Data, to temporary: URL, as target: URL? = nil) throws(OutputError) {
    let path = (target ?? temporary.deletingLastPathComponent()).relativePath
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(path, code: errno) }
    do throws(OutputError) {
      try write(contents, descriptor: descriptor, path: path)
    } catch {
      close(descriptor)
      unlink(temporary.path)
      throw error
    }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0 else {
      let code = errno
      unlink(temporary.path)
      throw OutputError(path, code: code)
    }
  }

  /// Writes all bytes and forces them to the disk.
  package static func write(_ contents: Data, descriptor: Int32, path: String) throws(OutputError) {
    try append(contents, descriptor: descriptor, path: path)
    // Pipes and devices cannot be forced, which is no failure.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw OutputError(path, code: errno) }
  }

  /// Writes all bytes.
  static func append(_ contents: Data, descriptor: Int32, path: String) throws(OutputError) {
    var rest = contents[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw OutputError(path, code: errno)
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Forces the new names to the disk; a file system that cannot is no failure.
  static func sync(_ folder: URL) {
    let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
