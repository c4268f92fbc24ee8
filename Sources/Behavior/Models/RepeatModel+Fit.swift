import LabStatistics

/// What the optimiser is told of the models of repeat behaviour.
enum RepeatFit {
  /// The weighted mean of the time observed: the only scale of time that every log has. 1 when nothing was observed.
  static func typicalLength(_ data: [Weighted<RepeatHistory>]) -> Double {
    let weight = data.reduce(0) { $0 + $1.weight }
    let total = data.reduce(0) { $0 + $1.weight * $1.observation.length }
    return total > 0 && weight > 0 ? total / weight : 1
  }

  static func joined(_ parts: [String?]) -> String? {
    let parts = parts.compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  static func meaningOfRates(_ limits: [ParameterLimit]) -> String? {
    switch GammaLimit(limits, shape: "r", inverseScale: "alpha") {
    case .point: "all users come equally often"
    case .never: "nobody comes back"
    case .always: "users come back without pause"
    case nil: nil
    }
  }

  static func meaningOfChances(_ limits: [ParameterLimit]) -> String? {
    switch BetaLimit(limits, first: "a", second: "b") {
    case .point: "all users have the same chance to leave after an event"
    case .never: "nobody leaves"
    case .always: "everybody leaves at the first chance"
    case .extremes: "a user leaves at the first chance or never"
    case nil: nil
    }
  }
}

extension BGNBD {
  public static func start(for data: [Weighted<RepeatHistory>]) -> [Double]? {
    [1, RepeatFit.typicalLength(data) / 4, 1, 1]
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    RepeatFit.joined([RepeatFit.meaningOfRates(limits), RepeatFit.meaningOfChances(limits)])
  }
}

extension MBGNBD {
  public static func start(for data: [Weighted<RepeatHistory>]) -> [Double]? { BGNBD.start(for: data) }

  public static func meaning(of limits: [ParameterLimit]) -> String? { BGNBD.meaning(of: limits) }
}

extension ParetoNBD {
  public static func start(for data: [Weighted<RepeatHistory>]) -> [Double]? {
    let scale = RepeatFit.typicalLength(data) / 4
    return [1, scale, 1, scale]
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    let leaving: String? =
      switch GammaLimit(limits, shape: "s", inverseScale: "beta") {
      case .point: "all users leave equally fast"
      case .never: "nobody leaves"
      case .always: "everybody leaves at once"
      case nil: nil
      }
    return RepeatFit.joined([RepeatFit.meaningOfRates(limits), leaving])
  }
}

extension GammaGamma {
  public static func start(for data: [Weighted<SpendHistory>]) -> [Double]? {
    let weight = data.reduce(0) { $0 + $1.weight }
    let total = data.reduce(0) { $0 + $1.weight * $1.observation.mean }
    // With p = 2 and q = 3 the population's mean is v.
    return [2, 3, total > 0 && weight > 0 ? total / weight : 1]
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    let runs = { (name: String, end: ParameterLimit.End) in limits.contains { $0.name == name && $0.end == end } }
    let users: String? = runs("q", .infinity) && runs("v", .infinity) ? "all users have the same mean order" : nil
    let orders: String? = runs("p", .infinity) ? "a user's orders are all worth the same" : nil
    return RepeatFit.joined([users, orders])
  }
}
