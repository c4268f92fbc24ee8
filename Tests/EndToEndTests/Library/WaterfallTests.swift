import Foundation
import Testing

/// In every scenario of the library each message ends in exactly one outcome.
@Suite struct LibraryWaterfallTests {
  static let outcomes = [
    "held-out", "not-again", "called-off", "timed-out", "left-audience", "no-language", "missing-tag", "uninstalled",
    "opted-out", "outside-window", "quiet-dropped", "capped", "preempted", "audience-full", "budget-spent", "throttled",
    "expired", "pending", "lost", "delivered",
  ]

  @Test func theLibraryIsThere() {
    #expect(LibraryRun.all.count >= 11)
    #expect(Set(LibraryRun.all).isSuperset(of: ["first-steps", "media", "null", "gaming", "retail", "journey"]))
  }

  @Test(arguments: LibraryRun.all)
  func targetedIsTheSumOfTheOutcomes(scenario: String) throws {
    let run = try LibraryRun(scenario, users: 600)
    var targeted = 0
    for arm in try run.arms() {
      let name = try #require(arm["name"] as? String)
      let campaigns = try #require(arm["campaigns"] as? [String: [String: Int]])
      for (campaign, counts) in campaigns {
        let sum = try Self.outcomes.reduce(0) { try $0 + #require(counts[$1], "\(campaign): \($1)") }
        #expect(counts["targeted"] == sum, "\(name): \(campaign)")
        #expect(counts.values.allSatisfy { $0 >= 0 }, "\(name): \(campaign)")
        for (part, whole) in [("displayed", "delivered"), ("opened", "displayed"), ("converted", "delivered")] {
          #expect((counts[part] ?? 0) <= (counts[whole] ?? 0), "\(name): \(campaign): \(part)")
        }
        targeted += sum
      }
      let programs = try #require(arm["programs"] as? [String])
      if programs.isEmpty { #expect(campaigns.values.allSatisfy { $0["targeted"] == 0 }, "\(name) plays nothing") }
    }
    let campaigns = try #require(run.results["campaigns"] as? [[String: Any]])
    #expect((targeted > 0) == !campaigns.isEmpty, "nobody was ever meant")
  }
}
