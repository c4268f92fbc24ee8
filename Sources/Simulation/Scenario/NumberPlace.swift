import Behavior

/// Where a number stands that may be uncertain.
public enum NumberPlace: Sendable {
  case behavior(BehaviorSetting)
  /// A number of a part that only some apps have.
  case part(PartNumber)
  /// The appeal of a campaign.
  case content(campaign: Int)
  /// The appeal of one of its variants.
  case variant(campaign: Int, variant: Int)

  /// Values that the model bears.
  public var range: ClosedRange<Double> {
    switch self {
    case .behavior(let setting): setting.range
    case .part(let number): number.range
    case .content, .variant: Scenario.appealRange
    }
  }

  /// How the number is written.
  public var unit: BehaviorSetting.Unit {
    switch self {
    case .behavior(let setting): setting.unit
    case .part(let number): number.unit
    case .content, .variant: .number
    }
  }
}

/// A number of a part that only some apps have: a cart, levels, a subscription.
public struct PartNumber: Sendable {
  let range: ClosedRange<Double>
  let unit: BehaviorSetting.Unit
  let get: @Sendable (Scenario) -> Double
  let set: @Sendable (inout Scenario, Double) -> Void

  /// - Parameter path: Where the part stands; it is there.
  init<Part>(_ setting: ModelSetting<Part>, in path: any WritableKeyPath<Scenario, Part?> & Sendable) {
    range = setting.range
    unit = setting.unit
    let number = setting.path
    get = { $0[keyPath: path]?[keyPath: number] ?? .nan }
    set = { $0[keyPath: path]?[keyPath: number] = $1 }
  }
}
