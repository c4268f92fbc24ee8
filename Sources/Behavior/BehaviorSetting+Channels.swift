extension BehaviorSetting {
  static let contents: [BehaviorSetting] = [
    .init(
      "content", "act", .percent, 0...1, \.content.act, "Chance that the action of a text is taken, else it is exited."),
    .init("content", "web", .number, -5...5, \.content.web, "Added log-odds when it is a web page."),
    .init("poll", "answer", .percent, 0...1, \.poll.answer, "Chance that a poll is answered, else it is exited."),
  ]

  static let channels: [BehaviorSetting] = [
    .init("email", "reach", .percent, 0...1, \.email.reach, "Share of users who can be reached, and agreed to it."),
    .init(
      "email", "click", .number, -12...6, \.email.click,
      "Log-odds of a click that leads into the app, for an e-mail about nothing in particular."),
    .init(
      "email", "openness", .number, 0...5, \.email.openness,
      "How far the user's own inclination to open pushes counts here; 0 makes users alike."),
    .init(
      "email", "triggered", .number, -5...5, \.email.triggered, "When an action of the user triggered the message."),
    .init("email", "delay", .minutes, 0.1...10_080, \.email.delay, "Median time from the message to the click."),
    .init(
      "email", "delay_spread", .number, 0...4, \.email.delaySpread, "Standard deviation of the log of that time."),
    .init(
      "email", "opt_out", .percent, 0...0.5, \.email.optOut,
      "Chance per message of no longer wanting e-mails, when rested."),
    .init("email", "wear", .percent, 0...10, \.email.wear, "Fatigue of a message, as a share of a push's."),
    .init("sms", "reach", .percent, 0...1, \.sms.reach, "Share of users who can be reached, and agreed to it."),
    .init(
      "sms", "click", .number, -12...6, \.sms.click,
      "Log-odds of a click that leads into the app, for a text message about nothing in particular."),
    .init(
      "sms", "openness", .number, 0...5, \.sms.openness,
      "How far the user's own inclination to open pushes counts here; 0 makes users alike."),
    .init(
      "sms", "triggered", .number, -5...5, \.sms.triggered, "When an action of the user triggered the message."),
    .init("sms", "delay", .minutes, 0.1...10_080, \.sms.delay, "Median time from the message to the click."),
    .init(
      "sms", "delay_spread", .number, 0...4, \.sms.delaySpread, "Standard deviation of the log of that time."),
    .init(
      "sms", "opt_out", .percent, 0...0.5, \.sms.optOut,
      "Chance per message of no longer wanting text messages, when rested."),
    .init("sms", "wear", .percent, 0...10, \.sms.wear, "Fatigue of a message, as a share of a push's."),
    .init(
      "connectivity", "offline", .percent, 0...1, \.connectivity.offline,
      "Chance that a device is offline when a push arrives."),
    .init("connectivity", "back_online", .hours, 0.01...720, \.connectivity.backOnline, "Mean time until it is back."),
  ]
}
