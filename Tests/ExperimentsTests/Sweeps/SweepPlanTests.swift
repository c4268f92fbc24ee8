import Experiments
import LabStatistics
import Simulation
import Testing

@Suite("Plans of sweeps")
struct SweepPlanTests {
  static func parameters(_ texts: String...) throws -> [VaryingParameter] { try texts.map { try VaryingParameter($0) } }

  @Test("A grid has every combination, the last value fastest")
  func grid() throws {
    let plan = try SweepPlan(Self.parameters("a=1,2", "b=x,y,z"), design: .grid)
    #expect(plan.points.map { $0.values.compactMap(\.self).joined() } == ["1x", "1y", "1z", "2x", "2y", "2z"])
    #expect(plan.overrides(of: plan.points[4]) == ["a=2", "b=y"] && plan.overrides(of: plan.asWritten) == [])
    #expect(plan.asWritten.index == 6)
  }

  @Test("Designs that draw depend on their seed alone, and equal rows share a point")
  func designs() throws {
    let parameters = try Self.parameters("a=1..3", "b=0.0..1.0")
    for design in [
      SweepPlan.Design.latin(points: 12), .sobol(points: 16), .morris(trajectories: 5), .indices(points: 8),
    ] {
      let plan = try SweepPlan(parameters, design: design, seed: 3)
      #expect(try SweepPlan(parameters, design: design, seed: 3) == plan)
      #expect(try SweepPlan(parameters, design: design, seed: 4).text != plan.text)
      #expect(Set(plan.points.map(\.values)).count == plan.points.count)
      #expect(plan.points.map(\.index) == Array(plan.points.indices))
    }
    let whole = try SweepPlan(Self.parameters("a=1,2"), design: .latin(points: 10))
    #expect(whole.points.count == 2)
  }

  @Test("A tornado leaves all but one value as they are")
  func tornado() throws {
    let plan = try SweepPlan(Self.parameters("a=1..5", "b=x,y"), design: .tornado)
    #expect(plan.points.map(\.values) == [[nil, nil], ["1", nil], ["5", nil], [nil, "x"], [nil, "y"]])
    #expect(plan.overrides(of: plan.points[2]) == ["a=5"])
  }

  @Test("What is no plan says so")
  func errors() throws {
    #expect(throws: SweepPlanError.nothingVaries) { try SweepPlan([], design: .grid) }
    #expect(throws: SweepPlanError.repeated("a")) { try SweepPlan(Self.parameters("a=1,2", "a=3"), design: .grid) }
    #expect(throws: SweepPlanError.seedVaries) { try SweepPlan(Self.parameters("seed=1,2"), design: .grid) }
    #expect(throws: SweepPlanError.needsSteps("a", "0.1..0.5")) {
      try SweepPlan(Self.parameters("a=0.1..0.5"), design: .grid)
    }
    #expect(throws: SweepPlanError.tooManyPoints(250_000)) {
      try SweepPlan(Self.parameters("a=1..500", "b=1..500"), design: .grid)
    }
    let many = try (0..<41).map { try VaryingParameter("p\($0)=0.0..1.0") }
    #expect(throws: StatisticsError.self) { try SweepPlan(many, design: .sobol(points: 8)) }
    #expect(try SweepPlan(many, design: .latin(points: 8)).points.count == 8)
  }
}
