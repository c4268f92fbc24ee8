import Behavior
import Foundation
import ScenarioFile
import Simulation
import Testing

@Suite("Behavior in scenario files")
struct BehaviorFormatTests {
  private func behavior(_ text: String) throws -> BehaviorParameters {
    let file = Text.kpi("{count: session}").replacing("new_per_day: 5}", with: "new_per_day: 5, behavior: \(text)}")
    return try ScenarioFile.parse(file).scenario.behavior
  }

  @Test("presets", arguments: BehaviorPreset.allCases)
  func preset(_ preset: BehaviorPreset) throws {
    #expect(try behavior("{preset: \(preset.rawValue)}") == preset.parameters)
    #expect(!preset.about.isEmpty)
  }

  @Test("overrides replace numbers of the preset, wherever it stands")
  func overrides() throws {
    var wanted = BehaviorPreset.game.parameters
    wanted.dropout.gamma = 0.5
    wanted.rhythm.weekday = [1, 1, 1, 1, 1, 2, 2]
    #expect(
      try behavior("{dropout: {gamma: 0.5}, rhythm: {weekday: [1, 1, 1, 1, 1, 2, 2]}, preset: game}") == wanted)
  }

  @Test("every number has a key, a range that holds its default and those of the presets, and its own place")
  func settings() {
    for preset in BehaviorPreset.allCases {
      for setting in BehaviorSetting.all {
        #expect(setting.range.contains(preset.parameters[keyPath: setting.path]), "\(setting.group).\(setting.key)")
      }
    }
    var keys: Set<String> = []
    var parameters = BehaviorParameters()
    for (index, setting) in BehaviorSetting.all.enumerated() {
      #expect(keys.insert("\(setting.group).\(setting.key)").inserted)
      parameters[keyPath: setting.path] = 1000 + Double(index)
    }
    for (index, setting) in BehaviorSetting.all.enumerated() {
      #expect(parameters[keyPath: setting.path] == 1000 + Double(index), "\(setting.group).\(setting.key) is shared")
    }
  }

  @Test("every default has a source or is called assumed, and lies within its range")
  func sources() {
    for setting in BehaviorSetting.all {
      let name = "\(setting.group).\(setting.key)"
      #expect(setting.source.contains("](http") || setting.isAssumed, "\(name): \(setting.source)")
      #expect(!setting.source.hasSuffix(".") && !setting.source.contains("|"), "\(name): \(setting.source)")
      #expect(setting.range.contains(BehaviorParameters()[keyPath: setting.path]), "\(name)")
    }
    for profile in BehaviorSetting.profiles { #expect(profile.source.contains("](http"), "\(profile.key)") }
    #expect(BehaviorSetting.all.contains { $0.isAssumed } && BehaviorSetting.all.contains { !$0.isAssumed })
  }

  @Test("no number of the model is forgotten")
  func complete() {
    func numbers(in value: Any) -> Int {
      if value is Double { return 1 }
      if value is [Double] { return 0 }
      return Mirror(reflecting: value).children.reduce(0) { $0 + numbers(in: $1.value) }
    }
    #expect(numbers(in: BehaviorParameters()) == BehaviorSetting.all.count)
    let groups = Set(BehaviorSetting.all.map(\.group))
    #expect(groups == Set(BehaviorSetting.groups.map(\.key)))
  }

  @Test("numbers are read with their units")
  func units() throws {
    let found = try behavior(
      """
      {novelty: {boost: 40%, fades_in: 36 h}, response: {delay_ios: 1 h, win_back: 12.5%}, rhythm: {chronotype: 90 min},
       conversion: {v: 20.5 EUR, mean: 0%}, tolerance: {pushes_per_week: 4}}
      """)
    #expect(found.novelty.boost == 0.4)
    #expect(found.novelty.days == 1.5)
    #expect(found.response.delayIOS == 60)
    #expect(found.response.winBack == 0.125)
    #expect(found.rhythm.chronotype == 1.5)
    #expect(found.conversion.v == 20.5)
    #expect(found.conversion.mean == 0)
    #expect(found.tolerance.median == 4)
  }

  @Test("every parameter survives being written", arguments: BehaviorPreset.allCases)
  func roundTrip(_ preset: BehaviorPreset) throws {
    var scenario = try ScenarioFile.parse(Text.kpi("{count: session}")).scenario
    scenario.behavior = preset.parameters
    for setting in BehaviorSetting.all {
      let value = scenario.behavior[keyPath: setting.path]
      scenario.behavior[keyPath: setting.path] = min(setting.range.upperBound, value * 1.0123456789 + 1e-7)
    }
    #expect(try ScenarioFile.parse(ScenarioFile.text(of: scenario)).scenario.behavior == scenario.behavior)
  }
}
