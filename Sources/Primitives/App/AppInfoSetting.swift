/// An app-info and the value that something gives it.
public struct AppInfoSetting: Sendable, Equatable {
  public var appInfo: String
  public var value: Value
  public init(appInfo: String, value: Value) {
    self.appInfo = appInfo
    self.value = value
  }

  /// What it is set to.
  public enum Value: Sendable, Equatable {
    /// A whole number; booleans are 0 and 1.
    case number(Int)
    case text(String)
    case date(CivilDate)
    /// So many days after the user's current day (a date app-info).
    case today(offset: Int)
    /// So much more than before (an integer app-info; undefined counts as 0).
    case increase(Int)
  }
}
