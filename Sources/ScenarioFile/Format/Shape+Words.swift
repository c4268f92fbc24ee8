import Behavior
import EngagementCore
import Primitives
import Simulation

extension Shape where Value: Equatable {
  /// One of a few words.
  static func words(_ kind: String, _ words: [(word: String, value: Value, meaning: String)]) -> Shape {
    .scalar(
      ScalarForm(
        kind: kind, syntax: words.map { "`\($0.word)`" }.joined(separator: ", "),
        words: words.map { ScalarForm.Word(word: $0.word, meaning: $0.meaning) }),
      parse: { text, reading in
        if let found = words.first(where: { $0.word == text }) { return .success(found.value) }
        if words.count == 1 {
          return .failure(
            Objection(code: "unknown-word", what: "`\(text)` cannot stand here", remedy: "write `\(words[0].word)`"))
        }
        let valid = words.map { "`\($0.word)`" }.joined(separator: ", ")
        return .failure(
          Objection(
            code: "unknown-word", what: "`\(text)` is not a \(kind)",
            remedy: reading.suggestion(for: text, among: words.map(\.word), otherwise: "choose one of \(valid)")))
      },
      print: { value in words.first { $0.value == value }?.word ?? "" })
  }
}

extension Shape where Value == CivilDate {
  /// A day of the calendar.
  static let date = Shape.scalar(
    ScalarForm(kind: "date", syntax: "year-month-day, e.g. `2016-02-01`", patterns: [Pattern.date]),
    parse: { text, _ in
      CivilDate(text).map { .success($0) }
        ?? .failure(.kind("`\(text)` is not a date of the calendar", "write year-month-day, e.g. `2016-02-01`"))
    }, print: { $0.description })
}

extension Shape where Value == ClockMoment {
  /// A date with a time, on the user's clock or in a zone.
  static let clockMoment = Shape.scalar(
    ScalarForm(
      kind: "moment", syntax: "a date and a time, e.g. `2016-02-01 10:00`, perhaps with a zone: `2016-02-01 10:00 UTC`",
      patterns: [
        "^[0-9]{4}-[0-9]{2}-[0-9]{2} +([01]?[0-9]|2[0-3]):[0-5][0-9]( +[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*)?$"
      ]),
    parse: { text, _ in
      let parts = text.split(separator: " ").map(String.init)
      guard let date = parts.first.flatMap({ CivilDate($0) }), parts.count <= 3 else {
        return .failure(.kind("`\(text)` is not a moment", "write a date and a time, e.g. `2016-02-01 10:00`"))
      }
      guard parts.count > 1 else {
        return .failure(.kind("`\(text)` has no time of day", "write e.g. `\(text) 00:00`"))
      }
      guard let second = Shape<Int>.clockSeconds(parts[1]) else {
        return .failure(
          .kind("`\(parts[1])` is not a time of day", "write hours and minutes from 00:00 to 23:59"))
      }
      let zone = parts.count == 3 && parts[2] != "user" ? Zone.fixed(parts[2]) : .user
      return .success(ClockMoment(date: date, second: second, zone: zone))
    },
    print: { moment in
      let zone = if case .fixed(let name) = moment.zone { " \(name)" } else { "" }
      return "\(moment.date) \(clockText(moment.second))\(zone)"
    })
}

extension Shape where Value == UInt64 {
  /// The seed of the random streams.
  static let seed = Shape.scalar(
    ScalarForm(
      kind: "whole number", syntax: "a whole number", patterns: ["^[0-9][0-9_]*$"], native: .integer(0...0x1p64),
      range: "0 to 18,446,744,073,709,551,615"),
    parse: { text, _ in
      let digits = text.filter { $0 != "_" }
      return UInt64(digits).map { .success($0) }
        ?? .failure(.kind("`\(text)` is not a seed", "write a whole number from 0 to 18446744073709551615"))
    }, print: { String($0) })
}

extension Shape where Value == Weekday {
  /// One weekday.
  static let day = Shape.words("weekday", Weekday.allCases.map { ($0.rawValue, $0, "") })
}

extension Shape where Value == [Weekday] {
  /// A weekday or a group of them.
  static let weekday = Shape.words(
    "weekday",
    [
      ("monday", [.monday], ""), ("tuesday", [.tuesday], ""), ("wednesday", [.wednesday], ""),
      ("thursday", [.thursday], ""), ("friday", [.friday], ""), ("saturday", [.saturday], ""),
      ("sunday", [.sunday], ""),
      ("weekdays", [.monday, .tuesday, .wednesday, .thursday, .friday], "Monday to Friday."),
      ("weekend", [.saturday, .sunday], "Saturday and Sunday."), ("day", Weekday.allCases, "Every day."),
    ])

