import Foundation

/// A headless Chromium that opens a page and tells what it saw.
struct Browser {
  /// What happened while a page was open.
  struct Visit {
    /// The document after its scripts have run.
    var document: String
    /// Everything that was written to the console.
    var console: [String]
    /// Addresses that the page asked the network for.
    var requests: [String]
  }

  private var executable: URL

  /// Finds a browser, or nothing.
  init?() {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = names.flatMap { name in
      folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
    }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      return nil
    }
    executable = found
  }

  /// Whether tests may be skipped when there is no browser.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

  /// Opens a page and lets its scripts come to rest.
  func visit(_ page: URL, fragment: String, scratch: URL) throws -> Visit {
    let netLog = scratch.appendingPathComponent("net-log.json")
    let output = try run(
      ["--dump-dom", "--log-net-log=\(netLog.path)", "--virtual-time-budget=60000", page.absoluteString + fragment],
      scratch: scratch)
    let console = output.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }.map(String.init)
    return Visit(document: output.text, console: console, requests: try Self.requests(in: netLog))
  }

  /// Takes a picture of a page.
  func picture(_ page: URL, fragment: String, dark: Bool, size: (Int, Int), to file: URL, scratch: URL) throws {
    var arguments = [
      "--screenshot=\(file.path)", "--window-size=\(size.0),\(size.1)", "--hide-scrollbars",
      "--virtual-time-budget=60000",
    ]
    if dark { arguments.append("--blink-settings=preferredColorScheme=0") }
    _ = try run(arguments + [page.absoluteString + fragment], scratch: scratch)
  }

  private func run(_ arguments: [String], scratch: URL) throws -> (text: String, errors: String) {
    let process = Process()
    process.executableURL = executable
    process.arguments =
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(scratch.appendingPathComponent("profile").path)",
        "--enable-logging=stderr",
      ] + arguments
    // Files rather than pipes: a full pipe nobody reads would stop the browser.
    let text = scratch.appendingPathComponent("stdout.txt")
    let errors = scratch.appendingPathComponent("stderr.txt")
    try Data().write(to: text)
    try Data().write(to: errors)
    process.standardOutput = try FileHandle(forWritingTo: text)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return (
      try String(contentsOf: text, encoding: .utf8), String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    )
  }

  /// Requests that a page made, as opposed to the browser itself.
  private static func requests(in netLog: URL) throws -> [String] {
    let log = try JSONSerialization.jsonObject(with: Data(contentsOf: netLog)) as? [String: Any]
    let events = log?["events"] as? [[String: Any]] ?? []
    return events.compactMap { event in
      guard let parameters = event["params"] as? [String: Any], let url = parameters["url"] as? String,
        let initiator = parameters["initiator"] as? String, initiator != "not an origin", url.hasPrefix("http")
      else { return nil }
      return url
    }
  }
}
