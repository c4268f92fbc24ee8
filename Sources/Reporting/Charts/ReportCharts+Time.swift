import Experiments
import Primitives

extension ReportCharts {
  /// Days over which daily counts are averaged, so that the rhythm of the week does not hide the trend.
  private static let averagedDays = 7

  /// Users with a session, per arm and day, averaged over the last seven days; nil when no day was recorded.
  package var activeUsers: Chart? {
    let lines = facts.arms.map { arm in
      LineChart.Line(
        label: facts.label(arm: arm.name),
        points: Self.trailingMeans(arm.activeUsers, over: Self.averagedDays).map { day, mean in
          LineChart.Point(
            x: date(day), label: dateLabel(day), value: mean, text: numbers.count(Int(mean.rounded())))
        })
    }
    guard lines.contains(where: { !$0.points.isEmpty }) else { return nil }
    let chart = LineChart(
      lines: lines, scale: ArmScale(facts), xTitle: "Week to", xIsDate: true, yTitle: "active users a day",
      yFormat: "~s", includesZero: false)
    let days = facts.arms.map(\.activeUsers.count).max() ?? 0
    let table = DataTable(
      caption: "Users with a session on each day",
      columns: [.text("Date")] + facts.arms.map { .number(facts.label(arm: $0.name)) },
      rows: (0..<days).map { day in
        [DataTable.Cell(text: dateLabel(day), value: dateText(day))]
          + facts.arms.map { $0.activeUsers.indices.contains(day) ? .count($0.activeUsers[day]) : .text("–") }
      })
    return Chart(
      id: "active-users", title: "Active users per day",
      summary: "Users with at least one session a day, as the mean of the seven days up to each date. "
        + "The scale does not begin at zero.",
      spec: chart.spec, table: table, height: 380)
  }

  /// Cumulative lift of a KPI over time, with bands; nil when it was not recorded.
  package func cumulativeLift(of kpi: RunResult.KPISummary) -> Chart? {
    let series = facts.alternatives.compactMap { arm in
      facts.result.liftSeries.first { $0.arm == arm.name && $0.kpi == kpi.name }
    }
    let lines = series.map { series in
      LineChart.Line(
        label: facts.label(arm: series.arm),
        points: zip(series.days, series.lift).compactMap { day, lift in
          guard let estimate = lift.estimate else { return nil }
          return LineChart.Point(
            x: date(day - 1), label: dateLabel(day - 1), value: estimate, low: lift.low, high: lift.high,
            text: numbers.lift(lift))
        })
    }
    guard lines.contains(where: { !$0.points.isEmpty }) else { return nil }
    let chart = LineChart(
      lines: lines, scale: ArmScale(facts), xTitle: "From the start to", xIsDate: true, yTitle: "lift so far",
      yFormat: "+.2~%", target: target(on: kpi.name), zeroLine: true)
    let table = DataTable(
      caption: "\(kpi.label): lift from the start to each date",
      columns: [.text("Arm"), .text("Date"), .number("Lift"), .number("Low"), .number("High")],
      rows: series.flatMap { series in
        zip(series.days, series.lift).map { day, lift in
          [.text(facts.label(arm: series.arm)), DataTable.Cell(text: dateLabel(day - 1), value: dateText(day - 1))]
            + [lift.estimate, lift.low, lift.high].map { value in
              .number(value, value.map { numbers.percent($0, signed: true) } ?? "")
            }
        }
      })
    return Chart(
      id: "lift-over-time-\(kpi.name)", title: kpi.label,
      summary:
        "Cumulative lift against \(Words.midSentence(facts.label(arm: facts.result.scenario.baseline))), from the start to each "
        + "date; the bands are intervals of simulation error.",
      spec: chart.spec, table: table, height: 380)
  }

  /// Share of new users who are active so many days after the install; nil when nobody could be observed.
  package var retention: Chart? {
    let lines = facts.arms.map { arm in
      LineChart.Line(
        label: facts.label(arm: arm.name),
        points: arm.retention.filter { $0.users > 0 }.map { point in
          let share = Double(point.active) / Double(point.users)
          return LineChart.Point(
            x: .integer(Int64(point.day)), label: "day \(point.day)", value: share, text: numbers.percent(share))
        })
    }
    guard lines.contains(where: { !$0.points.isEmpty }) else { return nil }
    let chart = LineChart(
      lines: lines, scale: ArmScale(facts), xTitle: "days since the install", xIsDate: false, yTitle: "share active",
      yFormat: ".2~%")
    let table = DataTable(
      caption: "New users active on a day after their install",
      columns: [.text("Arm"), .number("Day"), .number("Users observed"), .number("Active"), .number("Share")],
      rows: facts.arms.flatMap { arm in
        arm.retention.map { point in
          let share = point.users > 0 ? Double(point.active) / Double(point.users) : nil
          return [
            .text(facts.label(arm: arm.name)), .count(point.day), .count(point.users), .count(point.active),
            .number(share, share.map { numbers.percent($0) } ?? ""),
          ]
        }
      })
    return Chart(
      id: "retention", title: "Retention of new users",
      summary: "Of the users who installed the app in this period, the share who use it exactly so many days later.",
      spec: chart.spec, table: table, height: 380)
  }

  /// The mean of each full week of days, at the week's last day.
  static func trailingMeans(_ counts: [Int], over days: Int) -> [(day: Int, mean: Double)] {
    guard counts.count >= days else { return counts.enumerated().map { ($0.offset, Double($0.element)) } }
    return (days - 1..<counts.count).map { day in
      (day, Double(counts[day - days + 1...day].reduce(0, +)) / Double(days))
    }
  }

  private func date(_ day: Int) -> JSONValue { .string(dateText(day)) }
  private func dateText(_ day: Int) -> String { facts.start?.adding(days: day).description ?? String(day) }
  private func dateLabel(_ day: Int) -> String {
    facts.start.map { DateText.short($0.adding(days: day)) } ?? "day \(day + 1)"
  }
}
