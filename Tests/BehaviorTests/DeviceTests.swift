import Behavior
import Foundation
import LabStatistics
import Primitives
import Testing

/// Connection, clock, places, jobs and interruptions.
@Suite struct DeviceTests {
  static func grid(_ count: Int) -> [Double] { (0..<count).map { (Double($0) + 0.5) / Double(count) } }

  // MARK: Connection and clock

  @Test func devicesAreOnlineByDefault() {
    let model = People.model()
    #expect(Self.grid(1_000).allSatisfy { !model.connection($0, 0.5).isOffline })
  }

  @Test func offlineTimesAreExponential() {
    let model = People.model {
      $0.connectivity.offline = 0.1
      $0.connectivity.backOnline = 5
    }
    #expect(model.connection(0.0999, 0.5).isOffline && model.connection(0.1, 0.5) == (false, 0))
    let delays = Self.grid(100_000).map { Double(model.connection(0, $0).delay) }
    #expect(abs(delays.reduce(0, +) / 100_000 - 18_000) < 5)
    for u in [0.01, 0.3, 0.9] {
      #expect(abs(Double(model.connection(0, u).delay) + log(u) * 18_000) <= 0.5)
    }
    #expect(model.connection(0, 1 - 0x1p-33).delay == 1)
    let never = People.model {
      $0.connectivity.offline = 1
      $0.connectivity.backOnline = 720
    }
    #expect(never.connection(0.5, 0x1p-33).delay == 28 * 86_400)
  }

