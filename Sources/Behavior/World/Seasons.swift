import Primitives

extension BehaviorParameters {
  /// What the calendar does to people: seasons and special days.
  ///
  /// Both multiply the mean number of a day's own sessions; special days may also multiply the chance to convert.
  public struct Seasons: OptionalPart {
    /// Relative activity January to December, normalised to a mean of 1; empty: all alike.
    public var months: [Double] = []
    public var days: [SpecialDay] = []

    public init() {}

    /// A day or a range of days that is unlike the others.
    public struct SpecialDay: Sendable, Equatable {
      public var name: String
      public var on: CivilDate
      /// The last day, where there are several.
      public var until: CivilDate?
      /// Factor of the mean number of sessions, 0 to 100.
      public var activity = 1.0
      /// Factor of the chance to convert, 0 to 100.
      public var conversion = 1.0
      public init(name: String, on: CivilDate, until: CivilDate? = nil) {
        self.name = name
        self.on = on
        self.until = until
      }
    }

    /// Factor of a day's sessions.
    public func activity(on date: CivilDate) -> Double {
      var factor = 1.0
      let sum = months.reduce(0, +)
      if months.count == 12, sum > 0 { factor = months[date.components.month - 1] * 12 / sum }
      for day in days where day.contains(date) { factor *= day.activity }
      return factor
    }

    /// Factor of the chance to convert on a day.
    public func conversion(on date: CivilDate) -> Double {
      days.reduce(1) { $1.contains(date) ? $0 * $1.conversion : $0 }
    }
  }
}

extension BehaviorParameters.Seasons.SpecialDay {
  /// Whether a date is one of its days.
  public func contains(_ date: CivilDate) -> Bool {
    date.dayNumber >= on.dayNumber && date.dayNumber <= (until ?? on).dayNumber
  }
}
