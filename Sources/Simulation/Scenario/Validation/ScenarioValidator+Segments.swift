import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkSegments() {
    let used = usedSegments
    for segment in scenario.segments {
      let path = ["segments", segment.name]
      let user = "the segment `\(segment.name)`"
      let isSound: Bool
      if segment.steps.isEmpty {
        let predicate = compile(segment.expression, path, by: user)
        isSound = predicate?.isAlwaysFalse != true || segment.expression == "nobody"
      } else {
        isSound = checkFunnel(segment, path + ["funnel"], by: user)
      }
      if !isSound {
        warn(.noEffect, path, "nobody can ever be in `\(segment.name)`", "check the comparisons")
      }
      if !used.contains(segment.name) {
        warn(
          .unused, path, key: true, "no campaign, segment or KPI uses the segment `\(segment.name)`",
          "use it, or remove it")
      }
    }
  }

  /// Checks the steps one by one, so that a fault has its place, and returns whether someone can pass all.
  private mutating func checkFunnel(_ segment: SegmentDefinition, _ path: [String], by user: String) -> Bool {
    var isSound = true
    for (index, step) in segment.steps.enumerated() {
      if compile(step, path + ["[\(index)]"], by: user)?.isAlwaysFalse == true { isSound = false }
    }
    if segment.steps.count == 1 {
      warn(.noEffect, path, "a funnel of one step is a condition", "write it as `who`, or add a step")
    }
    var measures = MeasureTable()
    let whole = try? Predicate.compile(segment.expression, in: context, measures: &measures)
    return isSound && whole?.isAlwaysFalse != true
  }

  /// Names of the segments that something refers to.
  private var usedSegments: Set<String> {
    var used: Set<String> = []
    func add(_ text: String, except own: String? = nil) {
      let names = (try? Expression.parse(text))?.names(in: context).segments ?? []
      used.formUnion(names.filter { $0 != own })
    }
    for segment in scenario.segments { add(segment.expression, except: segment.name) }
    for campaign in scenario.campaigns {
      add(campaign.audience)
      if case .onSegment(let name?, _) = campaign.schedule { used.insert(name) }
    }
    for cap in scenario.limits.caps { if let segment = cap.segment { used.insert(segment) } }
    for kpi in scenario.kpis {
      guard case .share(let expression, let among) = kpi.measure else { continue }
      add(expression)
      add(among)
    }
    return used
  }
}
