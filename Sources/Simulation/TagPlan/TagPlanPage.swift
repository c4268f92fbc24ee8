import Behavior
import EngagementCore
import Primitives

/// The tag plan as a page for the developers of the app: what to collect, where it occurs, and what needs it.
///
/// ```swift
/// let page = TagPlanPage(scenario)
/// print(page.markdown)
/// page.unused.map(\.name)  // tags that nothing needs
/// ```
public struct TagPlanPage: Sendable, Equatable {
  /// Name of the scenario.
  public var scenario: String
  /// Everything that is collected, and what is not although something needs it; by kind, in the order of the scenario.
  public var rows: [Row]

  /// A tag or an app-info.
  public struct Row: Sendable, Equatable {
    public var kind: Kind
    public var name: String
    public var extras: [Extra] = []
    /// Of an app-info.
    public var type: AppInfoType?
    /// Where it occurs, in words; of an app-info, what sets it.
    public var occurs: String
    /// Whether the app reports it.
    public var isCollected = true
    public var needs: [TagNeed]

    /// The needs in words, those of one kind together: "segment fans (category); KPI pages, clicks".
    public var neededBy: String {
      var groups: [(kind: TagNeed.Kind, extra: String?, names: [String])] = []
      for need in needs {
        let group = groups.firstIndex { $0.kind == need.kind && $0.extra == need.extra } ?? groups.endIndex
        if group == groups.endIndex { groups.append((need.kind, need.extra, [])) }
        groups[group].names.append(need.name)
      }
      return groups.map { group in
        "\(group.kind.rawValue) \(group.names.joined(separator: ", "))" + (group.extra.map { " (\($0))" } ?? "")
      }.joined(separator: "; ")
    }
  }

  /// What a row is about.
  public enum Kind: String, Sendable, CaseIterable {
    case activity, event, error, crash, job, place
    case appInfo = "app-info"
  }

  /// An extra with its values, as far as they are known.
  public struct Extra: Sendable, Equatable {
    public var name: String
    public var values: [String]
  }

  /// Collects the tags of a scenario and who needs them.
  public init(_ scenario: Scenario) {
    self.scenario = scenario.name
    let builder = TagPlanBuilder(scenario: scenario, needs: TagNeeds(scenario))
    rows =
      builder.activities + builder.events(.event, scenario.tagPlan.events, .event)
      + builder.events(.error, scenario.tagPlan.errors, .error) + builder.crashes + builder.jobs + builder.places
      + builder.appInfo
  }

  /// What is collected for nothing. Screens are none of them: a session is a sequence of activities.
  public var unused: [Row] {
    rows.filter { $0.isCollected && $0.needs.isEmpty && $0.kind != .activity && $0.kind != .crash }
  }

  /// What something needs and nobody collects.
  public var missing: [Row] { rows.filter { !$0.isCollected } }
}

/// Makes the rows of one kind.
private struct TagPlanBuilder {
  let scenario: Scenario
  let needs: TagNeeds

  var activities: [TagPlanPage.Row] {
    let first = scenario.app.activities.first?.name
    return rows(.activity, scenario.app.activities.map(\.name), scenario.tagPlan.activities) { name in
      name == first ? "screen; sessions start here" : "screen"
    }
  }

  func events(
    _ kind: TagPlanPage.Kind, _ tags: [TagPlan.Tag], _ eventKind: AppModel.Event.Kind
  ) -> [TagPlanPage.Row] {
    let events = scenario.app.events.filter { $0.kind == eventKind }
    return rows(kind, events.map(\.name), tags) { name in
      events.first { $0.name == name }.map { $0.when ?? self.place(of: $0.on) + ($0.once ? ", once" : "") } ?? "nowhere"
    }
  }

  /// The tag that every app reports by itself.
  var crashes: [TagPlanPage.Row] {
    let crash = scenario.app.events.first { $0.kind == .crash }
    let users = needs.tags["crash"] ?? []
    guard crash != nil || !users.isEmpty else { return [] }
    let spot = crash.map { place(of: $0.on) } ?? "never"
    return [TagPlanPage.Row(kind: .crash, name: "crash", occurs: "\(spot); reported without a tag", needs: users)]
  }

  var jobs: [TagPlanPage.Row] {
    rows(.job, scenario.app.jobs.map(\.name), scenario.tagPlan.jobs) { name in
      guard let job = scenario.app.jobs.first(where: { $0.name == name }) else { return "nowhere" }
      return place(of: job.on) + (job.isBackground ? ", may outlast the session" : "")
    }
  }

  var places: [TagPlanPage.Row] {
    rows(.place, scenario.app.places.map(\.name), scenario.tagPlan.places) { name in
      guard let place = scenario.app.places.first(where: { $0.name == name }) else { return "nowhere" }
      return "\(clockText(place.from)) to \(clockText(place.to))"
    }
  }

  var appInfo: [TagPlanPage.Row] {
    scenario.tagPlan.appInfo.map { info in
      let setters = self.setters(of: info.name)
      return TagPlanPage.Row(
        kind: .appInfo, name: info.name, type: info.type,
        occurs: setters.isEmpty ? "nothing sets it" : "set by \(setters.joined(separator: ", "))",
        needs: needs.appInfo[info.name] ?? [])
    }
  }

  /// Rows of the tags that are collected, and of those that are not and should be.
  private func rows(
    _ kind: TagPlanPage.Kind, _ names: [String], _ tags: [TagPlan.Tag], occurs: (String) -> String
  ) -> [TagPlanPage.Row] {
    let collected = Dictionary(tags.map { ($0.name, $0) }) { first, _ in first }
    let strangers = tags.map(\.name).filter { !names.contains($0) }
    return (names + strangers).compactMap { name in
      let users = needs.tags[name] ?? []
      guard let tag = collected[name] else {
        guard !users.isEmpty else { return nil }
        return TagPlanPage.Row(kind: kind, name: name, occurs: occurs(name), isCollected: false, needs: users)
      }
      return TagPlanPage.Row(kind: kind, name: name, extras: extras(of: tag), occurs: occurs(name), needs: users)
    }
  }

  private func extras(of tag: TagPlan.Tag) -> [TagPlanPage.Extra] {
    tag.extras.map { name in
      let values = tag.values.first { $0.extra == name }?.values ?? []
      return TagPlanPage.Extra(
        name: name, values: name == ExpressionVocabulary.topicExtra ? scenario.tagPlan.topics : values)
    }
  }

  private func setters(of name: String) -> [String] {
    let isSetter = { (sets: [AppInfoSetting]) in sets.contains { $0.appInfo == name } }
    return scenario.app.events.filter { isSetter($0.sets) }.map { "\($0.kind.rawValue) \($0.name)" }
      + scenario.app.jobs.filter { isSetter($0.sets) }.map { "job \($0.name)" }
      + scenario.campaigns.filter { isSetter($0.content.sets) }.map { "data push \($0.name)" }
      + Set(scenario.app.partSettings.filter { $0.setting.appInfo == name }.map(\.part)).sorted()
  }

  private func place(of activities: [String]) -> String {
    activities.isEmpty ? "end of session" : "on \(activities.joined(separator: ", "))"
  }
}

extension AppModel.Event {
  /// When it occurs, where no session decides that.
  fileprivate var when: String? {
    switch chance {
    case .fate(.subscribed): "end of a trial"
    case .fate(.renewed): "end of a paid period, when it is renewed"
    case .fate(.cancelled): "end of a trial or paid period, when it is not renewed"
    case .fate(.referred): "install of somebody who was told of the app"
    default: nil
    }
  }
}