  /// One or several of them.
  static let weekdays: Shape = Shape<[[Weekday]]>.list(of: .weekday, orOne: true).converted(
    to: { groups in groups.flatMap { $0 } },
    from: { days in
      for group in [Weekday.allCases, Array(Weekday.allCases.prefix(5)), Array(Weekday.allCases.suffix(2))]
      where days == group { return [group] }
      return days.map { [$0] }
    })
}

extension Shape where Value == ClockTime {
  /// A time of day or the user's usual one.
  static let clockTime = Shape.scalar(
    ScalarForm(
      kind: "time of day", syntax: "`\"10:00\"`, or `usual` (perhaps with a fallback: `usual or 18:00`)",
      words: [
        ScalarForm.Word(
          word: "usual", meaning: "The hour at which the user is usually active; 18:00 while that is unknown.")
      ],
      patterns: [Pattern.clock, "^usual or ([01]?[0-9]|2[0-3]):[0-5][0-9]$"]),
    parse: { text, _ in
      if text == "usual" { return .success(.usual(fallback: 18 * 3600)) }
      if text.hasPrefix("usual or "), let second = Shape<Int>.clockSeconds(String(text.dropFirst("usual or ".count))) {
        return .success(.usual(fallback: second))
      }
      if let second = Shape<Int>.clockSeconds(text) { return .success(.at(secondOfDay: second)) }
      return .failure(
        .kind("`\(text)` is not a time of day", "write \"10:00\", `usual` or `usual or 18:00`"))
    },
    print: { time in
      switch time {
      case .at(let second): clockText(second)
      case .usual(let fallback): fallback == 18 * 3600 ? "usual" : "usual or \(clockText(fallback))"
      }
    })
}

extension Shape where Value == Zone {
  /// Whose clock counts.
  static let zone = Shape.scalar(
    ScalarForm(
      kind: "time zone", syntax: "`user`, or a zone such as `Europe/Paris`",
      words: [ScalarForm.Word(word: "user", meaning: "The user's own clock.")],
      patterns: ["^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"]),
    parse: { text, _ in .success(text == "user" ? .user : .fixed(text)) },
    print: { zone in
      switch zone {
      case .user: "user"
      case .fixed(let name): name
      }
    })
}

extension Shape where Value == ReEligibility {
  /// Whether a user may get a campaign again.
  static let again = Shape.scalar(
    ScalarForm(
      kind: "rule of repetition", syntax: "`always`, `never` or a duration, e.g. `30 days`",
      words: [
        ScalarForm.Word(word: "always", meaning: "Whenever it is due."),
        ScalarForm.Word(word: "never", meaning: "At most once in a user's life."),
      ], patterns: [Pattern.duration]),
    parse: { text, _ in
      switch text {
      case "always": return .success(.always)
      case "never": return .success(.once)
      default:
        guard Quantity(text) != nil else {
          return .failure(
            Objection(
              code: "unknown-word", what: "`\(text)` does not say when a user may get it again",
              remedy: "write `always`, `never` or a duration such as `30 days`"))
        }
        return Shape<Int>.seconds(text, 1...3650 * secondsPerDay, example: "30 days").map { .after(seconds: $0) }
      }
    },
    print: { again in
      switch again {
      case .always: "always"
      case .once: "never"
      case .after(let seconds): TimeUnit.text(seconds: seconds)
      }
    })
}

extension Shape where Value == TopicRule {
  /// How a message's topic is chosen.
  static let topicRule = Shape.scalar(
    ScalarForm(
      kind: "topic",
      syntax: "a topic of `app.topics`, or one of the words; `recommended 75%` gives the recommender's accuracy",
      words: [
        ScalarForm.Word(word: "none", meaning: "About nothing in particular: relevance is neutral."),
        ScalarForm.Word(word: "favourite", meaning: "The topic that the user's tags show most often."),
        ScalarForm.Word(word: "undiscovered", meaning: "The topic that the user's tags show least often."),
        ScalarForm.Word(word: "random", meaning: "Any topic."),
      ], patterns: ["^recommended \(Pattern.number) ?%$", "^[A-Za-z_][A-Za-z0-9_]*$"]),
    parse: { text, reading in
      switch text {
      case "none": return .success(.none)
      case "favourite": return .success(.favourite)
      case "undiscovered": return .success(.undiscovered)
      case "random": return .success(.random)
      case "recommended":
        return .failure(.kind("`recommended` without its accuracy", "write e.g. `recommended 75%`"))
      default:
        guard text.hasPrefix("recommended ") else { return .success(.fixed(text)) }
        guard let quantity = Quantity(String(text.dropFirst("recommended ".count))), quantity.unit == "%" else {
          return .failure(.unit("`\(text)` does not give an accuracy in %", "write e.g. `recommended 75%`"))
        }
        let accuracy = quantity.number(shiftedBy: -2)
        guard (0...1).contains(accuracy) else {
          return .failure(.range("\(quantity.digits)% is outside 0% to 100%", "choose a value in that range"))
        }
        return .success(.recommended(accuracy: accuracy))
      }
    },
    print: { topic in
      switch topic {
      case .none: "none"
      case .fixed(let name): name
      case .favourite: "favourite"
      case .undiscovered: "undiscovered"
      case .recommended(let accuracy): "recommended \(percentText(accuracy))"
      case .random: "random"
      }
    })
}

