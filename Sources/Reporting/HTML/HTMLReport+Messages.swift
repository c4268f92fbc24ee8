import Experiments

extension HTMLReport {
  /// Where messages are lost on their way, per arm and campaign.
  var messagesSection: PageSection? {
    let panels = facts.arms.compactMap { arm -> (label: String, content: HTML)? in
      let names = campaignNames(of: arm)
      let figures = names.compactMap { charts.waterfall(of: $0, in: arm) }.map { figure($0, style: .card) }
      guard !figures.isEmpty else { return nil }
      let hearing: HTML = facts.hearsay(in: arm, numbers: numbers).map { "<p>\($0)</p>\n" } ?? .empty
      return (facts.label(arm: arm.name), hearing + "<div class=\"grid\">\n\(figures)</div>\n")
    }
    guard !panels.isEmpty || !result.campaigns.isEmpty else { return nil }
    return PageSection(
      id: "messages", shortTitle: "Messages", title: "From targeted to converted",
      lead: """
        Each message that became due, and what became of it. Losses are named in the order in which they are decided. A \
        conversion counts after any delivered message, opened or not.
        """,
      content: campaignTable + tabs(panels, name: "way", chosen: busiest(panels.map(\.label))) + answers)
  }

  /// The campaigns of an arm in the order of its programs, then any others.
  private func campaignNames(of arm: RunResult.ArmResult) -> [String] {
    let planned = arm.programs.flatMap { name in result.programs.first { $0.name == name }?.campaigns ?? [] }
    let others = arm.campaigns.keys.filter { !planned.contains($0) }.sorted()
    return planned.filter { arm.campaigns[$0] != nil } + others
  }

  /// The panel of the arm with the most campaigns.
  private func busiest(_ labels: [String]) -> Int {
    let busiest = facts.arms.max { $0.campaigns.count < $1.campaigns.count }
    return busiest.flatMap { labels.firstIndex(of: facts.label(arm: $0.name)) } ?? 0
  }

  /// What people answered.
  private var answers: HTML {
    let polls = facts.polls
    guard !polls.isEmpty else { return .empty }
    let table = DataTable(
      caption: "Answers to \(Words.count(Set(polls.map(\.campaign)).count, "question", "questions"))",
      columns: [.text("Question"), .text("Arm"), .text("Answer"), .number("Answers"), .number("Share")],
      rows: polls.flatMap { poll in
        poll.answers.map { answer in
          [
            .text(poll.label), .text(facts.label(arm: poll.arm)), .text(Words.fromIdentifier(answer.name)),
            .count(answer.count), .number(answer.share, answer.share.map { numbers.percent($0) } ?? ""),
          ]
        }
      })
    return "<h3>What people answered</h3>\n" + tableFigure(table, id: "answers", open: true)
  }

  private var campaignTable: HTML {
    guard !result.campaigns.isEmpty else { return .empty }
    let table = DataTable(
      caption: "The \(Words.count(result.campaigns.count, "campaign", "campaigns")) in five elements",
      columns: ["Campaign", "Program", "Objective", "How", "Who", "What", "When", "Channel"].map { .text($0) },
      rows: result.campaigns.map { campaign in
        let programs = result.programs.filter { $0.campaigns.contains(campaign.name) }.map {
          facts.label(program: $0.name)
        }
        return [
          .text(Words.sentenceCase(Words.fromIdentifier(campaign.name))), .text(Words.list(programs)),
          .text(campaign.objective), .text(campaign.how), .text(campaign.audience), .text(campaign.content),
          .text(campaign.when), .text(ChannelText(campaign.channel).words),
        ]
      })
    return tableFigure(table, id: "campaigns", open: false)
  }
}
