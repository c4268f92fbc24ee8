import EngagementCore
import Primitives
import Testing

/// Caps against an evaluator that keeps the whole history, on random limits and random lives.
@Suite struct CapPropertyTests {
  /// A random world: its limits, the same for both evaluators, and dice.
  final class World {
    var random: DrawSequence
    var naive: NaiveCaps
    let caps: FrequencyCaps
    /// In the words of one user.
    let words: UnsafeMutablePointer<Int32>
    let channels: [Channel]
    /// Three weeks before the spring change of Paris, five days before that of New York; a Tuesday.
    static let start = CivilDate(dayNumber: 16_868)
    static let zones = ["Europe/Paris", "America/New_York", "UTC", "Asia/Kolkata"]

    init(_ seed: Int, limit: Int = 4, _ change: (inout LimitsDefinition, inout DrawSequence) -> Void) throws {
      var random = DrawSequence(Draws(run: RunKey(seed: 41), user: UInt32(seed)), .resampling)
      let zones = try ZoneTable(Self.zones)
      let campaigns = ["a", "b", "c", "d", "e", "f"].enumerated().map { index, name in
        CapDesk.campaign(name) {
          $0.content.channel = [Channel.push, .inApp, .email][index % 3]
          $0.content.category = ["", "news", "offer"][Int(random.next() * 3)]
          $0.obeysLimits = random.next() < 0.9
          $0.countsTowardLimits = random.next() < 0.9
        }
      }
      naive = NaiveCaps(campaigns: campaigns, zones: zones)
      naive.start = Self.start
      naive.userZone = Int(random.next() * 3)
      naive.limits.caps = (0..<1 + Int(random.next() * 5)).map { _ in Self.cap(limit: limit, &random) }
      change(&naive.limits, &random)
      caps = try FrequencyCaps(
        naive.limits, campaigns: campaigns, start: Self.start, days: -20...60, zones: zones, userZones: 3)
      channels = campaigns.map(\.content.channel)
      words = .allocate(capacity: max(caps.stateWords, 1))
      caps.initialise(words)
      self.random = random
    }

    deinit { words.deallocate() }

    static func cap(limit: Int, _ random: inout DrawSequence) -> FrequencyCapDefinition {
      func die(_ sides: Int) -> Int { Int(random.next() * Double(sides)) }
      let zone = die(2) == 0 ? Zone.user : .fixed(zones[die(4)])
      let windows: [FrequencyCapDefinition.Window] = [
        .rolling(seconds: 1800 * (1 + die(300))), .calendar(.day, zone: zone),
        .calendar(.week(first: Weekday.allCases[die(7)]), zone: zone), .calendar(.month, zone: zone), .session,
        .lifetime,
      ]
      var cap = FrequencyCapDefinition(
        channel: [nil, .any, .push, .inApp][die(4)], limit: 1 + die(limit), window: windows[min(die(8), 5)])
      // Lifetimes and months need room, or nothing else is ever tested.
      if cap.window == .lifetime { cap.limit = 30 + die(40) }
      if case .calendar(.month, _) = cap.window { cap.limit *= 8 }
      if die(3) == 0 { cap.category = ["news", "offer"][die(2)] }
      if die(4) == 0 { cap.campaign = ["a", "b", "c"][die(3)] }
      if die(3) == 0 { cap.segment = ["fans", "wary"][die(2)] }
      cap.counts = FrequencyCapDefinition.Counted.allCases[die(3)]
      cap.whenOver = [OverCapRule.drop, .advance, .postpone(tries: 2)][die(3)]
      return cap
    }

    /// Lives some days: calls `ask` for a random campaign at random times and sends if it says so.
    func live(_ ask: (World, Int, LocalTime) throws -> Bool) rethrows {
      var time: LocalTime = -20 * 86_400
      while time < 60 * 86_400 {
        time += LocalTime(random.next() * 30_000)
        if random.next() < 0.2 {
          caps.noteSessionStart(words)
          naive.sessions += 1
        }
        if random.next() < 0.05 {
          naive.segments = [[], ["fans"], ["wary"], ["fans", "wary"]][Int(random.next() * 4)]
        }
        let campaign = Int(random.next() * Double(channels.count))
        guard try ask(self, campaign, time) else { continue }
        note(campaign, .sent, at: time)
        if random.next() < 0.8 { note(campaign, .delivered, at: time) }
        if random.next() < 0.6 { note(campaign, .displayed, at: time) }
      }
    }

    func note(_ campaign: Int, _ event: FrequencyCapDefinition.Counted, at time: LocalTime) {
      naive.note(campaign, channels[campaign], event, at: time)
      let (id, channel, zone) = (Int32(campaign), channels[campaign], Int32(naive.userZone))
      switch event {
      case .sent: caps.noteSent(id, channel: channel, at: time, zone: zone, words: words)
      case .delivered: caps.noteDelivered(id, channel: channel, at: time, zone: zone, words: words)
      case .displayed: caps.noteDisplayed(id, channel: channel, at: time, zone: zone, words: words)
      }
    }

    func decide(_ campaign: Int, at time: LocalTime, ahead: [DueMessage] = []) -> CapDecision {
      ahead.withUnsafeBufferPointer {
        caps.decide(
          Int32(campaign), channel: channels[campaign], at: time, zone: Int32(naive.userZone), words: words,
          isMember: { naive.segments.contains(caps.segments[Int($0)]) }, ahead: $0)
      }
    }
  }

