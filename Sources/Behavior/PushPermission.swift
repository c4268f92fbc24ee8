/// What the system's question whether pushes are welcome has come to.
///
/// iOS asks once per install
/// (https://developer.apple.com/documentation/usernotifications/asking-permission-to-use-notifications). Android 13
/// (https://developer.android.com/guide/topics/ui/notifiers/notification-permission) asks again after one refusal and never
/// after two (https://developer.android.com/training/permissions/requesting#handle-denial). Earlier versions of Android do
/// not ask. Whoever turns pushes off later, in the settings, is not asked again either.
public enum PushPermission: UInt8, Sendable {
  /// Nobody has asked.
  case undecided
  /// Refused once, and may be asked once more.
  case refused
  /// Allowed at some time, by an answer or without a question.
  case granted
  /// Refused for good.
  case blocked
}
