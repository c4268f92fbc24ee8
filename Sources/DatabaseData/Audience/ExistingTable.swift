/// What happens to a table that is there already.
public enum ExistingTable: String, Sendable, CaseIterable {
  /// Nothing is written.
  case refuse
  /// It is dropped and made anew.
  case replace
  /// The rows are added to it.
  case append
}
