import Foundation

/// Aggregates of two published experiments and what other packages computed from their data.
struct PublishedExperiments: Decodable {
  struct CookieCats: Decodable {
    struct Arm: Decodable {
      let arm: String
      let users: Int
      let retention1: Int
      let retention7: Int
      let roundsMean: Double
      let roundsVariance: Double
    }
    let arms: [Arm]
  }

  struct Hillstrom: Decodable {
    struct Cell: Decodable {
      let arm: String
      let mens: Int
      let womens: Int
      let users: Int
      let visits: Int
      let conversions: Int
      let spendMean: Double
      let spendVariance: Double
      let historyMean: Double
      let historyVariance: Double
      let spendHistoryCovariance: Double
    }
    let cells: [Cell]
  }

  let cookieCats: CookieCats
  let hillstrom: Hillstrom

  /// The aggregates.
  static func load() throws -> PublishedExperiments {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Self.self, from: fixture())
  }

  /// What is expected of an experiment, by name.
  static func expected(_ experiment: String) throws -> [String: Any] {
    let all = try JSONSerialization.jsonObject(with: fixture()) as? [String: Any]
    return (all?[experiment] as? [String: Any])?["expected"] as? [String: Any] ?? [:]
  }

  private static func fixture() throws -> Data {
    try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Fixtures/experiments.json"))
  }

  /// The real file, when it lies beside the checkout or in the folder that `ENGAGELAB_DATA` names.
  static func realFile(_ path: String) -> String? {
    let beside = Command.package.deletingLastPathComponent().appendingPathComponent("shared/data")
    let folder = ProcessInfo.processInfo.environment["ENGAGELAB_DATA"].map { URL(fileURLWithPath: $0) } ?? beside
    let file = folder.appendingPathComponent(path).path
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }

  /// Users of Cookie Cats with the published aggregates.
  func cookieCatsText() -> String {
    var text = "userid,version,sum_gamerounds,retention_1,retention_7\n"
    var id = 0
    for arm in cookieCats.arms {
      let users = SyntheticUsers(count: arm.users, mean: arm.roundsMean, variance: arm.roundsVariance)
      for (index, row) in users.rows.enumerated() {
        text += "\(id),\(arm.arm),\(row.metric),\(index < arm.retention1 ? "TRUE" : "FALSE"),"
        text += index < arm.retention7 ? "TRUE\n" : "FALSE\n"
        id += 1
      }
    }
    return text
  }

  /// Customers of Hillstrom with the published aggregates.
  func hillstromText() -> String {
    var text = "segment,mens,womens,visit,conversion,spend,history\n"
    for cell in hillstrom.cells {
      let users = SyntheticUsers(
        count: cell.users, mean: cell.spendMean, variance: cell.spendVariance, covariateMean: cell.historyMean,
        covariateVariance: cell.historyVariance, covariance: cell.spendHistoryCovariance)
      for (index, row) in users.rows.enumerated() {
        text += "\(cell.arm),\(cell.mens),\(cell.womens),\(index < cell.visits ? 1 : 0),"
        text += "\(index < cell.conversions ? 1 : 0),\(row.metric),\(row.covariate)\n"
      }
    }
    return text
  }
}
