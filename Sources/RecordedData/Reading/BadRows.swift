/// Rows that could not be used: how many for which reason, and the first few.
public struct BadRows: Sendable, Equatable {
  /// Why a row, or a user, could not be used.
  public enum Reason: Sendable, Hashable {
    /// The row has another number of fields than the header.
    case fieldCount(header: Int)
    /// Text stands behind a closing quote.
    case malformedQuotes
    /// The field is empty.
    case missing(column: String)
    /// The field is not a number.
    case notANumber(column: String)
    /// The field is NaN, infinite or beyond what a number can hold.
    case notFinite(column: String)
    /// The field has a text without a character, which is not the same as a missing value.
    case emptyText(column: String)
    /// The field is not a time, or not in the format of the others.
    case notATime(column: String, format: String)
    /// The time is later than any row can be.
    case inTheFuture(column: String)
    /// The number lies outside what it can be.
    case outOfRange(column: String, allowed: String)
    /// Two numbers of the row contradict each other.
    case contradiction(String)
    /// The line is not an object of JSON.
    case notAnObject
    /// A value of the object is itself an object or a list.
    case nested(column: String)
    /// The field of a proportion is neither 0 nor 1.
    case notZeroOrOne(column: String)
    /// The user has rows in several arms.
    case severalArms
    /// A fact about the user differs between its rows.
    case changingFact(column: String)

    /// The reason in words.
    public var text: String {
      switch self {
      case .fieldCount(let header): "other than \(header) fields"
      case .malformedQuotes: "text behind a closing quote"
      case .missing(let column): "\(column) is empty"
      case .notANumber(let column): "\(column) is not a number"
      case .notFinite(let column): "\(column) is not a finite number"
      case .emptyText(let column): "\(column) is an empty text"
      case .notATime(let column, let format): "\(column) is not \(format)"
      case .inTheFuture(let column): "\(column) lies in the future"
      case .outOfRange(let column, let allowed): "\(column) is not \(allowed)"
      case .contradiction(let text): text
      case .notAnObject: "not an object of JSON"
      case .nested(let column): "\(column) is not a single value"
      case .notZeroOrOne(let column): "\(column) is neither 0 nor 1"
      case .severalArms: "the user is in several arms"
      case .changingFact(let column): "\(column) differs between rows of one user"
      }
    }
  }

  /// One of the first rows that could not be used.
  public struct Example: Sendable, Equatable {
    /// The line on which the row begins.
    public let line: Int
    /// Why it could not be used.
    public let reason: Reason
    /// What stood there.
    public let excerpt: String
  }

  /// How many examples are kept.
  public static let exampleCount = 5

  /// All rows that could not be used.
  public private(set) var total = 0
  /// How many for each reason.
  public private(set) var counts: [Reason: Int] = [:]
  /// The first rows.
  public private(set) var examples: [Example] = []

  /// None yet.
  public init() {}

  /// Counts a row.
  mutating func add(_ reason: Reason, line: Int, excerpt: @autoclosure () -> String) {
    total += 1
    counts[reason, default: 0] += 1
    if examples.count < Self.exampleCount {
      examples.append(Example(line: line, reason: reason, excerpt: excerpt()))
    }
  }

  /// Why the file is refused: how many rows cannot be used for which reason, and the first of them.
  ///
  /// - Parameters:
  ///   - all: rows in all.
  ///   - what: what a row stands for, in the plural.
  ///   - allowed: the share that may be unusable.
  ///   - place: what an example's number counts: `line` of a file, `row` of an answer.
  func refusal(of all: Int, _ what: String, allowed: Double, in file: String, place: String = "line") -> DataError {
    let listed = reasons.prefix(5).map { "\($0.count) times \($0.reason.text)" }.joined(separator: "; ")
    let lines = examples.map { "\n  \(place) \($0.line): \($0.reason.text): '\($0.excerpt)'" }.joined()
    return DataError(
      "\(total) of \(all) \(what) cannot be used, more than the \(Share.text(allowed)) allowed "
        + "(--max-bad-rows): \(listed)\(lines)", in: file)
  }

  /// The reasons, most frequent first.
  public var reasons: [(reason: Reason, count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0.text) < ($0.1, $1.0.text) }
  }
}
