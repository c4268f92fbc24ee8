import EngagementCore
import Simulation

/// Gathers the problems of all stages and gives them places.
struct Report {
  let source: SourceText
  let overrides: [String]
  private var problems: [Problem] = []

  init(source: SourceText, overrides: [String]) {
    self.source = source
    self.overrides = overrides
  }

  /// The problems in order of position; those of overrides come last.
  var sorted: [Problem] {
    let last = SourcePosition(line: .max, column: .max)
    let names = overrides.map { "--set \($0)" }
    let ranks = problems.map { problem in names.firstIndex(of: problem.source) ?? -1 }
    return problems.indices.sorted { a, b in
      (problems[a].position ?? last, ranks[a], a) < (problems[b].position ?? last, ranks[b], b)
    }.map { problems[$0] }
  }

  mutating func add(_ failure: Override.Failure) {
    problems.append(
      Problem(
        source: name(of: failure.index), path: "", what: failure.what, remedy: failure.remedy, code: "bad-override"))
  }

  mutating func add(_ reading: Reading) {
    for complaint in reading.complaints {
      let (name, position) = place(complaint.place)
      problems.append(
        Problem(
          source: name, position: position, path: Report.text(complaint.path), what: complaint.what,
          remedy: complaint.remedy, code: complaint.code))
    }
  }

  /// Adds what the scenario as a whole has wrong, save what only follows from values that could not be read.
  mutating func add(_ found: [ScenarioProblem], _ reading: Reading) {
    for problem in found where !isConsequence(problem, of: reading) {
      guard let (spot, exact) = reading.index.spot(of: problem.path) else { continue }
      let (name, position) = place(problem.blamesKey && exact ? spot.key : spot.value.place)
      var entry = Problem(
        source: name, position: position, path: Report.text(problem.path), what: problem.what, remedy: problem.remedy,
        code: problem.code.rawValue)
      entry.severity = problem.severity == .error ? .error : .warning
      if let range = problem.range, exact { point(&entry, at: range, in: spot.value) }
      problems.append(entry)
    }
  }

  // MARK: Consequences

  private func isConsequence(_ problem: ScenarioProblem, of reading: Reading) -> Bool {
    if reading.unreadable.contains(where: { problem.path.starts(with: $0) })
      && reading.index.places[problem.path] == nil
    {
      return true
    }
    // What could not be read may be what uses it.
    if problem.code == .unused || problem.path == ["replications"], !reading.complaints.isEmpty { return true }
    return reading.complaints.contains { complaint in
      if problem.path.starts(with: complaint.path) { return true }
      switch complaint.code {
      case "unknown-key", "duplicate-key": return false
      default: break
      }
      // What could not be read leaves a gap in every value around it.
      if complaint.path.starts(with: problem.path) { return true }
      return Report.leavesGaps(complaint.path) && problem.dependsOnOthers
    }
  }

  /// Whether a value that could not be read takes names or dates away from the rest of the scenario.
  private static func leavesGaps(_ path: [String]) -> Bool {
    switch path.first {
    case "app": path.count <= 2
    case "population": path.count <= 3
    case "segments", "campaigns", "programs", "kpis", "comparison", "start", "horizon", "warm_up": path.count == 1
    default: false
    }
  }

  // MARK: Places

  private func place(_ place: YAMLValue.Place) -> (name: String, position: SourcePosition?) {
    switch place {
    case .file(let position): (source.name, position)
    case .override(let index): (name(of: index), nil)
    case .nowhere: (source.name, nil)
    }
  }

  private func name(of override: Int) -> String { "--set \(overrides[override])" }

  /// Returns a path as it is written in overrides.
  static func text(_ path: [String]) -> String {
    var text = ""
    for step in path { text += step.hasPrefix("[") || text.isEmpty ? step : "." + step }
    return text
  }

  /// Points a problem at a part of an expression.
  private func point(_ problem: inout Problem, at range: SourceRange, in value: YAMLValue) {
    guard case .scalar(let text, _) = value.content else { return }
    let offset = Report.scalars(text, before: range.offset)
    let length = Report.scalars(text, before: range.end) - offset
    guard case .file(let start) = value.place, let positions = source.positions(of: text, from: start),
      offset < positions.count
    else {
      problem.excerpt = Problem.Excerpt(line: text, offset: offset, length: length)
      return
    }
    let position = positions[offset]
    problem.position = position
    // A part that goes over the end of a line is underlined up to there.
    let last = positions[max(offset, min(offset + length, positions.count) - 1)]
    let width = last.line == position.line ? last.column - position.column + 1 : 1
    let line = source.line(position.line)
    let indent = line.prefix { $0 == " " }.count
    problem.excerpt = Problem.Excerpt(
      line: String(line.dropFirst(indent)), offset: max(0, position.column - 1 - indent),
      length: length == 0 ? 1 : width)
  }

  /// Counts the characters (scalars) of a text before a byte.
  private static func scalars(_ text: String, before byte: Int) -> Int {
    var bytes = 0
    var count = 0
    for scalar in text.unicodeScalars {
      if bytes >= byte { break }
      bytes += UTF8.width(scalar)
      count += 1
    }
    return count
  }
}

extension ScenarioProblem {
  /// Whether it may vanish once another part of the scenario can be read.
  fileprivate var dependsOnOthers: Bool {
    switch code {
    case .unknownName, .missingTag, .badExpression, .unused, .unreachable, .neverExits, .noEffect, .missingPart,
      .outsideHorizon:
      true
    case .badName, .duplicateName, .outOfRange, .badSum, .contradiction, .costly: false
    }
  }
}
