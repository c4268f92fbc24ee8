import Experiments
import Reporting
import Testing

struct ReportChartsTests {
  /// Whatever was targeted ends in exactly one bar: a loss, or delivered.
  @Test func waterfallAccountsForEveryMessage() throws {
    let result = try Fixture.media()
    let charts = ReportCharts(ReportFacts(result))
    for arm in result.arms {
      for (campaign, counts) in arm.campaigns {
        let steps = charts.steps(of: counts)
        let beforeDelivery = steps.prefix { $0.label != "Delivered" }
        let lost = beforeDelivery.filter { $0.kind == .loss }.reduce(0) { $0 + $1.count }
        #expect(lost + (counts["delivered"] ?? 0) == counts["targeted"], "\(arm.name), \(campaign)")
        #expect(beforeDelivery.last?.start ?? 0 >= (counts["delivered"] ?? 0) || lost == 0)
        #expect(steps.allSatisfy { $0.start >= 0 && $0.count >= 0 })
      }
    }
  }

  @Test func namesALossThatItDoesNotKnow() throws {
    let charts = ReportCharts(ReportFacts(try Fixture.media()))
    let steps = charts.steps(of: ["targeted": 10, "held-by-moonlight": 4, "delivered": 6, "opened": 1])
    #expect(steps.map(\.label) == ["Targeted", "held by moonlight", "Delivered", "not opened", "Opened"])
    #expect(steps.map(\.count) == [10, 4, 6, 5, 1])
  }

  @Test func showsDifferencesWhereNoPercentageExists() throws {
    let result = try Fixture.media()
    let cost = try #require(result.kpis.first { $0.name == "cost_per_user" })
    let chart = try #require(ReportCharts(ReportFacts(result)).lifts(of: cost))
    #expect(chart.summary.hasPrefix("Change in EUR per user"))
    #expect(chart.table.rows.count == result.arms.count - 1)
    #expect(chart.table.rows[0].last?.text == "the baseline is zero, so a relative lift has no meaning")
  }

  @Test func everyChartHasWordsAndATable() throws {
    let result = try Fixture.media()
    let charts = ReportCharts(ReportFacts(result))
    let all =
      result.kpis.compactMap { charts.lifts(of: $0) } + result.kpis.compactMap { charts.cumulativeLift(of: $0) }
      + result.arms.flatMap { [charts.weeklyPressure(of: $0), charts.heatMap(of: $0)].compactMap { $0 } }
      + result.experiments.compactMap { charts.variants(of: $0) }
      + [charts.activeUsers, charts.retention, charts.money].compactMap { $0 }
    #expect(all.count > 30)
    #expect(Set(all.map(\.id)).count == all.count)
    for chart in all {
      #expect(!chart.title.isEmpty && !chart.summary.isEmpty && !chart.table.rows.isEmpty, "\(chart.id)")
      #expect(chart.table.rows.allSatisfy { $0.count == chart.table.columns.count }, "\(chart.id)")
      #expect(!chart.spec.compactText.contains("undefined"))
    }
  }

  @Test func staysSilentWithoutData() throws {
    var result = try Fixture.media()
    for index in result.arms.indices {
      result.arms[index].activeUsers = []
      result.arms[index].retention = []
      result.arms[index].pressure.weekly = []
      result.arms[index].pressure.heatMap = []
      result.arms[index].cost = 0
      result.arms[index].revenue = 0
    }
    let charts = ReportCharts(ReportFacts(result))
    #expect(charts.activeUsers == nil)
    #expect(charts.retention == nil)
    #expect(charts.money == nil)
    #expect(result.arms.allSatisfy { charts.weeklyPressure(of: $0) == nil && charts.heatMap(of: $0) == nil })
  }
}
