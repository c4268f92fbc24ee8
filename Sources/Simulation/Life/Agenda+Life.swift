import EngagementCore

extension Agenda.Item.Kind {
  /// A session of the user's own; the subject is its number.
  static var session: Self { Self(rawValue: 16) }
  /// The user opens a message. Detail: variant, topic and flags; address: that of its draws.
  static var opening: Self { Self(rawValue: 17) }
  /// A session that a message caused without being opened. Detail: its number; address: that of the message's draws.
  static var influenced: Self { Self(rawValue: 18) }
  /// A push reaches a device that was offline. Detail: variant and topic; address: that of its draws; extra: when sent.
  static var arrival: Self { Self(rawValue: 19) }
  /// A job ends. Subject: its index; extra: 1 when something ended that run before.
  static var jobEnd: Self { Self(rawValue: 20) }
  /// The user crosses into a place.
  static var visit: Self { Self(rawValue: 21) }
  /// A trial or a period of a subscription ends.
  static var billing: Self { Self(rawValue: 22) }
}
