import Behavior
import Foundation
import LabStatistics
import Testing

/// The CDNOW customers: published summary, transactions and reference results (`Fixtures/CDNOW/README.md`).
struct CDNOW: Sendable {
  struct Customer: Sendable {
    let history: RepeatHistory
    /// Mean value of the repeat purchases, 0 without any.
    let meanSpend: Double
    /// Day of the first purchase, 1 on 1 January 1997.
    let firstDay: Int
    /// Days of the repeat purchases, in 78 weeks.
    let repeatDays: [Int]

    /// Repeat purchases in weeks 40 to 78.
    var laterRepeats: Int { repeatDays.count { $0 > 273 } }
  }

  struct Reference: Decodable, Sendable {
    struct Model: Decodable, Sendable {
      let params: [String: Double]
      let logLikelihood: Double
      let forecasts: [String: Double]
      let weekly: [Double]
      let holdout: Double
      let meanError: Double

      enum CodingKeys: String, CodingKey {
        case params
        case logLikelihood = "LL"
        case forecasts = "expected_cum_repeat"
        case weekly = "expected_cum_weekly"
        case holdout = "holdout_pred"
        case meanError = "MAPE_cum_weeks_40_78_pct"
      }
    }

    struct Frequency: Decodable, Sendable {
      let freq: String
      let n: Int
      let predicted: Double
      let actual: Double
      let alive: Double

      enum CodingKeys: String, CodingKey {
        case freq, n
        case predicted = "pred_mean"
        case actual = "actual_mean"
        case alive = "mean_p_alive"
      }
    }

    struct One: Decodable, Sendable {
      let alive: Double
      let expected: Double

      enum CodingKeys: String, CodingKey {
        case alive = "p_alive"
        case expected = "E_39w"
      }
    }

    struct Published: Decodable, Sendable {
      let params: [Double]
      let logLikelihood: Double

      enum CodingKeys: String, CodingKey {
        case params
        case logLikelihood = "LL"
      }
    }

    struct Spend: Decodable, Sendable {
      let p: Double
      let q: Double
      let v: Double
      let logLikelihood: Double
      let mean: Double

      enum CodingKeys: String, CodingKey {
        case p, q, v
        case logLikelihood = "LL"
        case mean = "population_mean_spend"
      }
    }

    let weeklyActual: [Int]
    let models: [String: Model]
    let frequencies: [Frequency]
    let total: [String: Double]
    let customerOne: One
    let publishedBG: Published
    let publishedPareto: Published
    let spend: Spend

    enum CodingKeys: String, CodingKey {
      case weeklyActual = "actual_weekly_cum_repeat_sample"
      case models = "models_sample_2357"
      case frequencies = "BGNBD_conditional_by_freq"
      case total = "BGNBD_conditional_total"
      case customerOne = "BGNBD_customer_1"
      case publishedBG = "BGNBD_LL_at_published_params"
      case publishedPareto = "PNBD_LL_at_published_params"
      case spend = "GammaGamma"
    }

    /// The reference parameters of a model, in the model's order.
    func values<Model: LikelihoodModel>(_ model: Model.Type) throws -> [Double] {
      let params = try #require(models[Model.name]).params
      return try Model.parameters.map { try #require(params[$0.name]) }
    }
  }

  let customers: [Customer]
  let reference: Reference

  static let loaded = Result { try CDNOW() }

  private init() throws {
    var days: [Int: Set<Int>] = [:]
    for row in try Self.rows("transactions") { days[Int(row[0]), default: []].insert(Int(row[1])) }
    customers = try Self.rows("summary").map { row in
      let bought = (days[Int(row[0])] ?? []).sorted()
      return Customer(
        history: try RepeatHistory(repeats: Int(row[1]), last: row[2], length: row[3]), meanSpend: row[4],
        firstDay: try #require(bought.first), repeatDays: Array(bought.dropFirst()))
    }
    reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: Self.url("reference", "json")))
  }

  private static func url(_ name: String, _ kind: String) throws -> URL {
    try #require(Bundle.module.url(forResource: name, withExtension: kind, subdirectory: "Fixtures/CDNOW"))
  }

  private static func rows(_ name: String) throws -> [[Double]] {
    try String(contentsOf: url(name, "csv"), encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
      try $0.split(separator: ",").map { try #require(Double($0)) }
    }
  }

  /// Equal histories once, with the number of customers that share them.
  var histories: [Weighted<RepeatHistory>] {
    var counts: [RepeatHistory: Int] = [:]
    var order: [RepeatHistory] = []
    for customer in customers {
      if counts[customer.history] == nil { order.append(customer.history) }
      counts[customer.history, default: 0] += 1
    }
    return order.map { Weighted($0, weight: Double(counts[$0] ?? 0)) }
  }

  var spends: [Weighted<SpendHistory>] {
    get throws {
      try customers.filter { $0.history.repeats > 0 }.map {
        Weighted(try SpendHistory(orders: $0.history.repeats, mean: $0.meanSpend))
      }
    }
  }

  /// First purchases, in weeks from the last day of 1996.
  var starts: [CohortStart] {
    Dictionary(grouping: customers, by: \.firstDay).sorted { $0.key < $1.key }.map {
      CohortStart(time: Double($0.key) / 7, users: $0.value.count)
    }
  }

  /// Cumulative repeat purchases at the end of weeks 1 to 78.
  var actual: [Int] {
    (1...78).map { week in customers.reduce(0) { $0 + $1.repeatDays.count { $0 <= 7 * week } } }
  }

  static let weeks = (1...78).map(Double.init)
}

/// The sum of the log-likelihoods of observations.
func logLikelihood<Model: LikelihoodModel>(_ model: Model, _ data: [Weighted<Model.Observation>]) -> Double {
  data.reduce(0) { $0 + $1.weight * model.logLikelihood(of: $1.observation) }
}

/// The gradient of the log-likelihood of observations.
func gradient<Model: LikelihoodModel>(_ model: Model, _ data: [Weighted<Model.Observation>]) throws -> [Double] {
  var sum = [Double](repeating: 0, count: Model.parameters.count)
  for item in data {
    for (index, slope) in try #require(model.gradient(of: item.observation)).enumerated() {
      sum[index] += item.weight * slope
    }
  }
  return sum
}

/// The gradient of one observation's log-likelihood by central differences with Richardson's correction.
func numericGradient<Model: LikelihoodModel>(_ model: Model, _ observation: Model.Observation) -> [Double] {
  model.values.indices.map { index in
    func difference(_ share: Double) -> Double {
      let step = share * model.values[index]
      func value(_ sign: Double) -> Double {
        var values = model.values
        values[index] += sign * step
        return Model(values).logLikelihood(of: observation)
      }
      return (value(1) - value(-1)) / (2 * step)
    }
    return (4 * difference(5e-4) - difference(1e-3)) / 3
  }
}
