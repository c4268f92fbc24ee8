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
  private let output: AtomicOutput
  private var descriptor: Int32
  private var buffer = Data()
  private static let bufferSize = 1 << 18

  /// Begins a file beside its place; its folder is created if needed.
  ///
  /// - Throws: ``OutputError`` with the path and what to do about it.
  public init(path: String) throws(OutputError) {
    (target, output) = try Self.place(of: path)
    temporary = output.temporaryURL(target.lastPathComponent)
    descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw OutputError(target.relativePath, code: errno) }
  }

  /// Checks that a file could be written, before work is done for it.
  ///
  /// - Throws: ``OutputError`` with the path and what to do about it.
  public static func check(path: String) throws(OutputError) { _ = try place(of: path) }

  private static func place(of path: String) throws(OutputError) -> (URL, AtomicOutput) {
    let target = URL(fileURLWithPath: path)
    try AtomicOutput.checkIsNoFolder(target)
    return (target, try AtomicOutput(folder: target.deletingLastPathComponent()))
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
    let isClosed = fsync(descriptor) == 0 && close(descriptor) == 0
    guard isClosed, rename(temporary.path, target.path) == 0 else {
      let code = errno
      unlink(temporary.path)
      throw OutputError(target.relativePath, code: code)
    }
    descriptor = -1
    AtomicOutput.sync(output.folder)
  }

  private func flush() throws(OutputError) {
    try AtomicOutput.append(buffer, descriptor: descriptor, path: target.relativePath)
    buffer.removeAll(keepingCapacity: true)
  }
}
