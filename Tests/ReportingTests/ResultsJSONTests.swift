import Crypto
import Experiments
import Foundation
import Reporting
import Testing

struct ResultsJSONTests {
  @Test func readsBackWhatItWrote() throws {
    let result = try ResultsJSON.sealed(Fixture.media())
    let text = try ResultsJSON.text(of: result)
    #expect(try ResultsJSON.result(from: Data(text.utf8)) == result)
    #expect(try ResultsJSON.text(of: ResultsJSON.result(from: Data(text.utf8))) == text)
  }

  @Test func keepsTheOrderOfTheContract() throws {
    guard case .object(let members) = try ResultsJSON.document(of: Fixture.media()) else {
      Issue.record("the document is no object")
      return
    }
    #expect(
      members.map(\.key) == [
        "schema", "version", "scenario", "seed", "users", "digest", "kpis", "programs", "campaigns", "attribution",
        "arms",
        "lifts", "lift_series", "objectives", "experiments", "warnings", "timing",
      ])
  }

  @Test func digestIgnoresTimingAndNothingElse() throws {
    let result = try Fixture.media()
    let digest = try ResultsJSON.digest(of: result)
    #expect(digest.count == 64)

    var slower = result
    slower.timing?.wallSeconds *= 2
    slower.digest = "anything"
    #expect(try ResultsJSON.digest(of: slower) == digest)
    slower.timing = nil
    #expect(try ResultsJSON.digest(of: slower) == digest)

    var other = result
    other.seed += 1
    #expect(try ResultsJSON.digest(of: other) != digest)
    other = result
    other.arms[1].activeUsers[3] += 1
    #expect(try ResultsJSON.digest(of: other) != digest)
  }

  @Test func digestIsThatOfTheFileWithoutTwoKeys() throws {
    // As a reader would do it: parse the file, drop the keys, write it canonically, hash it.
    let sealed = try ResultsJSON.sealed(Fixture.media())
    let document = try ResultsJSON.document(of: sealed)
    let canonical = document.without(["digest", "timing"]).canonicalText
    #expect(!canonical.contains("wall_seconds"))
    let hash = SHA256.hash(data: Data(canonical.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(sealed.digest == hash.joined())
  }

  @Test func writesNothingThatIsNotANumber() throws {
    var result = try Fixture.media()
    result.lifts[0].lift.estimate = .nan
    result.lifts[0].lift.low = -.infinity
    result.lifts[0].lift.high = .infinity
    let text = try ResultsJSON.text(of: result)
    #expect(text.contains(#""lift": {"estimate": null, "low": null, "high": null, "status": "notFinite"}"#))
    let back = try ResultsJSON.result(from: Data(text.utf8))
    #expect(back.lifts[0].lift.estimate == nil)
    #expect(back.lifts[0].lift.status == "notFinite")
  }

  @Test func keepsNamesAsUsersWroteThem() throws {
    var result = try Fixture.media()
    let estimate = try #require(result.arms[0].kpis["retention_1"])
    result.arms[0].kpis = ["myKPI_x": estimate]
    let text = try ResultsJSON.text(of: result)
    #expect(text.contains("\"myKPI_x\""))
    #expect(try ResultsJSON.result(from: Data(text.utf8)).arms[0].kpis["myKPI_x"] == estimate)
  }

  /// Files of this schema that were written before a field was added can still be read.
  @Test func readsFilesWithoutNewerFields() throws {
    var result = try Fixture.media()
    result.attribution = nil
    for index in result.arms.indices {
      result.arms[index].polls = nil
      result.arms[index].attribution = nil
      result.arms[index].sessionSources = nil
    }
    let text = try ResultsJSON.text(of: result)
    let new = ["polls", "attribution", "session_sources"]
    for name in new { #expect(text.contains("\"\(name)\": null"), "every key is always there") }
    let old = text.replacing(/"(polls|attribution|session_sources)": null,?/, with: "").replacing(/,(\s*\})/) { $0.1 }
    for name in new { #expect(!old.contains("\"\(name)\"")) }
    #expect(try ResultsJSON.result(from: Data(old.utf8)) == result)
  }

  @Test func keepsTheLargestSeed() throws {
    var result = try Fixture.media()
    result.seed = .max
    let text = try ResultsJSON.text(of: result)
    #expect(text.contains("\"seed\": 18446744073709551615"))
    #expect(try ResultsJSON.result(from: Data(text.utf8)).seed == .max)
  }

  @Test(arguments: ["", "[]", "{}", "{\"schema\": \"1\"}", "{\"schema\": 1}"])
  func refusesWhatIsNoResult(text: String) {
    #expect(throws: ResultsError.self) { try ResultsJSON.result(from: Data(text.utf8)) }
  }

  @Test func refusesAnotherSchema() {
    #expect(throws: ResultsError.unknownSchema(99)) { try ResultsJSON.result(from: Data("{\"schema\": 99}".utf8)) }
  }
}
