import Foundation
import Testing

/// Every kind of calibration by the command, on the data that the published numbers come from.
@Suite struct CalibrateTests {
  private static let fixtures = Command.package.appendingPathComponent("Tests/RecordedDataTests/Fixtures")

  static func path(_ name: String) -> String { fixtures.appendingPathComponent(name).path }

  static let game = [
    "calibrate", "activity", path("mobile-game-events.csv.gz"), "--user", "uid", "--time", "day", "--event",
    "eventName",
    "--install", "newPlayer", "--activity", "gameStarted", "--until", "15",
  ]

  /// A small scenario with a block in its population.
  private static func scenario(_ block: String) -> String {
    """
    scenario: calibrated
    start: 2016-01-04
    horizon: 2 weeks
    currency: USD
    population:
      size: 100
    \(block)
    comparison: {baseline: none, arms: {}}
    kpis: {sessions: {count: session, per: user}}

    """
  }

  private func parameters(_ output: Command.Output) throws -> [String: Double] {
    let list = try #require(try Command.json(output)["parameters"] as? [[String: Any]])
    var values: [String: Double] = [:]
    for parameter in list {
      if let name = parameter["name"] as? String { values[name] = parameter["value"] as? Double }
    }
    return values
  }

  @Test func gameLaunch() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(Self.game + ["--format", "json"])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.err.isEmpty)
    let values = try parameters(output)
    #expect(abs(try #require(values["activity.mean"]) - 0.57931) < 1e-4)
    #expect(abs(try #require(values["dropout.gamma"]) - 0.84489) < 1e-3)
    #expect(try #require(values["novelty.boost"]) > 0.5)
    let models = try #require(try Command.json(output)["models"] as? [[String: Any]])
    let plain = try #require(models.first { $0["name"] as? String == "BG/BB alone" }?["holdout"] as? [String: Any])
    #expect(abs(try #require(plain["relative_error"] as? Double) - 0.005253) < 2e-4)
    // Equal data give equal bytes.
    #expect(try command.run(Self.game + ["--format", "json"]).out == output.out)
  }

  @Test func cdnow() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run([
      "calibrate", "transactions", Self.path("cdnow-sample.csv.gz"), "--user", "customer", "--time", "date", "--value",
      "dollars", "--currency", "USD", "--until", "1997-09-30", "--format", "json",
    ])
    #expect(output.status == 0, "\(output.err)")
    let values = try parameters(output)
    #expect(abs(try #require(values["conversion.p"]) / 6.2488 - 1) < 1e-3)
    #expect(abs(try #require(values["conversion.v"]) / 15.4477 - 1) < 1e-3)
    let models = try #require(try Command.json(output)["models"] as? [[String: Any]])
    #expect(models.compactMap { $0["name"] as? String } == ["MBG/NBD", "BG/NBD", "Pareto/NBD", "Gamma-Gamma"])
  }

  /// Every block is a part of a scenario as it is printed.
  @Test(arguments: [
    game,
    [
      "calibrate", "transactions", path("cdnow-sample.csv.gz"), "--user", "customer", "--time", "date", "--value",
      "dollars", "--currency", "USD",
    ],
    [
      "calibrate", "summary", path("mobile-game-summary.csv.gz"), "--repeats", "x", "--last", "t_x", "--days", "n",
    ],
    ["calibrate", "retention", "D1=40%", "D7=20%", "D30=10%"],
    ["calibrate", "retention", "D1=26%", "D7=13%", "D30=7%", "D90=4%"],
    ["calibrate", "responses", "campaigns.csv", "--lapsed", "30%"],
    ["calibrate", "experiment", "--control", "5000:600", "--treatment", "5000:680", "--outcome", "retention"],
  ])
  func blockIsAcceptedByValidate(arguments: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(Self.campaigns, to: "campaigns.csv")
    let output = try command.run(arguments)
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("\n  behavior:\n"))
    _ = try command.write(Self.scenario(output.out), to: "calibrated.yaml")
    let validation = try command.run(["validate", "calibrated.yaml"])
    #expect(validation.status == 0, "\(validation.err)\(validation.out)\n\(output.out)")
  }

  /// A block with distributions is a part of a scenario too, and its centers are the estimates.
  @Test(arguments: [
    (
      game, ["mean: beta(", "gamma: lognormal(", "delta: lognormal(", "- {of: [dropout.gamma, dropout.delta], is: 0.9"]
    ),
    (
      [
        "calibrate", "transactions", path("cdnow-sample.csv.gz"), "--user", "customer", "--time", "date", "--value",
        "dollars", "--currency", "USD",
      ], ["q: lognormal(", "v: lognormal(", " USD, 0.", "[conversion.q, conversion.v], is: 0.8"]
    ),
    (["calibrate", "responses", "campaigns.csv", "--lapsed", "30%"], ["ios: normal(", "opt_out: lognormal("]),
    (
      ["calibrate", "experiment", "--control", "5000:600", "--treatment", "5000:680", "--outcome", "retention"],
      ["effect: normal("]
    ),
  ])
  func uncertainBlockIsAcceptedByValidate(arguments: [String], words: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(Self.campaigns, to: "campaigns.csv")
    let output = try command.run(arguments + ["--uncertain"])
    #expect(output.status == 0 && output.err.isEmpty, "\(output.err)")
    for word in words { #expect(output.out.contains(word), "\(word)\n\(output.out)") }
    _ = try command.write(Self.scenario(output.out), to: "calibrated.yaml")
    let validation = try command.run(["validate", "calibrated.yaml"])
    #expect(validation.status == 0, "\(validation.err)\(validation.out)\n\(output.out)")
    // The central world of the uncertain block is that of the plain one.
    _ = try command.write(Self.scenario(try command.run(arguments).out), to: "plain.yaml")
    let results = try ["calibrated", "plain"].map { name in
      let run = try command.run(
        [
          "run", "\(name).yaml", "--out", name, "--quiet", "--replications", "2",
        ].dropLast(name == "plain" ? 2 : 0))
      #expect(run.status == 0, "\(run.err)")
      return try #require(
        JSONSerialization.jsonObject(with: command.read("\(name)/results.json")) as? [String: Any])
    }
    #expect(results[0]["arms"] as? NSArray == results[1]["arms"] as? NSArray)
    #expect(results[0]["uncertainty"] != nil && results[1]["uncertainty"] == nil)
  }

  @Test func uncertainAppealIsALineForAVariant() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run([
      "calibrate", "experiment", "--control", "10000:350", "--treatment", "10000:420", "--uncertain",
    ])
    #expect(output.status == 0 && output.err.isEmpty, "\(output.err)")
    #expect(output.out.contains("appeal: \"normal(+0.1991, 0.07"), "\(output.out)")
  }

  @Test func withoutStandardErrorsNothingIsUncertain() throws {
    let command = try Command()
    defer { command.remove() }
    let arguments = ["calibrate", "retention", "D1=26%", "D7=13%", "D30=7%", "D90=4%"]
    let output = try command.run(arguments + ["--uncertain"])
    #expect(output.status == 0 && output.err.contains("warning: no number of this calibration has a standard error"))
    let plain = try command.run(arguments)
    #expect(output.out == plain.out)
  }

  static let campaigns = """
    campaign,platform,sent,opened,opted_out,uninstalled,frequency,targeted,triggered
    news,ios,40000,1360,48,24,2,no,no
    news,android,60000,2760,72,36,2,no,no
    news daily,android,60000,2460,150,80,7,no,no
    your topics,android,30000,2500,,,2,yes,no
    cart,ios,5000,480,,,2,no,yes

    """

  @Test func appealIsALineForAVariant() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["calibrate", "experiment", "--control", "10000:350", "--treatment", "10000:420"])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("appeal: +0.1991"))
    // Nothing but comments: pasting it changes nothing.
    #expect(output.out.split(separator: "\n").allSatisfy { $0.hasPrefix("  #") })
  }

  @Test func aFolderHoldsEverything() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(Self.game + ["--out", "fit"])
    #expect(output.status == 0, "\(output.err)")
    #expect(command.list("fit") == ["behavior.yaml", "calibration.html", "calibration.json", "calibration.md"])
    #expect(output.out.contains("Written: fit/behavior.yaml"))
    #expect(output.out.split(separator: "\n").allSatisfy { $0.count <= 130 })
    let block = String(decoding: try command.read("fit/behavior.yaml"), as: UTF8.self)
    #expect(try command.run(Self.game).out == block)
    #expect(!block.contains(Command.package.path), "\(block)")
    let page = String(decoding: try command.read("fit/calibration.html"), as: UTF8.self)
    #expect(page.contains("Returning users by day") && page.contains("BG/BB with novelty"))
    #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
    let markdown = String(decoding: try command.read("fit/calibration.md"), as: UTF8.self)
    #expect(markdown.contains("## Models") && markdown.contains(block))
  }

  @Test func sqliteIsReadLikeAFile() throws {
    let command = try Command()
    defer { command.remove() }
    let made = try command.shell(
      "zcat '\(Self.path("mobile-game-events.csv.gz"))' > events.csv && command -v sqlite3 >/dev/null && "
        + "sqlite3 crm.db '.mode csv' '.import events.csv events'")
    // Without the sqlite3 tool the tests of the databases' own room have to do.
    guard made.status == 0 else { return }
    let fromFile = try command.run(Self.game + ["--format", "json"])
    let arguments = Self.game.filter { $0 != Self.path("mobile-game-events.csv.gz") }
    let output = try command.run(
      arguments + ["--from", "sqlite:crm.db", "--query", "SELECT uid, day, eventName FROM events", "--format", "json"])
    #expect(output.status == 0, "\(output.err)")
    #expect(try parameters(output) == parameters(fromFile))
    let refused = try command.run(arguments + ["--from", "sqlite:crm.db", "--query", "DELETE FROM events"])
    #expect(refused.status == 64)
    let missing = try command.run(arguments + ["--from", "sqlite:crm.db", "--query", "SELECT * FROM evnts"])
    #expect(missing.status == 64)
    #expect(missing.err.contains("evnts"), "\(missing.err)")
  }

  /// The words and the form of the block, whole: a change must be meant.
  @Test func theBlockIsWordForWord() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["calibrate", "retention", "D1=26%", "D7=13%", "D30=7%", "D90=4%"])
    #expect(
      output.out == """
          # Activity and dropout from 4 points of retention. Made by engagelab calibrate retention; paste below population:
          # warning: Points without numbers of users have no standard errors.
          behavior:
            activity:
              # retention points D1 26%, D7 13%, D30 7%, D90 4%; least squares on the logarithm of BG/BB's curve.
              mean: 36.2875%  # standard error unknown
              # assumed: no curve of retention tells alpha + beta; fits to daily data of a mobile game give 1.64 to
              # 1.70.
              concentration: 1.7  # held, not estimated
            dropout:
              # retention points D1 26%, D7 13%, D30 7%, D90 4%; least squares on the logarithm of BG/BB's curve.
              gamma: 0.484781  # standard error unknown
              delta: 1.21521  # standard error unknown

        """, "\(output.out)")
  }

  @Test func theMarkdownIsWordForWord() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run([
      "calibrate", "experiment", "--control", "10000:350", "--treatment", "10000:420", "--format", "markdown",
    ])
    #expect(
      output.out.hasPrefix(
        """
        # Effect of a past experiment

        - Control 350 of 10,000 (3.5%), treatment 420 of 10,000 (4.2%).
        - Log-odds of the shares: +0.1896 with a standard error of 0.0738.
        - Appeal of the treatment: +0.1991 with a standard error of 0.0775, 95% +0.0472 to +0.3509.

        ## The block

        ```yaml
          # Effect of a past experiment. Made by engagelab calibrate experiment; paste below population:
          # Elsewhere in the scenario:
          #   variants: {control: {weight: 50%}, treatment: {weight: 50%, appeal: +0.1991}}  # standard error 0.0775
        ```

        ## How these numbers were made

        - Users differ in openness with a standard deviation of 1, so that the appeal to a user is more than the shift \
        of the shares' log-odds.
        - The effect is that of one test on its users; carried over to others it is an assumption.
        - Made by EngagementLab
        """), "\(output.out)")
  }
}
