extension ScenarioValidator {
  mutating func checkSweep() {
    guard let sweep = scenario.sweep else { return }
    let path = ["sweep"]
    if sweep.vary.isEmpty {
      error(.missingPart, path + ["vary"], "nothing varies", "name a value, e.g. `limits.push.at_most: [1, 2, 3]`")
    } else {
      checkRange(sweep.vary.count, 1...SweepDefinition.mostParameters, path + ["vary"], "the number of varying values")
    }
    if let points = sweep.points {
      checkRange(points, 1...SweepDefinition.mostPoints, path + ["points"], "the number of points")
      if sweep.design == .grid {
        warn(.noEffect, path + ["points"], "a grid has as many points as there are combinations", "remove `points`")
      }
    }
    for parameter in sweep.vary {
      let place = path + ["vary", parameter.path]
      if parameter.path == "seed" {
        error(.contradiction, place, "the seed is no setting", "use `replications` to play points to other people")
      }
      if sweep.design == .grid, case .range(let range) = parameter.values, range.steps == nil {
        error(.contradiction, place, "the range has no steps for a grid", range.needsStep.remedy)
      }
    }
  }
}
