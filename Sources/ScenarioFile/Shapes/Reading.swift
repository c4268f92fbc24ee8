import Primitives
import Simulation

/// What is gathered while a tree is read: problems, and where everything stands.
struct Reading {
  /// A problem with its place, before it is put into words for a file.
  struct Complaint {
    var code: String
    var path: [String]
    var place: YAMLValue.Place
    var what: String
    var remedy: String
  }

  /// ISO 4217 code that every amount must have.
  var currency: String
  private(set) var complaints: [Complaint] = []
  private(set) var index = SourceIndex()
  /// Paths of values of which it is not known what they are; what they do not say themselves is a stand-in.
  private(set) var unreadable: [[String]] = []

  /// Numbers that were given as a distribution.
  private(set) var uncertain: [UncertainNumber] = []
  /// Those of them that go together.
  private(set) var correlations: [Correlation] = []

  /// Beyond this number of complaints no more are gathered; the file is not a scenario.
  static let mostComplaints = 500

  init(currency: String) { self.currency = currency }

  mutating func complain(_ code: String, _ path: [String], at place: YAMLValue.Place, _ what: String, _ remedy: String)
  {
    guard complaints.count < Reading.mostComplaints else { return }
    complaints.append(Complaint(code: code, path: path, place: place, what: what, remedy: remedy))
  }

  /// Remembers that it is not known what a value is.
  mutating func giveUp(on path: [String]) { unreadable.append(path) }

  /// Remembers that a number is only known as a distribution.
  mutating func note(_ path: [String], _ distribution: InputDistribution) {
    uncertain.append(UncertainNumber(path: path, distribution: distribution))
  }

  /// Remembers how uncertain numbers go together.
  mutating func note(_ correlations: [Correlation]) { self.correlations = correlations }

  /// Remembers where a value stands.
  mutating func note(_ path: [String], key: YAMLValue.Place, value: YAMLValue) {
    index.places[path] = SourceIndex.Spot(key: key, value: value)
  }

  /// Returns "; did you mean ...?" or a list of what is valid.
  func suggestion(for name: String, among names: [String], otherwise: String) -> String {
    // Comparing names costs time; a file with that many mistakes is not helped by hints.
    if complaints.count < 100, let nearest = nearestName(to: name, in: names) { return "did you mean `\(nearest)`?" }
    return otherwise
  }
}

/// Where the values of a scenario stand, by path.
struct SourceIndex: Sendable {
  struct Spot: Sendable {
    var key: YAMLValue.Place
    var value: YAMLValue
  }
  var places: [[String]: Spot] = [:]

  /// The places in the file, without those of overrides.
  var positions: [[String]: SourcePosition] {
    places.compactMapValues { spot in
      if case .file(let position) = spot.value.place { position } else { nil }
    }
  }

  /// Returns the spot of a path, or of the nearest value that contains it.
  func spot(of path: [String]) -> (spot: Spot, exact: Bool)? {
    var prefix = path
    while true {
      if let spot = places[prefix] { return (spot, prefix.count == path.count) }
      guard !prefix.isEmpty else { return nil }
      prefix.removeLast()
    }
  }
}

/// Why a single value is not valid.
struct Objection: Error {
  var code: String
  var what: String
  var remedy: String
}

/// Returns the key that was probably meant.
func nearestKey(_ key: String, _ keys: [String]) -> String? { nearestName(to: key, in: keys) }
