import Primitives

/// Where a profile keeps what: the counters that some segment, trigger, limit or KPI reads, and no others.
///
/// A profile is a block of 32-bit words, so that the life of a user can be forked by copying it.
public final class ProfileLayout: Sendable {
  /// Words of a profile.
  public let wordCount: Int
  /// The values of a new profile.
  let initial: Table<Int32>
  /// Where each measure of the table is read.
  @usableFromInline let slots: Table<Slot>
  /// What an occurrence of each tag updates, and the ranges in it by tag.
  @usableFromInline let updates: Table<Update>
  @usableFromInline let updateRanges: Table<Range<Int32>>
  @usableFromInline let campaignBase: Int
  @usableFromInline let capBase: Table<Int32>
  @usableFromInline let topicBase: Int
  @usableFromInline let hourBase: Int
  let appInfoOffsets: [String: Int]
  let arena: Arena

  /// Words that each campaign has in a profile.
  @usableFromInline static let campaignWords = 12

  /// How a measure is read.
  @frozen @usableFromInline
  struct Slot: Sendable {
    /// 0: a plain word; above: days of a counted window, whose words are: last day, sum, then a ring of days.
    @usableFromInline var window: Int32
    @usableFromInline var offset: Int32
  }

  /// What an occurrence of a tag does to a word.
  @frozen @usableFromInline
  struct Update: Sendable {
    @frozen @usableFromInline enum Kind: UInt8, Sendable { case count, window, first, last }
    @usableFromInline var kind: Kind
    /// Only for this topic; negative: any.
    @usableFromInline var topic: Int32
    @usableFromInline var window: Int32
    @usableFromInline var offset: Int32
  }

  /// Lays out a profile.
  ///
  /// - Parameters:
  ///   - measures: Everything that some expression asks for, in the order of their ids.
  ///   - tags: Names of all tags in the order of their ids, `session` and `install` among them.
  ///   - topics: Names of topics.
  ///   - campaigns: Names of campaigns.
  ///   - caps: Limits of the frequency caps.
  ///   - appInfo: App-info that something sets or reads.
  ///   - countsTopics: Whether a campaign chooses topics by what the user reads.
  ///   - countsHours: Whether a campaign is sent at the user's usual hour.
  public init(
    measures: [Measure], tags: [String], topics: [String], campaigns: [String], caps: [Int], appInfo: [String],
    countsTopics: Bool, countsHours: Bool
  ) {
    var words: [Int32] = []
    func reserve(_ count: Int, _ value: Int32 = 0) -> Int {
      words.append(contentsOf: repeatElement(value, count: count))
      return words.count - count
    }
    let platform = reserve(1)
    let language = reserve(1)
    let offsets = Dictionary(uniqueKeysWithValues: appInfo.map { ($0, reserve(1, undefinedMeasure)) })
    campaignBase = reserve(campaigns.count * Self.campaignWords)
    for campaign in campaigns.indices {
      let own = campaignBase + campaign * Self.campaignWords
      words[own + CampaignWord.lastSent] = CampaignWord.never
      words[own + CampaignWord.lastEntered] = CampaignWord.never
      words[own + CampaignWord.day] = CampaignWord.never
      words[own + CampaignWord.windowEnd] = CampaignWord.never
      words[own + CampaignWord.calledOff] = CampaignWord.never
      words[own + CampaignWord.lastReaction] = CampaignWord.never
    }
    var slots: [Slot] = []
    var updates = [[Update]](repeating: [], count: tags.count)
    let tagIDs = Dictionary(uniqueKeysWithValues: zip(tags, tags.indices))
    for measure in measures {
      var slot = Slot(window: 0, offset: 0)
      func feed(_ tag: String, _ kind: Update.Kind, topic: String? = nil) {
        guard let id = tagIDs[tag] else { return }
        let topicID = topic.flatMap { topics.firstIndex(of: $0) }.map(Int32.init) ?? -1
        updates[id].append(Update(kind: kind, topic: topicID, window: slot.window, offset: slot.offset))
      }
      switch measure {
      case .count(let tag, let topic, let days):
        if let days {
          slot = Slot(window: Int32(days), offset: Int32(reserve(days + 2)))
          words[Int(slot.offset)] = CampaignWord.never
          feed(tag, .window, topic: topic)
        } else {
          slot.offset = Int32(reserve(1))
          feed(tag, .count, topic: topic)
        }
      case .firstDay(let tag):
        slot.offset = Int32(reserve(1, undefinedMeasure))
        feed(tag, .first)
      case .lastDay(let tag):
        slot.offset = Int32(reserve(1, undefinedMeasure))
        feed(tag, .last)
      case .appInfo(let name): slot.offset = Int32(offsets[name] ?? platform)
      case .platform: slot.offset = Int32(platform)
      case .language: slot.offset = Int32(language)
      case .received(let campaign):
        slot.offset = Int32(Self.campaignOffset(campaign, in: campaigns, base: campaignBase) + CampaignWord.received)
      case .opened(let campaign):
        slot.offset = Int32(Self.campaignOffset(campaign, in: campaigns, base: campaignBase) + CampaignWord.opened)
      }
      slots.append(slot)
    }
    let capBases = caps.map { limit in
      let base = reserve(limit + 1, CampaignWord.never)
      words[base] = 0
      return Int32(base)
    }
    topicBase = countsTopics ? reserve(topics.count) : -1
    hourBase = countsHours ? reserve(24) : -1
    appInfoOffsets = offsets
    let arena = Arena()
    self.arena = arena
    wordCount = words.count
    initial = arena.table(words)
    self.slots = arena.table(slots)
    var ranges: [Range<Int32>] = []
    var flat: [Update] = []
    for list in updates {
      ranges.append(Int32(flat.count)..<Int32(flat.count + list.count))
      flat += list
    }
    self.updates = arena.table(flat)
    updateRanges = arena.table(ranges)
    capBase = arena.table(capBases)
  }

  private static func campaignOffset(_ name: String, in campaigns: [String], base: Int) -> Int {
    base + (campaigns.firstIndex(of: name) ?? 0) * campaignWords
  }

  /// The word of an app-info, if it is kept.
  public func offset(ofAppInfo name: String) -> Int? { appInfoOffsets[name] }
}

/// The words that a profile keeps for each campaign.
@usableFromInline
enum CampaignWord {
  /// Time of the last send.
  @usableFromInline static let lastSent = 0
  @usableFromInline static let received = 1
  @usableFromInline static let opened = 2
  /// Day of the last message and number of messages on it: what makes a message's draws addressable.
  @usableFromInline static let day = 3
  @usableFromInline static let countOfDay = 4
  /// End of the conversion window; in the far past when none is open.
  @usableFromInline static let windowEnd = 5
  /// Messages decided but not yet sent.
  @usableFromInline static let waiting = 6
  /// 1 when the open window already has its conversion.
  @usableFromInline static let hasConverted = 7
  /// Time at which the user last entered the campaign.
  @usableFromInline static let lastEntered = 8
  /// Time at which an exit tag called the decided message off; none since the entry: in the far past.
  @usableFromInline static let calledOff = 9
  /// 1 when the user was in the segment whose entry starts the campaign.
  @usableFromInline static let isMember = 10
  /// Time at which the user last opened or dismissed a message.
  @usableFromInline static let lastReaction = 11
  /// A time before every other.
  @usableFromInline static let never: Int32 = -1_000_000_000
}
