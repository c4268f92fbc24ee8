import EngagementCore
import Simulation

/// Messages that are lost to something that can be mended.
extension WarningRules {
  /// From this share of the targeted on, a loss deserves a word.
  private static let worthAWord = 0.1

  /// Campaigns that lose many of their messages in the same way: one warning each, with the arms and the remedy.
  func losses() -> [RunResult.Warning] {
    let scenario = builder.scenario
    let campaigns = scenario.comparison.arms.indices.map { arm in builder.campaigns(of: arm).map(\.index) }
    return Loss.allCases.flatMap { loss in
      scenario.campaigns.enumerated().compactMap { index, campaign in
        let shares = scenario.comparison.arms.indices.filter { campaigns[$0].contains(index) }.compactMap { arm in
          share(of: loss, campaign: index, arm: arm)
        }
        guard !shares.isEmpty else { return nil }
        return RunResult.Warning(
          code: "loss-\(loss.outcome.name)", level: "warning",
          message: "'\(campaign.name)' loses \(shares.joined(separator: ", ")) because "
            + "\(loss.reason(of: campaign)): \(loss.remedy(of: campaign)).")
      }
    }
  }

  private func share(of loss: Loss, campaign: Int, arm: Int) -> String? {
    let sums = builder.sums[arm]
    let targeted = sums.count(.targeted, campaign: campaign)
    let lost = sums.count(loss.outcome, campaign: campaign)
    guard targeted > 0, Double(lost) >= Self.worthAWord * Double(targeted) else { return nil }
    return
      "\(NumberWords.percent(Double(lost) / Double(targeted), signed: false)) of its messages in arm '\(builder.armNames[arm])'"
  }

  /// A loss with a remedy.
  private enum Loss: CaseIterable {
    case missingTag, preempted, throttled, budgetSpent, lost

    var outcome: Outcome {
      switch self {
      case .missingTag: .missingTag
      case .preempted: .preempted
      case .throttled: .throttled
      case .budgetSpent: .budgetSpent
      case .lost: .lost
      }
    }

    func reason(of campaign: CampaignDefinition) -> String {
      switch self {
      case .missingTag: "\(Self.markers(of: campaign)), which its text names, has no value yet"
      case .preempted: "it gives way to messages of higher priority"
      case .throttled: "it could not be sent in time"
      case .budgetSpent: "the budget is spent"
      case .lost: "the app is gone and the platform does not know it yet"
      }
    }

    func remedy(of campaign: CampaignDefinition) -> String {
      switch self {
      case .missingTag:
        "let the app set it earlier, aim at those who have it, or send a placeholder (`missing_markers: placeholder`)"
      case .preempted:
        "raise its `priority`, move it to another day, or loosen `last_slot`"
      case .throttled:
        "raise `per_minute` of the `throttle`, spread what is due at the same minute, or give it more time"
      case .budgetSpent:
        "raise the `budget`, spend it per `day`, or aim at fewer users"
      case .lost:
        "aim at users seen lately, or learn earlier who is gone (`uninstall_notice`)"
      }
    }

    private static func markers(of campaign: CampaignDefinition) -> String {
      campaign.content.markers(variants: campaign.variants).map { "`${\($0)}`" }.joined(separator: " or ")
    }
  }
}
