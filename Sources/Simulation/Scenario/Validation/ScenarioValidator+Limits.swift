import EngagementCore
import Primitives

/// The pressure on users and what the sending side can bear; and how conversions are credited.
extension ScenarioValidator {
  mutating func checkLimits() {
    let limits = scenario.limits
    for index in limits.caps.indices { checkCap(index) }
    checkRules()
    if let quiet = limits.quietHours { checkQuietHours(quiet, ["limits", "quiet_hours"]) }
    if let throttle = limits.throttle {
      let path = ["limits", "throttle"]
      checkRange(throttle.perMinute, 1...1_000_000_000, path + ["per_minute"], "the number of messages")
      checkRange(throttle.giveUpAfter, 60...365 * secondsPerDay, path + ["give_up_after"], "the number of seconds")
    }
    for index in limits.budgets.indices { checkBudget(index) }
    if let notice = limits.uninstallNotice {
      checkRange(notice, 0...365 * secondsPerDay, ["limits", "uninstall_notice"], "the number of seconds")
    }
  }

  // MARK: Caps

  private func path(ofCap index: Int) -> [String] {
    let caps = scenario.limits.caps
    let key = caps[index].channel.key
    let alike = caps.indices.filter { caps[$0].channel.key == key }
    let item = alike.count > 1 ? alike.firstIndex(of: index).map { ["[\($0)]"] } ?? [] : []
    return ["limits", key] + item
  }

  private mutating func checkCap(_ index: Int) {
    let cap = scenario.limits.caps[index]
    let path = self.path(ofCap: index)
    checkRange(cap.limit, 1...1000, path + ["at_most"], "the number of messages")
    switch cap.window {
    case .rolling(let seconds):
      checkRange(seconds, 60...365 * secondsPerDay, path + ["per"], "the number of seconds")
    case .calendar(_, .fixed(let zone)): checkZone(zone, path + ["zone"])
    case .calendar, .session, .lifetime: break
    }
    if case .postpone(let tries) = cap.whenOver { checkRange(tries, 1...100, path + ["tries"], "the number of tries") }
    checkScope(cap, path)
    let earlier = scenario.limits.caps[..<index].contains {
      $0.channel.key == cap.channel.key && $0.category == cap.category && $0.campaign == cap.campaign
        && $0.segment == cap.segment && $0.window == cap.window
    }
    guard earlier else { return }
    if let segment = cap.segment {
      error(
        .contradiction, path, "there are two quotas of `\(segment)` for the same messages and window",
        "keep one of the two")
    } else {
      warn(.noEffect, path, "there are two caps for the same messages and window", "keep one of the two")
    }
  }

  /// What a cap is about.
  private mutating func checkScope(_ cap: FrequencyCapDefinition, _ path: [String]) {
    if let segment = cap.segment {
      checkName(segment, in: scenario.segments.map(\.name), "segment", path + ["segment"])
    }
    if let name = cap.campaign {
      if let campaign = scenario.campaigns.first(where: { $0.name == name }) {
        checkReachable(campaign, by: cap, path + ["campaign"])
      } else {
        checkName(name, in: scenario.campaigns.map(\.name), "campaign", path + ["campaign"])
      }
    }
    guard let category = cap.category else { return }
    let known = Set(scenario.campaigns.map(\.content.category)).subtracting([""]).sorted()
    guard !known.contains(category) else { return }
    warn(
      .unknownName, path + ["category"], "no campaign has the category `\(category)`",
      nearestName(to: category, in: known).map { "did you mean `\($0)`?" } ?? "give it to one, or remove the cap")
  }

  private mutating func checkReachable(
    _ campaign: CampaignDefinition, by cap: FrequencyCapDefinition, _ path: [String]
  ) {
    let channel = campaign.content.channel
    let isAbout = cap.channel.map { $0 == channel || channel == .any && [.push, .inApp].contains($0) } ?? true
    if !isAbout {
      warn(
        .noEffect, path, "`\(campaign.name)` travels by \(channel.rawValue), which this cap is not about",
        "move it to `\(Optional(channel).key)`")
    } else if !campaign.obeysLimits {
      warn(
        .noEffect, path, "`\(campaign.name)` does not obey limits", "remove the cap, or its `obeys_limits: false`")
    }
  }

  /// Rules that choose between caps or messages need some.
  private mutating func checkRules() {
    let limits = scenario.limits
    if limits.combine != .all, limits.caps.count < 2 {
      warn(.noEffect, ["limits", "combine"], "there are no two caps that could be combined", "remove it")
    }
    if case .lookAhead(let days) = limits.lastSlot {
      checkRange(days, 1...30, ["limits", "last_slot"], "the number of days")
    }
    if limits.lastSlot != .firstCome, limits.caps.isEmpty {
      warn(.noEffect, ["limits", "last_slot"], "without caps there is no last slot", "add a cap, or remove it")
    }
  }

  // MARK: Hours and money

  private mutating func checkQuietHours(_ quiet: QuietHoursDefinition, _ path: [String]) {
    checkRange(quiet.from, 0...secondsPerDay - 1, path + ["from"], "the second of the day")
    checkRange(quiet.to, 0...secondsPerDay - 1, path + ["to"], "the second of the day")
    if quiet.from == quiet.to {
      error(.contradiction, path + ["to"], "the quiet hours end when they start", "give them a length, or remove them")
    }
  }

  private mutating func checkBudget(_ index: Int) {
    let budgets = scenario.limits.budgets
    let budget = budgets[index]
    let path = ["limits", "budget"] + (budgets.count > 1 ? ["[\(index)]"] : [])
    if budget.amount < .zero {
      error(.outOfRange, path + ["amount"], "the amount is negative", "write an amount of at least 0")
    } else if budget.amount == .zero {
      warn(.noEffect, path + ["amount"], "whatever costs something is never sent", "raise it, or drop those campaigns")
    }
    var campaigns = scenario.campaigns
    if let name = budget.program {
      guard let program = scenario.programs.first(where: { $0.name == name }) else {
        return checkName(name, in: scenario.programs.map(\.name), "program", path + ["program"])
      }
      campaigns = campaigns.filter { program.campaigns.contains($0.name) }
    }
    if budgets[..<index].contains(where: { $0.program == budget.program && $0.period == budget.period }) {
      error(.contradiction, path, "there are two budgets for the same messages and time", "keep one of the two")
    }
    if !campaigns.contains(where: { $0.cost > .zero }) {
      warn(.noEffect, path, "none of its messages costs anything", "give campaigns a `cost`, or remove the budget")
    }
  }

  // MARK: Attribution

  mutating func checkAttribution() {
    for view in scenario.attribution {
      let path = ["attribution", view.name]
      checkTag(view.conversion, path + ["conversion"], by: "the attribution `\(view.name)`", measures: true)
      checkRange(view.within, 60...365 * secondsPerDay, path + ["within"], "the number of seconds")
      if view.start == .click, view.credit == .lastClickElseView {
        warn(
          .noEffect, path + ["credit"], "counted from the click, every message that is credited was clicked",
          "write `credit: last`, or `from: display`")
      }
    }
  }
}

extension Channel? {
  /// The key of `limits` under which caps of this channel stand.
  fileprivate var key: String {
    switch self {
    case .inApp: "in_app"
    case .push, .email, .sms: self?.rawValue ?? ""
    case .any, nil: "all"
    }
  }
}
