import ArgumentParser
import ScenarioFile

/// `engagelab validate`: every problem of scenario files at once.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check scenario files and report every problem at once.",
    discussion: """
      Each problem is one line: file:line:column: error: what is wrong; how to mend it. Exit code 64 if there is an error.

      Examples:
        engagelab validate Scenarios/*.yaml
        engagelab validate --schema > scenario.schema.json
      """)

  @Flag(help: "Print the JSON Schema of scenario files, for editors.")
  var schema = false

  @Flag(help: "Print the reference page of scenario files, in Markdown.")
  var reference = false

  @Flag(help: "Print the numbers of the model of people with their sources, in Markdown.")
  var parameters = false

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  func validate() throws {
    if files.isEmpty && !schema && !reference && !parameters {
      throw ValidationError("Name at least one scenario file, or ask for --schema.")
    }
  }

  func run() throws {
    if schema { print(ScenarioFile.jsonSchema) }
    if reference { print(ScenarioFile.referencePage) }
    if parameters { print(ScenarioFile.parameterPage, terminator: "") }
    var isFaulty = false
    for file in files {
      do {
        let loaded = try ScenarioFile.load(file)
        loaded.warnings.forEach { complain($0.description) }
        print("\(file): fine" + (loaded.warnings.isEmpty ? "" : ", with \(loaded.warnings.count) warning(s)"))
      } catch {
        complain(error.description)
        isFaulty = true
      }
    }
    if isFaulty { throw Exit.usage }
  }
}
