import Foundation

/// The files that a report page is made of: style, script, template, and the library that draws the charts.
public struct ReportAssets: Sendable {
  /// Styles of the page.
  package var style: String
  /// What draws charts and makes downloads.
  package var script: String
  /// The frame of the page, with `{{name}}` where content goes.
  package var template: String
  /// The Vega-Lite bundle; nil when the lab was built before `make setup` made it.
  package var chartLibrary: String?

  /// Whether pages made with these assets have charts.
  public var hasChartLibrary: Bool { chartLibrary != nil }

  /// Environment variable that names a folder of assets to use instead of the built ones.
  public static let folderVariable = "ENGAGELAB_ASSETS"

  /// Loads the assets that were built with the lab.
  ///
  /// - Parameter environment: Where ``folderVariable`` is looked up.
  /// - Throws: ``ReportAssetsError`` when no folder has them.
  public static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(ReportAssetsError) -> ReportAssets {
    // SwiftPM's own `Bundle.module` ends the process when the folder is gone; a report deserves a message.
    let bundle = "EngagementLab_Reporting.resources/Assets"
    var folders: [URL] = []
    if let chosen = environment[folderVariable] { folders.append(URL(fileURLWithPath: chosen)) }
    folders.append(Bundle.main.bundleURL.appendingPathComponent(bundle))
    if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() {
      folders.append(executable.appendingPathComponent(bundle))
      folders.append(executable.appendingPathComponent("../share/engagelab"))
    }
    for folder in folders {
      if let assets = ReportAssets(folder: folder) { return assets }
    }
    throw ReportAssetsError(searched: folders.map(\.path))
  }

  /// Reads the assets of a folder; nil when a file other than the chart library is missing.
  package init?(folder: URL) {
    func read(_ name: String) -> String? {
      try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    guard let style = read("report.css"), let script = read("report.js"), let template = read("report.html") else {
      return nil
    }
    self.style = style
    self.script = script
    self.template = template
    chartLibrary = read("vega-bundle.js")
  }
}

/// The folder of the report's files is not beside the command.
public struct ReportAssetsError: Error, CustomStringConvertible {
  /// Folders that were looked at.
  public var searched: [String]

  public var description: String {
    """
    the files of the report page were not found in \(searched.joined(separator: ", ")); keep the folder \
    EngagementLab_Reporting.resources beside the command, or set \(ReportAssets.folderVariable)
    """
  }
}
