/// One number of an optional part of the model: its key in a scenario, unit, range, meaning and source.
///
/// As with ``BehaviorSetting``, the list of a part is the single place where ranges are stated: scenario files, the check
/// of scenarios built in code and the reference page read it.
public struct ModelSetting<Root: Sendable>: Sendable {
  public let key: String
  /// How the number is written.
  public let unit: BehaviorSetting.Unit
  /// Values that the model bears, in the unit of the parameter.
  public let range: ClosedRange<Double>
  /// What it means, one sentence.
  public let meaning: String
  /// Where its default comes from: figures with links (Markdown), or `assumed` where none is known.
  public let source: String
  /// Where it is kept.
  public let path: any WritableKeyPath<Root, Double> & Sendable

  init(
    _ key: String, _ unit: BehaviorSetting.Unit, _ range: ClosedRange<Double>,
    _ path: any WritableKeyPath<Root, Double> & Sendable, _ meaning: String,
    source: String
  ) {
    self.key = key
    self.unit = unit
    self.range = range
    self.path = path
    self.meaning = meaning
    self.source = source
  }
}

/// A part of the model that most scenarios do without. One that is left out leaves no line in the canonical text of a
/// scenario, so that scenarios keep their hash when the model learns of a new part.
public protocol OptionalPart: Sendable, Equatable {}
