/// What a value of a scenario file looks like: the description from which the checks, the JSON Schema and the reference
/// page are made.
indirect enum Form: Sendable {
  case scalar(ScalarForm)
  case object(ObjectForm)
  /// Any number of names, each with a value.
  case map(MapForm)
  /// A list; with `orOne` a single value stands for a list of one.
  case list(Form, orOne: Bool)
  /// One of several kinds of value.
  case either([Form])
}

/// A single value.
struct ScalarForm: Sendable {
  /// Name of the kind, e.g. `duration`.
  var kind: String
  /// How it is written, for the reader, e.g. "`20 s`, `14 days`".
  var syntax: String
  /// Words that are valid as they stand, with their meaning.
  var words: [Word] = []
  /// Regular expressions (ECMA 262) of the other valid texts.
  var patterns: [String] = []
  /// Whether a number, an integer or a truth value of YAML is valid too.
  var native: Native?
  /// Smallest and greatest value, for the reader.
  var range: String?

  struct Word: Sendable {
    var word: String
    var meaning: String
  }

  /// The kind with its article.
  var phrase: String {
    if kind.hasPrefix("name of") { return "the \(kind)" }
    if kind.hasPrefix("days") || kind.hasPrefix("true") { return kind }
    return "aeiou".contains(kind.first ?? " ") ? "an \(kind)" : "a \(kind)"
  }

  /// Kinds that YAML itself knows.
  enum Native: Sendable {
    case number(ClosedRange<Double>)
    case integer(ClosedRange<Double>)
    case boolean
    case booleanOrInteger
  }
}

/// Names that stand for values.
struct MapForm: Sendable {
  /// What a key is, e.g. "name of a segment".
  var key: String
  var value: Form
}

/// A fixed set of keys.
struct ObjectForm: Sendable {
  /// Name, e.g. `campaign`.
  var name: String
  var meaning: String
  var fields: [FieldForm]
  /// Keys of which exactly one must be given, each with the keys that go with it; empty without such a choice.
  var choices: [Choice] = []
  /// What any other key means; nil: there is no other.
  var further: FurtherForm?

  /// Keys beyond the fixed ones.
  struct FurtherForm: Sendable {
    /// What a key is, e.g. "name of a fact".
    var key: String
    var value: Form
    var meaning: String
  }

  /// One way to fill the object.
  struct Choice: Sendable {
    /// The key that chooses it.
    var key: String
    /// Further keys that it needs.
    var needs: [String] = []
    /// Further keys that it may have.
    var allows: [String] = []
  }
}

/// A key of an object.
struct FieldForm: Sendable {
  var key: String
  var form: Form
  var need: Need
  var meaning: String

  enum Need: Sendable, Equatable {
    case required
    /// May be left out; what then holds, as it would be written, or nothing.
    case optional(defaultText: String?)
  }
}

/// Returns a sentence as a clause: without its capital and its final stop.
func clause(_ sentence: String) -> String {
  sentence.prefix(1).lowercased() + sentence.dropFirst().trimmingSuffix(".")
}

extension StringProtocol {
  /// Returns the text without a suffix.
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }
}
