/// What became of one campaign on one platform: a row of a table that a marketing tool exports.
public struct CampaignRow: Sendable, Equatable {
  /// What scenarios tell apart: iOS, and every other platform.
  public enum Platform: String, Sendable, CaseIterable {
    case ios, other
  }

  public let campaign: String
  public let platform: Platform
  public let sent: Int
  /// Direct opens; nil when they were not counted.
  public let opened: Int?
  /// Recipients who switched pushes off, and who uninstalled, because of the campaign; nil when not counted.
  public let optedOut: Int?
  public let uninstalled: Int?
  /// Pushes a week that the recipients got in all; nil when it is not known.
  public let perWeek: Double?
  /// Whether it went to users by their interest, or after an action of theirs.
  public let isTargeted: Bool
  public let isTriggered: Bool

  public init(
    campaign: String, platform: Platform, sent: Int, opened: Int? = nil, optedOut: Int? = nil, uninstalled: Int? = nil,
    perWeek: Double? = nil, isTargeted: Bool = false, isTriggered: Bool = false
  ) {
    self.campaign = campaign
    self.platform = platform
    self.sent = sent
    self.opened = opened
    self.optedOut = optedOut
    self.uninstalled = uninstalled
    self.perWeek = perWeek
    self.isTargeted = isTargeted
    self.isTriggered = isTriggered
  }

  /// Neither targeted nor triggered.
  public var isBroadcast: Bool { !isTargeted && !isTriggered }
}
