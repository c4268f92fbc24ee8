import EngagementCore
import Primitives
import Testing

/// What ties users to each other: the speed of sending, and money.
@Suite struct CouplingTests {
  /// 75,000 messages at 10,000 a minute take 8 minutes; when 6,000 of them fail and are tried again at the back of the
  /// queue, 9.
  @Test(arguments: [(0, 8), (5_000, 8), (6_000, 9)])
  func thePublishedTable(failures: Int, minutes: Int) {
    var throttle = Throttle(ThrottleDefinition(perMinute: 10_000))
    var perMinute = [Int](repeating: 0, count: 20)
    var delivered = 0
    let noon = 12 * 3600
    // Who fails is known at the attempt, which has used up its place; the retry waits behind everybody.
    for message in 0..<75_000 {
      guard let time = throttle.take(at: noon) else { continue }
      perMinute[(time - noon) / 60] += 1
      if message >= failures { delivered += 1 }
    }
    for _ in 0..<failures {
      guard let time = throttle.take(at: noon) else { continue }
      perMinute[(time - noon) / 60] += 1
      delivered += 1
    }
    #expect(delivered == 75_000)
    #expect(perMinute.filter { $0 > 0 }.count == minutes)
    #expect(perMinute.max() == 10_000)
    #expect(perMinute.prefix(minutes - 1).allSatisfy { $0 == 10_000 })
  }

  @Test func aMinuteIsOneOfTheClock() {
    var throttle = Throttle(ThrottleDefinition(perMinute: 2))
    let times = [30, 50, 59, 59, 60, 125, -1, -30].map { throttle.take(at: $0) }
    #expect(times == [30, 50, 60, 60, 120, 125, -1, -30])
  }

  /// Later than it gives up: no message goes out, and no place is taken.
  @Test func whatWouldBeTooLateIsDropped() {
    var throttle = Throttle(ThrottleDefinition(perMinute: 1, giveUpAfter: 120))
    let times = (0..<5).map { _ in throttle.take(at: 0) }
    #expect(times == [0, 60, nil, nil, nil])
    #expect(throttle.take(at: 1) == 120)
    var impatient = Throttle(ThrottleDefinition(perMinute: 1, giveUpAfter: 0))
    let hasty = (0..<2).map { _ in impatient.take(at: 7) }
    #expect(hasty == [7, nil])
  }

  @Test func pastMinutesCanBeForgotten() {
    var throttle = Throttle(ThrottleDefinition(perMinute: 1))
    for _ in 0..<5 { _ = throttle.take(at: 0) }
    throttle.forget(before: 200)
    #expect(throttle.take(at: 200) == 300)
  }

  /// Against counting minutes one by one.
  @Test(arguments: 0..<20) func placesAreTheFirstFreeOnes(seed: Int) {
    var random = DrawSequence(Draws(run: RunKey(seed: 5), user: UInt32(seed)), .resampling)
    let definition = ThrottleDefinition(perMinute: 1 + seed % 3, giveUpAfter: 600 + 60 * seed)
    var throttle = Throttle(definition)
    var taken: [Int: Int] = [:]
    for _ in 0..<300 {
      let time = Int(random.next() * 4000)
      var minute = time / 60
      while taken[minute, default: 0] >= definition.perMinute { minute += 1 }
      let release = max(time, minute * 60)
      let isLate = release > time && release - time >= definition.giveUpAfter
      if !isLate { taken[minute, default: 0] += 1 }
      #expect(throttle.take(at: time) == (isLate ? nil : release))
    }
  }

  // MARK: Money

  /// A meter and what it has paid.
  final class Till {
    var meter: BudgetMeter
    init(_ budgets: [BudgetDefinition], programs: [String] = []) {
      meter = BudgetMeter(budgets, programs: programs)
    }
    func pay(_ cost: Money, program: Int32 = -1, day: Int = 0) -> Bool {
      meter.take(cost: cost, program: program, day: day)
    }
  }

  static func euros(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }

  @Test func aBudgetPaysUntilItIsSpent() {
    let till = Till([BudgetDefinition(amount: Self.euros(10))])
    #expect((0..<4).map { till.pay(Self.euros(3), day: $0) } == [true, true, true, false])
    #expect(till.meter.remaining(0, day: 9) == Self.euros(1))
    // The rest still pays for something cheaper, and what is free is always sent.
    #expect(till.pay(Self.euros(1)))
    #expect(!till.pay(Money(micros: 1)))
    #expect(till.pay(.zero))
  }

  @Test func aDailyBudgetIsNewEveryDayInAnyOrder() {
    let till = Till([BudgetDefinition(amount: Self.euros(2), period: .day)])
    let isPaid = [0, 1, 0, 0, 1, 1, 2].map { till.pay(Self.euros(1), day: $0) }
    #expect(isPaid == [true, true, true, false, true, false, true])
  }

  /// A message is paid by every budget that concerns it, or by none.
  @Test func everyBudgetMustPay() {
    let budgets = [
      BudgetDefinition(program: "b", amount: Self.euros(2)), BudgetDefinition(amount: Self.euros(5)),
      BudgetDefinition(program: "gone", amount: .zero),
    ]
    let till = Till(budgets, programs: ["a", "b"])
    #expect(till.meter.refusal(cost: Self.euros(3), program: 1, day: 0) == 0)
    #expect(!till.pay(Self.euros(3), program: 1))
    #expect(till.meter.remaining(1, day: 0) == Self.euros(5))
    #expect(till.pay(Self.euros(4), program: 0))
    #expect(till.meter.refusal(cost: Self.euros(2), program: 1, day: 0) == 1)
    #expect(till.pay(Self.euros(1), program: 1))
    #expect([0, 1, 2].map { till.meter.remaining($0, day: 0) } == [Self.euros(1), .zero, .zero])
  }
}
