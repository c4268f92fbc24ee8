import EngagementCore
import Primitives

/// App-info: what sets it, and what its values can be.
extension ScenarioValidator {
  /// Characters of a text value at most.
  static let longestText = 1024

  mutating func checkSettings(_ settings: [AppInfoSetting], _ path: [String]) {
    var seen: Set<String> = []
    for setting in settings {
      let here = path + [setting.appInfo]
      if !seen.insert(setting.appInfo).inserted {
        error(.duplicateName, here, key: true, "`\(setting.appInfo)` is set twice", "keep one of the two")
      }
      checkSetting(setting, here)
    }
  }

  private mutating func checkSetting(_ setting: AppInfoSetting, _ path: [String]) {
    let name = setting.appInfo
    guard let info = scenario.tagPlan.appInfo.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.tagPlan.appInfo.map(\.name), "app-info", path, key: true)
    }
    let remedy: String
    switch (info.type, setting.value) {
    case (.boolean, .number(0...1)): return
    case (.integer, .number(let value)), (.integer, .increase(let value)):
      return checkRange(value, -2_000_000_000...2_000_000_000, path, "the value")
    case (.string, .text(let text)):
      guard text.count > Self.longestText else { return }
      return error(
        .outOfRange, path, "the text has \(text.count) characters, more than \(Self.longestText)", "shorten it")
    case (.date, .date), (.date, .today): return
    case (.boolean, _): remedy = "write `true` or `false`"
    case (.integer, _): remedy = "write a whole number such as `3`, or `+1` for one more than before"
    case (.string, .number(let number)): remedy = "write a text, e.g. `\"\(number)\"`"
    case (.string, _): remedy = "write a text, in quotes where it looks like something else"
    case (.date, _): remedy = "write a date such as `2016-02-01`, or `today + 30 days`, without quotes"
    }
    error(
      .contradiction, path, "`\(name)` is \(info.type.thing) app-info and cannot be \(setting.value.words)", remedy)
  }

  /// Checks the places of a text that stand for the value of an app-info.
  mutating func checkMarkers(_ texts: [String: String], _ campaign: CampaignDefinition, _ path: [String]) {
    let known = scenario.tagPlan.appInfo.map(\.name)
    let set = Set(scenario.settings.map(\.appInfo))
    for (code, text) in texts.sorted(by: { $0.key < $1.key }) {
      let here = path + [code]
      let markers = TextMarkers(text)
      if markers.hasOpenMarker {
        error(.badName, here, "a `${` is not closed", "write `${name}` with the name of an app-info")
      }
      for name in markers.names {
        guard known.contains(name) else {
          checkName(name, in: known, "app-info", here)
          continue
        }
        guard !set.contains(name) else { continue }
        let result = campaign.missingMarker == .exclude ? "everyone is excluded" : "everyone gets a placeholder"
        warn(
          .noEffect, here, "nothing sets `\(name)`, so \(result)", "let an event, a job or a data push set it")
      }
    }
  }
}

extension AppInfoType {
  /// With its article.
  fileprivate var thing: String { self == .integer ? "an integer" : "a \(rawValue)" }
}

extension AppInfoSetting.Value {
  /// As it is written in a file.
  fileprivate var words: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "the text `\(text)`"
    case .date(let date): "\(date)"
    case .today(let offset):
      offset == 0 ? "`today`" : "`today \(offset < 0 ? "-" : "+") \(abs(offset)) days`"
    case .increase(let step): "increased by \(step)"
    }
  }
}
