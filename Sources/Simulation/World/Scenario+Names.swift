import Behavior
import EngagementCore

extension Scenario {
  /// Every tag that can occur, in the order of the ids: activities first, whose ids are also their positions.
  var tagNames: [String] {
    let names =
      app.activities.map(\.name) + app.events.map(\.name) + app.jobs.map(\.name) + app.places.map(\.name)
    let reserved = ["session", "install", "crash"]
    return names.filter { !reserved.contains($0) } + reserved
  }

  /// Time zones that something is stated in.
  var fixedZones: [String] {
    var zones: [Zone] = limits.caps.compactMap { if case .calendar(_, let zone) = $0.window { zone } else { nil } }
    for campaign in campaigns {
      zones += [campaign.starts?.zone, campaign.ends?.zone].compactMap { $0 }
      switch campaign.schedule {
      case .dates(_, _, let zone), .weekly(_, _, let zone), .monthly(_, _, let zone): zones.append(zone)
      default: break
      }
    }
    return zones.compactMap { if case .fixed(let name) = $0 { name } else { nil } }
  }
}

extension Content {
  /// Names of the app-infos that its texts mention, as `${name}`.
  package func markers(variants: [Variant]) -> [String] {
    let texts = (Array(title.values) + body.values + variants.flatMap(\.title.values)).sorted()
    var names: [String] = []
    for text in texts {
      for match in text.matches(of: /\$\{([A-Za-z][A-Za-z0-9_]*)\}/) where !names.contains(String(match.1)) {
        names.append(String(match.1))
      }
    }
    return names
  }
}
