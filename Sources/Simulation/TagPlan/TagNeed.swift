/// One part of a scenario that needs a tag or an app-info.
public struct TagNeed: Sendable, Hashable {
  public var kind: Kind
  /// Name of the segment, campaign, KPI or view.
  public var name: String
  /// The extra that it looks at; nil: it needs the tag alone.
  public var extra: String?

  /// What needs it.
  public enum Kind: String, Sendable, CaseIterable {
    case segment, audience, trigger, unless, wait
    /// The activities on which an in-app message may be shown.
    case placement
    /// A text names its value.
    case marker
    /// The choice of a message's topic.
    case topic
    case conversion, attribution
    case kpi = "KPI"
  }

  public init(_ kind: Kind, _ name: String, extra: String? = nil) {
    self.kind = kind
    self.name = name
    self.extra = extra
  }
}
