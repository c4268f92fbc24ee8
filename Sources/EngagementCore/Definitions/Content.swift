import Primitives

/// What a message says and how it is shown.
public struct Content: Sendable, Equatable {
  /// What it consists of.
  public var kind = MessageKind.notification
  /// How it travels.
  public var channel = Channel.push
  /// Template or editorial category, in words (alert, banner, editorial...); frequency caps may be about one.
  public var category = ""
  /// What it is about, which decides its relevance to a user.
  public var topic = TopicRule.none
  /// Title by language code; the key `default` serves the other languages. `${name}` stands for the value of an app-info.
  public var title: [String: String] = [:]
  /// Body by language code.
  public var body: [String: String] = [:]
  /// Deep link, for the reader.
  public var link = ""
  /// Activity that opens with the message; nil opens the first activity.
  public var opens: String?
  /// In-app: the only activities on which it may be shown; empty: all of them.
  public var activities: [String] = []
  /// Whether it carries an offer that raises the chance to convert in the session it opens.
  public var offer = false
  /// Answers of a poll, in order.
  public var answers: [Answer] = []
  /// App-info that a data push sets on the device.
  public var sets: [AppInfoSetting] = []
  /// Creative features, each with an effect of its own.
  public var creative: [CreativeFeature] = []
  /// Added log-odds of an open, for what the features do not cover.
  public var appeal = 0.0
  public init() {}

  /// One choice of a poll.
  public struct Answer: Sendable, Equatable {
    /// Unique in the poll, an identifier.
    public var name: String
    /// Share of those who answer, all shares sum to 1.
    public var share: Double
    public init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }
}

/// What a message consists of.
public enum MessageKind: String, Sendable, CaseIterable {
  /// A notification only.
  case notification
  /// A notification, then a text with an action and an exit button.
  case text
  /// A notification, then a web page with an action and an exit button.
  case web
  /// A notification, then a question with answers.
  case poll
  /// Invisible data for the app.
  case data
  /// A message of the app that explains what pushes are good for and, when accepted, asks the system's question.
  case softPrompt = "soft-prompt"
  /// The system's own question whether pushes are welcome.
  case systemPrompt = "system-prompt"
}

/// How a message travels.
public enum Channel: String, Sendable, CaseIterable {
  /// A notification outside the app.
  case push
  /// Shown inside a session.
  case inApp = "in-app"
  /// In-app when a session is open at that moment, else push.
  case any
  case email
  case sms
}

/// A property of a message's form whose effect on opens is a parameter of the behavior.
public enum CreativeFeature: String, Sendable, CaseIterable {
  case emoji, rich, personalised
  /// A picture across the notification, which only Android shows.
  case bigPicture = "big-picture"
}

/// How a message's topic is chosen.
public enum TopicRule: Sendable, Equatable {
  /// About nothing in particular: relevance is neutral.
  case none
  /// Always this topic.
  case fixed(String)
  /// The topic that the user's tags show most often (extra `category`); neutral when there is none yet.
  case favourite
  /// The topic that the user's tags show least often: for discovery.
  case undiscovered
  /// A recommender that finds the user's true favourite with this chance and else picks at random.
  case recommended(accuracy: Double)
  /// A random topic for each message.
  case random
}
