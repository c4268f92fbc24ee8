import EngagementCore
import Primitives
import Simulation

/// The measures of an arm that every program of the comparison reports, under the names that the others use.
struct AgentSummary: Encodable {
  /// Share of users active on a day, by the names `D1` ... `D90`.
  let ret: [String: Double]
  let sessions_per_user: Double
  let conv_per_user: Double
  let rev_per_user: Double
  /// Per user who accepted pushes after the install.
  let sent_per_optin: Double?
  let open_rate: Double?
  let optout_share: Double?
  let push_uninstall_share: Double?

  /// Summarises an arm of ``AgentModel``; the peers have no day 0, so that the session of the install is left out.
  init(_ sums: ArmSums, hasCampaign: Bool) {
    let users = Double(sums.users)
    let retained = sums.retentionActive
    ret = Dictionary(uniqueKeysWithValues: [1, 7, 14, 30, 60, 90].map { ("D\($0)", Double(retained[$0]) / users) })
    sessions_per_user = sums.moments[0].mean(0) - 1
    conv_per_user = sums.moments[1].mean(0)
    rev_per_user = sums.moments[2].mean(0) / 1e6
    guard hasCampaign else {
      sent_per_optin = nil
      open_rate = nil
      optout_share = nil
      push_uninstall_share = nil
      return
    }
    let accepting = Double(sums.moments[3].sums[1])
    let sent = Double(sums.count(.delivered, campaign: 0))
    sent_per_optin = sent / accepting
    open_rate = Double(sums.count(.opened, campaign: 0)) / sent
    optout_share = Double(sums.count(.causedOptOut, campaign: 0)) / accepting
    push_uninstall_share = Double(sums.count(.causedUninstall, campaign: 0)) / accepting
  }
}
