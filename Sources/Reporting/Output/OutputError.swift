import Foundation

/// Why results could not be written.
public struct OutputError: Error, Equatable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Sendable, Equatable {
    /// The folder cannot be created.
    case cannotCreateFolder
    /// The folder is a file.
    case notAFolder
    /// The folder does not allow new files.
    case notWritable
    /// No space is left, or a quota is used up.
    case diskFull
    /// A folder stands where the file should go.
    case isAFolder
    /// Anything else the system says.
    case other
  }

  public var reason: Reason
  /// The file or folder in question.
  public var path: String
  /// The system's error number.
  public var code: Int32

  init(_ path: String, code: Int32, creatingFolder: Bool = false) {
    self.path = path
    self.code = code
    reason =
      switch code {
      case ENOSPC, EDQUOT, EFBIG: .diskFull
      case EACCES, EPERM, EROFS: creatingFolder ? .cannotCreateFolder : .notWritable
      case ENOTDIR, EEXIST: .notAFolder
      case EISDIR: .isAFolder
      default: creatingFolder ? .cannotCreateFolder : .other
      }
  }

  public var description: String {
    let system = String(cString: strerror(code))
    return switch reason {
    case .cannotCreateFolder: "cannot create the folder \(path): \(system); choose another one with --out"
    case .notAFolder: "\(path) is not a folder; choose another one with --out"
    case .notWritable: "cannot write \(path): \(system); choose another folder with --out, or change its permissions"
    case .diskFull: "cannot write \(path): no space is left; free some, or choose another folder with --out"
    case .isAFolder: "cannot write \(path): a folder has this name; remove it, or choose another folder with --out"
    case .other: "cannot write \(path): \(system)"
    }
  }
}
