import ArrowData
import Experiments
import Primitives

/// The tables of a run: tidy, a row per thing that was measured (Documentation/from-python.md).
struct RunTables {
  let result: RunResult

  init(_ result: RunResult) { self.result = result }

  /// All of them, by name.
  var all: [(name: String, table: ColumnTable)] {
    [
      ("kpis", kpis), ("arms", arms), ("totals", totals), ("lifts", lifts), ("lift_series", liftSeries),
      ("series", series), ("retention", retention), ("campaigns", campaigns), ("objectives", objectives),
      ("pressure", pressure), ("variants", variants), ("warnings", warnings), ("tests", tests),
      ("test_looks", testLooks), ("decisions", decisions), ("checklist", checklist), ("uncertainty", uncertainty),
      ("inputs", inputs),
    ]
  }

  private var kpis: ColumnTable {
    Rows(result.kpis).table { rows in
      [
        ("kpi", rows.texts(\.name)), ("title", rows.texts(\.title)), ("kind", rows.names(\.kind)),
        ("unit", rows.names(\.unit)), ("better", rows.names(\.better)), ("guardrail", rows.flags(\.guardrail)),
      ]
    }
  }

  private var arms: ColumnTable {
    let rows = result.arms.flatMap { arm in result.kpis.map { (arm, $0.name, arm.kpis[$0.name]) } }
    return Rows(rows).table { rows in
      [
        ("arm", rows.names(\.0.name)), ("users", rows.integers(\.0.users)), ("kpi", rows.names(\.1)),
        ("estimate", rows.numbers(\.2?.estimate)), ("standard_error", rows.numbers(\.2?.standardError)),
        ("status", rows.names(\.2?.status)),
      ]
    }
  }

  private var totals: ColumnTable {
    Rows(result.arms).table { rows in
      [
        ("arm", rows.names(\.name)), ("programs", rows.texts { $0.programs.joined(separator: ", ") }),
        ("users", rows.integers(\.users)), ("cost", rows.numbers(\.cost)), ("revenue", rows.numbers(\.revenue)),
        ("pressure_mean", rows.numbers(\.pressure.mean)), ("pressure_p95", rows.integers(\.pressure.p95)),
      ]
    }
  }

  private var lifts: ColumnTable {
    Rows(result.lifts).table { rows in
      [("arm", rows.names(\.arm)), ("baseline", rows.names(\.baseline)), ("kpi", rows.names(\.kpi))]
        + rows.interval("difference", \.difference) + rows.interval("lift", \.lift) + [
          ("p_value", rows.numbers(\.pValue)), ("method", rows.names(\.method)),
          ("variance_ratio", rows.numbers(\.varianceRatio)), ("confidence", rows.numbers(\.confidence)),
        ]
    }
  }

  private var liftSeries: ColumnTable {
    let rows = result.liftSeries.flatMap { series in zip(series.days, series.lift).map { (series, $0, $1) } }
    return Rows(rows).table { rows in
      [("arm", rows.names(\.0.arm)), ("kpi", rows.names(\.0.kpi)), ("day", rows.integers(\.1))]
        + rows.interval("lift", status: "status") { $0.2 }
    }
  }

  private var series: ColumnTable {
    let rows = result.arms.flatMap { arm in
      arm.activeUsers.enumerated().map { (arm.name, "active_users", $0, Double($1)) }
        + result.kpis.flatMap { kpi in
          (arm.series[kpi.name] ?? []).enumerated().map { (arm.name, kpi.name, $0, $1) }
        }
    }
    let start = CivilDate(result.scenario.start)?.dayNumber
    return Rows(rows).table { rows in
      [
        ("arm", rows.names(\.0)), ("kpi", rows.names(\.1)), ("day", rows.integers(\.2)),
        ("date", rows.dates { row in start.map { $0 + row.2 } }), ("value", rows.numbers(\.3)),
      ]
    }
  }

  private var retention: ColumnTable {
    let rows = result.arms.flatMap { arm in arm.retention.map { (arm.name, $0) } }
    return Rows(rows).table { rows in
      [
        ("arm", rows.names(\.0)), ("day", rows.integers(\.1.day)), ("users", rows.integers(\.1.users)),
        ("active", rows.integers(\.1.active)),
        ("share", rows.numbers { $0.1.users > 0 ? Double($0.1.active) / Double($0.1.users) : nil }),
      ]
    }
  }

