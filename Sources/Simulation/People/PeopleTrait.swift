/// The traits that a ``PeopleTable`` may give, by the names of their columns.
///
/// Beside them stand the further facts of `population.traits` by their own names, and `interest.TOPIC` for each topic.
public enum PeopleTrait: String, Sendable, CaseIterable {
  /// A name of `population.traits.platform`.
  case platform
  /// A name of `population.traits.language`.
  case language
  /// A name of `population.traits.time_zone`.
  case timeZone = "time_zone"
  /// Whole days before the start, −1 to −warm_up; 0 where there is no warm-up.
  case installedDay = "installed_day"
  /// Mean sessions of an ordinary day, above 0, at most 100.
  case sessionsPerDay = "sessions_per_day"
  /// Daily chance to lose interest, at least 0, below 1.
  case dropout
  /// Whether pushes are accepted when the system asks.
  case acceptsPush = "accepts_push"
  /// Chance to open an average push, between 0 and 1.
  case openChance = "open_chance"
  /// Pushes a week that are borne, above 0.
  case tolerance
  /// Shift of the hours of activity, whole hours, −23 to 23.
  case chronotype
  /// Chance to convert in a session, 0 to 1.
  case conversion
  /// Mean value of an order, currency units, above 0.
  case orderValue = "order_value"

  /// What begins the name of a column of interests.
  public static let interestPrefix = "interest."

  /// What a column must contain.
  enum Content {
    case names
    case flags
    case numbers(PeopleRange)
    case wholeNumbers(ClosedRange<Double>, words: String)
  }

  var content: Content {
    switch self {
    case .platform, .language, .timeZone: .names
    case .acceptsPush: .flags
    case .installedDay: .wholeNumbers(-100_000...0, words: "whole days before the start, −1 to −warm_up")
    case .chronotype: .wholeNumbers(-23...23, words: "whole hours, −23 to 23")
    case .sessionsPerDay: .numbers(PeopleRange(0, 100, isOpenBelow: true, "sessions a day, above 0 and at most 100"))
    case .dropout: .numbers(PeopleRange(0, 1, isOpenAbove: true, "a daily chance, at least 0 and below 1"))
    case .openChance:
      .numbers(PeopleRange(0, 1, isOpenBelow: true, isOpenAbove: true, "a chance, above 0 and below 1"))
    case .tolerance:
      .numbers(PeopleRange(0, 1e6, isOpenBelow: true, "pushes a week, above 0 and at most 1,000,000"))
    case .conversion: .numbers(PeopleRange(0, 1, "a chance in a session, 0 to 1"))
    case .orderValue:
      .numbers(PeopleRange(0, 1e9, isOpenBelow: true, "currency units, above 0 and at most 1,000,000,000"))
    }
  }

  /// The range of an interest.
  static let interest = PeopleRange(0, 1e9, "a weight, at least 0 and at most 1,000,000,000")
}

/// Numbers that a column may contain.
struct PeopleRange {
  let low: Double
  let high: Double
  let isOpenBelow: Bool
  let isOpenAbove: Bool
  /// What they are, for a message.
  let words: String

  init(_ low: Double, _ high: Double, isOpenBelow: Bool = false, isOpenAbove: Bool = false, _ words: String) {
    self.low = low
    self.high = high
    self.isOpenBelow = isOpenBelow
    self.isOpenAbove = isOpenAbove
    self.words = words
  }

  /// The smallest and largest number: an open end is the next number inside. NaN lies in no range.
  var bounds: ClosedRange<Double> { (isOpenBelow ? low.nextUp : low)...(isOpenAbove ? high.nextDown : high) }
}
