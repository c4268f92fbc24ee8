import Behavior
import Calibration
import Foundation
import LabStatistics
import Primitives
import RecordedData
import Simulation
import Testing

/// The launch of a mobile game, calibrated on days 0 to 15 and forecast to day 30.
@Suite struct ActivityCalibrationTests {
  private func number(_ result: CalibrationResult, _ name: String) throws -> Double {
    try #require(result[name]?.number)
  }

  @Test func parametersAreThePublishedFit() throws {
    let result = try ActivityCalibration(RealData.game(until: 15)).result()
    let (alpha, beta) = (0.9827994638021941, 0.7137265541920306)
    #expect(abs(try number(result, "activity.mean") / (alpha / (alpha + beta)) - 1) < 1e-3)
    #expect(abs(try number(result, "activity.concentration") / (alpha + beta) - 1) < 1e-3)
    #expect(abs(try number(result, "dropout.gamma") / 0.844890630966014 - 1) < 1e-3)
    #expect(abs(try number(result, "dropout.delta") / 5.641643677001357 - 1) < 1e-3)
    let chosen = try #require(result.models.first { $0.isChosen })
    #expect(abs(try #require(chosen.summary).logLikelihood - -13063.599186732368) < 1e-3)
    for parameter in result.parameters where parameter.basis == .estimated {
      let interval = try #require(parameter.interval)
      #expect(try #require(parameter.standardError) > 0)
      #expect(interval.contains(try #require(parameter.number)))
    }
  }

  /// q = alpha / (alpha + beta) and the sum have correlated errors; the delta method by hand.
  @Test func standardErrorsAreThoseOfTheDeltaMethod() throws {
    let summary = try RealData.game(until: 15)
    let fit = try MaximumLikelihood.fit(
      BGBB.self,
      to: summary.groups.filter { $0.days > 0 }.map {
        Weighted(
          OpportunityHistory(active: $0.activeDays, last: $0.lastActiveDay, opportunities: $0.days),
          weight: Double($0.users))
      })
    let (a, b) = (fit.model.alpha, fit.model.beta)
    let slopes = [b / pow(a + b, 2), -a / pow(a + b, 2)]
    let c = fit.covariance
    let variance =
      slopes[0] * slopes[0] * c[0][0] + 2 * slopes[0] * slopes[1] * c[0][1] + slopes[1] * slopes[1] * c[1][1]
    let result = try ActivityCalibration(summary).result()
    #expect(abs(try #require(result["activity.mean"]?.standardError) / variance.squareRoot() - 1) < 1e-4)
    let sum = (c[0][0] + 2 * c[0][1] + c[1][1]).squareRoot()
    #expect(abs(try #require(result["activity.concentration"]?.standardError) / sum - 1) < 1e-4)
  }

  @Test func plainForecastIsThePublishedOne() throws {
    let result = try ActivityCalibration(RealData.game(until: 15)).result()
    let plain = try #require(result.models.first { $0.name == "BG/BB alone" }?.holdout)
    #expect(plain.actual == 8881)
    #expect(abs(plain.forecast - 8927.65388654723) < 1)
    #expect(abs(try #require(plain.relativeError) * 100 - 0.5253224473283469) < 0.02)
    #expect(abs(try #require(plain.meanAbsoluteError) * 100 - 1.6471656752981154) < 0.01)
    #expect(abs(try #require(plain.worst).error * 100 - 4.931578947368424) < 0.02)
    #expect(try #require(plain.standardError) > 50)
  }

