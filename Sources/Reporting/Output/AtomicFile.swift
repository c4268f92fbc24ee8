import Foundation

/// One file that is written as a stream and appears whole or not at all.
///
/// ```swift
/// let file = try AtomicFile(path: "events.jsonl")
/// try file.write("{}\n")
/// try file.commit()   // without it the file never appears
/// ```
public final class AtomicFile {
  private let target: URL
  private let temporary: URL
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  /// Begins a file beside its place.
  ///
  /// - Throws: ``OutputError`` with the path and what to do about it.
  public init(path: String) throws(OutputError) {
    target = URL(fileURLWithPath: path)
    let folder = target.deletingLastPathComponent()
    temporary = folder.appendingPathComponent(".engagelab-\(getpid())-\(target.lastPathComponent)")
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder), isFolder.boolValue {
      throw OutputError(target.relativePath, code: EISDIR)
    }
    descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw OutputError(target.relativePath, code: errno) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary.path)
    }
  }

  /// Adds text.
  public func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Gives the file its name.
  public func commit() throws(OutputError) {
    try flush()
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw OutputError(target.relativePath, code: errno) }
    descriptor = -1
    guard rename(temporary.path, target.path) == 0 else {
      let code = errno
      unlink(temporary.path)
      throw OutputError(target.relativePath, code: code)
    }
  }

  private func flush() throws(OutputError) {
    var offset = 0
    while offset < buffer.count {
      let count = buffer[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw OutputError(target.relativePath, code: errno)
      }
      offset += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
