import ArgumentParser
import LabStatistics

/// `engagelab stats METHOD`: one calculation.
struct StatsCalculateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calculate", abstract: "Calculate by one method (the word may be left out).")

  @Argument(parsing: .captureForPassthrough, help: "A method and its inputs.")
  var words: [String] = []

  func run() throws {
    guard let name = words.first, name != "--help", name != "-h" else {
      guard words.isEmpty else {
        print(StatsCommand.helpMessage())
        return
      }
      complain("engagelab: error: name a calculator; `engagelab stats list` shows all")
      throw Exit.usage
    }
    let method = try findMethod(name)
    let arguments: MethodArguments
    do {
      arguments = try MethodArguments(Array(words.dropFirst()), for: method)
    } catch {
      complain("engagelab: error: \(error)\nSee `engagelab stats help \(method.name)`.")
      throw Exit.usage
    }
    if arguments.wantsHelp {
      print(MethodHelp.text(method))
      return
    }
    do {
      let values = try method.evaluate(arguments.inputs)
      let sentence = try method.sentence(inputs: arguments.inputs, values: values)
      print(
        MethodOutput(method: method.name, values: values, sentence: sentence).text(arguments.format), terminator: "")
    } catch let error as StatisticsError {
      complain("engagelab: error: \(error)\nSee `engagelab stats help \(method.name)`.")
      throw Exit.usage
    }
  }
}
