import Behavior
import EngagementCore
import Foundation
import Primitives

extension ScenarioValidator {
  /// Refuses scenarios that no one wrote by hand.
  mutating func checkCounts() {
    let lists: [(path: [String], count: Int)] = [
      (["app", "topics"], scenario.tagPlan.topics.count),
      (["app", "activities"], max(scenario.app.activities.count, scenario.tagPlan.activities.count)),
      (["app", "events"], max(scenario.app.events.count, scenario.tagPlan.events.count)),
      (["app", "errors"], scenario.tagPlan.errors.count),
      (["app", "jobs"], max(scenario.app.jobs.count, scenario.tagPlan.jobs.count)),
      (["app", "places"], max(scenario.app.places.count, scenario.tagPlan.places.count)),
      (["app", "app_info"], scenario.tagPlan.appInfo.count), (["segments"], scenario.segments.count),
      (["campaigns"], scenario.campaigns.count), (["programs"], scenario.programs.count),
      (["comparison", "arms"], scenario.comparison.arms.count), (["kpis"], scenario.kpis.count),
      (["attribution"], scenario.attribution.count), (["experiments"], scenario.experiments.count),
      (["limits"], scenario.limits.caps.count),
      (["limits", "budget"], scenario.limits.budgets.count),
      (["checks"], scenario.checks.count), (["population", "traits"], scenario.population.facts.count),
      (["population", "traits", "platform"], scenario.population.platforms.count),
      (["population", "traits", "language"], scenario.population.languages.count),
      (["population", "traits", "time_zone"], scenario.population.timeZones.count),
    ]
    for list in lists where list.count > ScenarioValidator.mostNames {
      error(
        .outOfRange, list.path, "\(list.count) entries, more than \(ScenarioValidator.mostNames)", "shorten the list")
    }
  }

  mutating func checkGeneral() {
    if !isFolderName(scenario.name) {
      error(
        .badName, ["scenario"], "`\(scenario.name)` cannot name a scenario",
        "start with a letter, then letters, digits, `-` and `_`, at most 64")
    }
    checkRange(scenario.horizonDays, 1...3650, ["horizon"], "the number of days")
    checkRange(scenario.warmUpDays, 0...3650, ["warm_up"], "the number of days")
    let year = scenario.start.components.year
    if !(1970...2100).contains(year) {
      error(.outOfRange, ["start"], "\(scenario.start) is outside 1970 to 2100", "choose a date in that range")
    }
    let isCode = scenario.currency.utf8.count == 3 && scenario.currency.utf8.allSatisfy { (65...90).contains($0) }
    if !isCode {
      error(.badName, ["currency"], "`\(scenario.currency)` is not a currency code", "write e.g. `EUR`")
    }
  }

