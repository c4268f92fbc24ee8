import EngagementCore
import Primitives

/// Turns what the platform hears and decides about simulated users into records.
final class EventLogRecorder: PlatformObserver {
  private let words: LogVocabulary
  private let write: (LogRecord) -> Void
  private var user = ""
  private var arm = ""

  init(_ words: LogVocabulary, write: @escaping (LogRecord) -> Void) {
    self.words = words
    self.write = write
  }

  func begin(user: Int) {
    self.user = String(user)
    arm = ""
  }

  private func record(_ kind: LogRecord.Kind, _ time: LocalTime, steps: Int? = nil) -> LogRecord {
    var record = LogRecord()
    record.user = user
    record.arm = arm
    record.kind = kind
    record.time = words.time(time)
    record.steps = steps
    return record
  }

  func heard(_ input: PlatformInput, at time: LocalTime, steps: Int) {
    var line = record(.tag, time, steps: steps)
    switch input {
    case .user(let profile, let zone, let clockError, let knownHour):
      introduce(&line, profile, zone: zone, clockError: clockError, knownHour: knownHour)
    case .launch(let index, let day, let isNew):
      arm = words.world.arms[index].name
      line.arm = arm
      line.kind = .launch
      line[.day] = "\(day)"
      line[.isNew] = "\(isNew)"
    case .morning(let day, let after):
      line.kind = .morning
      line[.day] = "\(day)"
      line[.after] = "\(after)"
    case .tag(let id, let detail, let isActivity):
      line.kind = isActivity ? .activity : .tag
      line[.name] = words.tag(id)
      line[.topic] = words.topic(detail.topic)
      line[.extras] = words.extras(detail.extras, of: words.tag(id))
    case .sessions(let count, let hour):
      line.kind = .session
      line[.count] = "\(count)"
      line[.hour] = "\(hour)"
    case .sessionEnd(let length):
      line.kind = .sessionEnd
      line[.length] = "\(length)"
    case .appInfo(let offset, let value):
      line.kind = .set
      guard let setting = words.appInfo(offset, value) else { return }
      (line[.name], line[.value]) = (setting.name, setting.value)
    case .feedback(let kind, let campaign, let answer):
      line.kind = .feedback
      line[.name] = words.campaign(campaign)
      line[.what] = "\(kind)"
      line[.answer] = words.answer(answer, of: campaign)
    case .arrival(let campaign, let channel):
      line.kind = .arrival
      line[.name] = words.campaign(campaign)
      line[.channel] = channel.rawValue
    case .reach(let reach): describe(reach, &line)
    case .answer(let campaign, let answer):
      line.kind = .answer
      line[.name] = words.campaign(campaign)
      switch answer {
      case .go: line[.what] = "go"
      case .stop(let outcome): line[.what] = outcome.name
      case .later(let until):
        line[.what] = "later"
        line[.until] = words.time(until)
      }
    case .opening: line.kind = .opening
    case .lost(let campaign, let outcome):
      line.kind = .lost
      line[.name] = words.campaign(campaign)
      line[.what] = outcome.name
    case .end(let isInstalled):
      line.kind = .end
      line[.installed] = "\(isInstalled)"
    }
    write(line)
  }

  private func introduce(
    _ line: inout LogRecord, _ profile: [Int32], zone: Int32, clockError: Int32, knownHour: Int32
  ) {
    let population = words.world.scenario.population
    line.kind = .user
    line.time = ""
    line[.platform] = population.platforms[Int(profile[0])].value
    line[.language] = population.languages[Int(profile[1])].value
    line[.zone] = population.timeZones[Int(zone)].value
    let facts = population.facts.compactMap { fact -> String? in
      guard let offset = words.world.rules.layout.offset(ofFact: fact.name) else { return nil }
      let code = Int(profile[offset])
      return fact.values.indices.contains(code) ? "\(fact.name)=\(fact.values[code].value)" : nil
    }
    if !facts.isEmpty { line[.facts] = facts.joined(separator: ";") }
    let known = words.world.scenario.tagPlan.appInfo.compactMap { info -> String? in
      guard let offset = words.world.rules.layout.offset(ofAppInfo: info.name), profile[offset] != undefinedMeasure
      else { return nil }
      return words.appInfo(offset, profile[offset]).map { "\($0.name)=\($0.value)" }
    }
    if !known.isEmpty { line[.known] = known.joined(separator: ";") }
    if clockError != 0 { line[.clockError] = "\(clockError)" }
    if knownHour >= 0 { line[.usualHour] = "\(knownHour)" }
  }

  private func describe(_ reach: DeliveryRules.Reach, _ line: inout LogRecord) {
    line.kind = .reach
    line[.installed] = "\(reach.isInstalled)"
    line[.push] = "\(reach.acceptsPush)"
    line[.email] = "\(reach.acceptsEmail)"
    line[.sms] = "\(reach.acceptsSMS)"
    line[.session] = "\(reach.isInSession)"
    line[.showing] = "\(reach.isShowing)"
    if reach.activity >= 0 { line[.screen] = words.tag(reach.activity) }
  }

  func decided(_ decision: RecordedDecision) { write(words.record(decision, user: user, arm: arm)) }
}

extension LogVocabulary {
  /// The record of a decision.
  func record(_ decision: RecordedDecision, user: String, arm: String) -> LogRecord {
    var line = LogRecord()
    line.user = user
    line.arm = arm
    line.kind = .decision
    line.time = time(decision.time)
    line[.name] = campaign(decision.campaign)
    switch decision.step {
    case .refused(let refusal): line[.what] = refusal.rawValue
    case .entered(let due):
      line[.what] = "entered"
      line[.until] = time(due)
    case .stopped(let outcome, let rule):
      line[.what] = outcome.name
      if rule >= 0 { line[.rule] = world.rules.caps.describe(rule) }
    case .postponed(let until, let reason, let rule):
      line[.what] = "postponed"
      line[.until] = time(until)
      line[.reason] = reason.rawValue
      if rule >= 0 { line[.rule] = world.rules.caps.describe(rule) }
    case .waits: line[.what] = "waits"
    case .waitsForTag(let until):
      line[.what] = "waits-for-tag"
      line[.until] = time(until)
    case .heldOut(let index):
      line[.what] = Outcome.heldOut.name
      line[.variant] = variant(index, of: decision.campaign)
    case .sent(let channel, let index):
      line[.what] = "sent"
      line[.channel] = channel.rawValue
      line[.variant] = variant(index, of: decision.campaign)
    }
    return line
  }
}