  /// A message is free exactly when the whole history says so; else the rule that is named is one that is over.
  @Test(arguments: 0..<90) func decisionsAgreeWithTheWholeHistory(seed: Int) throws {
    let world = try World(seed) { limits, _ in limits.combine = CapCombination.allCases[seed % 3] }
    var asked = 0
    world.live { world, campaign, time in
      let decision = world.decide(campaign, at: time)
      let isFree = world.naive.isFree(campaign, world.channels[campaign], at: time)
      #expect((decision == .free) == isFree)
      asked += 1
      switch decision {
      case .free: break
      case .drop(let rule), .postpone(_, let rule), .advance(let rule), .preempted(let rule, _):
        let cap = world.naive.limits.caps[Int(rule)]
        #expect(world.naive.applicable(campaign, world.channels[campaign]).contains(cap))
        #expect(!world.naive.isFree(cap, at: time))
      }
      return decision == .free
    }
    #expect(asked > 100)
  }

  /// A deferred message waits until the first second at which it is free, if nothing else is sent.
  @Test(arguments: 0..<60) func deferredMessagesWaitForTheFirstSlot(seed: Int) throws {
    let world = try World(1000 + seed) { limits, _ in
      limits.combine = CapCombination.allCases[seed % 3]
      for index in limits.caps.indices { limits.caps[index].whenOver = .postpone(tries: 1) }
    }
    world.live { world, campaign, time in
      func isFree(_ time: LocalTime) -> Bool {
        world.naive.isFree(campaign, world.channels[campaign], at: time)
      }
      switch world.decide(campaign, at: time) {
      case .free: return true
      case .postpone(let until, _):
        #expect(until > time && isFree(until) && !isFree(until - 1))
      case .drop:
        // No period lasts a hundred days: it is a session or a lifetime.
        #expect(!isFree(time + 100 * 86_400))
      case .advance, .preempted: Issue.record("no cap says so")
      }
      return false
    }
  }

  /// A message gives way exactly when sending it costs a later one its slot, by playing both futures with the history.
  @Test(arguments: 0..<60) func messagesGiveWayExactlyWhenTheyCostASlot(seed: Int) throws {
    let days = 1 + seed % 10
    let world = try World(2000 + seed) { limits, _ in
      limits.combine = CapCombination.allCases[seed % 3]
      limits.lastSlot = .lookAhead(days: days)
    }
    world.live { world, campaign, time in
      let ahead = Self.ahead(world, from: time)
      let decision = world.decide(
        campaign, at: time,
        ahead: ahead.map { DueMessage(campaign: Int32($0.campaign), channel: $0.channel, due: $0.due) })
      guard world.naive.isFree(campaign, world.channels[campaign], at: time) else {
        #expect(decision != .free)
        return false
      }
      let seen = ahead.filter { $0.due < time + LocalTime(days * secondsPerDay) }
      let loss =
        world.naive.campaigns[campaign].obeysLimits
        ? world.naive.loss(campaign, world.channels[campaign], at: time, ahead: seen) : nil
      if case .preempted(_, let by) = decision {
        #expect(loss == Int(by))
      } else {
        #expect(loss == nil && decision == .free)
      }
      return decision == .free
    }
  }

  private static func ahead(
    _ world: World, from time: LocalTime
  ) -> [(campaign: Int, channel: Channel, due: LocalTime)] {
    var due = time
    return (0..<Int(world.random.next() * 4)).map { _ in
      due += LocalTime(world.random.next() * 150_000)
      let campaign = Int(world.random.next() * Double(world.channels.count))
      return (campaign, world.channels[campaign], due)
    }
  }

  /// For one cap the rule can be said with a count: free slots at the later time, less those who wait for them.
  @Test(arguments: 0..<40) func forOneCapGivingWayIsACount(seed: Int) throws {
    let world = try World(3000 + seed, limit: 6) { limits, random in
      let seconds = 3600 * (12 + Int(random.next() * 200))
      limits.caps = [.cap(nil, 1 + seed % 5, .rolling(seconds: seconds)), .cap(nil, 1000, .lifetime)]
      limits.lastSlot = .lookAhead(days: 30)
    }
    let campaigns = Set(
      world.naive.campaigns.indices.filter {
        world.naive.campaigns[$0].obeysLimits && world.naive.campaigns[$0].countsTowardLimits
      })
    let cap = world.naive.limits.caps[0]
    let period = cap.period ?? 0
    world.live { world, campaign, time in
      let ahead = Self.ahead(world, from: time).filter { campaigns.contains($0.campaign) }
      guard campaigns.contains(campaign), world.naive.isFree(cap, at: time) else { return false }
      let sent = world.naive.history.filter { $0.event == .sent }
      let gives = ahead.enumerated().contains { index, later in
        guard Int(later.due) - Int(time) < period else { return false }
        let used = sent.filter { Int(later.due) - Int($0.time) < period }.count
        let waiting = ahead[...index].filter { Int(later.due) - Int($0.due) < period }.count
        return cap.limit - used - waiting <= 0
      }
      let decision = world.decide(
        campaign, at: time,
        ahead: ahead.map { DueMessage(campaign: Int32($0.campaign), channel: $0.channel, due: $0.due) })
      #expect((decision != .free) == gives)
      return decision == .free
    }
  }
}
