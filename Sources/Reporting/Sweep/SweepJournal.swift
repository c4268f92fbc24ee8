import Experiments
import Foundation

/// The outcomes of a sweep on disk, one line per point that is done, so that a sweep that was stopped goes on where
/// it was.
///
/// ```swift
/// let journal = try SweepJournal(folder: folder, fingerprint: fingerprint, restarts: false)
/// journal.known.count           // outcomes of an earlier try
/// try journal.add(outcome)
/// ```
/// The first line says which sweep it is; a journal of another one is refused. A last line that was cut off is dropped.
/// The file is locked while it is open.
public final class SweepJournal {
  /// Name of the file in the folder.
  public static let name = "sweep.journal"

  /// What was done before.
  public let known: [SweepOutcome]
  private let path: String
  private let descriptor: Int32

  private struct Header: Codable, Equatable {
    var journal = 1
    var sweep: String
  }

  /// Opens or begins a journal.
  ///
  /// - Parameters:
  ///   - folder: It must exist.
  ///   - fingerprint: Hash of all that decides about outcomes.
  ///   - restarts: Whether to forget what is there.
  /// - Throws: ``SweepJournalError``, ``OutputError``.
  public init(folder: URL, fingerprint: String, restarts: Bool) throws {
    let target = folder.appendingPathComponent(Self.name)
    path = target.relativePath
    descriptor = open(target.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(path, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw SweepJournalError.inUse(path)
    }
    do {
      if restarts, ftruncate(descriptor, 0) != 0 { throw OutputError(path, code: errno) }
      known = try Self.read(descriptor, path: path, header: Header(sweep: fingerprint))
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  /// Adds an outcome; once this returns, no end of this process can lose it.
  public func add(_ outcome: SweepOutcome) throws {
    try Self.append(outcome, descriptor: descriptor, path: path)
  }

  private static func append(_ value: some Encodable, descriptor: Int32, path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try AtomicOutput.append(encoder.encode(value) + Data("\n".utf8), descriptor: descriptor, path: path)
  }

  /// Reads what is there, drops a line that was cut off, and begins an empty file.
  private static func read(_ descriptor: Int32, path: String, header: Header) throws -> [SweepOutcome] {
    let contents = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data()
    let end = contents.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if end < contents.count, ftruncate(descriptor, off_t(end)) != 0 { throw OutputError(path, code: errno) }
    let lines = contents[..<end].split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first else {
      try append(header, descriptor: descriptor, path: path)
      return []
    }
    let decoder = JSONDecoder()
    guard let found = try? decoder.decode(Header.self, from: Data(first)) else {
      throw SweepJournalError.damaged(path, 1)
    }
    guard found == header else { throw SweepJournalError.anotherSweep(path) }
    return try lines.dropFirst().enumerated().map { index, line in
      guard let outcome = try? decoder.decode(SweepOutcome.self, from: Data(line)) else {
        throw SweepJournalError.damaged(path, index + 2)
      }
      return outcome
    }
  }
}

/// Why a journal cannot be used.
public enum SweepJournalError: Error, Sendable, Equatable, CustomStringConvertible {
  case anotherSweep(String)
  case damaged(String, Int)
  case inUse(String)

  public var description: String {
    switch self {
    case .anotherSweep(let path):
      "\(path) belongs to another sweep (the scenario, its values, the points, the seed or the version differ); "
        + "choose another folder with --out, or begin again with --restart"
    case .damaged(let path, let line):
      "\(path):\(line) cannot be read; begin again with --restart, or choose another folder with --out"
    case .inUse(let path):
      "\(path) is in use by another sweep; wait for it, or choose another folder with --out"
    }
  }
}
