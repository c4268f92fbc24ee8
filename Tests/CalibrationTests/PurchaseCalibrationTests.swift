import Calibration
import LabStatistics
import RecordedData
import Testing

/// CDNOW, 39 weeks calibrated and 39 forecast; reference numbers computed by other programs.
@Suite struct PurchaseCalibrationTests {
  private static let expected: [(name: String, logLikelihood: Double, error: Double, daily: Double)] = [
    ("MBG/NBD", -9582.1327, -16.3, 4.10), ("BG/NBD", -9582.4256, -11.4, 2.63), ("Pareto/NBD", -9594.9739, -7.3, 1.31),
  ]

  @Test func modelsAreComparedAsPublished() throws {
    let result = try PurchaseCalibration(RealData.cdnow(), hasValues: true, currency: "USD").result()
    // Sorted by AIC: MBG/NBD is likelier by 0.3.
    #expect(result.models.prefix(3).map(\.name) == Self.expected.map(\.name))
    #expect(result.models[0].isChosen)
    // Times are whole days here; the published summary has weeks rounded to two decimals, which costs 0.0036.
    for (model, expected) in zip(result.models, Self.expected) {
      #expect(abs(try #require(model.summary).logLikelihood - expected.logLikelihood) < 5e-3, "\(model.name)")
      let holdout = try #require(model.holdout)
      #expect(holdout.actual == 1882, "\(model.name)")
      #expect(abs(try #require(holdout.relativeError) * 100 - expected.error) < 0.1, "\(holdout)")
      #expect(abs(try #require(holdout.meanAbsoluteError) * 100 - expected.daily) < 0.02, "\(holdout)")
    }
  }

  @Test func spendIsThePublishedGammaGamma() throws {
    let result = try PurchaseCalibration(RealData.cdnow(), hasValues: true, currency: "USD").result()
    for (name, value) in [("conversion.p", 6.2488), ("conversion.q", 3.7446), ("conversion.v", 15.4477)] {
      #expect(abs(try #require(result[name]?.number) / value - 1) < 1e-3)
      #expect(try #require(result[name]?.standardError) > 0)
    }
    #expect(BehaviorBlock(result).text.contains(" USD"))
    let conditional = try #require(result.series.first { $0.id == "conditional" })
    #expect(abs(try #require(conditional.points[0].actual) - 0.237) < 1e-3)
  }

  @Test func withoutValuesThereIsNoBlock() throws {
    let result = try PurchaseCalibration(RealData.cdnow(), hasValues: false).result()
    #expect(result.parameters.isEmpty)
    #expect(!BehaviorBlock(result).text.contains("behavior:"))
    #expect(result.leftAtDefault.contains { $0.name == "conversion.p, q and v" })
  }

  @Test func nobodyBoughtAgain() throws {
    let text = "customer,date\na,2024-01-01\nb,2024-01-02\nc,2024-01-20\n"
    let plan = PurchasePlan(userColumn: "customer", timeColumn: "date")
    let summary = try PurchaseReader(plan).read(DataFile.records(MemoryBytes(Array(text.utf8))))
    let error = #expect(throws: CalibrationError.self) { try PurchaseCalibration(summary, hasValues: false).result() }
    #expect(error?.kind == .cannotTell)
  }
}
