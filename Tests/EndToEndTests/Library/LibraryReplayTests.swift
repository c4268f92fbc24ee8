import Foundation
import Testing

/// The core by itself decides as it did in the simulation, in every scenario of the library.
@Suite struct LibraryReplayTests {
  @Test(arguments: LibraryRun.all)
  func replayReproducesEveryDecision(scenario: String) throws {
    let command = try Command()
    defer { command.remove() }
    let run = try command.run([
      "run", Command.scenario(scenario), "--users", "300", "--out", "o", "--quiet", "--log", "events.jsonl",
      "--log-users", "100",
    ])
    #expect(run.status == 0, "\(run.err)")
    let replay = try command.run(["replay", Command.scenario(scenario), "--events", "events.jsonl"])
    #expect(replay.status == 0, "\(replay.err)\(replay.out)")
  }
}
