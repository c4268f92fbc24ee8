import Experiments

extension ReportFacts {
  /// The answers to one question in one arm.
  package struct Poll: Sendable, Equatable {
    package var campaign: String
    package var label: String
    package var arm: String
    /// The most frequent answer first, then by name.
    package var answers: [Answer]
    package var total: Int { answers.reduce(0) { $0 + $1.count } }

    /// One answer and how often it was given.
    package struct Answer: Sendable, Equatable {
      package var name: String
      package var count: Int
      /// Of all answers; nil when there is none.
      package var share: Double?
    }
  }

  /// What people answered, by campaign and arm.
  package var polls: [Poll] {
    let arms = self.arms
    let names = result.campaigns.map(\.name) + Set(arms.flatMap { ($0.polls ?? [:]).keys }).sorted()
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.flatMap { name in
      arms.compactMap { arm in
        guard let answers = arm.polls?[name] else { return nil }
        let total = answers.values.reduce(0, +)
        let sorted = answers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return Poll(
          campaign: name, label: Words.sentenceCase(Words.fromIdentifier(name)), arm: arm.name,
          answers: sorted.map {
            Poll.Answer(name: $0.key, count: $0.value, share: total == 0 ? nil : Double($0.value) / Double(total))
          })
      }
    }
  }

  /// What an arm delivers: `pushes`, or every kind of message, such as `pushes, in-app messages and e-mails`.
  package func messages(in arm: RunResult.ArmResult) -> String {
    let order = ["push", "in-app", "email", "sms"]
    let used = result.campaigns.filter { (arm.campaigns[$0.name]?["delivered"] ?? 0) > 0 }.flatMap {
      $0.channel == "any" ? ["push", "in-app"] : [$0.channel]
    }
    let names = order.filter(used.contains)
    return names.isEmpty ? "pushes" : Words.list(names.map { ChannelText($0).plural })
  }

  /// The same for the arm where people see most.
  package func hearsay(numbers: ReportNumbers) -> String? {
    func seen(_ arm: RunResult.ArmResult) -> Int { arm.campaigns.values.reduce(0) { $0 + ($1["displayed"] ?? 0) } }
    guard let arm = alternatives.max(by: { seen($0) < seen($1) }) else { return nil }
    return hearsay(in: arm, numbers: numbers).map { "\(label(arm: arm.name)): " + Words.midSentence($0) }
  }

  /// How much of what people saw the platform hears of, in a sentence; nil when it hears of everything.
  package func hearsay(in arm: RunResult.ArmResult, numbers: ReportNumbers) -> String? {
    let counts = arm.campaigns.values.filter { $0["reported"] != nil }
    let displayed = counts.reduce(0) { $0 + ($1["displayed"] ?? 0) }
    let reported = counts.reduce(0) { $0 + ($1["reported"] ?? 0) }
    guard displayed > reported else { return nil }
    return "People saw \(numbers.count(displayed)) messages, and the platform hears of \(numbers.count(reported)) "
      + "(\(numbers.percent(Double(reported) / Double(displayed)))): iOS reports a push only when it is opened, so a "
      + "platform's rate of opens per display is too high on iOS."
  }
}
