import CEngagementLab
import CInterface
import Foundation
import Testing

/// What is wrong with a request is told by typed problems, never by a crash.
@Suite struct ProblemTests {
  @Test func everyMistakeOfAScenarioWithItsPlace() async throws {
    let text = "scenario: x\ntitel: wrong\nhorizon: 3 parsecs\n"
    let call = try await Ask.call("scenario", ["scenario": ["text": text, "name": "mine.yaml"]])
    #expect(call.state == Int32(ENGAGELAB_FAILED))
    let problems = call.errors
    #expect(problems.allSatisfy { $0.kind == "scenario" && $0.source == "mine.yaml" })
    let title = try #require(problems.first { $0.code == "unknown-key" })
    #expect(title.line == 2 && title.column == 1)
    #expect(title.remedy.contains("title"))
    let horizon = try #require(problems.first { $0.path == "horizon" })
    #expect(horizon.line == 3 && horizon.column > 1)
    #expect(horizon.text.hasPrefix("mine.yaml:3:"))
    #expect(call.documents == [] && call.tables == [])
  }

  @Test func aFileThatIsNotThere() async throws {
    let call = try await Ask.call("run", ["scenario": ["path": "nowhere/nothing.yaml"]])
    #expect(call.errors.first?.source == "nowhere/nothing.yaml")
    #expect(call.errors.first?.kind == "scenario")
  }

  private static let results = "{}"

  /// Verb, request, code and path of the problem.
  @Test(arguments: [
    ("ru", "{}", "unknown-verb", ""),
    ("run", "{\"scenaro\": {}}", "unknown-key", "scenaro"),
    ("run", "{}", "missing-key", ""),
    ("run", "nonsense", "wrong-value", ""),
    ("run", "[1]", "wrong-type", ""),
    ("run", "3", "wrong-type", ""),
    ("run", "{\"scenario\": 3}", "wrong-type", "scenario"),
    ("run", "{\"scenario\": {\"paht\": \"x\"}}", "unknown-key", "scenario.paht"),
    ("run", "{\"scenario\": {\"path\": 1}}", "wrong-type", "scenario.path"),
    ("schema", "{\"x\": 1}", "unknown-key", "x"),
    ("compare", "{\"before\": {\"result\": \"\"}, \"after\": {}}", "unknown-key", "before.result"),
    ("sweep", "{\"scenario\": {}, \"desing\": \"grid\"}", "unknown-key", "desing"),
    ("sweep", "{\"scenario\": {}, \"design\": \"gird\"}", "wrong-value", "design"),
    ("sweep", "{\"scenario\": {}, \"subject_to\": [\"cost <= 1\"]}", "wrong-option", "subject_to"),
    ("sweep", "{\"scenario\": {}, \"search\": true, \"first_stage\": 1}", "wrong-option", "first_stage"),
    ("design", "{\"scenario\": {}, \"prior\": {\"mean\": 0, \"std\": 1}}", "unknown-key", "prior.std"),
    ("design", "{\"scenario\": {}, \"alpha\": \"much\"}", "wrong-value", "alpha"),
    ("design", "{\"scenario\": {}, \"tests\": 1}", "wrong-option", "tests"),
    ("stats", "{\"method\": \"desing_effect\"}", "unknown-method", "method"),
    ("stats", "{\"inputs\": {}}", "missing-key", "method"),
    (
      "stats", "{\"method\": \"design_effect\", \"inputs\": {\"icc\": 0.1, \"n\": 10}}", "missing-argument",
      "mean_cluster_size"
    ),
    (
      "stats", "{\"method\": \"design_effect\", \"inputs\": {\"icc\": \"x\", \"n\": 10, \"mean_cluster_size\": 2}}",
      "invalid-argument", "icc"
    ),
    ("stats", "{\"method\": \"design_effect\", \"inputs\": {\"ic\": 0.1}}", "unknown-key", "inputs.ic"),
    ("analyze", "{\"arm\": \"a\", \"control\": \"A\", \"metrics\": [\"x:mean\"]}", "missing-key", "path"),
    (
      "analyze", "{\"arm\": \"a\", \"control\": \"A\", \"path\": \"x\", \"confidence\": 7, \"metrics\": [\"x:mean\"]}",
      "wrong-option", "confidence"
    ),
    (
      "analyze", "{\"arm\": \"a\", \"control\": \"A\", \"path\": \"x\", \"tuned_for\": 7, \"metrics\": [\"x:mean\"]}",
      "wrong-option", "tuned_for"
    ),
    ("calibrate", "{}", "missing-key", ""),
    ("calibrate", "{\"kind\": \"activty\"}", "wrong-value", "kind"),
    ("calibrate", "{\"kind\": \"retention\", \"points\": [\"D1=40%\"], \"user\": \"uid\"}", "unknown-key", "user"),
    (
      "calibrate", "{\"kind\": \"activity\", \"user\": \"u\", \"time\": \"t\", \"until\": \"soon\", \"path\": \"x\"}",
      "wrong-option", "until"
    ),
    (
      "calibrate", "{\"kind\": \"experiment\", \"control\": \"1:2:3\", \"treatment\": \"10:1\"}", "wrong-option",
      "control"
    ),
  ])
  func whatARequestCannotBe(_ verb: String, _ request: String, _ code: String, _ path: String) async throws {
    let call = await Call.done(verb, request)
    #expect(call.state == Int32(ENGAGELAB_FAILED))
    let problem = try #require(call.errors.first)
    #expect(problem.code == code && problem.path == path, "\(problem)")
    #expect(["usage", "statistics"].contains(problem.kind), "\(problem)")
    #expect(!problem.what.isEmpty && !problem.text.contains("--"), "\(problem.text)")
  }

