import Behavior
import Primitives

extension AppModel {
  /// What an event is to the parts of the app that have a state.
  func role(of event: Event) -> ActionRole {
    var role: ActionRole = []
    switch event.chance {
    case .fate(.checkout): role.insert(.checkout)
    case .fate(.abandonment): role.insert(.abandonment)
    case .fate(.levelUp): role.insert(.levelUp)
    default: break
    }
    if cart?.filledBy.contains(event.name) == true { role.insert(.fillsCart) }
    if subscription?.trialBy == event.name { role.insert(.beginsTrial) }
    if subscription?.boughtBy.contains(event.name) == true { role.insert(.buysPeriod) }
    if technical != nil && event.kind == .error { role.insert(.error) }
    if technical != nil && event.kind == .crash { role.insert(.crash) }
    if ratings?.ratedBy.contains(event.name) == true { role.insert(.rating) }
    if ratings?.sharedBy.contains(event.name) == true { role.insert(.sharing) }
    if referrals?.invitedBy.contains(event.name) == true { role.insert(.invitation) }
    return role
  }

  /// What the parts set, beside the events: app-infos with a value of theirs, and the part.
  var partSettings: [(part: String, setting: AppInfoSetting)] {
    var result: [(part: String, setting: AppInfoSetting)] = []
    func add(_ part: String, _ name: String?, _ value: AppInfoSetting.Value) {
      guard let name, !name.isEmpty else { return }
      result.append((part, AppInfoSetting(appInfo: name, value: value)))
    }
    add("levels", levels?.appInfo, .increase(1))
    for status in Subscription.Status.allCases { add("subscription", subscription?.statusInfo, .text(status.rawValue)) }
    add("subscription", subscription?.endInfo, .today(offset: subscription?.period ?? 0))
    add("ratings", ratings?.appInfo, .number(5))
    return result
  }
}
