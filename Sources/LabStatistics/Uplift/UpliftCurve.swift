/// How well a score ranks users by the effect of a treatment on them: uplift and Qini curves.
///
/// Users are taken from the highest score down; users of equal scores enter together, so that the order of the rows
/// does not matter. Sources: Radcliffe (2007); the normalised scores follow scikit-uplift.
public struct UpliftCurve: Sendable, Equatable {
  /// One point of the curves.
  public struct Point: Sendable, Equatable {
    /// Users targeted so far.
    public let targeted: Int
    /// `Y_t - Y_c N_t / N_c`: extra outcomes among the treated of the targeted.
    public let qini: Double
    /// `(Y_t / N_t - Y_c / N_c) (N_t + N_c)`: extra outcomes if all the targeted were treated.
    public let uplift: Double
  }

  /// The points, from nobody targeted to everybody.
  public let points: [Point]

  private let ranked: [User]

  private struct User: Equatable {
    let score: Double
    let isTreated: Bool
    let outcome: Double
  }

  /// Ranks users by score.
  ///
  /// - Parameters:
  ///   - scores: predicted uplift, higher first.
  ///   - treated: whether the user was treated.
  ///   - outcomes: what happened; 0 or 1 for the normalised scores.
  /// - Throws: ``StatisticsError`` when lengths differ, a number is not finite, or an arm is empty.
  public init(scores: [Double], treated: [Bool], outcomes: [Double]) throws {
    try Check.sample(scores, "score", atLeast: 1)
    try Check.sample(outcomes, "outcome", atLeast: 1)
    try Check.that(treated.count == scores.count, "treatment", "needs one value per score (\(scores.count))")
    try Check.that(outcomes.count == scores.count, "outcome", "needs one value per score (\(scores.count))")
    try Check.that(treated.contains(true) && treated.contains(false), "treatment", "needs both arms")
    let order = scores.indices.sorted { (scores[$0], $0) > (scores[$1], $1) }
    ranked = order.map { User(score: scores[$0], isTreated: treated[$0], outcome: outcomes[$0]) }
    points = Self.points(ranked)
  }

  private static func points(_ ranked: [User]) -> [Point] {
    var points = [Point(targeted: 0, qini: 0, uplift: 0)]
    var count = (treated: 0.0, control: 0.0)
    var sum = (treated: 0.0, control: 0.0)
    for (index, user) in ranked.enumerated() {
      if user.isTreated {
        count.treated += 1
        sum.treated += user.outcome
      } else {
        count.control += 1
        sum.control += user.outcome
      }
      if index + 1 < ranked.count, ranked[index + 1].score == user.score { continue }
      let scaled = count.control > 0 ? sum.control * (count.treated / count.control) : 0
      let treatedRate = count.treated > 0 ? sum.treated / count.treated : 0
      let controlRate = count.control > 0 ? sum.control / count.control : 0
      points.append(
        Point(
          targeted: index + 1, qini: sum.treated - scaled,
          uplift: (treatedRate - controlRate) * (count.treated + count.control)))
    }
    return points
  }

  /// Extra outcomes among the treated when everybody is targeted.
  public var finalQini: Double { points.last?.qini ?? 0 }

  /// Extra outcomes if everybody were treated.
  public var finalUplift: Double { points.last?.uplift ?? 0 }

  /// Area under the Qini curve by trapezoids, x the number of users targeted.
  public var qiniArea: Double { Self.area(points) { $0.qini } }

  /// Radcliffe's coefficient: the area under the Qini curve less that under the straight line of random targeting.
  public var qiniCoefficient: Double { qiniArea - finalQini * Double(ranked.count) / 2 }

  /// Area under the uplift curve, x the number of users targeted.
  public var upliftArea: Double { Self.area(points) { $0.uplift } }

