import Primitives

/// What users did with the messages of campaigns.
extension Resolver {
  /// Returns the condition on how often the messages of a campaign were received, opened and so on.
  func feedback(
    _ call: Operand.Call, _ comparator: Comparator, _ number: Int
  ) throws(ExpressionError) -> Condition {
    let name = call.name.value
    try checkCampaign(call.name)
    let kind: FeedbackKind
    switch call.function {
    case .received: return .compare(.received(campaign: name), comparator, number)
    case .opened: return .compare(.opened(campaign: name), comparator, number)
    case .displayed: kind = .displayed
    case .dismissed: kind = .dismissed
    case .acted: kind = .acted
    default:
      let answers = try answers(of: call.name)
      if let answer = call.answer {
        let isLatest = Condition.compare(.latestAnswer(campaign: name), .equal, try code(of: answer, in: answers, call))
        return .indicator(isLatest, comparator, number)
      }
      kind = .answered
    }
    return .compare(.feedback(campaign: name, kind: kind), comparator, number)
  }

  private func answers(of campaign: Located<String>) throws(ExpressionError) -> [String] {
    if let answers = context.answers[campaign.value], !answers.isEmpty { return answers }
    let polls = context.campaigns.filter { context.answers[$0]?.isEmpty == false }
    throw error(.notAPoll(campaign.value, polls: polls), at: campaign.range)
  }

  private func code(
    of answer: Located<String>, in answers: [String], _ call: Operand.Call
  ) throws(ExpressionError) -> Int {
    if let code = answers.firstIndex(of: answer.value) { return code }
    let nearest = nearestName(to: answer.value, in: answers)
    throw error(
      .unknownAnswer(answer.value, campaign: call.name.value, nearest: nearest, known: answers), at: answer.range)
  }
}
