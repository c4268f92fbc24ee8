import RecordedData

/// Reads a table of campaigns: `campaign,platform,sent,opened` and, where they are known, `opted_out`, `uninstalled`,
/// `frequency` (pushes a week), `targeted` and `triggered` (yes or no).
///
/// Such tables are short and made by hand, so the first row that cannot be understood ends the reading.
public struct CampaignReader: Sendable {
  private static let mostRows = 100_000

  public init() {}

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: `DataError`, or what the progress handler throws.
  public func read(_ path: String, progress: RecordProgress.Handler = { _ in }) throws -> [CampaignRow] {
    try read(DataFile.records(path), progress: progress)
  }

  /// Reads rows.
  package func read(
    _ source: any RecordSource, progress: RecordProgress.Handler = { _ in }
  ) throws -> [CampaignRow] {
    let fields = try Fields(source)
    var rows: [CampaignRow] = []
    while try source.next() {
      if let fault = source.fault { throw fields.problem(fault.text) }
      guard rows.count < Self.mostRows else {
        throw DataError("more than \(Self.mostRows) campaigns; sum them up first", in: source.name, kind: .usage)
      }
      rows.append(try fields.row(number: rows.count + 1))
      if rows.count % 1024 == 0 { try progress(source.progress) }
    }
    try progress(source.progress)
    guard !rows.isEmpty else { throw DataError("there are no campaigns in it", in: source.name) }
    return rows
  }

  /// The columns of the table and what their fields say.
  private struct Fields {
    let source: any RecordSource
    let platform: Int
    let sent: Int
    let others: [String: Int]

    init(_ source: any RecordSource) throws(DataError) {
      self.source = source
      platform = try source.position(of: "platform")
      sent = try source.position(of: "sent")
      var others: [String: Int] = [:]
      for name in ["campaign", "opened", "opted_out", "uninstalled", "frequency", "targeted", "triggered"] {
        others[name] = try? source.position(of: name)
      }
      self.others = others
      guard others["opened"] != nil || others["opted_out"] != nil || others["uninstalled"] != nil else {
        throw DataError(
          "there is no column 'opened', 'opted_out' or 'uninstalled'; its columns are: "
            + source.columns.joined(separator: ", "), in: source.name, kind: .usage)
      }
    }

    func problem(_ text: String) -> DataError { DataError(text, in: source.name, line: source.place) }

    func row(number: Int) throws(DataError) -> CampaignRow {
      guard let sent = try count(sent, "sent"), sent > 0 else { throw problem("sent must be a whole number above 0") }
      guard let platform = source.field(platform)?.text, !platform.isEmpty else { throw problem("platform is empty") }
      let row = CampaignRow(
        campaign: others["campaign"].flatMap { source.field($0)?.text } ?? "campaign \(number)",
        platform: platform.lowercased() == "ios" ? .ios : .other, sent: sent, opened: try part("opened", of: sent),
        optedOut: try part("opted_out", of: sent), uninstalled: try part("uninstalled", of: sent),
        perWeek: try frequency(), isTargeted: try flag("targeted"), isTriggered: try flag("triggered"))
      return row
    }

    private func number(_ position: Int, _ name: String) throws(DataError) -> Double? {
      guard let field = source.field(position) else { return nil }
      switch FieldNumber(field.bytes) {
      case .value(let value): return value
      case .missing: return nil
      case .notFinite, .notANumber: throw problem("\(name) is not a number: '\(Excerpt.of(field.text))'")
      }
    }

    private func count(_ position: Int, _ name: String) throws(DataError) -> Int? {
      guard let value = try number(position, name) else { return nil }
      guard value >= 0, value <= 1e12, value == value.rounded() else {
        throw problem("\(name) must be a whole number from 0 on")
      }
      return Int(value)
    }

    private func part(_ name: String, of sent: Int) throws(DataError) -> Int? {
      guard let position = others[name], let value = try count(position, name) else { return nil }
      guard value <= sent else { throw problem("\(name) (\(value)) is more than sent (\(sent))") }
      return value
    }

    private func frequency() throws(DataError) -> Double? {
      guard let position = others["frequency"], let value = try number(position, "frequency") else { return nil }
      guard value > 0, value <= 1000 else { throw problem("frequency is in pushes a week, above 0 and at most 1000") }
      return value
    }

    private func flag(_ name: String) throws(DataError) -> Bool {
      guard let position = others[name], let value = try number(position, name) else { return false }
      guard value == 0 || value == 1 else { throw problem("\(name) is yes or no") }
      return value == 1
    }
  }
}
