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

  /// The reasons, most frequent first.
  public var reasons: [(reason: Reason, count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0.text) < ($0.1, $1.0.text) }
  }
}
