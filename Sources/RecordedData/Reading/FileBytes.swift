import Foundation

/// The bytes of a file or of standard input.
package final class FileBytes: ByteSource {
  package let name: String
  package private(set) var bytesDone = 0
  package let bytesInAll: Int?
  package let canRewind: Bool
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: ``DataError`` when there is no such file, it may not be read, or it is a folder.
  package init(path: String) throws(DataError) {
    if path == "-" {
      name = "standard input"
      descriptor = STDIN_FILENO
      isOwned = false
    } else {
      name = path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      isOwned = true
      guard descriptor >= 0 else { throw Self.failure(path, errno) }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(name, errno) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw Self.failure(name, EISDIR) }
    bytesInAll = kind == S_IFREG ? Int(status.st_size) : nil
    canRewind = kind == S_IFREG
  }

  deinit { if isOwned, descriptor >= 0 { close(descriptor) } }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        bytesDone += count
        return count
      }
      if errno != EINTR { throw Self.failure(name, errno) }
    }
  }

  package func rewind() throws(DataError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(name, errno) }
    bytesDone = 0
  }

  private static func failure(_ name: String, _ code: Int32) -> DataError {
    let message =
      switch code {
      case ENOENT: "there is no such file"
      case EACCES, EPERM: "the file may not be read; change its permissions"
      case EISDIR: "this is a folder; name a CSV file"
      default: "cannot be read: \(String(cString: strerror(code)))"
      }
    return DataError(message, in: name)
  }
}
