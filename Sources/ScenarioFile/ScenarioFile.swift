import Foundation
import Simulation

/// Reads scenario files, and says everything that is wrong with one at once.
///
/// ```swift
/// let loaded = try ScenarioFile.load("Scenarios/media.yaml", overrides: ["population.size=1000"])
/// print(loaded.scenario.name, loaded.warnings.count)
/// ```
public enum ScenarioFile {
  /// A scenario and where it came from.
  public struct Loaded: Sendable {
    /// The scenario, free of errors.
    public var scenario: Scenario
    /// What it says that was hardly meant.
    public var warnings: [Problem]
    /// The text of the file.
    public var source: String
    /// The overrides that were applied, as given.
    public var overrides: [String]
    /// Where values stand in the file, by their path of keys.
    var positions: [[String]: SourcePosition]

    /// Where a value stands in the file, or what contains it; nil when an override gave it.
    ///
    /// - Parameter path: Keys from the root, list items as `[0]`.
    public func position(of path: [String]) -> SourcePosition? {
      for count in stride(from: path.count, through: 0, by: -1) {
        if let position = positions[Array(path.prefix(count))] { return position }
      }
      return nil
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Path of a YAML file.
  ///   - overrides: Values that replace those of the file, as `path=value`, e.g. `population.size=1000`.
  /// - Throws: `ScenarioFileError` with every problem that was found.
  public static func load(_ path: String, overrides: [String] = []) throws(ScenarioFileError) -> Loaded {
    do {
      return try parse(RawText.text(of: bytes(of: path)), name: path, overrides: overrides)
    } catch let error as ScenarioFileError {
      throw error
    } catch let failure as YAMLReader.Failure {
      throw ScenarioFileError(problems: [Problem(failure, in: path)])
    } catch {
      throw ScenarioFileError(problems: [
        Problem(
          source: path, path: "", what: "the file cannot be read", remedy: "check that it exists and may be read",
          code: "no-file")
      ])
    }
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: A scenario in YAML.
  ///   - name: What problems call it, usually the path of a file.
  ///   - overrides: Values that replace those of the text, as `path=value`.
  /// - Throws: `ScenarioFileError` with every problem that was found.
  public static func parse(
    _ text: String, name: String = "<text>", overrides: [String] = []
  ) throws(ScenarioFileError) -> Loaded {
    let (scenario, problems, index) = read(text, name: name, overrides: overrides)
    guard let scenario, !problems.contains(where: { $0.severity == .error }) else {
      throw ScenarioFileError(problems: problems)
    }
    return Loaded(
      scenario: scenario, warnings: problems, source: text, overrides: overrides, positions: index.positions)
  }

  /// Returns what a text says as far as it can be read, and every problem in it, in order of position.
  public static func check(
    _ text: String, name: String = "<text>", overrides: [String] = []
  ) -> (scenario: Scenario?, problems: [Problem]) {
    let (scenario, problems, _) = read(text, name: name, overrides: overrides)
    return (scenario, problems)
  }

  private static func read(
    _ text: String, name: String, overrides: [String]
  ) -> (scenario: Scenario?, problems: [Problem], index: SourceIndex) {
    let source: SourceText
    var root: YAMLValue
    do {
      source = SourceText(name: name, text: try RawText.check(text))
      root = try YAMLReader.read(source)
    } catch {
      return (nil, [Problem(error, in: name)], SourceIndex())
    }
    var report = Report(source: source, overrides: overrides)
    for (index, override) in overrides.enumerated() {
      do { try Override(override, index: index).apply(to: &root) } catch { report.add(error) }
    }
    var reading = Reading(currency: currency(of: root))
    reading.note([], key: root.place, value: root)
    var scenario = ScenarioFormat.scenario.read(root, [], &reading)
    scenario?.uncertain = reading.uncertain
    scenario?.correlations = reading.correlations
    report.add(reading)
    // A text with that many mistakes is no scenario, and more problems would only follow from them.
    if let scenario, reading.complaints.count < Reading.mostComplaints {
      report.add(ScenarioValidator.problems(in: scenario), reading)
    }
    return (scenario, report.sorted, reading.index)
  }

  /// Returns a scenario as the text of a file that reads back as the same scenario.
  ///
  /// Values that are the default are left out, save in required keys.
  public static func text(of scenario: Scenario) -> String {
    YAMLWriter.document(tree(of: scenario), currency: scenario.currency)
  }

  /// Returns a scenario as JSON with the keys of a file, which reads back as the same scenario.
  ///
  /// Plain numbers and truth values are such; values with a unit (`5%`, `14 days`) are texts.
  public static func json(of scenario: Scenario) -> String {
    YAMLWriter.json(tree(of: scenario), currency: scenario.currency)
  }

  /// The JSON Schema (draft 2020-12) of scenario files, for editors.
  public static var jsonSchema: String { SchemaWriter.schema(of: ScenarioFormat.scenario.form) }

  /// The reference page of scenario files, in Markdown.
  public static var referencePage: String { ReferenceWriter.page(of: ScenarioFormat.scenario.form) }

  /// The numbers of the model of people with their units, defaults, ranges and sources, in Markdown.
  public static var parameterPage: String { ParameterWriter.page() }

  // MARK: Details

  /// Returns a scenario as the tree of a file.
  static func tree(of scenario: Scenario) -> YAMLValue {
    var root = ScenarioFormat.scenario.write(scenario) ?? .mapping([])
    for number in scenario.uncertain {
      if let text = number.text(in: scenario) { root.set(.text(text), at: number.path[...]) }
    }
    if let correlations = CorrelationDraft.list.write(scenario.correlations.map(CorrelationDraft.init)),
      !scenario.correlations.isEmpty
    {
      root.set(correlations, at: Scenario.correlationPath[...])
    }
    return root
  }

  /// Returns the bytes of a file, one more than is allowed at most.
  private static func bytes(of path: String) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    while bytes.count <= YAMLReader.Limit.bytes {
      guard let chunk = try handle.read(upToCount: YAMLReader.Limit.bytes + 1 - bytes.count), !chunk.isEmpty else {
        break
      }
      bytes += chunk
    }
    return bytes
  }

  /// Returns the currency that amounts must have, which may stand after them.
  private static func currency(of root: YAMLValue) -> String {
    if case .mapping(let entries) = root.content, let entry = entries.first(where: { $0.key == "currency" }),
      case .scalar(let text, _) = entry.value.content, Shape<String>.isCurrency(text)
    {
      return text
    }
    return ScenarioFormat.blank.currency
  }
}

extension Problem {
  init(_ failure: YAMLReader.Failure, in source: String) {
    self.init(
      source: source, position: failure.position, path: "", what: failure.what, remedy: failure.remedy,
      code: failure.code)
  }
}