  @Test(arguments: [1, 2, 30])
  func clockErrorsAreEvenlySpread(days: Int) {
    let count = 2_000 * days
    var found: [Int32: Int] = [:]
    for u in Self.grid(count * 10) { found[PersonModel.clockError(u, share: 0.2, days: days), default: 0] += 1 }
    #expect(found[0] == count * 8)
    #expect(found.count == 2 * days + 1)
    for error in 1...Int32(days) {
      for signed in [error, -error] { #expect(abs((found[signed] ?? 0) - count / days) <= 1) }
    }
    #expect(PersonModel.clockError(0x1p-33, share: 0, days: days) == 0)
    #expect(PersonModel.clockError(0x1p-33, share: 1, days: 0) == 0)
  }

  // MARK: Places

  @Test func aShareOfUsersGoesToAPlace() {
    let shop = PlaceVisits(AppModel.Place(name: "shop", share: 0.3, visitsPerWeek: 1))
    let gym = PlaceVisits(AppModel.Place(name: "gym", share: 0.4, visitsPerWeek: 1))
    let goes = (0..<TraitTests.users).map { (shop.attracts(People.draws($0)), gym.attracts(People.draws($0))) }
    #expect(TraitTests.share(goes.count(where: \.0), is: 0.3))
    #expect(TraitTests.share(goes.count(where: \.1), is: 0.4))
    #expect(TraitTests.share(goes.count { $0.0 && $0.1 }, is: 0.12))
  }

  @Test(arguments: [0.0, 0.5, 3, 21])
  func visitsOfADayArePoisson(perWeek: Double) throws {
    let place = PlaceVisits(AppModel.Place(name: "shop", share: 1, visitsPerWeek: perWeek))
    var counts = [Int](repeating: 0, count: 256)
    for user in 0..<2_000 {
      for day in -5..<5 as Range<Int32> { counts[Int(place.count(People.draws(user), day: day))] += 1 }
    }
    var chance = exp(-perWeek / 7)
    for k in 0..<6 {
      #expect(chance == 0 || chance == 1 ? counts[k] == Int(20_000 * chance) : TraitTests.share(counts[k], is: chance))
      chance *= perWeek / 7 / Double(k + 1)
    }
  }

  @Test(arguments: [(9 * 3600, 20 * 3600, 11 * 3600), (22 * 3600, 3600, 3 * 3600), (0, 86_400, 86_400), (5, 5, 86_400)])
  func visitsBeginEvenlyWithinTheHours(from: Int, to: Int, width: Int) {
    let place = PlaceVisits(AppModel.Place(name: "shop", share: 1, visitsPerWeek: 60, from: from, to: to))
    let seconds = (0..<TraitTests.users).map { user in
      place.second(People.draws(user), day: Int32(user % 9), visit: Int32(user % 11))
    }
    #expect(seconds.allSatisfy { $0 >= 0 && $0 < 86_400 })
    let since = seconds.map { Double((Int($0) - from + 86_400) % 86_400) }
    #expect(since.allSatisfy { $0 < Double(width) })
    #expect(TraitTests.kolmogorov(since) { min(($0 + 0.5) / Double(width), 1) } < 2.47)
  }

  @Test func visitsOfADayAreDrawnApart() {
    let place = PlaceVisits(AppModel.Place(name: "shop", share: 1, visitsPerWeek: 60))
    let other = PlaceVisits(AppModel.Place(name: "gym", share: 1, visitsPerWeek: 60))
    var seen: Set<Int32> = []
    for day in 0..<20 as Range<Int32> {
      for visit in 0..<10 as Range<Int32> {
        seen.insert(place.second(People.draws(4), day: day, visit: visit))
        seen.insert(other.second(People.draws(4), day: day, visit: visit))
      }
    }
    // 400 of 39,600 seconds: about two coincide by chance.
    #expect(seen.count > 385)
  }

  // MARK: Jobs and interruptions

  @Test func jobsLastExponentiallyAndMayFail() {
    let runs = Self.grid(100_000).map { JobRun(mean: 90, completes: 1, $0, 0.5) }
    let total = runs.reduce(0) { $0 + Int($1.seconds) }
    #expect(abs(Double(total) / 100_000 - 90) < 0.1)
    #expect(runs.allSatisfy { $0.isCompleted })
    #expect(abs(Double(JobRun(mean: 3600, completes: 1, 0.2, 0.5).seconds) + log(0.2) * 3600) <= 0.5)
    #expect(JobRun(mean: 90, completes: 0.8, 0.5, 0.799).isCompleted)
    #expect(!JobRun(mean: 90, completes: 0.8, 0.5, 0.8).isCompleted)
    #expect(JobRun(mean: 1e-3, completes: 1, 0.9, 0.5).seconds == 1)
    #expect(JobRun(mean: 1e12, completes: 1, 0.1, 0.5).seconds == 30 * 86_400)
  }

  static func interruptions(chance: Double) -> AppModel.Interruptions {
    var interruptions = AppModel.Interruptions()
    interruptions.chance = chance
    interruptions.length = 40
    interruptions.timeouts = [.init(platform: "ios", seconds: 0), .init(platform: "web", seconds: 180)]
    return interruptions
  }

  @Test func withoutInterruptionsNothingPauses() {
    let none = Interruption(AppModel.Interruptions(), platform: "ios")
    #expect(!none.isPossible)
    #expect(Self.grid(1_000).allSatisfy { none.pause($0) == 0 })
    #expect(!none.splits(0) && !Interruption(Self.interruptions(chance: 0), platform: "ios").splits(0))
  }

  /// A change of screen splits the session with chance c·e^(−time-out/length).
  @Test(arguments: [("ios", 0.0), ("android", 10.0), ("web", 180.0)])
  func pausesSplitSessionsWhenTheyOutlastTheTimeout(platform: String, timeout: Double) {
    let law = Interruption(Self.interruptions(chance: 0.25), platform: platform)
    let pauses = Self.grid(400_000).map(law.pause)
    #expect(pauses.count { $0 > 0 } == 100_000)
    // Whole seconds, rounded up, so that the law is exact for time-outs in whole seconds: half a second more on average.
    let total = pauses.reduce(0) { $0 + Int($1) }
    #expect(abs(Double(total) / 100_000 - 40.5) < 0.05)
    #expect(abs(Double(pauses.count(where: law.splits)) - 100_000 * exp(-timeout / 40)) < 2)
    #expect(law.splits(Int32(timeout) + 1) && !law.splits(Int32(timeout)))
  }
}
