/// A value of a row of an audience.
public enum AudienceValue: Sendable, Equatable {
  case text(String)
  case integer(Int)
  case real(Double)
  case null
}
