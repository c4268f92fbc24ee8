import EngagementCore
import Primitives
import Simulation

/// The measures of an arm that its peers report too, under the names that they use.
///
/// Purchases are not among them: in the lab a session on the day of the install may convert, the peers begin a day later.
struct AgentSummary: Encodable {
  /// Share of users active on days 1 to 90, by the names `D1` ... `D90`.
  let ret: [String: Double]
  let sessionsPerUser: Double
  /// Per user who accepted pushes after the install, as the next two shares.
  let sentPerOptin: Double?
  let optoutShare: Double?
  let pushUninstallShare: Double?
  let openRate: Double?

  /// Summarises an arm of ``AgentModel``, without the session of the install, which the peers do not count.
  init(_ sums: ArmSums, sends: Bool) {
    let users = Double(sums.users)
    let active = sums.retentionActive
    ret = Dictionary(uniqueKeysWithValues: [1, 7, 14, 30, 60, 90].map { ("D\($0)", Double(active[$0]) / users) })
    sessionsPerUser = sums.moments[0].mean(0) - 1
    let accepting = Double(sums.moments[3].sums[1])
    let sent = sends ? Double(sums.count(.delivered, campaign: 0)) : 0
    sentPerOptin = sends ? sent / accepting : nil
    openRate = sends ? Double(sums.count(.opened, campaign: 0)) / sent : nil
    optoutShare = sends ? Double(sums.count(.causedOptOut, campaign: 0)) / accepting : nil
    pushUninstallShare = sends ? Double(sums.count(.causedUninstall, campaign: 0)) / accepting : nil
  }
}
