import Behavior
import EngagementCore
import Primitives

/// Finds what a scenario says that cannot be or hardly was meant.
///
/// ```swift
/// let problems = ScenarioValidator.problems(in: scenario)
/// guard !problems.contains(where: { $0.severity == .error }) else { return }
/// ```
///
/// It looks at the values alone, so that a scenario built in code gets the same checks as one read from a file. A problem
/// names the path of keys in a scenario file; `ScenarioFile` turns that into line and column.
public struct ScenarioValidator {
  let scenario: Scenario
  /// What expressions may name.
  let context: ExpressionContext
  /// Names of the tags that the app has and nobody collects.
  let missing: Set<String>
  private(set) var problems: [ScenarioProblem] = []
  /// Circles of segments that were told, each by its names.
  private var circles: Set<Set<String>> = []

  /// Most segments, campaigns, activities and so on, each.
  static let mostNames = 1000

  /// Returns all problems, errors and warnings, in the order of the checks.
  public static func problems(in scenario: Scenario) -> [ScenarioProblem] {
    var validator = ScenarioValidator(scenario: scenario)
    validator.checkCounts()
    // Beyond these numbers the checks that follow would take long, and the scenario is none.
    guard validator.problems.isEmpty else { return validator.problems }
    validator.checkGeneral()
    validator.checkPopulation()
    validator.checkBehavior()
    validator.checkSeasons()
    validator.checkNames()
    validator.checkApp()
    validator.checkParts()
    validator.checkSegments()
    validator.checkCampaigns()
    validator.checkPrograms()
    validator.checkLimits()
    validator.checkComparison()
    validator.checkAttribution()
    validator.checkKPIs()
    validator.checkNaive()
    validator.checkExperiments()
    validator.checkChecks()
    validator.checkSweep()
    validator.checkUncertainty()
    validator.checkUnusedTags()
    return validator.tellingProblems
  }

  /// The problems without the warnings that an error explains: what seems unused may be what was misspelt elsewhere.
  private var tellingProblems: [ScenarioProblem] {
    let errors = problems.filter { $0.severity == .error }
    let isNameUnknown = errors.contains { $0.code == .unknownName || $0.code == .badExpression }
    return problems.filter { problem in
      switch problem.code {
      case .unused: errors.isEmpty
      case .unreachable: !isNameUnknown && !errors.contains { $0.path == problem.path }
      default: true
      }
    }
  }

  private init(scenario: Scenario) {
    self.scenario = scenario
    context = scenario.expressionContext
    missing = Set(scenario.missingTags.map(\.name))
  }

  /// Returns whether a circle of segments is told for the first time, and remembers it.
  mutating func tellsCircle(_ names: [String]) -> Bool { circles.insert(Set(names)).inserted }

  // MARK: Reporting

  mutating func error(
    _ code: ScenarioProblem.Code, _ path: [String], key: Bool = false, range: SourceRange? = nil, _ what: String,
    _ remedy: String
  ) {
    problems.append(ScenarioProblem(.error, code, path, blamesKey: key, range: range, what, remedy))
  }

  mutating func warn(
    _ code: ScenarioProblem.Code, _ path: [String], key: Bool = false, range: SourceRange? = nil, _ what: String,
    _ remedy: String
  ) {
    problems.append(ScenarioProblem(.warning, code, path, blamesKey: key, range: range, what, remedy))
  }

  /// Complains about a name that is not in a list of valid ones.
  mutating func checkName(
    _ name: String, in names: [String], _ thing: String, _ path: [String], key: Bool = false
  ) {
    guard !names.contains(name) else { return }
    let remedy: String
    if let nearest = nearestName(to: name, in: names) {
      remedy = "did you mean `\(nearest)`?"
    } else if names.isEmpty {
      remedy = "the scenario has no \(thing) yet; define it"
    } else {
      let some = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      remedy = "choose one of \(some)" + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
    error(.unknownName, path, key: key, "there is no \(thing) `\(name)`", remedy)
  }

  /// Complains about a number outside a range; NaN is outside every range.
  mutating func checkRange(_ value: Double, _ range: ClosedRange<Double>, _ path: [String], _ what: String) {
    guard !range.contains(value) else { return }
    error(
      .outOfRange, path, "\(what) is \(value), outside \(range.lowerBound) to \(range.upperBound)",
      "choose a value in that range")
  }

  mutating func checkRange(_ value: Int, _ range: ClosedRange<Int>, _ path: [String], _ what: String) {
    guard !range.contains(value) else { return }
    error(
      .outOfRange, path, "\(what) is \(value), outside \(range.lowerBound) to \(range.upperBound)",
      "choose a value in that range")
  }

  /// Returns a share in percent, without the dust of floating point.
  func percent(_ share: Double) -> String {
    let rounded = (share * 1e8).rounded() / 1e6
    let text = rounded.description
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
  }
}
