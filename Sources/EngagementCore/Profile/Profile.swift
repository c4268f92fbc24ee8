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
    return words[Int(slot.offset) + 1]
  }

  /// Moves a window on to `day`, dropping the days that fall out.
  @usableFromInline
  static func turn(_ ring: UnsafeMutablePointer<Int32>, window: Int32, to day: Int32) {
    let last = ring[0]
    if day <= last { return }
    if day - last >= window {
      for k in 1...Int(window) + 1 { ring[k] = 0 }
    } else {
      for d in (last + 1)...day {
        let index = 2 + Int(((d % window) + window) % window)
        ring[1] -= ring[index]
        ring[index] = 0
      }
    }
    ring[0] = day
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

  /// Takes note of a tag.
  ///
  /// - Parameters:
  ///   - tag: Id of the activity, event, `session` or `install`.
  ///   - topic: Its extra `category`; negative: none.
  ///   - day: Local day of the occurrence.
  @inlinable
  public func note(_ tag: Int32, topic: Int32, day: Int32, in words: UnsafeMutablePointer<Int32>) {
    let range = updateRanges[Int(tag)]
    var k = Int(range.lowerBound)
    while k < Int(range.upperBound) {
      let update = updates[k]
      k += 1
      if update.topic >= 0 && update.topic != topic { continue }
      let word = words + Int(update.offset)
      switch update.kind {
      case .count: word[0] &+= 1
      case .last: word[0] = day
      case .first: if word[0] == undefinedMeasure { word[0] = day }
      case .window:
        Profile.turn(word, window: update.window, to: day)
        word[2 + Int(((day % update.window) + update.window) % update.window)] &+= 1
        word[1] &+= 1
      }
    }
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
