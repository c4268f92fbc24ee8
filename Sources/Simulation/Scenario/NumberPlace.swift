import Behavior

/// Where a number stands that may be uncertain.
public enum NumberPlace: Sendable {
  case behavior(BehaviorSetting)
  /// The appeal of a campaign.
  case content(campaign: Int)
  /// The appeal of one of its variants.
  case variant(campaign: Int, variant: Int)

  /// Values that the model bears.
  public var range: ClosedRange<Double> {
    if case .behavior(let setting) = self { setting.range } else { Scenario.appealRange }
  }

  /// How the number is written.
  public var unit: BehaviorSetting.Unit { if case .behavior(let setting) = self { setting.unit } else { .number } }
}
