extension FlatObject {
  /// Why a line is not a flat object, with the key in words.
  package enum LineProblem: Error, Equatable {
    case notAnObject
    case nested(key: String)
  }

  /// The members of a line by their keys, without those that are `null`; of equal keys the last counts.
  ///
  /// - Throws: ``LineProblem``.
  package static func columns(of line: String) throws(LineProblem) -> [String: String] {
    var (scratch, members): ([UInt8], [Member]) = ([], [])
    var columns: [String: String] = [:]
    var problem: LineProblem?
    var line = line
    line.withUTF8 { bytes in
      func text(_ part: Text) -> String {
        part.isUnescaped
          ? String(decoding: scratch[part.start..<part.start + part.count], as: UTF8.self)
          : String(decoding: bytes[part.start..<part.start + part.count], as: UTF8.self)
      }
      do throws(Problem) {
        try read(bytes, scratch: &scratch, members: &members)
        for member in members { columns[text(member.key)] = member.value.map(text) }
      } catch {
        switch error {
        case .notAnObject: problem = .notAnObject
        case .nested(let key): problem = .nested(key: text(key))
        }
      }
    }
    if let problem { throw problem }
    return columns
  }
}
