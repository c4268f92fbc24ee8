import Foundation

/// Rows of a made-up experiment, written to a file: user, arm, country, spend, spend before, retained, clicks, views.
struct GeneratedRows {
  /// Rows below the header.
  let count: Int

  /// The header.
  static let header = "user_id,arm,country,spend,spend_before,retained,clicks,views\n"

  /// Writes the rows, a block at a time.
  func write(to file: URL) throws {
    try Data(Self.header.utf8).write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try handle.seekToEnd()
    var block: [UInt8] = []
    block.reserveCapacity(1 << 21)
    var state: UInt64 = 20_160_819
    for user in 0..<count {
      append(user, &state, to: &block)
      if block.count > 1 << 20 {
        try handle.write(contentsOf: block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: block)
  }

  private func append(_ user: Int, _ state: inout UInt64, to block: inout [UInt8]) {
    func next(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    let before = next(20_000)
    let spend = before / 2 + next(10_000)
    let views = 1 + next(40)
    digits(UInt64(user), to: &block)
    block += next(2) == 0 ? Array(",control,".utf8) : Array(",treatment,".utf8)
    block += [Array("FR,".utf8), Array("CA,".utf8), Array("US,".utf8)][Int(next(3))]
    money(spend, to: &block)
    money(before, to: &block)
    block += next(100) < 19 ? Array("1,".utf8) : Array("0,".utf8)
    digits(next(views + 1), to: &block)
    block.append(UInt8(ascii: ","))
    digits(views, to: &block)
    block.append(UInt8(ascii: "\n"))
  }

  /// Hundredths with two decimals and a comma behind.
  private func money(_ hundredths: UInt64, to block: inout [UInt8]) {
    digits(hundredths / 100, to: &block)
    block += [UInt8(ascii: "."), 48 + UInt8(hundredths / 10 % 10), 48 + UInt8(hundredths % 10), UInt8(ascii: ",")]
  }

  private func digits(_ value: UInt64, to block: inout [UInt8]) { block += Array(String(value).utf8) }
}
