/// The words for what becomes of a message, in the order in which it is decided.
package enum OutcomeText {
  /// Ways to lose a message before it is delivered: the name in `results.json` and the words for a reader.
  package static let losses: [(name: String, words: String)] = [
    ("held-out", "held out on purpose"),
    ("not-again", "had it already"),
    ("called-off", "called off by what they did"),
    ("timed-out", "waited in vain"),
    ("left-audience", "left the audience"),
    ("no-language", "no text in their language"),
    ("missing-tag", "a value in its text is unknown"),
    ("uninstalled", "app uninstalled"),
    ("opted-out", "pushes switched off"),
    ("outside-window", "outside its sending hours"),
    ("quiet-dropped", "dropped in quiet hours"),
    ("capped", "over the message limit"),
    ("preempted", "gave way to another message"),
    ("own-policy", "held back by a policy"),
    ("audience-full", "all places taken"),
    ("budget-spent", "the money was spent"),
    ("throttled", "over the send rate"),
    ("expired", "too late"),
    ("pending", "still waiting at the end"),
    ("lost", "sent to an app that is gone"),
  ]

  /// What is counted beside the outcomes and is worth a line: the name in `results.json` and the words for a reader.
  package static let sideEffects: [(name: String, words: String)] = [
    ("quiet-deferred", "postponed by quiet hours"),
    ("postponed", "postponed by sending hours, a limit or the send rate"),
    ("delayed-offline", "arrived late, as the device was offline"),
    ("reported", "displays that the platform hears of"),
    ("dismissed", "closed without an action"),
    ("acted", "took its action, or answered"),
    ("won-back", "lapsed users brought back"),
    ("caused-opt-out", "pushes switched off because of it"),
    ("caused-uninstall", "app uninstalled because of it"),
  ]

  /// Counts that are no loss on the way to delivery.
  static let counts = Set(
    ["targeted", "delivered", "displayed", "opened", "converted"] + sideEffects.map(\.name))

  /// The losses of a campaign in order; names that this version does not know come last, in alphabetical order.
  ///
  /// - Parameter channel: The campaign's channel as in `results.json`; empty: unknown.
  package static func losses(in counts: [String: Int], channel: String = "") -> [(words: String, count: Int)] {
    let known = Set(losses.map(\.name))
    let others = counts.keys.filter { !known.contains($0) && !Self.counts.contains($0) }.sorted()
    return losses.compactMap { loss in
      counts[loss.name].map { (ChannelText(channel).optedOut(loss.name) ?? loss.words, $0) }
    } + others.map { (Words.fromIdentifier($0), counts[$0] ?? 0) }
  }

  /// What happened beside the outcomes, without zeros.
  package static func sideEffects(in counts: [String: Int], channel: String = "") -> [(words: String, count: Int)] {
    sideEffects.compactMap { effect in
      guard let count = counts[effect.name], count > 0 else { return nil }
      // Where every display is reported there is nothing to say.
      if effect.name == "reported" && count >= counts["displayed"] ?? 0 { return nil }
      return (ChannelText(channel).optedOut(effect.name) ?? effect.words, count)
    }
  }
}
