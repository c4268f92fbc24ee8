import Behavior
import EngagementCore
import Primitives

extension Shape where Value == AppModel.Cart {
  /// What becomes of things in a cart.
  static let cart = Shape.object(
    "cart",
    "A cart. Ordinary events fill it; the event with `chance: checkout` orders what is in it, the one with "
      + "`chance: abandonment` is reported when a session that filled it ends without an order.",
    blank: AppModel.Cart(filledBy: []),
    fields: [
      .required("filled_by", .tags("an event"), \.filledBy, "Events that put something into the cart.")
    ] + Field.settings(AppModel.Cart.settings))
}

extension Shape where Value == AppModel.Levels {
  /// Progress in a game.
  static let levels = Shape.object(
    "levels",
    "Progress through the levels of a game. The event with `chance: level_up` is an attempt at the next level each time it "
      + "could happen.",
    blank: AppModel.Levels(appInfo: ""),
    fields: [
      .optional(
        "app_info", .name(of: "an app-info"), \.appInfo,
        "Integer in which the app keeps the level, from the first one.",
        showsDefault: false),
      .optional(
        "chances", .list(of: .share), \.chances,
        "Chances by level instead of `chance` and `falls`; the last one holds for all above.", showsDefault: false),
      .optional("top", .integer(1...10_000), \.top, "The highest level."),
    ] + Field.settings(AppModel.Levels.settings))
}

extension Shape where Value == AppModel.Subscription {
  /// Trials and paid periods.
  static let subscription = Shape.object(
    "subscription",
    "A subscription: perhaps a trial, then periods that renew themselves. The events with `chance: subscribed`, `renewed` "
      + "and `cancelled` happen at the ends of trials and periods, and earn what they say. An uninstall ends it silently.",
    blank: AppModel.Subscription(),
    fields: [
      .optional(
        "trial_by", .tag("an event"), \.trialBy,
        "Event that begins the trial, once in a life; without it there are no trials.", showsDefault: false),
      .optional(
        "bought_by", .tags("an event"), \.boughtBy,
        "Events that begin a paid period at once; who has one does not buy another.", showsDefault: false),
      .optional("trial", .days(1...3650), \.trial, "Length of the trial."),
      .optional("period", .days(1...3650, example: "30 days"), \.period, "Length of a paid period."),
      .optional(
        "status", .name(of: "an app-info"), \.statusInfo,
        "String app-info that says `trial`, `subscribed` or `cancelled`.", showsDefault: false),
      .optional(
        "ends", .name(of: "an app-info"), \.endInfo, "Date app-info that says when the trial or period ends.",
        showsDefault: false),
    ] + Field.settings(AppModel.Subscription.settings))
}

extension Shape where Value == AppModel.Technical {
  /// What devices do to the app, and it to people.
  static let technical = Shape.object(
    "technical",
    "What devices do to the app, and what its crashes and errors do to people. Crashes and errors are remembered; that "
      + "makes people leave and lowers ratings.",
    blank: AppModel.Technical(),
    fields: [
      .optional(
        "crashes", .factors, \.crashes, "Factors of the chance of a crash by fact of the device, or by `platform`.",
        showsDefault: false),
      .optional("errors", .factors, \.errors, "The same for all errors.", showsDefault: false),
    ] + Field.settings(AppModel.Technical.settings))
}

extension Shape where Value == [AppModel.Technical.Factor] {
  /// Factors by fact and value.
  static let factors: Shape = Shape<[Named<[Named<Double>]>]>.map(
    "name of a fact, or `platform`", to: .map("value of the fact", to: .percent(0...100))
  ).converted(
    to: { facts in
      facts.flatMap { fact in
        fact.value.map { AppModel.Technical.Factor(fact: fact.name, value: $0.name, factor: $0.value) }
      }
    },
    from: { factors in
      var facts: [Named<[Named<Double>]>] = []
      for factor in factors {
        if facts.last?.name != factor.fact { facts.append(Named(factor.fact, [])) }
        facts[facts.count - 1].value.append(Named(factor.value, factor.factor))
      }
      return facts
    })
}

extension Shape where Value == AppModel.Ratings {
  /// Stars and shares.
  static let ratings = Shape.object(
    "ratings",
    "How many stars people give and whom they tell: both follow from their satisfaction, which is their own taste, their use "
      + "of the app and their habit, minus technical trouble.",
    blank: AppModel.Ratings(ratedBy: []),
    fields: [
      .required("rated_by", .tags("an event"), \.ratedBy, "Events that are ratings."),
      .optional(
        "shared_by", .tags("an event"), \.sharedBy, "Events that the satisfied do more often: sharing, inviting.",
        showsDefault: false),
      .optional(
        "app_info", .name(of: "an app-info"), \.appInfo, "Integer that keeps the stars of the last rating, 1 to 5.",
        showsDefault: false),
      .optional(
        "stars", .list(of: .share), \.stars,
        "Shares of one to five stars at average satisfaction. Assumed, in the J shape of product reviews (Hu, Pavlou & "
          + "Zhang 2009)."),
    ] + Field.settings(AppModel.Ratings.settings))
}

extension Shape where Value == AppModel.Referrals {
  /// Word of mouth.
  static let referrals = Shape.object(
    "referrals",
    "Word of mouth: who is told of the app may install it, and tell others. What newcomers do counts for the user at the "
      + "root of their line. The event with `chance: referred` happens at their install.",
    blank: AppModel.Referrals(invitedBy: []),
    fields: [
      .required("invited_by", .tags("an event"), \.invitedBy, "Events by which others learn of the app."),
      .optional(
        "generations", .integer(1...1000), \.generations, "Longest line of newcomers who bring newcomers."),
    ] + Field.settings(AppModel.Referrals.settings))
}

extension Shape where Value == BehaviorParameters.Seasons {
  /// Seasons and special days.
  static let seasons = Shape.object(
    "calendar", "What the calendar does to people: seasons and special days.", blank: BehaviorParameters.Seasons(),
    fields: [
      .optional(
        "months", .list(of: .number(0...1000)), \.months,
        "Relative activity January to December; only the proportions count.", showsDefault: false),
      .optional(
        "days",
        .named(.map("name of a day or season", to: .specialDay)) {
          $0.filled(\.name)
        } unmake: {
          Named($0.name, $0)
        }, \.days, "Days that are unlike the others.", showsDefault: false),
    ])
}

extension Shape where Value == BehaviorParameters.Seasons.SpecialDay {
  /// A day or a range of days.
  static let specialDay = Shape.object(
    "special day", "A day or a range of days that is unlike the others.",
    blank: BehaviorParameters.Seasons.SpecialDay(name: "", on: CivilDate(dayNumber: 0)),
    fields: [
      .required("on", .date, \.on, "The day, or the first one."),
      .optional("until", .date, \.until, "The last day, where there are several."),
      .number("activity", .percent(0...100), \.activity, "Factor of the mean number of sessions."),
      .number("conversion", .percent(0...100), \.conversion, "Factor of the chance to convert."),
    ])
}
