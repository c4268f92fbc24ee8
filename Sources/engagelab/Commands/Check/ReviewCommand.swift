import ArgumentParser
import Experiments
import Foundation
import LabStatistics
import Reporting

/// `engagelab review`: looks at figures that differ from their baselines, and takes them over or not.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Look at figures that differ from their baselines, and accept or reject them.",
    discussion: """
      `engagelab check` writes figures that differ beside the baseline, as NAME.new.json. This command shows what moved, \
      whole numbers exactly and rates beyond rounding, and on a terminal asks whether the new figures are the baseline \
      from now on: y (yes), n (no, throw them away) or s (skip). In a pipe it only lists them.

      Examples:
        engagelab review
        engagelab review Baselines --accept media --reject retail

      Exit codes: 0 nothing is left to review, 2 something is, 64 bad usage, 65 a file cannot be read, 74 not written.
      """)

  @Argument(help: ArgumentHelp("Folder of the baselines.", valueName: "folder"))
  var folder = "Baselines"

  @Option(
    parsing: .singleValue, help: ArgumentHelp("Accept the new figures of a scenario, or of `all`.", valueName: "name"))
  var accept: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Throw the new figures of a scenario away, or of `all`.", valueName: "name"))
  var reject: [String] = []

  private enum Answer {
    case accept, reject, skip
  }

  func run() throws {
    if isContinuousIntegration, !accept.isEmpty {
      complain("engagelab: error: --accept is not allowed where CI is set: baselines are accepted by people")
      throw Exit.usage
    }
    let baselines = BaselineFolder(path: folder)
    let waiting: [String]
    do { waiting = try baselines.waiting() } catch {
      complain("engagelab: error: there is no folder \(folder) of baselines; name it, or record with `engagelab check`")
      throw Exit.usage
    }
    for name in accept + reject where name != "all" && !waiting.contains(name) {
      complain("engagelab: error: nothing of `\(name)` waits for a review in \(folder)")
      throw Exit.usage
    }
    var left = 0
    for name in waiting {
      do {
        if try review(name, in: baselines) == .skip { left += 1 }
      } catch let problem as BaselineFolder.Problem {
        complain(problem.message)
        throw Exit.data
      } catch let error as OutputError {
        complain("engagelab: error: \(error)")
        throw Exit.output
      }
    }
    print(waiting.isEmpty ? "Nothing waits for a review in \(folder)." : "\(left) of \(waiting.count) left to review.")
    if left > 0 { throw Exit.differs }
  }

  private func review(_ name: String, in baselines: BaselineFolder) throws -> Answer {
    let newFile = baselines.newFile(name)
    guard let new = try baselines.read(newFile) else { return .reject }
    let style = TerminalStyle(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    if let old = try baselines.read(baselines.file(name)) {
      print(try BaselineComparison(before: old, after: new).text(title: name, style: style))
    } else {
      print("\(name)\n  is new: there is no \(baselines.file(name))\n")
    }
    let answer = self.answer(name)
    switch answer {
    case .accept:
      try baselines.write(new, to: baselines.file(name))
      baselines.forget(name)
      print("  accepted: \(baselines.file(name))\n")
    case .reject:
      baselines.forget(name)
      print("  rejected: \(newFile) is gone\n")
    case .skip: break
    }
    return answer
  }

  private func answer(_ name: String) -> Answer {
    if accept.contains(name) { return .accept }
    if reject.contains(name) { return .reject }
    if accept.contains("all") { return .accept }
    if reject.contains("all") { return .reject }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, !isContinuousIntegration else { return .skip }
    while true {
      print("  Accept the new figures of \(name)? [y]es, [n]o, [s]kip: ", terminator: "")
      fflush(nil)
      switch readLine()?.trimmingCharacters(in: .whitespaces).lowercased() {
      case "y", "yes": return .accept
      case "n", "no": return .reject
      case "s", "skip", nil: return .skip
      default: continue
      }
    }
  }
}
