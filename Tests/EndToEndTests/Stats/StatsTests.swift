import Foundation
import LabStatistics
import Testing

/// The calculators as a person uses them.
@Suite struct StatsTests {
  private func run(_ arguments: String...) throws -> Command.Output {
    let command = try Command()
    defer { command.remove() }
    return try command.run(["stats"] + arguments)
  }

  @Test func listShowsEveryCalculatorOnce() throws {
    let output = try run("list")
    #expect(output.status == 0)
    let listed = output.out.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first
    }
    #expect(listed.count == 72)
    #expect(listed.map(String.init).sorted() == MethodRegistry.standard.methods.map(\.name))
  }

  @Test func everyCalculatorHasHelpWhoseExampleRuns() throws {
    let command = try Command()
    defer { command.remove() }
    for method in MethodRegistry.standard.methods {
      let help = try command.run(["stats", "help", method.name])
      #expect(help.status == 0)
      #expect(try command.run(["stats", method.name, "--help"]).out == help.out)
      let lines = help.out.split(separator: "\n").map(String.init)
      let example = try #require(lines.first { $0.hasPrefix("  engagelab stats ") }, "\(method.name)")
      #expect(help.out.contains("Source: "))
      for input in method.inputs {
        #expect(help.out.contains("--" + input.name.replacing("_", with: "-")), "\(method.name): \(input.name)")
      }
      let output = try command.shell(example.trimmingCharacters(in: .whitespaces))
      #expect(output.status == 0, "\(example): \(output.err)")
      let last = output.out.split(separator: "\n").last ?? ""
      #expect(last.hasSuffix(".") && last.contains(" "), "\(method.name) ends with a sentence: \(last)")
      #expect(!output.out.lowercased().contains("nan"), "\(output.out)")
    }
  }

  @Test func sampleSizeSaysWhatIsNeeded() throws {
    let output = try run("sample_size_proportions", "--p-control", "10%", "--p-treatment=12%", "--power", "80%")
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("3841") || output.out.contains("3,841"), "\(output.out)")
    let json = try run("sample_size_proportions", "--p-control", "0.1", "--p-treatment", "0.12", "--format", "json")
    let values = try #require(try Command.json(json)["values"] as? [String: Any])
    // Fleiss's formula by hand: (z.975 sqrt(2 p q) + z.8 sqrt(p1 q1 + p2 q2))^2 / d^2, p = .11.
    let expected =
      pow(
        1.959963984540054 * (2 * 0.11 * 0.89).squareRoot() + 0.8416212335729143 * (0.09 + 0.1056).squareRoot(), 2)
      / pow(0.02, 2)
    let got = try #require(values["n_control_pooled_fleiss"] as? Double)
    #expect(abs(got - expected) < 1e-6)
  }

  @Test(arguments: ["text", "json", "markdown", "csv"])
  func formats(format: String) throws {
    let output = try run("srm_chi_square", "--observed", "10230,9870", "--weights", "50%,50%", "--format", format)
    #expect(output.status == 0)
    #expect(output.out.contains("0.0111"))
    switch format {
    case "json": #expect(try Command.json(output)["sentence"] is String)
    case "csv": #expect(output.out.hasPrefix("name,value\r\nchi2,6.447761194029851\r\n"))
    case "markdown": #expect(output.out.hasPrefix("| srm_chi_square | value |\n| --- | ---: |\n"))
    default: #expect(output.out.split(separator: "\n").last?.hasSuffix(".") == true)
    }
  }

  @Test(arguments: [
    (["welsh_t"], "welch_t"),
    (["welch_t", "--contrl", "1,2,3"], "did you mean --control?"),
    (["welch_t", "--control", "1,2,3"], "needs --treatment"),
    (["welch_t", "--control"], "needs a value"),
    (["welch_t", "stray"], "is not an option"),
    (["normal_tail", "--z", "abc"], "not 'abc'"),
    (["sample_size_means", "--cohen-d", "0"], "must not be zero"),
    (["sample_size_means", "--cohen-d", "0.2", "--power", "120%"], "power"),
    (["welch_t", "--control", "{\"n\": 10,", "--treatment", "1,2"], "is not JSON: 1:10"),
    (["normal_tail", "--z", "1", "--format", "html"], "--format must be"),
    (["normal_tail", "--z", "1", "--z", "2"], "given twice"),
    ([], "name a calculator"),
  ])
  func badUsageSaysWhatIsAllowed(arguments: [String], message: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["stats"] + arguments)
    #expect(output.status == 64, "\(output.out)")
    #expect(output.err.contains(message), "\(output.err)")
    #expect(output.out.isEmpty)
  }

  @Test func inputsMayBeWrittenInSeveralWays() throws {
    let ways = [
      ["--control", "n=4,mean=2.5,variance=1.6666666666666667", "--treatment", "2,3,4,6"],
      ["--control", "[1, 2, 3, 4]", "--treatment", #"{"data": [2, 3, 4, 6]}"#],
      ["--treatment=2,3,4,6", "--control=1,2,3,4", "--alpha", "5%"],
    ]
    let command = try Command()
    defer { command.remove() }
    let outputs = try ways.map { try command.run(["stats", "welch_t"] + $0 + ["--format", "csv"]).out }
    #expect(outputs[1] == outputs[2])
    #expect(outputs[0].contains("t,1.1"), "\(outputs[0])")
    #expect(outputs[1].contains("t,1.1"), "\(outputs[1])")
  }
}
