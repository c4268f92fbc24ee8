import Primitives

extension CompiledCampaign {
  /// What only some campaigns have.
  public final class Special: Sendable {
    /// By user zone: when it begins and when it is over, on the user's clock; empty: always.
    let starts: [LocalTime]
    let ends: [LocalTime]
    /// What a decided message waits for: tag id or −1, and for how long.
    let waitTag: Int32
    let waitLimit: Int32
    let sendsAtTimeout: Bool
    /// Profile words that must be defined, as its text names them.
    let markers: [Int]
    /// By activity id: whether it may be shown there; empty: everywhere.
    let activities: [Bool]
    let window: SendWindowDefinition?
    /// App-info that a data push sets; it needs neither permission nor hours.
    let isData: Bool
    /// At most so many users; 0: all.
    let audienceLimit: Int
    /// The segment whose entry starts it; nil: its audience.
    let entry: Predicate?

    package init(
      starts: [LocalTime] = [], ends: [LocalTime] = [], waitTag: Int32 = -1,
      waitLimit: Int32 = 0, sendsAtTimeout: Bool = false, markers: [Int] = [], activities: [Bool] = [],
      window: SendWindowDefinition? = nil, isData: Bool = false, audienceLimit: Int = 0,
      entry: Predicate? = nil
    ) {
      self.entry = entry
      self.starts = starts
      self.ends = ends
      self.waitTag = waitTag
      self.waitLimit = waitLimit
      self.sendsAtTimeout = sendsAtTimeout
      self.markers = markers
      self.activities = activities
      self.window = window
      self.isData = isData
      self.audienceLimit = audienceLimit
    }

    /// Whether it takes users of a zone in at a time.
    func isOpen(zone: Int32, at time: LocalTime) -> Bool {
      (starts.isEmpty || time >= starts[Int(zone)]) && !isOver(zone: zone, at: time)
    }

    /// Whether it is over for users of a zone.
    func isOver(zone: Int32, at time: LocalTime) -> Bool { !ends.isEmpty && time >= ends[Int(zone)] }

    /// Whether it may be shown on an activity; −1: none is known.
    func mayShow(on activity: Int32) -> Bool {
      activities.isEmpty || (activity >= 0 && Int(activity) < activities.count && activities[Int(activity)])
    }
  }
}
