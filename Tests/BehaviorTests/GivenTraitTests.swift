import Behavior
import Primitives
import Testing

/// Traits that are given instead of drawn.
struct GivenTraitTests {
  private func person(_ model: PersonModel, _ user: UInt32) -> Person { People.person(model, Int(user)).0 }

  /// What is read off a person and given back is the same person.
  @Test(arguments: UInt32(0)..<50) func whatIsReadOffCanBeGivenBack(user: UInt32) {
    let model = People.model(topics: 3)
    let drawn = person(model, user)
    var given = drawn
    model.set(sessions: drawn.rate, of: &given)
    model.set(dropout: drawn.dropout, of: &given)
    model.set(platform: drawn.platform, of: &given)
    model.set(acceptsPush: drawn.acceptsPush, of: &given)
    model.set(openChance: model.givenOpenChance(of: drawn), of: &given)
    model.set(tolerance: model.givenTolerance(of: drawn), of: &given)
    #expect(given.rate == drawn.rate && given.idleChance == drawn.idleChance)
    #expect(given.dropout == drawn.dropout && given.logStay == drawn.logStay)
    #expect(given.isIOS == drawn.isIOS && given.acceptsPush == drawn.acceptsPush)
    #expect(given.willingness == drawn.willingness)
    #expect(
      abs(given.openness - drawn.openness) < 1e-12 && abs(given.toleratedFatigue / drawn.toleratedFatigue - 1) < 1e-12)
  }

  /// A willingness is moved to the side that is given, wherever the share lies, and stays uniform there.
  @Test(arguments: [0.0, 0.3, 1.0], [true, false]) func willingnessFollowsWhatIsGiven(share: Double, accepts: Bool) {
    let model = People.model(topics: 1) {
      $0.optIn.ios = share
      $0.optIn.other = share
    }
    var sum = 0.0
    let users = 4_000
    for user in 0..<users {
      var person = person(model, UInt32(user))
      model.set(acceptsPush: accepts, of: &person)
      #expect(person.acceptsPush == accepts && (person.willingness < share) == accepts)
      sum += person.willingness
    }
    if share == 0.3 {
      let (low, high) = accepts ? (0.0, 0.3) : (0.3, 1.0)
      let deviation = (high - low) / (12 * Double(users)).squareRoot()
      #expect(abs(sum / Double(users) - (low + high) / 2) < 4 * deviation)
    }
  }

  @Test func interestsAreNormalised() {
    let model = People.model(topics: 3)
    var person = Person()
    let interests = UnsafeMutablePointer<Double>.allocate(capacity: 3)
    interests.initialize(repeating: 0, count: 3)
    defer { interests.deallocate() }
    (interests[0], interests[1], interests[2]) = (1, 6, 5)
    model.set(interests: interests, of: &person)
    #expect((interests[0], interests[1], interests[2]) == (1.0 / 12, 0.5, 5.0 / 12))
    #expect(person.favourite == 1)
  }

  /// By the lab's own chance the two ways to react are one.
  @Test(arguments: UInt32(0)..<40) func theLabsChanceIsTheLabsReaction(user: UInt32) {
    let model = People.model(topics: 3)
    let person = person(model, user)
    for message in 0..<50 {
      let words = Draws(run: RunKey(seed: 6), user: user).block(.message, occurrence: UInt32(message))
      var (one, two) = (PersonState(), PersonState())
      one.isAlive = message % 5 != 0
      one.fatigue = Double(message % 7)
      two = one
      let push = PushImpression(
        relevance: Double(message % 3) / 2, hour: Int32(message % 24), isTriggered: message % 2 == 0, appeal: 2,
        daysSinceSame: Int32(message % 4) - 1)
      let usual = model.react(person, &one, to: push, words: words)
      let chance = model.openChance(person, two, of: push)
      let own = model.react(person, &two, to: push, openChance: chance, words: words)
      #expect(usual.opens == own.opens && usual.returns == own.returns)
      #expect(usual.optsOut == own.optsOut && usual.uninstalls == own.uninstalls && one.fatigue == two.fatigue)
    }
  }

  @Test(arguments: [0.01, 0.5, 3.0, 40]) func sessionsByAnyMeanFollowPoisson(mean: Double) {
    let model = People.model(topics: 1)
    let steps = 20_000
    let sum = (0..<steps).reduce(0) { $0 + Int(model.sessions(mean: mean, (Double($1) + 0.5) / Double(steps))) }
    #expect(abs(Double(sum) / Double(steps) - mean) < 0.002 * max(mean, 1))
    #expect(model.sessions(mean: 0, 0.999_999) == 0)
  }
}
