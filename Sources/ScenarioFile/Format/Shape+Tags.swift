import Behavior
import EngagementCore
import Primitives

extension Shape where Value == String {
  /// A name of the tag plan, which may have spaces.
  static func tag(_ thing: String, syntax: String? = nil) -> Shape {
    .scalar(
      ScalarForm(kind: "name of \(thing)", syntax: syntax ?? "a name", patterns: ["^[^ ](.*[^ ])?$"]),
      parse: { text, _ in .success(text) }, print: { $0 })
  }
}

extension Shape where Value == [String] {
  /// One or several names of the tag plan.
  static func tags(_ thing: String, syntax: String? = nil) -> Shape {
    .list(of: .tag(thing, syntax: syntax), orOne: true)
  }
}

/// What a trigger or a KPI may name.
let tagSyntax = "`session`, `crash`, an activity, event, job, error or place"

extension Shape where Value == [ExtraDraft] {
  /// Names of extras, or the shares of their values.
  static let extras = Shape.brief(
    .list(of: Shape<String>.name(of: "an extra").converted(to: { ExtraDraft(name: $0) }, from: { $0.name })),
    or: Shape.named(.map("name of an extra", to: .extraValues)) {
      ExtraDraft(name: $0.name, values: $0.value.shares)
    } unmake: {
      Named($0.name, ExtraValuesDraft($0))
    }.checked(checkTopic)
  ) { extras in extras.allSatisfy(\.values.isEmpty) }

  /// The extra `category`, and no other, has the topics as its values.
  private static let checkTopic: @Sendable (Value, YAMLValue, [String], inout Reading) -> Void = {
    _, node, path, reading in
    guard case .mapping(let entries) = node.content else { return }
    for entry in entries {
      let isTopic = if case .scalar("topic", _) = entry.value.content { true } else { false }
      guard isTopic != (entry.key == topicExtra) else { continue }
      reading.complain(
        "wrong-kind", path + [entry.key], at: entry.value.place,
        isTopic
          ? "only the extra `\(topicExtra)` carries the topic"
          : "the values of `\(topicExtra)` are the topics of the app",
        "write `\(topicExtra): topic`, or choose another \(isTopic ? "value" : "name for the extra")")
    }
  }
}

/// The values of an extra as they stand in a file.
enum ExtraValuesDraft: Sendable, Equatable {
  case any
  case topic
  case values([AppModel.Extra.Value])

  init(_ extra: ExtraDraft) {
    self = extra.values.isEmpty ? (extra.name == topicExtra ? .topic : .any) : .values(extra.values)
  }

  var shares: [AppModel.Extra.Value] { if case .values(let shares) = self { shares } else { [] } }
}

extension Shape where Value == ExtraValuesDraft {
  /// The shares of an extra's values, or a word that says why there is none.
  static let extraValues = Shape.brief(
    .words(
      "word",
      [
        ("any", .any, "Its values are not told apart."),
        ("topic", .topic, "Its values are the topics of `app.topics`."),
      ]),
    or: Shape<[Named<Double>]>.map("value of the extra", to: .share).converted(
      to: { .values($0.map { AppModel.Extra.Value($0.name, $0.value) }) },
      from: { $0.shares.map { Named($0.value, $0.share) } })
  ) { $0.shares.isEmpty }
}
