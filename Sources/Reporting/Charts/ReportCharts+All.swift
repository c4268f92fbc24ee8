import Experiments

extension ReportCharts {
  /// All charts of a report, the most important first.
  package var all: [Chart] {
    let main = facts.mainKPI
    let kpis = (main.map { [$0] } ?? []) + facts.result.kpis.filter { $0.name != main?.name }
    let tests = facts.result.tests ?? []
    return kpis.compactMap { lifts(of: $0) }
      + (main.flatMap { worlds(of: $0) }.map { [$0] } ?? [])
      + [activeUsers].compactMap { $0 } + kpis.compactMap { cumulativeLift(of: $0) } + [retention].compactMap { $0 }
      + tests.flatMap { test in
        test.sequences.compactMap { looks(of: $0, in: test) } + [allocation(of: test)].compactMap { $0 }
      }
      + facts.result.experiments.compactMap { variants(of: $0) }
      + facts.arms.flatMap { arm in [weeklyPressure(of: arm), heatMap(of: arm)].compactMap { $0 } }
      + [money].compactMap { $0 }
  }
}
