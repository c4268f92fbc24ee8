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
  /// First word of the state of the frequency caps.
  @usableFromInline let capBase: Int
  @usableFromInline let topicBase: Int
  @usableFromInline let hourBase: Int
  /// What an occurrence with certain extras updates; `Update.offset` of the kind `detail` is an index in it.
  @usableFromInline let details: Table<Detail>
  /// What the end of a session of a certain length updates.
  @usableFromInline let sessionEnds: Table<SessionEnd>
  /// Words of feedback, `feedbackKinds` for each campaign; −1: not kept. Empty where no expression asks.
  @usableFromInline let feedbackOffsets: Table<Int32>
  /// Words of the further facts of the device; −1: not kept.
  @usableFromInline let factOffsets: Table<Int32>
  let appInfoOffsets: [String: Int]
  private let factIndices: [String: Int]
  private let segmentOffsets: [String: Int]
  let arena: Arena

  /// Words that each campaign has in a profile.
  @usableFromInline static let campaignWords = 12

  /// Entries of `feedbackOffsets` for each campaign: the counts by kind, then the latest answer.
  @usableFromInline static let feedbackKinds = 7

  /// How a measure is read.
  @frozen @usableFromInline
  struct Slot: Sendable {
    /// 0: a plain word; above: days of a counted window, whose words are: last day, sum, then a ring of days.
    @usableFromInline var window: Int32 = 0
    @usableFromInline var offset: Int32
    /// 0: the sum of the window; above: the number of blocks of so many days whose own sum is `low ... high`.
    @usableFromInline var blockDays: Int32 = 0
    @usableFromInline var low: Int32 = 0
    @usableFromInline var high: Int32 = 0
  }

  /// What an occurrence of a tag does to a word.
  @frozen @usableFromInline
  struct Update: Sendable {
    @frozen @usableFromInline enum Kind: UInt8, Sendable { case count, window, first, last, detail }
    @usableFromInline var kind: Kind
    /// Only for this topic; negative: any.
    @usableFromInline var topic: Int32
    @usableFromInline var window: Int32
    @usableFromInline var offset: Int32
  }

  /// A counter of the occurrences that carry certain extras.
  @usableFromInline
  struct Detail: Sendable {
    var filter: ExtrasFilter
    var window: Int32
    var offset: Int32
  }

  /// A counter of the sessions of certain lengths.
  @usableFromInline
  struct SessionEnd: Sendable {
    var lengths: ClosedRange<Int32>
    var window: Int32
    var offset: Int32
  }

  /// Lays out a profile.
  ///
  /// - Parameters:
  ///   - measures: Everything that some expression asks for, in the order of their ids.
  ///   - tags: Names of all tags in the order of their ids, `session` and `install` among them.
  ///   - topics: Names of topics.
  ///   - campaigns: Names of campaigns.
  ///   - capWords: Words of the state of the frequency caps.
  ///   - appInfo: App-info that something sets or reads.
  ///   - countsTopics: Whether a campaign chooses topics by what the user reads.
  ///   - countsHours: Whether a campaign is sent at the user's usual hour.
  ///   - facts: Names of the further facts of the device, in the order of their indices for ``setFact(_:_:in:)``.
  public init(
    measures: [Measure], tags: [String], topics: [String], campaigns: [String], capWords: Int = 0, appInfo: [String],
    countsTopics: Bool, countsHours: Bool, facts: [String] = []
  ) {
    var draft = ProfileDraft(tags: tags, topics: topics, campaigns: campaigns, appInfo: appInfo)
    for measure in measures { draft.add(measure) }
    capBase = draft.reserve(capWords)
    topicBase = countsTopics ? draft.reserve(topics.count) : -1
    hourBase = countsHours ? draft.reserve(24) : -1
    campaignBase = draft.campaignBase
    appInfoOffsets = draft.appInfo
    segmentOffsets = draft.segments
    factIndices = Dictionary(zip(facts, facts.indices)) { first, _ in first }
    let arena = Arena()
    self.arena = arena
    wordCount = draft.words.count
    initial = arena.table(draft.words)
    slots = arena.table(draft.slots)
    var ranges: [Range<Int32>] = []
    var flat: [Update] = []
    for list in draft.updates {
      ranges.append(Int32(flat.count)..<Int32(flat.count + list.count))
      flat += list
    }
    updates = arena.table(flat)
    updateRanges = arena.table(ranges)
    details = arena.table(draft.details)
    sessionEnds = arena.table(draft.sessionEnds)
    feedbackOffsets = arena.table(draft.feedback)
    factOffsets = arena.table(facts.map { Int32(draft.facts[$0] ?? -1) })
  }

  /// The word of an app-info, if it is kept.
  public func offset(ofAppInfo name: String) -> Int? { appInfoOffsets[name] }

  /// The word that says whether the user was in a segment when that was last worked out, 1 or 0; nil where nothing
  /// asks. It is 0 in a new profile.
  public func offset(ofSegment name: String) -> Int? { segmentOffsets[name] }

  /// The word of a further fact of the device; nil where no expression asks for it.
  public func offset(ofFact name: String) -> Int? {
    guard let index = factIndices[name], factOffsets[index] >= 0 else { return nil }
    return Int(factOffsets[index])
  }
}