  private func isFolderName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic, name.utf8.count <= 64
    else { return false }
    return ExpressionVocabulary.isName(name.replacing("-", with: "_"))
  }

  mutating func checkPopulation() {
    let population = scenario.population
    checkRange(population.size, 1...100_000_000, ["population", "size"], "the number of users")
    checkRange(population.newPerDay, 0...10_000_000, ["population", "new_per_day"], "the number of users")
    let (newUsers, overflow) = population.newPerDay.multipliedReportingOverflow(by: scenario.horizonDays)
    if overflow || newUsers > 1_000_000_000 {
      error(
        .outOfRange, ["population", "new_per_day"], "more than 1,000,000,000 new users over the horizon",
        "lower it or shorten the horizon")
    }
    let traits = ["population", "traits"]
    checkShares(population.platforms, traits + ["platform"], "platform")
    checkShares(population.languages, traits + ["language"], "language")
    checkShares(population.timeZones, traits + ["time_zone"], "time zone")
    for share in population.platforms { checkPlatform(share.value, traits + ["platform", share.value]) }
    for share in population.languages where !isLanguageCode(share.value) {
      error(
        .badName, traits + ["language", share.value], key: true, "`\(share.value)` is not a language code",
        "write e.g. `en` or `pt-BR`")
    }
    for share in population.timeZones { checkZone(share.value, traits + ["time_zone", share.value], key: true) }
    if population.languages.count > 64 {
      error(
        .outOfRange, traits + ["language"], "\(population.languages.count) languages, more than 64", "merge the rarest")
    }
    checkFacts()
    checkRange(population.clockError.share, 0...1, ["population", "clock_error", "share"], "the share")
    checkRange(population.clockError.days, 1...3650, ["population", "clock_error", "days"], "the number of days")
  }

  private mutating func checkFacts() {
    var seen: Set<String> = []
    for fact in scenario.population.facts {
      let path = ["population", "traits", fact.name]
      if !seen.insert(fact.name).inserted || ["platform", "language", "time_zone"].contains(fact.name) {
        error(.duplicateName, path, key: true, "`\(fact.name)` is given twice", "rename one")
      } else if !ExpressionVocabulary.isName(fact.name) || fact.name.utf8.count > 64 {
        error(
          .badName, path, key: true, "`\(fact.name)` cannot name a fact",
          "start with a letter, then letters, digits and `_`, at most 64")
      } else if ExpressionVocabulary.isReserved(fact.name) {
        error(
          .badName, path, key: true, "`\(fact.name)` is a word of the expression language", "choose another name")
      }
      checkShares(fact.values, path, "value")
      for share in fact.values where share.value.isEmpty {
        error(.badName, path, "a value of `\(fact.name)` is empty", "name it")
      }
    }
  }

  private mutating func checkShares(_ shares: [Population.Share], _ path: [String], _ trait: String) {
    var seen: Set<String> = []
    for share in shares {
      if !seen.insert(share.value).inserted {
        error(.duplicateName, path + [share.value], key: true, "`\(share.value)` is given twice", "keep one of the two")
      }
      checkRange(share.share, 0...1, path + [share.value], "the share")
    }
    let sum = shares.reduce(0) { $0 + $1.share }
    if shares.isEmpty {
      error(.missingPart, path, "there is no \(trait)", "give at least one, with 100%")
    } else if !(abs(sum - 1) <= 1e-9) {
      error(.badSum, path, "the shares sum to \(percent(sum)), not 100%", "correct them")
    }
  }

  private mutating func checkPlatform(_ name: String, _ path: [String]) {
    let known = ["ios", "android", "web", "windows"]
    if !ExpressionVocabulary.isName(name) {
      error(.badName, path, key: true, "`\(name)` cannot name a platform", "use letters, digits and `_`, e.g. `ios`")
    } else if !known.contains(name), let nearest = nearestName(to: name, in: known) {
      warn(
        .unknownName, path, key: true, "`\(name)` is not a platform that the lab knows", "did you mean `\(nearest)`?")
    }
  }

  func isLanguageCode(_ code: String) -> Bool {
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.count) else { return false }
    return language.allSatisfy { $0.isASCII && $0.isLowercase }
      && parts.dropFirst().allSatisfy {
        (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }

  /// Complains about a zone that the IANA data base does not have.
  mutating func checkZone(_ name: String, _ path: [String], key: Bool = false) {
    let known = TimeZone.knownTimeZoneIdentifiers + ["UTC", "GMT"]
    // Foundation also accepts offsets such as `GMT+5`, which are no places.
    if known.contains(name) || (name.contains("/") && TimeZone(identifier: name) != nil) { return }
    let remedy =
      nearestName(to: name, in: known).map { "did you mean `\($0)`?" } ?? "write region and city, e.g. `Europe/Paris`"
    error(.unknownName, path, key: key, "there is no time zone `\(name)`", remedy)
  }

  mutating func checkBehavior() {
    let path = ["population", "behavior"]
    for setting in BehaviorSetting.all {
      let value = scenario.behavior[keyPath: setting.path]
      checkRange(value, setting.range, path + [setting.group, setting.key], "the value")
    }
    checkProfile(scenario.behavior.rhythm.weekday, 7, path + ["rhythm", "weekday"])
    checkProfile(scenario.behavior.rhythm.hour, 24, path + ["rhythm", "hour"])
  }

  private mutating func checkProfile(_ profile: [Double], _ count: Int, _ path: [String]) {
    if profile.count != count {
      error(.outOfRange, path, "\(profile.count) numbers instead of \(count)", "give one number for each")
    }
    for (index, value) in profile.enumerated() { checkRange(value, 0...1e9, path + ["[\(index)]"], "the value") }
    if !profile.contains(where: { $0 > 0 }) {
      error(.outOfRange, path, "nobody is ever active: all numbers are 0", "make at least one positive")
    }
  }
}
