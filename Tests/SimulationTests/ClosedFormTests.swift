import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Without messages the model is BG/BB (Fader, Hardie & Shang 2010, https://doi.org/10.1287/mksc.1100.0580).
@Suite struct ClosedFormTests {
  struct People: Sendable, CustomTestStringConvertible {
    let name: String
    let q: Double
    let concentration: Double
    let gamma: Double
    let delta: Double
    var testDescription: String { name }

    func share(_ day: Int) -> Double { q * survival(gamma, delta, day) }

    func apply(to scenario: inout Scenario) {
      scenario.behavior.activity.mean = q
      scenario.behavior.activity.concentration = concentration
      scenario.behavior.dropout.gamma = gamma
      scenario.behavior.dropout.delta = delta
    }
  }

  static let people = [
    People(name: "median app", q: 0.362875305, concentration: 1.7, gamma: 0.484781217, delta: 1.215208164),
    People(name: "mobile game, launch", q: 0.692, concentration: 1.7, gamma: 0.701, delta: 2.888),
    People(name: "mobile game, BG/BB fit", q: 0.9828 / 1.6965, concentration: 1.6965, gamma: 0.8449, delta: 5.6416),
  ]

  static let days = [1, 7, 14, 30, 60, 90]

  @Test(arguments: people)
  func retentionIsTheClosedForm(_ people: People) async throws {
    var scenario = Lab.scenario(users: 200_000, days: 91)
    people.apply(to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.users == 200_000)
    for day in Self.days {
      #expect(sums.retentionUsers[day] == 200_000)
      #expect(abs(zScore(sums.retentionActive[day], of: 200_000, people.share(day))) < 3.5, "day \(day)")
      #expect(sums.retentionActive[day] == sums.activeUsers[day])
    }
  }

  @Test(arguments: people)
  func soItIsWithSessionsThatWalkThroughTheApp(_ people: People) async throws {
    var scenario = Lab.scenario(users: 20_000, days: 31)
    people.apply(to: &scenario)
    Lab.addApp(&scenario)
    let sums = try await Lab.first(scenario)
    for day in [1, 7, 14, 30] {
      #expect(abs(zScore(sums.retentionActive[day], of: 20_000, people.share(day))) < 3.5, "day \(day)")
    }
  }

  /// New users of every day follow the same curve, and the KPI counts whom it can observe.
  @Test func newUsersFollowTheSameCurve() async throws {
    var scenario = Lab.scenario(users: 0, days: 40)
    scenario.population.newPerDay = 1_500
    scenario.kpis = [
      KPIDefinition(name: "retention_30", measure: .retention(days: 30...30)),
      KPIDefinition(name: "retention_week_2", measure: .retention(days: 7...13)),
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.users == 60_000)
    #expect(sums.presentUsers == (1...40).map { $0 * 1_500 })
    #expect(sums.retentionUsers == (0..<40).map { (40 - $0) * 1_500 })
    for day in [1, 7, 14, 30] {
      let z = zScore(sums.retentionActive[day], of: sums.retentionUsers[day], Self.people[0].share(day))
      #expect(abs(z) < 3.5, "day \(day)")
    }
    #expect(sums.ratio(0) == [sums.retentionActive[30], sums.retentionUsers[30]])
    #expect(sums.ratio(1)[1] == sums.retentionUsers[13])
    #expect(sums.ratio(1)[0] > sums.retentionActive[7] * 27 / 34)
  }

  /// Mean sessions of a living person's day are λ = −ln(1 − p), whose mean is ψ(α + β) − ψ(β).
  @Test func sessionsHaveTheirMean() async throws {
    var scenario = Lab.scenario(users: 40_000, days: 8)
    scenario.behavior.dropout.gamma = 0
    scenario.behavior.activity.mean = 0.5
    scenario.behavior.activity.concentration = 4
    let sums = try await Lab.first(scenario)
    // ψ(4) − ψ(2) = 1/2 + 1/3.
    let mean = Double(sums.total(0) - 40_000) / (40_000 * 7)
    let error = (sums.moments[0].covariance(0, 0) / 40_000).squareRoot() / 7
    #expect(abs(mean - 5.0 / 6) < 4 * error)
  }
}
