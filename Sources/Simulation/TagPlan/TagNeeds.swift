import Behavior
import EngagementCore

/// Who needs which tag and app-info of a scenario.
struct TagNeeds {
  private(set) var tags: [String: [TagNeed]] = [:]
  private(set) var appInfo: [String: [TagNeed]] = [:]
  private let scenario: Scenario
  private let context: ExpressionContext
  private let knownTags: Set<String>
  private let knownAppInfo: Set<String>

  init(_ scenario: Scenario) {
    self.scenario = scenario
    context = scenario.expressionContext
    knownTags = Set(scenario.tagPlan.tags.map(\.name) + scenario.missingTags.map(\.name) + ["crash"])
    knownAppInfo = Set(scenario.tagPlan.appInfo.map(\.name))
    for segment in scenario.segments { add(segment.expression, TagNeed(.segment, segment.name)) }
    for campaign in scenario.campaigns { add(campaign) }
    for view in scenario.attribution { add(tag: view.conversion, TagNeed(.attribution, view.name)) }
    for kpi in scenario.kpis { add(kpi) }
  }

  private mutating func add(tag: String, _ need: TagNeed) {
    guard knownTags.contains(tag), tags[tag]?.contains(need) != true else { return }
    tags[tag, default: []].append(need)
  }

  private mutating func add(appInfo name: String, _ need: TagNeed) {
    guard knownAppInfo.contains(name), appInfo[name]?.contains(need) != true else { return }
    appInfo[name, default: []].append(need)
  }

  private mutating func add(_ expression: String, _ need: TagNeed) {
    guard let names = (try? Expression.parse(expression))?.names(in: context) else { return }
    for name in names.appInfo { add(appInfo: name, need) }
    for tag in names.tags {
      if tag.extras.isEmpty { add(tag: tag.name, need) }
      for extra in tag.extras { add(tag: tag.name, TagNeed(need.kind, need.name, extra: extra)) }
    }
  }

  private mutating func add(_ campaign: CampaignDefinition) {
    let name = campaign.name
    add(campaign.audience, TagNeed(.audience, name))
    switch campaign.schedule {
    case .after(let tag, _, _), .onTag(let tag, _, _): add(tag: tag, TagNeed(.trigger, name))
    case .onAppInfo(let info, _, _): add(appInfo: info, TagNeed(.trigger, name))
    default: break
    }
    for tag in campaign.unless { add(tag: tag, TagNeed(.unless, name)) }
    if let wait = campaign.wait { add(tag: wait.tag, TagNeed(.wait, name)) }
    if let conversion = campaign.conversion { add(tag: conversion.tag, TagNeed(.conversion, name)) }
    for activity in campaign.content.activities { add(tag: activity, TagNeed(.placement, name)) }
    for info in campaign.markers { add(appInfo: info, TagNeed(.marker, name)) }
    if campaign.content.topic == .favourite || campaign.content.topic == .undiscovered {
      for tag in scenario.tagPlan.tags where tag.extras.contains(ExpressionVocabulary.topicExtra) {
        add(tag: tag.name, TagNeed(.topic, name, extra: ExpressionVocabulary.topicExtra))
      }
    }
  }

  private mutating func add(_ kpi: KPIDefinition) {
    let need = TagNeed(.kpi, kpi.name)
    switch kpi.measure {
    case .count(let tag, let topic, _):
      add(tag: tag, TagNeed(.kpi, kpi.name, extra: topic.map { _ in ExpressionVocabulary.topicExtra }))
    case .revenue(let event?, _): add(tag: event, need)
    case .revenue(nil, _), .margin:
      for event in scenario.app.events where event.revenue != .none { add(tag: event.name, need) }
    case .share(let expression, let among):
      add(expression, need)
      add(among, need)
    case .cost, .messages, .activeDays, .retention, .optOuts, .uninstalls, .returns, .returnsStay: break
    }
  }
}

extension CampaignDefinition {
  /// The app-infos that its texts name as `${name}`, each once.
  var markers: [String] {
    let texts = [content.title, content.body] + variants.map(\.title)
    var names: [String] = []
    for text in texts.flatMap({ $0.sorted { $0.key < $1.key }.map(\.value) }) {
      for marker in TextMarkers(text).names where !names.contains(marker) { names.append(marker) }
    }
    return names
  }
}
