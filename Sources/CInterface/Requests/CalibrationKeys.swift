import Calibration
import Primitives
import RecordedData

// The options of each kind of calibration, from the keys of a request.

typealias CalibrationValues = KeyedDecodingContainer<CalibrateRequest.Keys>

extension CalibrationValues {
  /// Whether a key has a value.
  func isGiven(_ key: Key) throws -> Bool { try contains(key) && !decodeNil(forKey: key) }

  func text(_ key: Key) throws -> String? { try decodeIfPresent(String.self, forKey: key) }
  func flag(_ key: Key) throws -> Bool { try decodeIfPresent(Bool.self, forKey: key) ?? false }
  /// A number or a text.
  func share(_ key: Key) throws -> String? { try decodeIfPresent(ShareText.self, forKey: key)?.text }
}

extension CalibrationValues where Key == CalibrateRequest.Keys {
  fileprivate var rows: RowOptions {
    get throws {
      var rows = RowOptions()
      rows.maxBadRows = try share(.maxBadRows) ?? rows.maxBadRows
      rows.dropsDuplicates = try flag(.dropDuplicates)
      return rows
    }
  }

  fileprivate var dayOptions: DayOptions {
    get throws {
      var days = DayOptions()
      (days.until, days.firstDay, days.lastDay) = try (day(.until), day(.firstDay), day(.lastDay))
      days.zone = try text(.zone)
      return days
    }
  }

  /// A date as a text, or the number of a day.
  private func day(_ key: Key) throws -> String? {
    guard try isGiven(key) else { return nil }
    if let number = try? decode(Int.self, forKey: key) { return "\(number)" }
    return try text(key)
  }

  fileprivate var money: MoneyOptions {
    get throws {
      var money = MoneyOptions()
      money.currency = try text(.currency) ?? money.currency
      money.hasDecimalComma = try flag(.decimalComma)
      return money
    }
  }
}

extension ActivityOptions {
  init(_ values: CalibrationValues) throws {
    self.init(user: try values.decode(String.self, forKey: .user), time: try values.decode(String.self, forKey: .time))
    (event, install, session) = try (values.text(.event), values.text(.install), values.text(.session))
    activities = try values.decodeIfPresent([String].self, forKey: .activities) ?? []
    (days, rows) = try (values.dayOptions, values.rows)
    try check()
  }
}

extension TransactionOptions {
  init(_ values: CalibrationValues) throws {
    self.init(user: try values.decode(String.self, forKey: .user), time: try values.decode(String.self, forKey: .time))
    (value, event, purchase) = try (values.text(.value), values.text(.event), values.text(.purchase))
    unit = try values.decodeIfPresent(Word<PurchasePlan.TimeUnit>.self, forKey: .unit)?.choice ?? unit
    (money, days, rows) = try (values.money, values.dayOptions, values.rows)
    try check()
  }
}

extension SummaryOptions {
  init(_ values: CalibrationValues) throws {
    self.init(
      repeats: try values.decode(String.self, forKey: .repeats), last: try values.decode(String.self, forKey: .last))
    (days, length) = try (values.text(.days), values.text(.length))
    (count, spend) = try (values.text(.count), values.text(.spend))
    (money, rows) = try (values.money, values.rows)
    try check()
  }
}

extension ResponseOptions {
  init(_ values: CalibrationValues) throws {
    self.init()
    lapsed = try values.share(.lapsed) ?? lapsed
    topics = try values.decodeIfPresent(Int.self, forKey: .topics) ?? topics
    frequency = try values.decodeIfPresent(Double.self, forKey: .frequency) ?? frequency
    rows = try values.rows
    try check()
  }
}

extension RetentionOptions {
  init(_ values: CalibrationValues) throws {
    self.init(points: try Self.points(values))
    mean = try values.share(.mean)
    concentration = try values.decodeIfPresent(Double.self, forKey: .concentration) ?? concentration
    try check()
  }

  /// `["D1=40%"]`, or `{"1": 0.4}`.
  private static func points(_ values: CalibrationValues) throws -> [String] {
    if let list = try? values.decode([String].self, forKey: .points) { return list }
    let shares = try values.decode([String: ShareText].self, forKey: .points)
    return shares.sorted { (Int($0.key) ?? 0, $0.key) < (Int($1.key) ?? 0, $1.key) }.map {
      "D\($0.key)=\($0.value.text)"
    }
  }
}

extension ExperimentOptions {
  init(_ values: CalibrationValues) throws {
    self.init(
      control: try values.decode(String.self, forKey: .control),
      treatment: try values.decode(String.self, forKey: .treatment))
    outcome = try values.decodeIfPresent(Word<Outcome>.self, forKey: .outcome)?.choice ?? outcome
    day = try values.decodeIfPresent(Int.self, forKey: .day) ?? day
    habit = try values.decodeIfPresent(Double.self, forKey: .habit) ?? habit
    gamma = try values.decodeIfPresent(Double.self, forKey: .gamma)
    delta = try values.decodeIfPresent(Double.self, forKey: .delta)
    try check()
  }
}
