/// A channel that reaches people without their app.
public enum DirectChannel: Sendable, CaseIterable {
  case email, sms
}
