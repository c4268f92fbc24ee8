import CArrow

/// A column of a stream: its name, and how its values lie in memory.
package struct ArrowField: Sendable, Equatable {
  package let name: String
  package let layout: ArrowLayout

  init(_ schema: ArrowSchema) throws(ArrowError) {
    name = schema.name.map { String(cString: $0) } ?? ""
    let isDictionary = schema.dictionary != nil
    let format = schema.dictionary?.pointee.text ?? schema.text
    guard let values = ArrowLayout(format) else { throw .unreadType(column: name, format: format) }
    guard isDictionary else {
      layout = values
      return
    }
    guard case .integer(let width, let isSigned)? = ArrowLayout(schema.text), case .text(let texts) = values else {
      throw .unreadType(column: name, format: "dictionary of \(format)")
    }
    layout = .names(width: width, isSigned: isSigned, texts: texts)
  }
}

/// How the values of a column lie in memory.
package enum ArrowLayout: Sendable, Equatable {
  case integer(width: Int, isSigned: Bool)
  case real(width: Int)
  case flag
  case text(TextLayout)
  /// Positions in a dictionary of texts.
  case names(width: Int, isSigned: Bool, texts: TextLayout)
  /// Days, or milliseconds of days, since 1970.
  case date(width: Int)
  /// A count of parts of a second since 1970: of UTC, or on the clock of wherever it was.
  case moment(perSecond: Int, hasZone: Bool)
  /// Nothing but missing values.
  case nothing

  /// How texts lie.
  package enum TextLayout: Sendable, Equatable {
    case offsets32, offsets64, views
  }

  /// The layout of a format (https://arrow.apache.org/docs/format/CDataInterface.html#data-type-description-format-strings).
  init?(_ format: String) {
    switch format {
    case "c": self = .integer(width: 1, isSigned: true)
    case "C": self = .integer(width: 1, isSigned: false)
    case "s": self = .integer(width: 2, isSigned: true)
    case "S": self = .integer(width: 2, isSigned: false)
    case "i": self = .integer(width: 4, isSigned: true)
    case "I": self = .integer(width: 4, isSigned: false)
    case "l": self = .integer(width: 8, isSigned: true)
    case "L": self = .integer(width: 8, isSigned: false)
    case "f": self = .real(width: 4)
    case "g": self = .real(width: 8)
    case "b": self = .flag
    case "u": self = .text(.offsets32)
    case "U": self = .text(.offsets64)
    case "vu": self = .text(.views)
    case "tdD": self = .date(width: 4)
    case "tdm": self = .date(width: 8)
    case "n": self = .nothing
    case _ where format.hasPrefix("tss:"): self = .moment(perSecond: 1, hasZone: format.utf8.count > 4)
    case _ where format.hasPrefix("tsm:"): self = .moment(perSecond: 1000, hasZone: format.utf8.count > 4)
    case _ where format.hasPrefix("tsu:"): self = .moment(perSecond: 1_000_000, hasZone: format.utf8.count > 4)
    case _ where format.hasPrefix("tsn:"): self = .moment(perSecond: 1_000_000_000, hasZone: format.utf8.count > 4)
    default: return nil
    }
  }
}
