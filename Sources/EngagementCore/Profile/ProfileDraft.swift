/// Works out where a profile keeps what.
struct ProfileDraft {
  /// Initial values of the words reserved so far.
  var words: [Int32] = []
  private(set) var slots: [ProfileLayout.Slot] = []
  /// Updates by tag.
  private(set) var updates: [[ProfileLayout.Update]]
  private(set) var details: [ProfileLayout.Detail] = []
  private(set) var sessionEnds: [ProfileLayout.SessionEnd] = []
  private(set) var feedback: [Int32] = []
  private(set) var appInfo: [String: Int] = [:]
  private(set) var facts: [String: Int] = [:]
  private(set) var segments: [String: Int] = [:]
  let campaignBase: Int

  private let tagIDs: [String: Int]
  private let topics: [String]
  private let campaigns: [String]
  private let platform = 0
  private let language = 1
  /// Words of what is counted, so that measures that differ only in how they read it share it.
  private var counters: [Occurrences: Int] = [:]

  init(tags: [String], topics: [String], campaigns: [String], appInfo: [String]) {
    self.topics = topics
    self.campaigns = campaigns
    tagIDs = Dictionary(zip(tags, tags.indices)) { first, _ in first }
    updates = [[ProfileLayout.Update]](repeating: [], count: tags.count)
    words = [0, 0]
    for name in appInfo {
      self.appInfo[name] = words.count
      words.append(undefinedMeasure)
    }
    campaignBase = words.count
    var block = [Int32](repeating: 0, count: ProfileLayout.campaignWords)
    block[CampaignWord.lastSent] = CampaignWord.never
    block[CampaignWord.lastEntered] = CampaignWord.never
    block[CampaignWord.day] = CampaignWord.never
    block[CampaignWord.windowEnd] = CampaignWord.never
    block[CampaignWord.calledOff] = CampaignWord.never
    block[CampaignWord.lastReaction] = CampaignWord.never
    for _ in campaigns { words += block }
  }

  /// Reserves words with an initial value and returns the offset of the first.
  mutating func reserve(_ count: Int, _ value: Int32 = 0) -> Int {
    words.append(contentsOf: repeatElement(value, count: count))
    return words.count - count
  }

  /// Reserves what a measure needs, as the measure with the next id.
  mutating func add(_ measure: Measure) {
    var slot = ProfileLayout.Slot(offset: 0)
    switch measure {
    case .count(let tag, let topic, let days): slot = counter(Occurrences(tag: tag, topic: topic, days: days))
    case .occurrences(let counted): slot = counter(counted)
    case .firstDay(let tag):
      slot.offset = Int32(reserve(1, undefinedMeasure))
      feed(tag, .first, slot)
    case .lastDay(let tag):
      slot.offset = Int32(reserve(1, undefinedMeasure))
      feed(tag, .last, slot)
    case .appInfo(let name): slot.offset = Int32(appInfo[name] ?? platform)
    case .platform: slot.offset = Int32(platform)
    case .language: slot.offset = Int32(language)
    case .fact(let name): slot.offset = Int32(Self.word(of: name, in: &facts, &words, undefinedMeasure))
    case .segment(let name): slot.offset = Int32(Self.word(of: name, in: &segments, &words, 0))
    // The rules of delivery keep these two for their own use.
    case .received(let campaign), .feedback(let campaign, .received):
      slot.offset = campaignWord(campaign, CampaignWord.received)
    case .opened(let campaign), .feedback(let campaign, .opened):
      slot.offset = campaignWord(campaign, CampaignWord.opened)
    case .feedback(let campaign, let kind): slot.offset = feedbackWord(campaign, Int(kind.rawValue), 0)
    case .latestAnswer(let campaign):
      slot.offset = feedbackWord(campaign, FeedbackKind.allCases.count, undefinedMeasure)
    }
    slots.append(slot)
  }

  // MARK: Counters

  private mutating func counter(_ counted: Occurrences) -> ProfileLayout.Slot {
    var slot = ProfileLayout.Slot(window: Int32(counted.days ?? 0), offset: 0)
    if let blocks = counted.blocks {
      slot.blockDays = Int32(blocks.days)
      (slot.low, slot.high) = (blocks.range.lowerBound, blocks.range.upperBound)
    }
    var key = counted
    key.blocks = nil
    if let offset = counters[key] {
      slot.offset = Int32(offset)
      return slot
    }
    let offset = reserve(counted.days.map { $0 + 2 } ?? 1)
    if counted.days != nil { words[offset] = CampaignWord.never }
    counters[key] = offset
    slot.offset = Int32(offset)
    if let lengths = counted.lengths {
      sessionEnds.append(ProfileLayout.SessionEnd(lengths: lengths, window: slot.window, offset: slot.offset))
    } else if counted.extras.mask != 0 {
      var reference = ProfileLayout.Slot(offset: Int32(details.count))
      reference.window = slot.window
      details.append(ProfileLayout.Detail(filter: counted.extras, window: slot.window, offset: slot.offset))
      feed(counted.tag, .detail, reference, topic: counted.topic)
    } else {
      feed(counted.tag, counted.days == nil ? .count : .window, slot, topic: counted.topic)
    }
    return slot
  }

  private mutating func feed(
    _ tag: String, _ kind: ProfileLayout.Update.Kind, _ slot: ProfileLayout.Slot, topic: String? = nil
  ) {
    guard let id = tagIDs[tag] else { return }
    let topicID = topic.flatMap { topics.firstIndex(of: $0) }.map(Int32.init) ?? -1
    updates[id].append(
      ProfileLayout.Update(kind: kind, topic: topicID, window: slot.window, offset: slot.offset))
  }

  // MARK: Words by name

  private static func word(
    of name: String, in offsets: inout [String: Int], _ words: inout [Int32], _ initial: Int32
  ) -> Int {
    if let offset = offsets[name] { return offset }
    offsets[name] = words.count
    words.append(initial)
    return words.count - 1
  }

  private func campaignWord(_ name: String, _ word: Int) -> Int32 {
    Int32(campaignBase + (campaigns.firstIndex(of: name) ?? 0) * ProfileLayout.campaignWords + word)
  }

  private mutating func feedbackWord(_ campaign: String, _ kind: Int, _ initial: Int32) -> Int32 {
    if feedback.isEmpty {
      feedback = [Int32](repeating: -1, count: campaigns.count * ProfileLayout.feedbackKinds)
    }
    let word = Int32(reserve(1, initial))
    guard let index = campaigns.firstIndex(of: campaign) else { return word }
    feedback[index * ProfileLayout.feedbackKinds + kind] = word
    return word
  }
}