extension Shape where Value == AppModel.Chance {
  /// How likely an event is.
  static let chance = Shape.scalar(
    ScalarForm(
      kind: "chance", syntax: "a number with %, e.g. `2.1%`, or `conversion`",
      words: [
        ScalarForm.Word(word: "conversion", meaning: "The user's own chance to convert (`behavior.conversion`).")
      ] + AppModel.Fate.allCases.map { ScalarForm.Word(word: $0.rawValue, meaning: $0.meaning) },
      patterns: [Pattern.percent], range: "0% to 100%"),
    parse: { text, reading in
      if text == "conversion" { return .success(.conversion) }
      if let fate = AppModel.Fate(rawValue: text) { return .success(.fate(fate)) }
      if Quantity(text) == nil {
        return .failure(
          Objection(
            code: "unknown-word", what: "`\(text)` is not a chance",
            remedy: reading.suggestion(
              for: text, among: ["conversion"] + AppModel.Fate.allCases.map(\.rawValue),
              otherwise: "write a percentage such as `2.1%`, or `conversion`")))
      }
      return Shape<Double>.fraction(text, 0...1, signed: false).map { .fixed($0) }
    },
    print: { chance in
      switch chance {
      case .fixed(let share): percentText(share)
      case .conversion: "conversion"
      case .fate(let fate): fate.rawValue
      }
    })
}

extension AppModel.Fate {
  /// For the reference page.
  fileprivate var meaning: String {
    switch self {
    case .checkout: "At the end of a session: all that is in the cart is ordered (`cart`)."
    case .abandonment: "At the end of a session that filled the cart and did not order."
    case .levelUp: "An attempt at the next level succeeds (`levels`)."
    case .subscribed: "A trial becomes a subscription (`subscription`)."
    case .renewed: "A paid period is renewed."
    case .cancelled: "A trial or a paid period ends without renewal."
    case .referred: "Somebody who was told of the app installs it (`referrals`)."
    }
  }
}

extension Shape where Value == AppModel.Revenue {
  /// What an event earns.
  static let revenue = Shape.scalar(
    ScalarForm(
      kind: "amount of money", syntax: "e.g. `0.05 EUR`, or `spend`",
      words: [
        ScalarForm.Word(word: "none", meaning: "Nothing."),
        ScalarForm.Word(word: "spend", meaning: "An order of the user's own size (`behavior.conversion`)."),
      ], patterns: [Pattern.money]),
    parse: { text, reading in
      switch text {
      case "none": .success(.none)
      case "spend": .success(.spend)
      default: Shape<Money>.moneyValue(text, reading).map { .fixed($0) }
      }
    },
    print: { revenue in
      switch revenue {
      case .none: "none"
      case .fixed(let money): Shape<Money>.moneyText(money)
      case .spend: "spend"
      }
    })
}

extension Shape where Value == ClosedRange<Int> {
  /// Days after the install.
  static let retentionDays = Shape.scalar(
    ScalarForm(
      kind: "days after the install", syntax: "`day 30` or `days 7-13`",
      patterns: ["^day [0-9]+$", "^days [0-9]+ ?- ?[0-9]+$"], range: "day 0 to day 3650"),
    parse: { text, _ in
      let remedy = "write `day 30` or `days 7-13`"
      let words = text.split(separator: " ", maxSplits: 1)
      guard words.count == 2, words[0] == "day" || words[0] == "days" else {
        return .failure(.kind("`\(text)` does not name days after the install", remedy))
      }
      let ends = words[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
        return .failure(.kind("`\(text)` does not name days after the install", remedy))
      }
      guard first >= 0, last <= 3650 else {
        return .failure(.range("`\(text)` is outside day 0 to day 3650", "choose days in that range"))
      }
      guard first <= last else {
        return .failure(.range("`\(text)` ends before it starts", "write `days \(last)-\(first)`"))
      }
      return .success(first...last)
    },
    print: { $0.count == 1 ? "day \($0.lowerBound)" : "days \($0.lowerBound)-\($0.upperBound)" })
}