  /// The Qini coefficient divided by that of the perfect ranking; nil when the perfect one is random itself.
  ///
  /// The perfect ranking puts treated responders first and control responders last. Outcomes must be 0 or 1.
  ///
  /// - Throws: ``StatisticsError`` when an outcome is neither 0 nor 1.
  public func normalizedQini() throws -> Double? {
    try checkBinary()
    let perfect = Self.points(
      Self.reranked(ranked) { user in
        user.outcome == 0 ? 0 : (user.isTreated ? 1 : -1)
      })
    return Self.share(points, perfect) { $0.qini }
  }

  /// The area between the uplift curve and random targeting, as a share of that of the perfect ranking.
  ///
  /// The perfect ranking puts treated responders and control non-responders first, and of the two other groups the
  /// one that hurts the curve less before the other. Outcomes must be 0 or 1.
  ///
  /// - Throws: ``StatisticsError`` when an outcome is neither 0 nor 1.
  public func normalizedUplift() throws -> Double? {
    try checkBinary()
    let controlResponders = ranked.filter { !$0.isTreated && $0.outcome == 1 }.count
    let treatedOthers = ranked.filter { $0.isTreated && $0.outcome == 0 }.count
    let perfect = Self.points(
      Self.reranked(ranked) { user in
        let agrees = (user.outcome == 1) == user.isTreated
        let tieBreak = controlResponders > treatedOthers ? user.outcome : (user.isTreated ? 1 : 0)
        return (agrees ? 2 : 0) + tieBreak
      })
    return Self.share(points, perfect) { $0.uplift }
  }

  /// The difference of outcome rates among the top share of users.
  ///
  /// - Parameters:
  ///   - share: part of all users to look at, in (0, 1]; the number of users is rounded down.
  ///   - withinArms: whether the top share is taken of each arm apart instead of all users together.
  /// - Returns: nil when the top share misses an arm.
  /// - Throws: ``StatisticsError`` when `share` is not in (0, 1].
  public func uplift(top share: Double, withinArms: Bool = false) throws -> Double? {
    try Check.that(share > 0 && share <= 1, "k", "must be in (0, 1], not \(share)")
    func top(_ users: [User]) -> ArraySlice<User> {
      // A hair of tolerance: 0.3 of 40 is 12 although 0.3 * 40 may fall below it.
      users.prefix(Int(Double(users.count) * share * (1 + 1e-14)))
    }
    let chosen =
      withinArms
      ? Array(top(ranked.filter(\.isTreated))) + Array(top(ranked.filter { !$0.isTreated })) : Array(top(ranked))
    let treated = chosen.filter(\.isTreated)
    let control = chosen.filter { !$0.isTreated }
    guard !treated.isEmpty, !control.isEmpty else { return nil }
    return treated.reduce(0) { $0 + $1.outcome } / Double(treated.count)
      - control.reduce(0) { $0 + $1.outcome } / Double(control.count)
  }

  private func checkBinary() throws {
    try Check.that(ranked.allSatisfy { $0.outcome == 0 || $0.outcome == 1 }, "outcome", "must be 0 or 1")
  }

  private static func reranked(_ users: [User], by score: (User) -> Double) -> [User] {
    users.map { User(score: score($0), isTreated: $0.isTreated, outcome: $0.outcome) }
      .sorted { $0.score > $1.score }
  }

  private static func area(_ points: [Point], _ height: (Point) -> Double) -> Double {
    zip(points, points.dropFirst()).reduce(0) { sum, pair in
      sum + Double(pair.1.targeted - pair.0.targeted) * (height(pair.0) + height(pair.1)) / 2
    }
  }

  private static func share(_ actual: [Point], _ perfect: [Point], _ height: (Point) -> Double) -> Double? {
    guard let last = perfect.last else { return nil }
    let random = Double(last.targeted) * height(last) / 2
    let possible = area(perfect, height) - random
    guard possible != 0 else { return nil }
    return (area(actual, height) - random) / possible
  }
}
