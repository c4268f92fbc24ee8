import EngagementCore
import Primitives
import Testing

/// What a policy is told of a user's pushes, against a list of all of them.
struct PolicyMemoryTests {
  @Test(arguments: UInt32(0)..<60) func countsAreThoseOfAList(number: UInt32) {
    var random = DrawSequence(Draws(run: RunKey(seed: 3), user: number), .resampling)
    var memory = PolicyMemory(campaigns: 3)
    var days: [Int32] = []
    var (opens, atOpen) = (Int32(0), 0)
    var last: [Int32: Bool] = [:]
    var day: Int32 = 0
    for _ in 0..<200 {
      if random.next() < 0.4 { day += Int32(random.next() * (number % 2 == 0 ? 3 : 12)) }
      let campaign = Int32(random.next() * 3)
      if random.next() < 0.7 {
        let isPush = random.next() < 0.6
        memory.noteArrival(campaign, isPush: isPush, day: day)
        last[campaign] = isPush
        if isPush { days.append(day) }
      } else {
        memory.noteOpening(campaign)
        if last[campaign] == true {
          opens += 1
          atOpen = days.count
        }
      }
      #expect(memory.inWeek(endingOn: day) == Int32(days.count { day - $0 < 7 }))
      #expect(memory.pushes == Int32(days.count) && memory.opens == opens)
      #expect(memory.sinceOpen == Int32(days.count - atOpen))
    }
  }
}
