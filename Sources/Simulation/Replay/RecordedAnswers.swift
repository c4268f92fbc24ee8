import EngagementCore
import Primitives

/// The limits that users share, as they answered when a log was written; where a log has no answers they allow all.
final class RecordedAnswers: Couplings {
  /// The arm that is replayed.
  var arm = "" { didSet { next = 0 } }
  private var byArm: [String: [Couplings.Answer]] = [:]
  private var next = 0

  /// Takes the answers of one user's log.
  func gather(_ lines: [LogRecord], _ vocabulary: LogVocabulary) {
    byArm = [:]
    next = 0
    for line in lines where line.kind == .answer {
      let answer: Answer
      switch line[.what] {
      case "go": answer = .go
      case "later": answer = .later((try? vocabulary.time(line[.until] ?? "")) ?? 0)
      default: answer = .stop(Outcome.allCases.first { $0.name == line[.what] } ?? .throttled)
      }
      byArm[line.arm, default: []].append(answer)
    }
  }

  private func answer() -> Answer {
    guard let own = byArm[arm], next < own.count else { return .go }
    next += 1
    return own[next - 1]
  }

  override func takeIn(_ campaign: Int32, _ user: UInt32) -> Bool { answer() == .go }

  override func ask(_ campaign: Int32, at time: LocalTime, zone: Int32, extra: Int32) -> Answer { answer() }
}
