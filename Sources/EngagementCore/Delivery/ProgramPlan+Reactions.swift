import Primitives

/// What became of a message, as the platform learns of it.
@frozen
public enum FeedbackKind: Int32, Sendable, CaseIterable {
  case received, displayed, opened, dismissed, acted, answered
}

extension ProgramPlan {
  /// Starts that depend on more than tags and the calendar, and what calls messages off.
  public struct Reactions: Sendable {
    /// A campaign that a change of an app-info starts.
    struct AppInfoTrigger: Sendable {
      let offset: Int32
      /// Starts when the value comes up to this; `undefinedMeasure`: at every change.
      let reaches: Int32
      let campaign: Int32
      let delay: Int32
    }

    /// A campaign that entering a segment starts.
    struct SegmentTrigger: Sendable {
      let campaign: Int32
      let delay: Int32
      /// Whether those who are in it at the launch enter too.
      let takesExisting: Bool
    }

    /// A campaign that feedback on another one starts.
    struct FeedbackTrigger: Sendable {
      let kind: FeedbackKind
      /// Index of the answer; −1: any.
      let answer: Int32
      let campaign: Int32
      let delay: Int32
      /// Seconds without reaction; −1: it is not about silence.
      let silence: Int32
    }

    let appInfo: Table<AppInfoTrigger>
    let segments: Table<SegmentTrigger>
    let feedback: Table<FeedbackTrigger>
    /// Ranges of ``feedback`` by the campaign that it is about.
    let feedbackRanges: Table<Range<Int32>>
    /// Campaigns that a tag calls off, and those that wait for it, by tag.
    let exits: Table<Int32>
    let exitRanges: Table<Range<Int32>>
    let hasWaits: Bool

    /// Whether there is none.
    var isEmpty: Bool {
      appInfo.count == 0 && segments.count == 0 && feedback.count == 0 && exits.count == 0 && !hasWaits
    }

    init(
      definitions: [CampaignDefinition], selected: [Int], tagIDs: [String: Int32], tagCount: Int,
      appInfoOffset: (String) -> Int?, arena: Arena
    ) {
      var appInfo: [AppInfoTrigger] = []
      var segments: [SegmentTrigger] = []
      var feedback = [[FeedbackTrigger]](repeating: [], count: definitions.count)
      var exits = [[Int32]](repeating: [], count: tagCount)
      for index in selected {
        let campaign = definitions[index]
        for tag in campaign.unless { if let id = tagIDs[tag] { exits[Int(id)].append(Int32(index)) } }
        switch campaign.schedule {
        case .onAppInfo(let name, let reaches, let delay):
          guard let offset = appInfoOffset(name) else { continue }
          appInfo.append(
            AppInfoTrigger(
              offset: Int32(offset), reaches: reaches.map { Int32(clamping: $0) } ?? undefinedMeasure,
              campaign: Int32(index), delay: Int32(clamping: delay)))
        case .onSegment(let name, let delay):
          segments.append(
            SegmentTrigger(campaign: Int32(index), delay: Int32(clamping: delay), takesExisting: name == nil))
        case .onFeedback(let name, let about, let delay):
          guard let source = definitions.firstIndex(where: { $0.name == name }), selected.contains(source) else {
            continue
          }
          feedback[source].append(
            FeedbackTrigger(about, answers: definitions[source].content.answers, campaign: index, delay: delay))
        default: break
        }
      }
      self.appInfo = arena.table(appInfo)
      self.segments = arena.table(segments)
      (self.feedback, feedbackRanges) = ProgramPlan.flatten(feedback, in: arena)
      (self.exits, exitRanges) = ProgramPlan.flatten(exits, in: arena)
      hasWaits = selected.contains { definitions[$0].wait != nil }
    }
  }
}

extension ProgramPlan.Reactions.FeedbackTrigger {
  fileprivate init(_ feedback: Feedback, answers: [Content.Answer], campaign: Int, delay: Int) {
    var kind = FeedbackKind.received
    var answer: Int32 = -1
    var silence: Int32 = -1
    switch feedback {
    case .received: kind = .received
    case .displayed: kind = .displayed
    case .opened: kind = .opened
    case .dismissed: kind = .dismissed
    case .acted: kind = .acted
    case .answered(let name):
      kind = .answered
      answer = Int32(answers.firstIndex { $0.name == name } ?? Int(Int32.max))
    case .ignored(let after): silence = Int32(clamping: after)
    }
    self.init(
      kind: kind, answer: answer, campaign: Int32(campaign), delay: Int32(clamping: delay), silence: silence)
  }
}
