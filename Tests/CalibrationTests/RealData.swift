import Calibration
import Foundation
import Primitives
import RecordedData

/// The data that every calibration is checked on; their files and licences are those of the tests of the readers.
enum RealData {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("RecordedDataTests/Fixtures")

  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The launch of a mobile game: 31 days, calibrated until `until`.
  static func game(until: Int?) throws -> ActivitySummary {
    var plan = ActivityPlan(userColumn: "uid", timeColumn: "day", eventColumn: "eventName")
    plan.installEvent = "newPlayer"
    plan.activityEvents = ["gameStarted"]
    plan.calibrationEnd = until
    return try ActivityReader(plan).read(path("mobile-game-events.csv.gz"))
  }

  /// CDNOW, 39 weeks of 78.
  static func cdnow() throws -> PurchaseSummary {
    var plan = PurchasePlan(userColumn: "customer", timeColumn: "date", valueColumn: "dollars")
    plan.calibrationEnd = CivilDate("1997-09-30")?.dayNumber
    return try PurchaseReader(plan).read(path("cdnow-sample.csv.gz"))
  }
}
