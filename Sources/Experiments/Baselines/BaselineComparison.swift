/// How a run differs from its baseline.
public struct BaselineComparison: Sendable, Equatable {
  /// A figure with two values; nil: it is not there.
  public struct Change: Sendable, Equatable {
    public var figure: BaselineFigure
    public var before: Double?
    public var after: Double?
  }

  /// Something of the run itself that is not the same: the scenario, the seed, the users, the version.
  public struct SetupChange: Sendable, Equatable {
    public var what: String
    public var before: String
    public var after: String
  }

  /// Whether the whole result is the same to the last digit that is written.
  public var isSame: Bool
  public var setup: [SetupChange]
  /// Figures that moved, whole numbers by anything, others by more than rounding.
  public var moved: [Change]
  /// Figures that were compared.
  public var figures: Int
  /// Whether the KPIs are equivalent although random numbers moved; empty for the same result.
  public var equivalence: [Equivalence]
  public var margins: Equivalence.Margins

  /// Relative change below which a rate counts as the same: files keep 12 digits.
  public static let tolerance = 1e-9

  /// Compares two baselines.
  ///
  /// - Throws: `StatisticsError` when a test cannot be computed.
  public init(before: Baseline, after: Baseline, margins: Equivalence.Margins = .init()) throws {
    self.margins = margins
    isSame = before.digest == after.digest
    setup = Self.setup(before, after)
    let old = before.figures
    let new = after.figures
    let values = Dictionary(new.map { ($0.place, $0) }) { first, _ in first }
    let known = Set(old.map(\.place))
    var moved: [Change] = []
    for figure in old {
      let other = values[figure.place]
      // Counts that are zero are not kept.
      let value = other == nil && figure.isCount ? 0 : other?.value
      if other == nil || !Self.isSame(figure.value, value, isCount: figure.isCount) {
        moved.append(Change(figure: figure, before: figure.value, after: value))
      }
    }
    for figure in new where !known.contains(figure.place) {
      moved.append(Change(figure: figure, before: figure.isCount ? 0 : nil, after: figure.value))
    }
    self.moved = moved
    figures = old.count + new.count { !known.contains($0.place) }
    equivalence = isSame ? [] : try Equivalence.tests(before, after, margins)
  }

  private static func isSame(_ a: Double?, _ b: Double?, isCount: Bool) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    if isCount { return a == b }
    return abs(a - b) <= tolerance * max(abs(a), abs(b))
  }

  private static func setup(_ before: Baseline, _ after: Baseline) -> [SetupChange] {
    func list(_ texts: [String]) -> String { texts.isEmpty ? "none" : texts.joined(separator: ", ") }
    let pairs = [
      ("version", before.version, after.version),
      ("scenario", String(before.hash.prefix(8)), String(after.hash.prefix(8))),
      ("seed", "\(before.seed)", "\(after.seed)"), ("users", "\(before.population)", "\(after.population)"),
      ("overrides", list(before.overrides), list(after.overrides)),
    ]
    return pairs.filter { $0.1 != $0.2 }.map { SetupChange(what: $0.0, before: $0.1, after: $0.2) }
  }

  /// What all tests of equivalence say together.
  public var verdict: Equivalence.Verdict {
    if equivalence.contains(where: { $0.verdict == .different }) { return .different }
    return !equivalence.isEmpty && equivalence.allSatisfy { $0.verdict == .equivalent } ? .equivalent : .unclear
  }
}
