import Behavior
import Simulation

/// A correlation as it is written: names within `behavior`.
struct CorrelationDraft: Sendable, Equatable {
  var of: [String] = []
  var value = 0.0

  init() {}

  init(_ correlation: Correlation) {
    of = [correlation.first, correlation.second].map { $0.dropFirst(2).joined(separator: ".") }
    value = correlation.value
  }

  /// The correlation; nil unless it is one of two numbers.
  var correlation: Correlation? {
    guard of.count == 2 else { return nil }
    let paths = of.map { ["population", "behavior"] + $0.split(separator: ".").map(String.init) }
    return Correlation(paths[0], paths[1], value)
  }

  static let list = Shape<[CorrelationDraft]>.list(
    of: .object(
      "correlation",
      "How far two uncertain numbers of `behavior` go together in the worlds that are drawn: a normal copula, so that it is "
        + "the correlation of two normals, and of the logarithms of two lognormals.",
      blank: CorrelationDraft(),
      fields: [
        .required(
          "of", .list(of: .name(of: "an uncertain number")), \.of, "The two, e.g. `[dropout.gamma, dropout.delta]`."),
        .required("is", .number(-1...1), \.value, "Their correlation."),
      ]))
}

extension Field where Root == BehaviorParameters {
  /// Correlations are no part of the behavior: they are noted beside the uncertain numbers.
  static let correlated = Field(
    key: "correlated", form: CorrelationDraft.list.form, isRequired: false,
    meaning: "Uncertain numbers that do not vary independently, as those of one fit.", showsDefault: false,
    read: { node, path, _, reading in
      guard let drafts = CorrelationDraft.list.read(node, path, &reading) else { return }
      for (index, draft) in drafts.enumerated() where draft.of.count != 2 {
        let here = path + ["[\(index)]", "of"]
        // One that is missing has been told.
        guard let spot = reading.index.places[here] else { continue }
        reading.complain(
          "wrong-kind", here, at: spot.value.place,
          "a correlation of \(draft.of.count) \(draft.of.count == 1 ? "number" : "numbers") instead of 2",
          "write `of: [dropout.gamma, dropout.delta]`")
      }
      // With one left out the others would be told at its place.
      let correlations = drafts.compactMap(\.correlation)
      if correlations.count == drafts.count { reading.note(correlations) }
    }, write: { _ in nil })
}
