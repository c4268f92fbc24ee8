import Behavior
import EngagementCore
import Primitives

/// One local day of a life.
extension Life {
  /// Lives one local day.
  mutating func live(_ day: Int32) {
    let age = day - installDay
    let weekday = self.weekday(of: day)
    if age > 0 {
      people.fade(&now.person)
      if hasStrain { feelStrain() }
      if now.person.isAlive {
        let u = churnDraws.next(draws, .churn, day: day)
        if u < person.dropoutBound || asksChurn { churn(day, u) }
        if !now.person.isInstalled && (world.uninstallNotice < 0 || !hasPlan) { return }
      }
    }
    if app.isWalked {
      liveByTheClock(day, age: age, weekday: weekday)
    } else {
      liveByTheDay(day, age: age, weekday: weekday)
    }
    closeWeek(day, weekday)
  }

  @inline(__always)
  private mutating func churn(_ day: Int32, _ u: Double) {
    if hasOwnLaws { churnByOwnLaw(day, u) } else { people.churn(person, &now.person, u) }
  }

  /// Lets a lapsed user pass the days on which no message is due, and returns the next on which one may be.
  mutating func rest(from first: Int32) -> Int32 {
    // A message late on the day before may have brought a session of today.
    if places != 0 || now.extraSessions != 0 { return first }
    var next = desk.nextMessage(from: first)
    if isBilled { next = min(next, max(first, now.own.due.day)) }
    // The day on which the platform learns that the app is gone is the last.
    if !now.person.isInstalled && now.noticedAt != .max { next = min(next, max(first, (now.noticedAt - 1).day)) }
    for day in first..<next {
      people.fade(&now.person)
      if hasStrain { feelStrain() }
      closeWeek(day, weekday(of: day))
    }
    return next
  }

  @inline(__always)
  private mutating func closeWeek(_ day: Int32, _ weekday: Int32) {
    if isLaunched && (weekday == 6 || day == world.horizonDays - 1) {
      ledger.closeWeek(isReachable: now.person.isInstalled && now.person.acceptsPush)
    }
  }

  @inline(__always)
  func weekday(of day: Int32) -> Int32 {
    // Moved up by whole weeks so that the division is one of positive numbers.
    Int32(bitPattern: UInt32(bitPattern: world.firstWeekday &+ day &+ 7 &* 1_000_000) % 7)
  }

  /// A day of an app without screens: messages first, then the day's sessions, which have no hour.
  @inline(__always)
  private mutating func liveByTheDay(_ day: Int32, age: Int32, weekday: Int32) {
    if age == 0 { noteInstall(day, time: day * 86_400) }
    if hasSubscription { planBilling(day) }
    if hasPlan {
      // On the day of the install the schedules only move on.
      beginMorning(day, after: age > 0 ? .min : .max)
      if desk.agenda.count > 0 { handleItems(of: day) }
      if !now.person.isInstalled && age > 0 && world.uninstallNotice < 0 { return }
    } else if hasSubscription {
      handleItems(of: day)
    }
    var count = now.extraSessions
    now.extraSessions = 0
    if age == 0 {
      count += 1
    } else if now.person.isAlive {
      count += ownSessions(day, age: age, weekday: weekday)
    }
    if count > 0 { book(sessions: count, day: day, age: age) }
    // What a session's own messages cause comes tomorrow.
    if now.extraSessions == 0 { now.hasOffer = false }
  }

  /// A day of an app with screens: everything in the order of the clock.
  private mutating func liveByTheClock(_ day: Int32, age: Int32, weekday: Int32) {
    var first = Int32.min
    if age == 0 {
      needResponse()
      first = day * 86_400 + sessionSecond(day, number: 0)
      noteInstall(day, time: first)
      desk.agenda.push(Agenda.Item(time: first, rank: 0, kind: .session, subject: 0))
    } else if now.person.isAlive {
      let count = ownSessions(day, age: age, weekday: weekday)
      if count > 0 { needResponse() }
      for number in 0..<count {
        let time = day * 86_400 + sessionSecond(day, number: number)
        desk.agenda.push(Agenda.Item(time: time, rank: 0, kind: .session, subject: number))
      }
    }
    if places != 0 { planVisits(day, after: first) }
    if hasSubscription { planBilling(day) }
    if hasPlan { beginMorning(day, after: first) }
    handleItems(of: day)
  }

  @inline(__always)
  private mutating func beginMorning(_ day: Int32, after first: LocalTime) {
    desk.beginDay(day, after: first)
    if desk.hasTasks {
      now.time = max(day * 86_400, first == .max ? .min : first)
      settle()
    }
  }

  private mutating func sessionSecond(_ day: Int32, number: Int32) -> Int32 {
    let words = draws.block(.sessionTimes, occurrence: UInt32(bitPattern: day), index: UInt32(number) / 4)
    return people.sessionSecond(person, Draws.uniform(words[Int(number & 3)]))
  }

  private mutating func noteInstall(_ day: Int32, time: LocalTime) {
    desk.installDay = day &+ desk.clockError
    note(world.installTag, TagDetail(), time: time)
    if generation > 0 { fulfil(.referred, at: time) }
  }

  /// Takes note of a tag, and lets happen what it starts.
  @inline(__always)
  mutating func note(_ tag: Int32, _ detail: TagDetail, time: LocalTime) {
    desk.note(tag, detail, time: time)
    if desk.hasTasks { settle() }
  }

  @inline(__always)
  private mutating func handleItems(of day: Int32) {
    let end = (day + 1) * 86_400
    while desk.agenda.nextTime < end { handle(desk.agenda.pop()) }
  }

  @inline(__always)
  private mutating func handle(_ item: Agenda.Item) {
    now.time = item.time
    if item.kind.isPlatforms {
      updateReach(at: item.time)
      if desk.handle(item) {
        if desk.hasTasks { post() } else { receive() }
      }
      if desk.hasTasks || !inbox.isEmpty { settle() }
      return
    }
    switch item.kind {
    case .session:
      walk(
        at: item.time, landing: 0, occurrence: UInt32(bitPattern: item.time.day) &* 64 &+ UInt32(item.subject),
        entity: 0, offer: false)
    case .opening: open(item)
    case .influenced: influencedSession(item)
    case .arrival:
      arriveLate(item)
      if desk.hasTasks { settle() }
    case .jobEnd: endJob(item)
    case .visit: visit(item)
    case .billing: bill(item)
    default: break
    }
  }
}