  @Test func theNearestNameIsTold() async {
    #expect(await Call.done("run", "{\"scenaro\": {}}").errors.first?.remedy == "did you mean `scenario`?")
    #expect(await Call.done("swep", "{}").errors.first?.remedy == "did you mean `sweep`?")
  }

  @Test func numbersOutOfRange() async throws {
    for (key, value) in [("threads", 0), ("threads", 5000), ("replications", 1), ("replications", 5)] {
      let call = try await Ask.call("run", ["scenario": Ask.scenario(), key: value])
      #expect(call.errors.first?.path == key && call.errors.first?.kind == "usage")
    }
    let users = try await Ask.call("run", ["scenario": Ask.scenario(users: 0)])
    #expect(users.errors.first?.path == "users")
    let user = try await Ask.call("explain", ["scenario": Ask.scenario(), "user": 10_000_000])
    #expect(user.errors.first?.path == "user")
    let arm = try await Ask.call("explain", ["scenario": Ask.scenario(), "user": 1, "arm": "bth"])
    #expect(arm.errors.first?.remedy == "did you mean `both`?")
    let log = try await Ask.call("log", ["scenario": Ask.scenario(), "users": [1, -1]])
    #expect(log.errors.first?.path == "user")
    let path = try await Ask.call("sweep", ["scenario": Ask.scenario(), "vary": ["limits.psh.at_most=1,2"]])
    #expect(path.errors.first?.kind == "scenario" && path.errors.first?.path == "limits.psh")
    let nothing = try await Ask.call("sweep", ["scenario": Ask.scenario()])
    #expect(nothing.errors.first?.path == "vary")
  }

  @Test func resultsThatAreNone() async {
    for verb in ["result", "report", "charts"] {
      let call = await Call.done(verb, "{\"results\": \"{}\"}")
      #expect(call.state == Int32(ENGAGELAB_FAILED))
      #expect(call.errors.first?.kind == "data")
    }
  }

  @Test func whatIsAskedOfAJobInVain() async {
    let call = await Call.done("schema", "{}")
    #expect(call.isDone)
    #expect(engagelabDocument(call.job, "nothing") == nil)
    #expect(engagelabDocument(call.job, nil) == nil)
    #expect(engagelabDocumentName(call.job, -1) == nil && engagelabTableName(call.job, 0) == nil)
    #expect(engagelabTable(call.job, "nothing", nil) == -1)
    #expect(engagelabProblemAt(call.job, 0, nil) == -1)
    engagelabRelease(nil)
    engagelabGetProgress(call.job, nil)
    #expect(engagelabABIVersion() == 1)
    #expect(engagelabVersion().map { String(cString: $0) }?.isEmpty == false)
  }

  @Test func aNullRequestIsAnEmptyOne() async {
    let job = engagelabStart("schema", nil, nil, 0)
    defer { engagelabRelease(job) }
    while engagelabWait(job, 0) == Int32(ENGAGELAB_RUNNING) { try? await Task.sleep(for: .milliseconds(2)) }
    #expect(engagelabWait(job, 0) == Int32(ENGAGELAB_DONE))
    let nameless = engagelabStart(nil, nil, nil, 0)
    defer { engagelabRelease(nameless) }
    while engagelabWait(nameless, 0) == Int32(ENGAGELAB_RUNNING) { try? await Task.sleep(for: .milliseconds(2)) }
    #expect(engagelabWait(nameless, 0) == Int32(ENGAGELAB_FAILED))
  }
}
