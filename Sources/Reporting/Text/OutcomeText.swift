/// The words for what becomes of a message, in the order in which it is decided.
package enum OutcomeText {
  /// Ways to lose a message before it is delivered: the name in `results.json` and the words for a reader.
  package static let losses: [(name: String, words: String)] = [
    ("held-out", "held out on purpose"),
    ("not-again", "had it already"),
    ("left-audience", "left the audience"),
    ("no-language", "no text in their language"),
    ("uninstalled", "app uninstalled"),
    ("opted-out", "pushes switched off"),
    ("offline", "device offline"),
    ("quiet-dropped", "dropped in quiet hours"),
    ("capped", "over the message limit"),
    ("preempted", "gave way to another message"),
    ("throttled", "over the send rate"),
    ("over-budget", "over the budget"),
    ("expired", "too late"),
    ("pending", "still waiting at the end"),
  ]

  /// Counts that are no loss on the way to delivery.
  static let counts: Set<String> = [
    "targeted", "delivered", "displayed", "opened", "converted", "quiet-deferred", "caused-opt-out",
    "caused-uninstall", "won-back",
  ]

  /// The losses of a campaign in order; names that this version does not know come last, in alphabetical order.
  package static func losses(in counts: [String: Int]) -> [(words: String, count: Int)] {
    let known = Set(losses.map(\.name))
    let others = counts.keys.filter { !known.contains($0) && !Self.counts.contains($0) }.sorted()
    return losses.compactMap { loss in counts[loss.name].map { (loss.words, $0) } }
      + others.map { (Words.fromIdentifier($0), counts[$0] ?? 0) }
  }
}
