import Primitives

/// The behavior parameters of a population, compiled into constants and tables, and the laws that use them.
///
/// Source of every law: Documentation/model.md. All functions are pure in the person, the state and the words that
/// they are given; the caller addresses the words.
public final class PersonModel: Sendable {
  /// The parameters that it was made from.
  public let parameters: BehaviorParameters
  /// Number of topics, at least 1.
  public let topics: Int
  /// Interest in a topic of a person who likes all alike; the relevance of a message about nothing in particular.
  public let evenInterest: Double
  @usableFromInline let fatigueDecay: Double
  @usableFromInline let engagementDecay: Double
  @usableFromInline let largestHazardGrowth: Double
  /// Weight of the hour in the log-odds of an open, by hour on the person's own clock.
  @usableFromInline let hourWeight: Table<Double>
  /// Log-odds lost to a repeat, by days since.
  @usableFromInline let repeatLoss: Table<Double>
  @usableFromInline let weekday: Table<Double>
  /// Chances at log-odds −16, −15.875 ... 16, the last one 1; padded so that the entry above is a bound.
  @usableFromInline let openBounds: Table<Double>
  /// Whether every weekday is alike.
  public let hasFlatWeek: Bool
  /// Cumulative share of activity up to the end of each hour.
  let hourCumulative: Table<Double>
  /// The first hour that a draw can mean, by 64ths of the draw.
  let hourGuide: Table<Int32>
  let platforms: Choice
  let languages: Choice
  let timeZones: Choice
  let platformIsIOS: Table<Bool>
  @usableFromInline let inAppBase: Double
  @usableFromInline let inAppTriggered: Double
  /// Shares who accept the system's question after an accepted explanation.
  let preparedIOS: Double
  let preparedOther: Double
  /// Chance that the action of a web page is taken.
  let webAct: Double
  private let arena: Arena

  /// The hour at which a person without a personal shift is most active.
  public let peakHour: Int32

  /// The shares of device facts, cumulative order as in the population.
  public struct Devices: Sendable {
    public var platforms: [(name: String, share: Double)]
    public var languages: [Double]
    public var timeZones: [Double]
    public init(platforms: [(name: String, share: Double)], languages: [Double], timeZones: [Double]) {
      self.platforms = platforms
      self.languages = languages
      self.timeZones = timeZones
    }
  }

  /// Compiles parameters.
  ///
  /// - Parameters:
  ///   - topics: Number of topics of contents; without topics every message is equally relevant.
  ///   - devices: Shares of device facts, each list summing to 1.
  public init(_ parameters: BehaviorParameters, topics: Int, devices: Devices) {
    let arena = Arena()
    self.arena = arena
    self.parameters = parameters
    self.topics = max(topics, 1)
    evenInterest = 1 / Double(max(topics, 1))
    fatigueDecay = Elementary.exp2(-1 / parameters.fatigue.halfLife)
    engagementDecay = Elementary.exp2(-1 / parameters.engagement.halfLife)
    largestHazardGrowth = Elementary.exp(parameters.fatigue.cap + 1 / Double(max(topics, 1)))
    let hours = Self.normalised(parameters.rhythm.hour)
    hourWeight = arena.table(hours.map { parameters.response.hour * Elementary.log(max($0, 1e-12)) })
    repeatLoss = arena.table(
      (0..<512).map {
        parameters.fatigue.templateEffect * Elementary.exp2(-Double($0) / parameters.fatigue.templateHalfLife)
      })
    openBounds = arena.table((0...256).map { $0 == 256 ? 1 : Elementary.logistic(Double($0) / 8 - 16) })
    let week = Self.normalised(parameters.rhythm.weekday)
    weekday = arena.table(week)
    hasFlatWeek = week.allSatisfy { $0 == 1 }
    let cumulative = Choice.cumulative(hours.map { $0 / 24 })
    hourCumulative = arena.table(cumulative)
    hourGuide = arena.table((0..<64).map { part in Int32(cumulative.count { $0 <= Double(part) / 64 }) })
    platforms = Choice(devices.platforms.map(\.share), in: arena)
    languages = Choice(devices.languages, in: arena)
    timeZones = Choice(devices.timeZones, in: arena)
    platformIsIOS = arena.table(devices.platforms.map { $0.name == "ios" })
    inAppBase = Elementary.logit(parameters.inApp.act)
    inAppTriggered = Elementary.logit(parameters.inApp.actTriggered)
    preparedIOS = Self.shifted(parameters.optIn.ios, by: parameters.prompt.afterSoft)
    preparedOther = Self.shifted(parameters.optIn.other, by: parameters.prompt.afterSoft)
    webAct = Self.shifted(parameters.content.act, by: parameters.content.web)
    peakHour = Int32(hours.indices.max { hours[$0] < hours[$1] } ?? 0)
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let mean = weights.reduce(0, +) / Double(weights.count)
    let scaled = weights.map { $0 / mean }
    return weights.allSatisfy { $0 == weights.first } ? weights.map { _ in 1 } : scaled
  }

  /// A chance with log-odds added; exactly itself for none.
  private static func shifted(_ chance: Double, by odds: Double) -> Double {
    odds == 0 ? chance : Elementary.logistic(Elementary.logit(chance) + odds)
  }
}
