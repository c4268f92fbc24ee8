extension BehaviorSetting {
  static let contents: [BehaviorSetting] = [
    .init(
      "content", "act", .percent, 0...1, \.content.act,
      "Chance that the action of a text is taken, else it is exited.",
      source: "assumed"),
    .init(
      "content", "web", .number, -5...5, \.content.web,
      "Added log-odds when it is a web page.",
      source: "assumed: none"),
    .init(
      "poll", "answer", .percent, 0...1, \.poll.answer,
      "Chance that a poll is answered, else it is exited.",
      source: "mobile in-app surveys, 1,382 of them, secondary \(Cite.refiner)"),
  ]

  static let channels: [BehaviorSetting] = [
    .init(
      "email", "reach", .percent, 0...1, \.email.reach,
      "Share of users who can be reached, and agreed to it.",
      source: "assumed; 77 % of consumers would give an address \(Cite.airshipChannels)"),
    .init(
      "email", "click", .number, -12...6, \.email.click,
      "Log-odds of a click that leads into the app, for an e-mail about nothing in particular.",
      source: "clicks of 2.91 % of recipients \(Cite.mailchimp), less the spread of openness and topics"),
    .init(
      "email", "openness", .number, 0...5, \.email.openness,
      "How far the user's own inclination to open pushes counts here; 0 makes users alike.",
      source: "assumed"),
    .init(
      "email", "triggered", .number, -5...5, \.email.triggered,
      "When an action of the user triggered the message.",
      source:
        "half of what separates flows (4.67 %) from campaigns (1.29 %) \(Cite.emailFlows); the other half is taken for better targeting"
    ),
    .init(
      "email", "delay", .minutes, 0.1...10_080, \.email.delay,
      "Median time from the message to the click.",
      source: "half of the opens in three hours \(Cite.inntopia)"),
    .init(
      "email", "delay_spread", .number, 0...4, \.email.delaySpread,
      "Standard deviation of the log of that time.",
      source: "27 % of the opens in the first hour \(Cite.inntopia)"),
    .init(
      "email", "opt_out", .percent, 0...0.5, \.email.optOut,
      "Chance per message of no longer wanting e-mails, when rested.",
      source: "\(Cite.mailchimp)"),
    .init(
      "email", "wear", .percent, 0...10, \.email.wear,
      "Fatigue of a message, as a share of a push's.",
      source: "assumed"),
    .init(
      "sms", "reach", .percent, 0...1, \.sms.reach,
      "Share of users who can be reached, and agreed to it.",
      source: "assumed; 53 % of consumers would give their number \(Cite.airshipChannels)"),
    .init(
      "sms", "click", .number, -12...6, \.sms.click,
      "Log-odds of a click that leads into the app, for a text message about nothing in particular.",
      source: "clicks of about 5 % of campaigns \(Cite.klaviyo), less the spread of openness and topics"),
    .init(
      "sms", "openness", .number, 0...5, \.sms.openness,
      "How far the user's own inclination to open pushes counts here; 0 makes users alike.",
      source: "assumed"),
    .init(
      "sms", "triggered", .number, -5...5, \.sms.triggered,
      "When an action of the user triggered the message.",
      source: "half of what separates flows (nearly 10 %) from campaigns (5 %) \(Cite.klaviyo)"),
    .init(
      "sms", "delay", .minutes, 0.1...10_080, \.sms.delay,
      "Median time from the message to the click.",
      source: "assumed"),
    .init(
      "sms", "delay_spread", .number, 0...4, \.sms.delaySpread,
      "Standard deviation of the log of that time.",
      source: "assumed: as pushes"),
    .init(
      "sms", "opt_out", .percent, 0...0.5, \.sms.optOut,
      "Chance per message of no longer wanting text messages, when rested.",
      source: "0.6 to 1.0 % per message \(Cite.klaviyoOptOut)"),
    .init(
      "sms", "wear", .percent, 0...10, \.sms.wear,
      "Fatigue of a message, as a share of a push's.",
      source: "assumed"),
    .init(
      "connectivity", "offline", .percent, 0...1, \.connectivity.offline,
      "Chance that a device is offline when a push arrives.",
      source: "assumed: always online, so that deliveries are the scenario's own"),
    .init(
      "connectivity", "back_online", .hours, 0.01...720, \.connectivity.backOnline,
      "Mean time until it is back.",
      source: "assumed"),
  ]
}
