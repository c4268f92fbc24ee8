import Behavior
import EngagementCore
import Simulation

extension RunResult {
  /// The table that gave the people of the installed base.
  public struct PeopleSource: Sendable, Codable, Equatable, OptionalPart {
    public var rows: Int
    /// Names in canonical order.
    public var columns: [String]
    /// SHA-256 of names, types and values; empty until sealed.
    public var sha256: String

    public init(rows: Int, columns: [String], sha256: String) {
      self.rows = rows
      self.columns = columns
      self.sha256 = sha256
    }
  }

  /// A piece of somebody's own that decided in the run.
  public struct OwnPiece: Sendable, Codable, Equatable, TestPart {
    /// `behavior` or `policy`.
    public var kind: String
    public var name: String
    public var version: String

    public init(kind: String, name: String, version: String) {
      self.kind = kind
      self.name = name
      self.version = version
    }
  }
}

extension OwnPieces {
  /// The table as results name it, without its hash.
  var peopleSource: RunResult.PeopleSource? {
    people.map { RunResult.PeopleSource(rows: $0.rows, columns: $0.columns.map(\.name), sha256: "") }
  }

  /// Behavior and policy as results name them; nil: neither.
  var pieces: [RunResult.OwnPiece]? {
    let pieces = [
      behavior.map { RunResult.OwnPiece(kind: "behavior", name: $0.name, version: $0.version) },
      policy.map { RunResult.OwnPiece(kind: "policy", name: $0.name, version: $0.version) },
    ].compactMap { $0 }
    return pieces.isEmpty ? nil : pieces
  }
}