  @Test func noveltyMendsTheFirstDayAndKeepsTheForecast() throws {
    let result = try ActivityCalibration(RealData.game(until: 15)).result()
    #expect(try number(result, "novelty.boost") > 0.5)
    #expect(try number(result, "novelty.fades_in") == 1)
    let retention = try #require(result.series.first { $0.id == "retention" }).points[0]
    let actual = try #require(retention.actual)
    // BG/BB alone is seven standard errors too low on day 1; with novelty it is within two.
    #expect(actual - (try #require(retention.plain)) > 0.06)
    #expect(abs(actual - retention.fitted) < 0.015)
    let holdout = try #require(result.models.first { $0.isChosen }?.holdout)
    let plain = try #require(result.models.first { $0.name == "BG/BB alone" }?.holdout)
    // As well: novelty has faded on the days forecast. 0.2 points are a tenth of the forecast's own standard error.
    #expect(abs(try #require(holdout.relativeError)) < abs(try #require(plain.relativeError)) + 0.002)
    #expect(try #require(holdout.meanAbsoluteError) < (try #require(plain.meanAbsoluteError)) + 0.001)
    #expect(0.002 * holdout.actual < 0.15 * (try #require(holdout.standardError)))
    // Better: the days that the boost is about.
    let daily = try #require(result.series.first { $0.id == "daily" }).points.filter { !$0.isHoldout }
    func error(_ value: (FitSeries.Point) -> Double?) throws -> Double {
      try daily.reduce(0) { $0 + abs((try #require(value($1))) / (try #require($1.actual)) - 1) } / Double(daily.count)
    }
    #expect(try error(\.fitted) < 0.75 * error(\.plain))
  }

  /// The scenario format has a constant number of new users a day, the launch had not: so one cohort is simulated from the
  /// calibrated block, and every day's installs live its life. In a flat week without messages cohorts are exchangeable.
  @Test func theSimulatorForecastsAsWell() async throws {
    let summary = try RealData.game(until: 15)
    let result = try ActivityCalibration(summary).result()
    var scenario = Scenario(
      name: "launch", horizonDays: 31, population: Population(size: 400_000),
      comparison: Comparison(baseline: "none", arms: [Comparison.Arm(name: "none", programs: [])]))
    scenario.behavior = result.applied()
    scenario.kpis = [KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user))]
    let sums = try #require(try await Simulator(World(scenario), threads: 2).run().first)
    let curve = (0...30).map { Double(sums.retentionActive[$0]) / Double(sums.retentionUsers[$0]) }
    var errors: [Double] = []
    var (forecast, actual) = (0.0, 0.0)
    for day in 16...30 {
      let expected = (0...15).reduce(0) { $0 + Double(summary.newUsers[$1]) * curve[day - $1] }
      let happened = Double(summary.returningCalibrationUsers[day])
      errors.append(abs(expected / happened - 1))
      forecast += expected
      actual += happened
    }
    // BG/BB's formula: +0.53 % in all, 1.65 % a day, at worst 4.93 %. With 400,000 people the simulated curve is known to
    // 0.3 % of itself; the margins are that and the 0.2 points of novelty.
    #expect(abs(forecast / actual - 1) < 0.0053 + 0.005)
    #expect(errors.reduce(0, +) / 15 < 0.0165 + 0.003)
    #expect(try #require(errors.max()) < 0.0493 + 0.01)
    // Novelty is in the simulated days: the first return is what was measured.
    let day1 = Double(summary.retention.active[1]) / Double(summary.retention.atRisk[1])
    #expect(abs(curve[1] - day1) < 0.015)
  }

  @Test func usersWhoWereSummedUpGiveTheSameNumbers() throws {
    let plan = SummaryPlan(repeatsColumn: "x", lastColumn: "t_x", daysColumn: "n")
    let table = try SummaryReader(plan).read(RealData.path("mobile-game-summary.csv.gz"))
    let result = try ActivityCalibration(table).result()
    let chosen = try #require(result.models.first?.summary)
    #expect(abs(chosen.logLikelihood - -28954.615) < 1e-2)
    #expect(abs(try number(result, "dropout.gamma") / 0.9759 - 1) < 1e-3)
    #expect(result["novelty.boost"] == nil)
    #expect(result.leftAtDefault.contains { $0.name == "novelty" })
  }

  @Test func weekdaysAndHoursComeFromTheLog() throws {
    // Users return with chances of their own, doubled on Sundays; at 8 or at 20.
    var text = "user,time\n"
    var numbers = FixedNumbers(11)
    for user in 0..<4000 {
      let install = user % 28
      for day in install..<56 {
        let date = CivilDate(dayNumber: 19_724 + day)
        let isSunday = date.weekday.index == 6
        // Some leave, sooner or later.
        if day > install, numbers.next(1000) < [0, 10, 40, 200][user % 4] { break }
        let chance = [20, 60, 120, 220, 350][user % 5]
        guard day == install || numbers.next(1000) < (isSunday ? 2 : 1) * chance else { continue }
        text += "\(user),\(date)T\(numbers.next(4) == 0 ? "08" : "20"):15:00\n"
      }
    }
    let plan = ActivityPlan(userColumn: "user", timeColumn: "time")
    let summary = try ActivityReader(plan).read(DataFile.records(MemoryBytes(Array(text.utf8))))
    let result = try ActivityCalibration(summary).result()
    guard case .list(let week)? = result["rhythm.weekday"]?.value, case .list(let hours)? = result["rhythm.hour"]?.value
    else {
      Issue.record("no profiles: \(result.leftAtDefault)")
      return
    }
    #expect(abs(week.reduce(0, +) / 7 - 1) < 1e-9)
    #expect(week[6] > 1.7 * week[0] && week[6] < 3 * week[0])
    #expect(hours[8] > 4 && hours[20] > 15 && hours[3] == 0)
    #expect(BehaviorBlock(result).text.contains("weekday: ["))
  }

  @Test(arguments: [
    ("user,day\na,1\na,2\na,3\n", "too few"),
    ("user,day\na,1\nb,1\nc,2\n", "none of 3 users was active"),
    ("user,day\na,1\nb,1\nc,1\n", "no user was observed for a day"),
  ])
  func tooFewDataGiveNothing(text: String, words: String) throws {
    let plan = ActivityPlan(userColumn: "user", timeColumn: "day")
    let summary = try ActivityReader(plan).read(DataFile.records(MemoryBytes(Array(text.utf8))))
    let error = #expect(throws: CalibrationError.self) { try ActivityCalibration(summary).result() }
    #expect(error?.kind == .cannotTell)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  /// Everybody returns every day: no model of leaving can be told.
  @Test func certainUsersAreNoModel() throws {
    var text = "user,day\n"
    for user in 0..<200 { for day in 0..<10 { text += "\(user),\(day)\n" } }
    let plan = ActivityPlan(userColumn: "user", timeColumn: "day")
    let summary = try ActivityReader(plan).read(DataFile.records(MemoryBytes(Array(text.utf8))))
    let error = #expect(throws: CalibrationError.self) { try ActivityCalibration(summary).result() }
    #expect(error?.kind == .cannotTell)
  }
}

/// Numbers that are the same in every run.
struct FixedNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
