/// What must hold of the results.
extension ScenarioValidator {
  mutating func checkChecks() {
    for (index, check) in scenario.checks.enumerated() {
      var compiler = CheckCompiler(scenario)
      _ = compiler.compile(check, index: index)
      for problem in compiler.problems {
        let path = ["checks", "[\(index)]", problem.key.rawValue]
        if problem.severity == .error {
          error(problem.code, path, range: problem.range, problem.what, problem.remedy)
        } else {
          warn(problem.code, path, range: problem.range, problem.what, problem.remedy)
        }
      }
    }
  }
}
