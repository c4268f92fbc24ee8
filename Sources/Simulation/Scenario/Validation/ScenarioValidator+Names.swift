import Behavior
import EngagementCore

extension ScenarioValidator {
  /// Checks that names can be written where they are used, and that each means one thing.
  mutating func checkNames() {
    checkIdentifiers(scenario.segments.map(\.name), ["segments"], "segment")
    checkIdentifiers(scenario.campaigns.map(\.name), ["campaigns"], "campaign")
    checkIdentifiers(scenario.programs.map(\.name), ["programs"], "program")
    checkIdentifiers(scenario.comparison.arms.map(\.name), ["comparison", "arms"], "arm")
    checkIdentifiers(scenario.kpis.map(\.name), ["kpis"], "KPI")
    checkIdentifiers(scenario.app.activities.map(\.name), ["app", "activities"], "activity")
    checkIdentifiers(scenario.app.events.map(\.name), ["app", "events"], "event")
    checkIdentifiers(scenario.tagPlan.appInfo.map(\.name), ["app", "app_info"], "app-info")
    checkTopicNames()
    checkSharedNames()
  }

  private mutating func checkIdentifiers(_ names: [String], _ path: [String], _ thing: String) {
    var seen: Set<String> = []
    for name in names {
      if !seen.insert(name).inserted {
        error(.duplicateName, path + [name], key: true, "two of them are called `\(name)`", "rename one")
      }
      if !ExpressionVocabulary.isName(name) || name.utf8.count > 64 {
        error(
          .badName, path + [name], key: true, "`\(name)` cannot name \(article(thing))",
          "start with a letter, then letters, digits and `_`, at most 64")
      }
    }
  }

  private func article(_ thing: String) -> String {
    "aeiou".contains(thing.first ?? " ") ? "an \(thing)" : "a \(thing)"
  }

  private mutating func checkTopicNames() {
    var seen: Set<String> = []
    let rules = ["none", "favourite", "undiscovered", "random", "recommended"]
    for (index, topic) in scenario.tagPlan.topics.enumerated() {
      let path = ["app", "topics", "[\(index)]"]
      if !seen.insert(topic).inserted {
        error(.duplicateName, path, "the topic `\(topic)` is listed twice", "remove one")
      }
      if !ExpressionVocabulary.isName(topic) {
        error(.badName, path, "`\(topic)` cannot name a topic", "start with a letter, then letters, digits and `_`")
      } else if rules.contains(topic) {
        error(.badName, path, "`\(topic)` is a rule for choosing a topic and cannot name one", "rename it")
      }
    }
  }

  /// Names of different kinds that the expression language could not tell apart.
  private mutating func checkSharedNames() {
    let activities = Set(scenario.app.activities.map(\.name))
    for event in scenario.app.events where activities.contains(event.name) {
      error(
        .duplicateName, ["app", "events", event.name], key: true, "`\(event.name)` is an activity too",
        "rename one: both are tags")
    }
    let reserved = ExpressionVocabulary.reservedTags + ["exit"]
    for (kind, names) in [
      ("activities", scenario.app.activities.map(\.name)), ("events", scenario.app.events.map(\.name)),
    ] {
      for name in names where reserved.contains(name) {
        error(.badName, ["app", kind, name], key: true, "`\(name)` has a meaning of its own", "choose another name")
      }
    }
    let appInfo = Dictionary(scenario.tagPlan.appInfo.map { ($0.name, $0.type) }) { first, _ in first }
    for segment in scenario.segments {
      let path = ["segments", segment.name]
      if ExpressionVocabulary.isReserved(segment.name) {
        error(
          .badName, path, key: true, "`\(segment.name)` is a word of the expression language", "choose another name")
      } else if appInfo[segment.name] == .boolean {
        error(
          .duplicateName, path, key: true, "`\(segment.name)` is a boolean app-info too",
          "rename the segment: expressions could mean either")
      }
    }
  }
}
