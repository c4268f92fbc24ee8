import ScenarioFile
import Simulation
import Testing

@Suite("Sweeps in scenario files")
struct SweepFormatTests {
  static func text(_ sweep: String) -> String { "sweep: \(sweep)\n" + Text.kpi("{count: session}") }

  @Test("are read with lists, ranges and single values, in the order of the file")
  func values() throws {
    let sweep = try #require(
      try ReadBack.scenario(
        Self.text(
          """

            vary:
              population.size: [100, 200]
              kpis.x.count: session
              horizon: 14 days..28 days step 7 days
              population.behavior.opt_in.ios: 30%..60%
              a.b: ["10:00", 8:30]
            design: sobol
            points: 32
            replications: 3
          """)
      ).sweep)
    #expect(sweep.vary.map(\.path).first == "population.size" && sweep.vary.count == 5)
    #expect(
      sweep.vary.map(\.values.levels) == [
        ["100", "200"], ["session"], ["14 days", "21 days", "28 days"], nil, ["10:00", "8:30"],
      ])
    #expect(sweep.design == .sobol && sweep.points == 32 && sweep.replications == 3)
  }

  @Test("leave the hash of a scenario without one alone, and its runs")
  func absent() throws {
    let plain = try ScenarioFile.parse(Text.kpi("{count: session}")).scenario
    #expect(plain.sweep == nil && !plain.canonicalText.contains("sweep"))
    var with = try ReadBack.scenario(Self.text("{vary: {population.size: [10, 20]}}"))
    with.sweep = nil
    #expect(with == plain && with.canonicalText == plain.canonicalText)
  }
}
