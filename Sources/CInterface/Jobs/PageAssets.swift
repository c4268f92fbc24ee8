import Foundation
import Reporting
import Synchronization

/// Where the files of report pages are.
final class PageAssets: Sendable {
  static let shared = PageAssets()
  private let folder = Mutex<String?>(nil)

  /// Names a folder; nil: that of the build.
  func set(_ path: String?) { folder.withLock { $0 = path } }

  /// Loads the files.
  ///
  /// - Throws: `ReportAssetsError` when they are not there.
  func load() throws(ReportAssetsError) -> ReportAssets {
    guard let path = folder.withLock({ $0 }) else { return try ReportAssets.load() }
    return try ReportAssets.load(environment: [ReportAssets.folderVariable: path])
  }
}
