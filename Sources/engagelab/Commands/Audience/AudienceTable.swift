import ArgumentParser
import DatabaseData
import Experiments
import LabStatistics

/// A table of a database for the users of a segment.
struct AudienceTable: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Database for the users of a segment: postgres://user@host/database or sqlite:FILE.", valueName: "database"))
  var to: String?

  @Option(
    help: ArgumentHelp("Its table, with its schema where there is one; made when it is not there.", valueName: "name"))
  var table: String?

  @Option(help: ArgumentHelp("The segment, or the campaign whose audience is meant.", valueName: "name"))
  var segment: String?

  @Option(help: "What happens to a table that is there already: refuse, replace or append.")
  var existing: ExistingTable?

  func validate() throws {
    guard to != nil else {
      for (option, isGiven) in [
        ("--table", table != nil), ("--segment", segment != nil), ("--existing", existing != nil),
      ] where isGiven {
        throw ValidationError("\(option) needs a database (--to).")
      }
      return
    }
    guard table != nil else { throw ValidationError("--to needs a --table.") }
    guard segment != nil else { throw ValidationError("--to needs a --segment.") }
  }

  /// The columns of the table.
  private static let columns = [
    AudienceColumn("user_id", .integer), AudienceColumn("segment", .text), AudienceColumn("day", .date),
    AudienceColumn("has_app", .boolean),
  ]

  /// The table to write to; nil when none is asked for.
  ///
  /// - Throws: ``Exit/usage`` after complaining.
  func writer() throws -> AudienceWriter? {
    guard let to, let table else { return nil }
    do {
      return AudienceWriter(
        database: try DatabaseLocation(to), table: table, columns: Self.columns, existing: existing ?? .refuse)
    } catch {
      throw Self.exit(after: error)
    }
  }

  /// The rows of the table.
  static func rows(_ members: AudienceMembers) -> some Sequence<[AudienceValue]> {
    members.users.lazy.map {
      [.integer($0.number), .text(members.segment), .text(members.date), .integer($0.hasApp ? 1 : 0)]
    }
  }

  /// Says what is wrong with the database, and chooses the exit code.
  static func exit(after error: DatabaseError) -> ExitCode {
    complain("\(error)" + (error.kind == .tableExists ? " (--existing replace, --existing append)" : ""))
    return error.isUsage ? Exit.usage : Exit.data
  }

  /// What was written, in a sentence.
  func summary(_ members: AudienceMembers) -> String {
    func text(_ count: Int) -> String { NumberText.count(Double(count)) }
    let gone = members.users.count { !$0.hasApp }
    let sample =
      members.played < members.population
      ? ", of \(text(members.played)) people played out of \(text(members.population))" : ""
    return """
      Written to the table \(table ?? ""): \(text(members.users.count)) users of \(members.segment) on \
      \(members.date) under arm \(members.arm)\(sample); \(text(gone)) of them have uninstalled the app.
      """
  }
}

extension ExistingTable: ExpressibleByArgument {}
