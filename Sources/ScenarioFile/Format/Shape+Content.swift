import EngagementCore
import Primitives
import Simulation

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
      .optional("kind", .messageKind, \.kind, "What it consists of."),
      .optional("channel", .channel, \.channel, "How it travels."),
      .optional(
        "category", .text, \.category,
        "Template or editorial category, in words, e.g. `editorial`; frequency caps may be about one.",
        showsDefault: false),
      .optional("topic", .topicRule, \.topic, "What it is about, which decides its relevance to a user."),
      .optional(
        "title", .localized, \.title,
        "Title, one or one per language; `${name}` stands for the value of an app-info.", showsDefault: false),
      .optional("body", .localized, \.body, "Body, one or one per language, as the title.", showsDefault: false),
      .optional("link", .text, \.link, "Deep link, for the reader.", showsDefault: false),
      .optional(
        "opens", .tag("an activity"), \.opens, "Activity that opens with the message; the first one by default."),
      .optional(
        "activities", .tags("an activity"), \.activities,
        "The only activities on which an in-app message may be shown; all by default.", showsDefault: false),
      .optional(
        "offer", .flag, \.offer,
        "Whether it carries an offer that raises the chance to convert in the session it opens."),
      .optional(
        "answers",
        .named(.map("name of an answer", to: .share)) {
          Content.Answer(name: $0.name, share: $0.value)
        } unmake: {
          Named($0.name, $0.share)
        }, \.answers, "Answers of a poll, each with its share of those who answer; they sum to 100%.",
        showsDefault: false),
      .optional("sets", .settings, \.sets, "App-info that a data push sets on the device.", showsDefault: false),
      .optional("creative", .list(of: .creative, orOne: true), \.creative, "Features of its form."),
      .optional(
        "appeal", .uncertain(Scenario.appealRange) { .number($0, signed: true) }, \.appeal,
        "Added log-odds of an open, for what no feature covers, or their distribution."),
    ])
}

extension Shape where Value == Variant {
  /// One of the versions that are tested against each other.
  static let variant = Shape.object(
    "variant", "One version of a campaign; each user always gets the same one.", blank: Variant(name: "", weight: 0),
    fields: [
      .required("weight", .share, \.weight, "Share of users who get it; all weights sum to 100%."),
      .optional("kind", .messageKind, \.kind, "What it consists of; as the campaign by default."),
      .optional(
        "appeal", .uncertain(Scenario.appealRange) { .number($0, signed: true) }, \.appeal,
        "Added log-odds of an open, or their distribution."),
      .optional("creative", .list(of: .creative, orOne: true), \.creative, "Further features of its form."),
      .optional("offer", .flag, \.offer, "Whether it carries an offer; as the campaign by default."),
      .optional("title", .localized, \.title, "Title, one or one per language.", showsDefault: false),
    ])
}

extension Shape where Value == MessageKind {
  static let messageKind = Shape.words(
    "kind of message",
    [
      ("notification", .notification, "A notification only."),
      ("text", .text, "A notification, then a text with an action and an exit button."),
      ("web", .web, "A notification, then a web page with an action and an exit button."),
      ("poll", .poll, "A notification, then a question with `answers`."),
      ("data", .data, "Invisible data for the app, which `sets` app-info."),
      (
        "soft-prompt", .softPrompt,
        "A message of the app that explains what pushes are good for and, when accepted, asks the system's question."
      ), ("system-prompt", .systemPrompt, "The system's own question whether pushes are welcome."),
    ])
}

extension Shape where Value == Channel {
  static let channel = Shape.words(
    "channel",
    [
      ("push", .push, "A notification outside the app."), ("in-app", .inApp, "Shown inside a session."),
      ("any", .any, "In-app when a session is open at that moment, else push."), ("email", .email, "An e-mail."),
      ("sms", .sms, "A text message."),
    ])
}

extension Shape where Value == CreativeFeature {
  static let creative = Shape.words(
    "creative feature",
    [
      ("emoji", .emoji, "An emoji in the title."), ("rich", .rich, "A picture or buttons."),
      ("personalised", .personalised, "Words chosen for this user."),
      ("big-picture", .bigPicture, "A picture across the notification, which only Android shows."),
    ])
}
