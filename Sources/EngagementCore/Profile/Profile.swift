import Primitives

/// What the platform knows about one user, in words that someone else owns.
@frozen
public struct Profile: ProfileReading {
  public let words: UnsafeMutablePointer<Int32>
  @usableFromInline let slots: Table<ProfileLayout.Slot>

  /// Views `words`, of ``ProfileLayout/wordCount`` words, as a profile.
  @inlinable
  public init(words: UnsafeMutablePointer<Int32>, layout: ProfileLayout) {
    self.words = words
    slots = layout.slots
  }

  /// The value of a measure on local day `today`; windows end with that day.
  @inlinable @inline(__always)
  public func measure(_ id: Int, today: Int32) -> Int32 {
    let slot = slots[id]
    if slot.window == 0 { return words[Int(slot.offset)] }
    Profile.turn(words + Int(slot.offset), window: slot.window, to: today)
    if slot.blockDays == 0 { return words[Int(slot.offset) + 1] }
    return Profile.blocks(of: words + Int(slot.offset), slot)
  }

  /// Counts the full blocks of a window, back from its last day, whose sum lies in the range of a slot.
  @usableFromInline
  static func blocks(of ring: UnsafeMutablePointer<Int32>, _ slot: ProfileLayout.Slot) -> Int32 {
    var found: Int32 = 0
    var index = Int(((ring[0] % slot.window) + slot.window) % slot.window)
    for _ in 0..<slot.window / slot.blockDays {
      var sum: Int32 = 0
      for _ in 0..<slot.blockDays {
        sum &+= ring[2 + index]
        index = index == 0 ? Int(slot.window) - 1 : index - 1
      }
      if slot.low <= sum && sum <= slot.high { found += 1 }
    }
    return found
  }

  /// Where a day stands in a window.
  private static func place(of day: Int32, window: Int32) -> Int {
    let rest = day % window
    return Int(rest < 0 ? rest &+ window : rest)
  }

  /// Moves a window on to `day`, dropping the days that fall out.
  @usableFromInline
  static func turn(_ ring: UnsafeMutablePointer<Int32>, window: Int32, to day: Int32) {
    let last = ring[0]
    if day <= last { return }
    if day - last >= window {
      for k in 1...Int(window) + 1 { ring[k] = 0 }
    } else {
      var place = place(of: last, window: window)
      for _ in last..<day {
        place = place + 1 == Int(window) ? 0 : place + 1
        ring[1] &-= ring[2 + place]
        ring[2 + place] = 0
      }
    }
    ring[0] = day
  }

  /// Adds one to a counter: a plain word, or a window that it moves on to `day`.
  @usableFromInline
  static func increase(_ word: UnsafeMutablePointer<Int32>, window: Int32, day: Int32) {
    if window == 0 {
      word[0] &+= 1
      return
    }
    turn(word, window: window, to: day)
    if word[0] - day >= window { return }
    word[2 + place(of: day, window: window)] &+= 1
    word[1] &+= 1
  }
}

extension ProfileLayout {
  /// Writes a new profile.
  public func initialise(_ words: UnsafeMutablePointer<Int32>, platform: Int32, language: Int32) {
    for k in 0..<wordCount { words[k] = initial[k] }
    words[0] = platform
    words[1] = language
  }

  /// Whether an occurrence of a tag changes anything.
  @inlinable @inline(__always)
  public func hears(_ tag: Int32) -> Bool { !updateRanges[Int(tag)].isEmpty }

  /// Takes note of a tag without known extras.
  ///
  /// - Parameters:
  ///   - tag: Id of the tag.
  ///   - topic: Its extra `category`; negative: none.
  ///   - day: Local day of the occurrence.
  @inlinable
  public func note(_ tag: Int32, topic: Int32, day: Int32, in words: UnsafeMutablePointer<Int32>) {
    note(tag, TagDetail(topic: topic), day: day, in: words)
  }

  /// Takes note of a tag.
  ///
  /// - Parameters:
  ///   - tag: Id of the tag.
  ///   - detail: What it carries.
  ///   - day: Local day of the occurrence.
  @inlinable
  public func note(_ tag: Int32, _ detail: TagDetail, day: Int32, in words: UnsafeMutablePointer<Int32>) {
    let range = updateRanges[Int(tag)]
    var k = Int(range.lowerBound)
    while k < Int(range.upperBound) {
      let update = updates[k]
      k += 1
      if update.topic >= 0 && update.topic != detail.topic { continue }
      let word = words + Int(update.offset)
      switch update.kind {
      case .count: word[0] &+= 1
      case .last: word[0] = day
      case .first: if word[0] == undefinedMeasure { word[0] = day }
      case .window:
        if day > word[0] {
          Profile.turn(word, window: update.window, to: day)
        } else if word[0] - day >= update.window {
          continue  // A device whose clock is that slow tells of a day that is over.
        }
        word[2 + Int(((day % update.window) + update.window) % update.window)] &+= 1
        word[1] &+= 1
      case .detail: noteDetail(Int(update.offset), detail.extras, day: day, in: words)
      }
    }
  }

