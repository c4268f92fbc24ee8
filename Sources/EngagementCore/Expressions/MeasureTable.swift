/// The measures that a set of predicates asks for, numbered densely, and the codes of the texts that they compare.
///
/// One table serves all expressions of a scenario, so that a profile carries each number once.
public struct MeasureTable: Sendable, Equatable {
  /// The measures; a measure's id is its index.
  public private(set) var measures: [Measure] = []
  private var ids: [Measure: Int] = [:]
  private var codes: [String: [String: Int32]] = [:]

  /// Makes an empty table.
  public init() {}

  /// Returns the id of a measure, adding it when it is new.
  public mutating func intern(_ measure: Measure) -> Int {
    if let id = ids[measure] { return id }
    ids[measure] = measures.count
    measures.append(measure)
    return measures.count - 1
  }

  /// Returns the id of a measure, or nil when nobody asks for it.
  public func id(of measure: Measure) -> Int? { ids[measure] }

  /// Returns the code of a text among the values of an app-info, adding it when it is new: 0, 1, 2...
  public mutating func code(of string: String, for appInfo: String) -> Int32 {
    if let code = codes[appInfo]?[string] { return code }
    let code = Int32(codes[appInfo]?.count ?? 0)
    codes[appInfo, default: [:]][string] = code
    return code
  }

  /// Returns the code of a text among the values of an app-info, or nil when it has none.
  ///
  /// A profile may keep any code of its own beyond those for a text that no expression compares.
  public func existingCode(of string: String, for appInfo: String) -> Int32? { codes[appInfo]?[string] }

  /// Returns how many texts of an app-info have a code.
  public func codeCount(for appInfo: String) -> Int { codes[appInfo]?.count ?? 0 }
}
