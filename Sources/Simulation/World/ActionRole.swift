/// What an action is to the parts of the app that have a state.
package struct ActionRole: OptionSet, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  static let fillsCart = ActionRole(rawValue: 1 << 0)
  static let checkout = ActionRole(rawValue: 1 << 1)
  static let abandonment = ActionRole(rawValue: 1 << 2)
  static let levelUp = ActionRole(rawValue: 1 << 3)
  static let beginsTrial = ActionRole(rawValue: 1 << 4)
  static let buysPeriod = ActionRole(rawValue: 1 << 5)
  static let error = ActionRole(rawValue: 1 << 6)
  static let crash = ActionRole(rawValue: 1 << 7)
  static let rating = ActionRole(rawValue: 1 << 8)
  static let sharing = ActionRole(rawValue: 1 << 9)
  static let invitation = ActionRole(rawValue: 1 << 10)

  /// Those that happen at most once in a session, or in a day whose sessions have no hour.
  static let single: ActionRole = [.checkout, .abandonment, .beginsTrial, .buysPeriod]
  /// Those whose chance depends on the state.
  static let special: ActionRole = [.checkout, .abandonment, .levelUp, .beginsTrial, .buysPeriod, .sharing]
}
