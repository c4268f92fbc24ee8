/// What a random draw decides; part of its address, so that decisions never share or shift one another's draws.
///
/// Numbers are part of the promise that a scenario, seed and version always give the same result: append, never renumber.
public enum Purpose: UInt32, Sendable {
  /// Activity and churn traits.
  case activityTraits = 1
  /// Platform, language, time zone, opt-in and declared traits.
  case deviceTraits = 2
  /// Response level, chronotype and tolerance.
  case responseTraits = 3
  /// Interest in topics.
  case affinityTraits = 4
  /// Conversion chance.
  case conversionTraits = 5
  /// Spend per order.
  case spendTraits = 6
  /// The day on which a user of the installed base installed.
  case installDay = 7
  /// Daily churn.
  case churn = 8
  /// Daily number of sessions.
  case sessions = 9
  /// Hours of the day's own sessions.
  case sessionTimes = 10
  /// The way through the app in a session, dwell times and events.
  case path = 11
  /// Conversions of a session or day.
  case conversion = 12
  /// Value of orders.
  case spend = 13
  /// Open, annoyance, topic and influence of one message.
  case message = 14
  /// Response delay and other rare follow-ups of one message.
  case messageDetail = 15
  // 16 chose topics; a message's own draws do that now.
  /// Assignment of users to variants.
  case variant = 17
  /// Assignment of users to holdouts.
  case holdout = 18
  /// Phase of staggered schedules.
  case phase = 19
  /// Re-randomisation of simulated experiments.
  case assignment = 20
  /// Bootstrap and permutation in estimators.
  case resampling = 21
  /// Whether the system must ask before pushes, and whether e-mail and SMS may be used.
  case consent = 22
  /// Who goes to a place.
  case places = 23
  /// Visits to a place on a day.
  case visits = 24
  /// Duration and completion of jobs.
  case jobs = 25
  /// Absences from the app within one use of it.
  case interruptions = 26
  /// Values of the extras of events.
  case extras = 27
  /// Whether the device is offline when a push arrives.
  case connection = 28
  /// Error of the device's clock.
  case clock = 29
  /// Further facts about a device.
  case facts = 30
  /// Order of the users on a day with couplings.
  case order = 31
  /// Renewal of subscriptions.
  case subscription = 32
  /// A user's own satisfaction.
  case satisfaction = 33
  /// Stars of a rating.
  case stars = 34
  /// Whom word of mouth brings, and when.
  case referral = 35
  /// The value of an uncertain number in one replication.
  case uncertainNumber = 36
  /// What a policy of somebody's own leaves to chance.
  case ownPolicy = 37
}
