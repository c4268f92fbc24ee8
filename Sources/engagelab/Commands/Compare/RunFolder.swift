import Experiments
import Foundation
import Reporting
import ScenarioFile
import Simulation

/// What `engagelab run` left in a folder: the result and the scenario that was played.
struct RunFolder {
  /// Why it cannot be used.
  struct Problem: Error {
    var path: String
    var what: String
  }

  /// Name of the file with the scenario.
  static let scenarioFile = "scenario.yaml"

  let result: RunResult
  /// Nil: its text is not there, or is not the one that was played.
  let scenario: Scenario?
  /// What must be said about that.
  let remarks: [String]

  /// Reads a folder, or a results.json with what is beside it.
  init(_ path: String) throws(Problem) {
    var isFolder: ObjCBool = false
    let given = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: given.path, isDirectory: &isFolder) else {
      throw Problem(path: path, what: "there is no such run; name a folder of `engagelab run`, or a results.json")
    }
    let file = isFolder.boolValue ? given.appendingPathComponent("results.json") : given
    guard let data = try? Data(contentsOf: file) else {
      throw Problem(path: path, what: "there is no results.json that can be read; name a folder of `engagelab run`")
    }
    do { result = try ResultsJSON.result(from: data) } catch { throw Problem(path: path, what: "\(error)") }
    let text = file.deletingLastPathComponent().appendingPathComponent(Self.scenarioFile)
    guard FileManager.default.fileExists(atPath: text.path) else {
      scenario = nil
      remarks = [
        "\(path): no \(Self.scenarioFile) beside the results; only what the results tell of the scenario is compared."
      ]
      return
    }
    let loaded = try? ScenarioFile.load(text.path).scenario
    guard let loaded, ResultsJSON.sha256(loaded.canonicalText) == result.scenario.hash else {
      scenario = nil
      remarks = ["\(path): \(Self.scenarioFile) is not the scenario of the results (another hash), and is left aside."]
      return
    }
    scenario = loaded
    remarks = []
  }
}