  private var campaigns: ColumnTable {
    let rows = result.arms.flatMap { arm in
      arm.campaigns.keys.sorted().flatMap { campaign in
        (arm.campaigns[campaign] ?? [:]).sorted { $0.key < $1.key }.map { (arm.name, campaign, $0.key, $0.value) }
      }
    }
    return Rows(rows).table { rows in
      [
        ("arm", rows.names(\.0)), ("campaign", rows.names(\.1)), ("outcome", rows.names(\.2)),
        ("count", rows.integers(\.3)),
      ]
    }
  }

  private var objectives: ColumnTable {
    Rows(result.objectives).table { rows in
      [
        ("arm", rows.names(\.arm)), ("program", rows.names(\.program)), ("kpi", rows.names(\.kpi)),
        ("kind", rows.names(\.kind)), ("target", rows.numbers(\.target)),
      ]
        + rows.interval("measured", \.measured) + [
          ("verdict", rows.names(\.verdict)), ("sentence", rows.texts(\.sentence)),
          ("users_needed", rows.integers(\.usersNeeded)),
        ]
    }
  }

  private var pressure: ColumnTable {
    let rows = result.arms.flatMap { arm in arm.pressure.weekly.enumerated().map { (arm.name, $0, $1) } }
    return Rows(rows).table { rows in
      [("arm", rows.names(\.0)), ("pushes", rows.integers(\.1)), ("user_weeks", rows.integers(\.2))]
    }
  }

  private var variants: ColumnTable {
    let rows = result.experiments.flatMap { test in test.variants.map { (test, $0) } }
    return Rows(rows).table { rows in
      [
        ("arm", rows.names(\.0.arm)), ("campaign", rows.names(\.0.campaign)), ("variant", rows.names(\.1.name)),
        ("weight", rows.numbers(\.1.weight)), ("users", rows.integers(\.1.users)), ("sends", rows.integers(\.1.sends)),
        ("opens", rows.integers(\.1.opens)), ("openers", rows.integers(\.1.openers)),
        ("converters", rows.integers(\.1.converters)), ("revenue", rows.numbers(\.1.revenue)),
        ("sample_ratio_p_value", rows.numbers(\.0.sampleRatioPValue)),
      ]
    }
  }

  private var warnings: ColumnTable {
    Rows(result.warnings).table { rows in
      [("code", rows.names(\.code)), ("level", rows.names(\.level)), ("message", rows.texts(\.message))]
    }
  }

  private var checklist: ColumnTable {
    Rows(result.checklist ?? []).table { rows in
      [("about", rows.texts(\.about)), ("is_done", rows.flags(\.isDone)), ("sentence", rows.texts(\.sentence))]
    }
  }

  private var uncertainty: ColumnTable {
    let lifts = (result.uncertainty?.lifts ?? []).flatMap {
      [("difference", $0, $0.difference), ("lift", $0, $0.lift)]
    }
    return Rows(lifts).table { rows in
      [
        ("arm", rows.names(\.1.arm)), ("kpi", rows.names(\.1.kpi)), ("of", rows.names(\.0)),
        ("central", rows.numbers(\.2.central)), ("mean", rows.numbers(\.2.mean)), ("low", rows.numbers(\.2.low)),
        ("high", rows.numbers(\.2.high)), ("standard_deviation", rows.numbers(\.2.standardDeviation)),
        ("world_deviation", rows.numbers(\.2.worldDeviation)), ("noise_deviation", rows.numbers(\.2.noiseDeviation)),
        ("world_share", rows.numbers(\.2.worldShare)), ("worlds", rows.integers(\.2.worlds)),
        ("status", rows.names(\.2.status)),
      ]
    }
  }

  private var inputs: ColumnTable {
    Rows(result.uncertainty?.inputs ?? []).table { rows in
      [
        ("path", rows.texts(\.path)), ("distribution", rows.names(\.distribution)), ("center", rows.numbers(\.center)),
        ("spread", rows.numbers(\.spread)), ("unit", rows.names(\.unit)), ("least", rows.numbers(\.least)),
        ("most", rows.numbers(\.most)), ("drawn_mean", rows.numbers(\.drawnMean)),
        ("drawn_deviation", rows.numbers(\.drawnDeviation)),
      ]
    }
  }
}
