import Behavior
import EngagementCore
import Primitives

/// A user put aside between two days: everything that the next day needs.
///
/// Scenarios whose users share limits are lived day by day, with the states of all users kept.
struct Capsule {
  fileprivate var words: [Int32] = []
  fileprivate var affinity: [Double] = []
  fileprivate var watches: [Life.WatchState] = []
  fileprivate var desk = Dispatcher.State()
  var books = Ledger.Pages()
  fileprivate var person = Person()
  fileprivate var now = Life.Moment()
  fileprivate var hasResponse = false
  fileprivate var places: UInt64 = 0
  fileprivate var traits = PartTraits()
  fileprivate var touches: [Touch] = []
  fileprivate var attributed: UInt64 = 0
  var installDay: Int32 = 0
}

extension Life {
  /// Puts the user aside.
  mutating func save(to capsule: inout Capsule) {
    capsule.words.removeAll(keepingCapacity: true)
    capsule.words.append(contentsOf: UnsafeBufferPointer(start: words, count: wordCount))
    if hasResponse && capsule.affinity.isEmpty {
      capsule.affinity = Array(UnsafeBufferPointer(start: affinity, count: people.topics))
    }
    if world.kpis.watches.count > 0 {
      capsule.watches = Array(UnsafeBufferPointer(start: watches, count: world.kpis.watches.count))
    }
    desk.save(to: &capsule.desk)
    ledger.save(to: &capsule.books)
    capsule.person = person
    capsule.now = now
    capsule.hasResponse = hasResponse
    capsule.places = places
    capsule.traits = traits
    if world.hasAttribution { (capsule.touches, capsule.attributed) = (touches, attributed) }
    capsule.installDay = installDay
  }

  /// Takes a user up again, in the arm that is played.
  mutating func restore(_ capsule: Capsule) {
    for k in 0..<wordCount { words[k] = capsule.words[k] }
    for k in capsule.affinity.indices { affinity[k] = capsule.affinity[k] }
    for k in capsule.watches.indices { watches[k] = capsule.watches[k] }
    desk.restore(capsule.desk)
    draws = desk.draws
    ledger.restore(capsule.books)
    churnDraws = DailyUniform()
    sessionDraws = DailyUniform()
    conversionDraws = DailyUniform()
    person = capsule.person
    now = capsule.now
    hasResponse = capsule.hasResponse
    places = capsule.places
    traits = capsule.traits
    if world.hasAttribution { (touches, attributed) = (capsule.touches, capsule.attributed) }
    installDay = capsule.installDay
    // Users are put aside from their launch on; the last one who was prepared may not have got that far.
    isLaunched = true
    hasPlan = !plans[arm].isEmpty
  }
}
