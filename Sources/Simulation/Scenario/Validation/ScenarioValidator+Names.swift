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
    checkIdentifiers(scenario.attribution.map(\.name), ["attribution"], "view")
    for (kind, thing, names) in tagNames { checkTagNames(names, ["app", kind], thing) }
    checkIdentifiers(scenario.tagPlan.appInfo.map(\.name), ["app", "app_info"], "app-info", opening: true)
    checkTopicNames()
    checkSharedNames()
  }

  /// Names of the tags of the app by kind.
  private var tagNames: [(kind: String, thing: String, names: [String])] {
    func events(_ kind: AppModel.Event.Kind) -> [String] {
      scenario.app.events.filter { $0.kind == kind }.map(\.name)
    }
    return [
      ("activities", "activity", scenario.app.activities.map(\.name)), ("events", "event", events(.event)),
      ("errors", "error", events(.error)), ("jobs", "job", scenario.app.jobs.map(\.name)),
      ("places", "place", scenario.app.places.map(\.name)),
    ]
  }

  /// - Parameter opening: Whether it must open with a letter, as the platform demands of what it stores.
  private mutating func checkIdentifiers(
    _ names: [String], _ path: [String], _ thing: String, opening: Bool = false
  ) {
    var seen: Set<String> = []
    for name in names {
      if !seen.insert(name).inserted {
        error(.duplicateName, path + [name], key: true, "two of them are called `\(name)`", "rename one")
      }
      if !ExpressionVocabulary.isName(name) || name.utf8.count > 64 || (opening && name.hasPrefix("_")) {
        error(
          .badName, path + [name], key: true, "`\(name)` cannot name \(article(thing))",
          "start with a letter, then letters, digits and `_`, at most 64")
      }
    }
  }

  /// Names that the platform allows for what is counted: letters, digits, `_` and single spaces.
  private mutating func checkTagNames(_ names: [String], _ path: [String], _ thing: String) {
    var seen: Set<String> = []
    for name in names {
      if !seen.insert(name).inserted {
        error(.duplicateName, path + [name], key: true, "two of them are called `\(name)`", "rename one")
      }
      let words = name.split(separator: " ", omittingEmptySubsequences: false)
      let isName = ExpressionVocabulary.isName(name.replacing(" ", with: "_")) && words.allSatisfy { !$0.isEmpty }
      if !isName || name.utf8.count > 64 {
        error(
          .badName, path + [name], key: true, "`\(name)` cannot name \(article(thing))",
          "start with a letter, then letters, digits, `_` and spaces, at most 64")
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
    var owners: [String: String] = [:]
    for (kind, thing, names) in tagNames {
      for name in names {
        if let owner = owners[name], owner != thing {
          error(
            .duplicateName, ["app", kind, name], key: true, "`\(name)` is \(article(owner)) too",
            "rename one: both are tags")
        }
        owners[name] = owners[name] ?? thing
        if (ExpressionVocabulary.reservedTags + ["exit", "crash"]).contains(name) {
          error(.badName, ["app", kind, name], key: true, "`\(name)` has a meaning of its own", "choose another name")
        }
      }
    }
    let appInfo = Dictionary(scenario.tagPlan.appInfo.map { ($0.name, $0.type) }) { first, _ in first }
    for segment in scenario.segments {
      let path = ["segments", segment.name]
      if ExpressionVocabulary.isReserved(segment.name) {
        error(
          .badName, path, key: true, "`\(segment.name)` is a word of the expression language", "choose another name")
      } else if segment.name == "audience" {
        error(
          .badName, path, key: true, "`audience` stands for a campaign's own audience (`enters: audience`)",
          "choose another name")
      } else if appInfo[segment.name] == .boolean {
        error(
          .duplicateName, path, key: true, "`\(segment.name)` is a boolean app-info too",
          "rename the segment: expressions could mean either")
      }
    }
    let segments = Set(scenario.segments.map(\.name))
    for fact in scenario.population.facts {
      let path = ["population", "traits", fact.name]
      let remedy = "rename one: expressions could mean either"
      if segments.contains(fact.name) {
        error(.duplicateName, path, key: true, "`\(fact.name)` is a segment too", remedy)
      } else if appInfo[fact.name] != nil {
        error(.duplicateName, path, key: true, "`\(fact.name)` is an app-info too", remedy)
      }
    }
  }
}
