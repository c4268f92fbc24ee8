import EngagementCore
import Primitives

extension Shape where Value == [String: String] {
  /// A text, or one per language.
  static let localized: Shape = {
    let byLanguage = Shape<[Named<String>]>.map("language code, or `default`", to: .text)
    return Shape(
      form: .either([Shape<String>.text.form, byLanguage.form]),
      read: { node, path, reading in
        if case .scalar(let text, _) = node.content, !node.isNull { return ["default": text] }
        guard case .mapping = node.content else {
          reading.complain(
            "wrong-kind", path, at: node.place, "expected a text, found \(node.kind)",
            "write a text, or one per language: `{fr: ..., en: ...}`")
          return nil
        }
        return byLanguage.read(node, path, &reading).map { texts in
          Dictionary(texts.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
      },
      write: { texts in
        if texts.count == 1, let text = texts["default"] { return .text(text) }
        return .mapping(texts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })
      })
  }()
}

extension Shape where Value == Content {
  /// What is sent.
  static let content = Shape.object(
    "content", "What a message says and how it is shown.", blank: Content(),
    fields: [
      .optional("channel", .channel, \.channel, "How it travels."),
      .optional(
        "category", .text, \.category, "Template or editorial category, in words, e.g. `editorial`.",
        showsDefault: false),
      .optional("topic", .topicRule, \.topic, "What it is about, which decides its relevance to a user."),
      .optional("title", .localized, \.title, "Title, one or one per language.", showsDefault: false),
      .optional("body", .localized, \.body, "Body, one or one per language.", showsDefault: false),
      .optional("link", .text, \.link, "Deep link, for the reader.", showsDefault: false),
      .optional(
        "opens", .name(of: "an activity"), \.opens, "Activity that opens with the message; the first one by default."),
      .optional(
        "offer", .flag, \.offer,
        "Whether it carries an offer that raises the chance to convert in the session it opens."),
      .optional("creative", .list(of: .creative, orOne: true), \.creative, "Features of its form."),
      .optional(
        "appeal", .number(-5...5, signed: true), \.appeal, "Added log-odds of an open, for what no feature covers."),
    ])
}

extension Shape where Value == Variant {
  /// One of the versions that are tested against each other.
  static let variant = Shape.object(
    "variant", "One version of a campaign; each user always gets the same one.", blank: Variant(name: "", weight: 0),
    fields: [
      .required("weight", .share, \.weight, "Share of users who get it; all weights sum to 100%."),
      .optional("appeal", .number(-5...5, signed: true), \.appeal, "Added log-odds of an open."),
      .optional("creative", .list(of: .creative, orOne: true), \.creative, "Further features of its form."),
      .optional("offer", .flag, \.offer, "Whether it carries an offer; as the campaign by default."),
      .optional("title", .localized, \.title, "Title, one or one per language.", showsDefault: false),
    ])
}

extension Shape where Value == Conversion {
  /// What counts as success.
  static let conversionGoal = Shape.object(
    "conversion", "What counts as a campaign's success.", blank: Conversion(tag: "", within: 3 * secondsPerDay),
    fields: [
      .required("tag", .name(of: "an activity or event"), \.tag, "What the user must do."),
      .optional(
        "within", .duration(60...90 * secondsPerDay, example: "3 days"), \.within, "How long after the send it counts."),
    ])
}

extension Shape where Value == CampaignDefinition {
  static let blankCampaign = CampaignDefinition(name: "", schedule: ScheduleDraft().schedule)

  /// One message of a program.
  static let campaign = Shape.object(
    "campaign", "One message: what it is for, how it reaches that, who gets what, and when.", blank: blankCampaign,
    fields: [
      .optional("objective", .text, \.objective, "What it is for, in words.", showsDefault: false),
      .optional("how", .text, \.how, "How it reaches that, in words.", showsDefault: false),
      .optional("who", .expression, \.audience, "Who gets it."),
      .optional("what", .content, \.content, "What is sent.", showsDefault: false),
      .required("when", .schedule, \.schedule, "When it is sent."),
      .optional(
        "variants",
        Shape<[Named<Variant>]>.map("name of a variant", to: .variant).converted(
          to: { $0.map { named in named.filled(\.name) } }, from: { $0.map { Named($0.name, $0) } }),
        \.variants, "Versions that are tested against each other.", showsDefault: false),
      .optional(
        "holdout", .share, \.holdout, "Share of its audience for whom everything is decided and nothing delivered."),
      .optional(
        "expires", .duration(60...365 * secondsPerDay, example: "12 h"), \.expiry,
        "How long after it was due an undelivered message is dropped."),
      .optional("again", .again, \.again, "Whether and when the same user may get it again."),
      .optional(
        "priority", .integer(0...100), \.priority,
        "Among messages that are due together the highest priority goes first."),
      .optional("obeys_limits", .flag, \.obeysLimits, "Whether frequency caps and quiet hours apply to it."),
      .optional("counts_toward_limits", .flag, \.countsTowardLimits, "Whether it uses up slots of the frequency caps."),
      .optional(
        "rechecks_audience", .flag, \.rechecksAudience, "Whether the audience is checked again when it is sent."),
      .optional("conversion", .conversionGoal, \.conversion, "What counts as its success."),
      .optional("cost", .money, \.cost, "Price of one send."),
    ])
}

extension Named {
  /// Returns the value with its name in it.
  func filled(_ path: WritableKeyPath<Value, String>) -> Value {
    var value = value
    value[keyPath: path] = name
    return value
  }
}
