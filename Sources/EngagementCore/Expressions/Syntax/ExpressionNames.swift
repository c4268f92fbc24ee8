/// The names that a text refers to by itself, each once, in the order of their first use.
public struct ExpressionNames: Sendable, Equatable {
  /// Tags that it counts or asks the day of.
  public var tags: [TagUse] = []
  /// App-infos whose value it asks for.
  public var appInfo: [String] = []
  /// Facts of the device, `platform` and `language` among them.
  public var facts: [String] = []
  /// Segments; what these refer to is not listed.
  public var segments: [String] = []
  public var campaigns: [String] = []

  /// Makes an empty list.
  public init() {}

  /// A tag and what is asked of it.
  public struct TagUse: Sendable, Equatable {
    public var name: String
    /// Extras that it is tested for, each once.
    public var extras: [String]

    public init(name: String, extras: [String] = []) {
      self.name = name
      self.extras = extras
    }
  }
}
