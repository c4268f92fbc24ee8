import Primitives

/// A campaign with its names resolved to ids, as the delivery rules read it.
public struct CompiledCampaign: Sendable {
  /// Position in the scenario.
  public let index: Int32
  /// Address of its random draws; does not depend on the other campaigns.
  public let hash: UInt32
  public let audience: Predicate
  public let channel: Channel
  public let topic: CompiledTopic
  /// Among items due at the same time, the smaller rank comes first.
  public let rank: Int32
  public let expiry: Int32
  public let eligibility: EligibilityRule
  public let obeysLimits: Bool
  public let countsTowardLimits: Bool
  public let rechecksAudience: Bool
  /// A user whose holdout draw is below this is held out.
  public let holdout: Double
  /// Bit l is set when there is content for language l.
  public let languages: UInt64
  /// Tag id of the conversion, or −1, and the seconds after the send in which it counts.
  public let conversionTag: Int32
  public let conversionWindow: Int32
  public let cost: Int64
  /// Whether an action of the user causes it.
  public let isTriggered: Bool
  /// Cumulative weights of the variants; empty when there is one version.
  public let variants: Table<Double>
  /// What only some campaigns have; nil in the others, which do not pay for it.
  public var special: Special? {
    didSet {
      isSpecial = special != nil
      isPlain = special == nil && holdout == 0 && variants.count < 2
    }
  }
  /// Whether there is anything ``special``: a plain flag, as asking for the object counts references.
  public private(set) var isSpecial = false
  /// Whether it is nothing special, has one version and goes to everyone in its audience.
  @usableFromInline private(set) var isPlain: Bool
  /// Whether it is a data push, which nobody sees.
  public var isData: Bool { isSpecial && special?.isData == true }

  package init(
    index: Int32, hash: UInt32, audience: Predicate, channel: Channel, topic: CompiledTopic, rank: Int32,
    expiry: Int32, eligibility: EligibilityRule, obeysLimits: Bool, countsTowardLimits: Bool, rechecksAudience: Bool,
    holdout: Double, languages: UInt64, conversionTag: Int32, conversionWindow: Int32, cost: Int64,
    isTriggered: Bool, variants: Table<Double>
  ) {
    self.index = index
    self.hash = hash
    self.audience = audience
    self.channel = channel
    self.topic = topic
    self.rank = rank
    self.expiry = expiry
    self.eligibility = eligibility
    self.obeysLimits = obeysLimits
    self.countsTowardLimits = countsTowardLimits
    self.rechecksAudience = rechecksAudience
    self.holdout = holdout
    self.languages = languages
    self.conversionTag = conversionTag
    self.conversionWindow = conversionWindow
    self.cost = cost
    self.isTriggered = isTriggered
    self.variants = variants
    isPlain = holdout == 0 && variants.count < 2
  }

  /// How its topic is chosen.
  @frozen
  public enum CompiledTopic: Sendable {
    case none
    case fixed(Int32)
    case favourite
    case undiscovered
    case recommended(Double)
    case random
  }

  /// Variant of a user, from the user's assignment draw for this campaign.
  @usableFromInline
  func drawVariant(_ draws: Draws) -> Int32 {
    let u = Draws.uniform(draws.block(.variant, occurrence: 0, entity: hash).x)
    var index = 0
    while index < variants.count - 1 && u >= variants[index] { index += 1 }
    return Int32(index)
  }

  /// Whether a user is held out of this campaign.
  @usableFromInline
  func drawHoldout(_ draws: Draws) -> Bool {
    Draws.uniform(draws.block(.holdout, occurrence: 0, entity: hash).x) < holdout
  }
}
