import Calibration
import Foundation
import LabStatistics
import RecordedData
import Testing

/// Tables of campaigns: what they identify, and what they leave open.
@Suite struct ResponseCalibrationTests {
  private func rows(_ text: String) throws -> [CampaignRow] {
    try CampaignReader().read(DataFile.records(MemoryBytes(Array(text.utf8))))
  }

  private static let table = """
    campaign,platform,sent,opened,opted_out,uninstalled,frequency,targeted,triggered
    news,ios,40000,1360,48,24,2,no,no
    news,android,60000,2760,72,36,2,no,no
    news daily,android,60000,2460,150,80,7,no,no
    your topics,android,30000,2500,,,2,yes,no
    cart,ios,5000,480,,,2,no,yes

    """

  @Test func everyParameterHasItsContrast() throws {
    let result = try ResponseCalibration(rows(Self.table), source: "campaigns.csv").result()
    for name in [
      "response.ios", "response.other", "response.relevance", "response.triggered", "fatigue.effect", "fatigue.opt_out",
      "fatigue.uninstall", "fatigue.growth",
    ] {
      #expect(result[name]?.basis == .estimated, "\(name): \(result.leftAtDefault)")
      #expect(try #require(result[name]?.standardError) > 0)
    }
    #expect(result.leftAtDefault.isEmpty)
    // As many parameters as rows of opens: the fit is exact.
    for point in try #require(result.series.first { $0.id == "opens" }).points {
      #expect(abs(point.fitted / (try #require(point.actual)) - 1) < 1e-4)
    }
    // iOS opens less than Android at the same frequency; triggered more than broadcast.
    #expect(try #require(result["response.ios"]?.number) < (try #require(result["response.other"]?.number)))
    #expect(try #require(result["response.triggered"]?.number) > 0.5)
  }

  /// Alike users who never tire: the level is the log-odds of the share, to the last digit that the fit gives.
  @Test func lapsedRecipientsRaiseTheLevelOfTheOthers() throws {
    let text = "platform,sent,opened\nios,10000,340\n"
    var settings = ResponseCalibration.Settings()
    let living = try ResponseCalibration(rows(text), source: "t.csv", settings: settings).result()
    settings.lapsed = 0.4
    let mixed = try ResponseCalibration(rows(text), source: "t.csv", settings: settings).result()
    let (a, b) = (try #require(living["response.ios"]?.number), try #require(mixed["response.ios"]?.number))
    #expect(b > a + 0.2)
    #expect(living.warnings.contains { $0.contains("--lapsed") })
    #expect(!mixed.warnings.contains { $0.contains("--lapsed") })
    #expect(living.leftAtDefault.map(\.name).contains("response.other"))
    #expect(living.leftAtDefault.map(\.name).contains("fatigue.opt_out"))
  }

  @Test func targetedAloneTellsNoLevel() throws {
    let text = "platform,sent,opened,targeted\nios,10000,340,yes\n"
    let error = #expect(throws: CalibrationError.self) {
      try ResponseCalibration(rows(text), source: "t.csv").result()
    }
    #expect(error?.kind == .cannotTell)
    #expect(error?.message.contains("needs a broadcast") == true)
  }

  @Test func nobodyOpened() throws {
    let error = #expect(throws: CalibrationError.self) {
      try ResponseCalibration(rows("platform,sent,opened\nios,1000,0\n"), source: "t.csv").result()
    }
    #expect(error?.message.contains("none of 1,000 recipients") == true)
  }

  @Test func growthThatIsNoneIsZero() throws {
    let text = "platform,sent,opted_out,frequency\nios,100000,100,1\nios,100000,90,7\nios,100000,80,14\n"
    let result = try ResponseCalibration(rows(text), source: "t.csv").result()
    #expect(result["fatigue.growth"]?.number == 0)
    #expect(abs(try #require(result["fatigue.opt_out"]?.number) - 9e-4) < 1e-6)
  }

  @Test(arguments: [
    ("platform,sent,opened\nios,10,11\n", "t.csv:2: error: opened (11) is more than sent (10)"),
    ("platform,sent,opened\nios,0,0\n", "sent must be a whole number above 0"),
    ("platform,sent,opened\nios,x,0\n", "sent is not a number: 'x'"),
    ("platform,sent\nios,10\n", "there is no column 'opened'"),
    ("platform,sent,opened,frequency\nios,10,1,-2\n", "pushes a week"),
    ("platform,sent,opened,targeted\nios,10,1,3\n", "yes or no"),
    ("platform,sent,opened\nios,10\n", "other than 3 fields"),
  ])
  func badTablesNameTheLine(text: String, words: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("campaigns-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("t.csv")
    try Data(text.utf8).write(to: file)
    let error = #expect(throws: DataError.self) { try CampaignReader().read(file.path) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