  /// Counts an occurrence if it carries the right extras.
  @usableFromInline
  func noteDetail(_ index: Int, _ extras: UInt32, day: Int32, in words: UnsafeMutablePointer<Int32>) {
    let detail = details[index]
    if extras & detail.filter.mask != detail.filter.bits { return }
    Profile.increase(words + Int(detail.offset), window: detail.window, day: day)
  }

  /// Whether the length of a session changes anything.
  @inlinable @inline(__always)
  public var hearsSessionEnd: Bool { sessionEnds.count > 0 }

  /// Takes note of the end of a session; its beginning is noted as the tag `session`.
  ///
  /// - Parameters:
  ///   - seconds: Its length.
  ///   - day: Local day on which it is counted.
  public func noteSessionEnd(length seconds: Int32, day: Int32, in words: UnsafeMutablePointer<Int32>) {
    for k in 0..<sessionEnds.count where sessionEnds[k].lengths.contains(seconds) {
      Profile.increase(words + Int(sessionEnds[k].offset), window: sessionEnds[k].window, day: day)
    }
  }

  /// Takes note of what the user did with a message; costs nothing where no expression asks.
  ///
  /// - Parameters:
  ///   - campaign: Index of the campaign.
  ///   - kind: What was done.
  ///   - answer: Index of the answer in the poll's answers, which becomes the latest one; −1: none.
  @inlinable @inline(__always)
  public func noteFeedback(
    campaign: Int32, _ kind: FeedbackKind, answer: Int32 = -1, in words: UnsafeMutablePointer<Int32>
  ) {
    if feedbackOffsets.count > 0 { keepFeedback(campaign, kind, answer, in: words) }
  }

  @usableFromInline
  func keepFeedback(
    _ campaign: Int32, _ kind: FeedbackKind, _ answer: Int32, in words: UnsafeMutablePointer<Int32>
  ) {
    let own = Int(campaign) * Self.feedbackKinds
    let count = feedbackOffsets[own + Int(kind.rawValue)]
    if count >= 0 { words[Int(count)] &+= 1 }
    let latest = feedbackOffsets[own + FeedbackKind.allCases.count]
    if latest >= 0 && answer >= 0 { words[Int(latest)] = answer }
  }

  /// Sets a further fact of the device; costs nothing where no expression asks for it.
  ///
  /// - Parameters:
  ///   - fact: Index of the fact among those that the layout was made with.
  ///   - code: Index of its value; negative: the device does not tell.
  @inlinable @inline(__always)
  public func setFact(_ fact: Int, _ code: Int32, in words: UnsafeMutablePointer<Int32>) {
    let offset = Int(factOffsets[fact])
    if offset >= 0 { words[offset] = code >= 0 ? code : undefinedMeasure }
  }

  /// Takes note of a view of content about `topic`.
  @inlinable @inline(__always)
  public func noteTopic(_ topic: Int32, in words: UnsafeMutablePointer<Int32>) {
    if topicBase >= 0 && topic >= 0 { words[topicBase + Int(topic)] &+= 1 }
  }

  /// Takes note of the hour of a session.
  @inlinable @inline(__always)
  public func noteHour(_ hour: Int32, in words: UnsafeMutablePointer<Int32>) {
    if hourBase >= 0 { words[hourBase + Int(hour)] &+= 1 }
  }

  /// The topic that the user's tags show most (or least) often; -1 when they show none. Ties go to the first.
  func topic(most: Bool, of count: Int, in words: UnsafeMutablePointer<Int32>) -> Int32 {
    guard topicBase >= 0, count > 0 else { return -1 }
    var chosen = 0
    var total: Int32 = 0
    for topic in 0..<count {
      let views = words[topicBase + topic]
      total &+= views
      let best = words[topicBase + chosen]
      if most ? views > best : views < best { chosen = topic }
    }
    return total == 0 ? -1 : Int32(chosen)
  }

  /// The hour at which most sessions began; nothing before the first session.
  public func usualHour(in words: UnsafeMutablePointer<Int32>) -> Int32? {
    guard hourBase >= 0 else { return nil }
    var best = 0
    for hour in 1..<24 where words[hourBase + hour] > words[hourBase + best] { best = hour }
    return words[hourBase + best] == 0 ? nil : Int32(best)
  }
}
