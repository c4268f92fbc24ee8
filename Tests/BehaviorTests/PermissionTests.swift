import Behavior
import Foundation
import Primitives
import Testing

/// The system's question whether pushes are welcome.
@Suite struct PermissionTests {
  /// A person at the first moment of a life in which campaigns ask.
  static func newcomer(_ model: PersonModel, _ user: Int) -> (Person, PersonState) {
    var person = People.person(model, user).0
    var state = PersonState()
    model.beginUnasked(&person, &state, draws: People.draws(user))
    return (person, state)
  }

  @Test func whoMustBeAsked() {
    let model = People.model()
    let people = (0..<TraitTests.users).map { Self.newcomer(model, $0) }
    let (ios, others) = (people.filter(\.0.isIOS), people.filter { !$0.0.isIOS })
    #expect(ios.allSatisfy { $0.0.needsPrompt == true })
    #expect(TraitTests.share(others.count { $0.0.needsPrompt == true }, of: others.count, is: 0.7))
    for (person, state) in people {
      let asks = person.needsPrompt == true
      #expect(state.acceptsPush == !asks && state.permission == (asks ? .undecided : .granted))
      #expect(model.canBeAsked(state) == asks)
    }
  }

  /// An unprepared question finds the very people who accept pushes in a scenario that asks nobody.
  @Test func unpreparedTheSamePeopleAccept() {
    let model = People.model()
    for user in 0..<5_000 {
      var (person, state) = Self.newcomer(model, user)
      guard model.needsPrompt(&person, draws: People.draws(user)) else { continue }
      #expect(model.respondToSystemPrompt(person, &state, isPrepared: false) == person.acceptsPush)
      #expect(state.acceptsPush == person.acceptsPush)
    }
  }

  @Test func preparedMoreAcceptAndNobodyFewer() {
    let model = People.model()
    let (ios, other) = (model.parameters.optIn.ios, model.parameters.optIn.other)
    func prepared(_ share: Double) -> Double { 1 / (1 + exp(-(log(share / (1 - share)) + 0.9))) }
    for (isIOS, threshold) in [(true, prepared(ios)), (false, prepared(other))] {
      for (u, accepts) in [(threshold - 1e-12, true), (threshold + 1e-12, false)] {
        var person = Person()
        person.isIOS = isIOS
        person.willingness = u
        var state = PersonState()
        #expect(model.respondToSystemPrompt(person, &state, isPrepared: true) == accepts)
        #expect(u > (isIOS ? ios : other))
      }
    }
    let indifferent = People.model { $0.prompt.afterSoft = 0 }
    for user in 0..<1_000 {
      var (person, state) = Self.newcomer(indifferent, user)
      guard indifferent.needsPrompt(&person, draws: People.draws(user)) else { continue }
      #expect(indifferent.respondToSystemPrompt(person, &state, isPrepared: true) == person.acceptsPush)
    }
  }

  @Test(arguments: [0.0, 1.0])
  func sharesOfNobodyAndEverybodyStay(share: Double) {
    let model = People.model {
      $0.optIn.ios = share
      $0.optIn.other = share
    }
    for isIOS in [true, false] {
      for willingness in [0x1p-33, 0.5, 1 - 0x1p-33] {
        var person = Person()
        person.isIOS = isIOS
        person.willingness = willingness
        var state = PersonState()
        #expect(model.respondToSystemPrompt(person, &state, isPrepared: true) == (share == 1))
      }
    }
  }

  /// iOS asks once; Android asks again after one refusal and never after two.
  @Test func refusalsBlock() {
    let model = People.model()
    var person = Person()
    person.willingness = 0.999
    for (isIOS, expected) in [
      (true, [PushPermission.blocked, .blocked, .blocked]), (false, [.refused, .blocked, .blocked]),
    ] {
      person.isIOS = isIOS
      var state = PersonState()
      let course = (0..<3).map { _ in
        #expect(!model.respondToSystemPrompt(person, &state, isPrepared: true))
        return state.permission
      }
      #expect(course == expected && !state.acceptsPush && !model.canBeAsked(state))
    }
  }

  @Test func aPreparedSecondQuestionMayWinOnAndroid() {
    let model = People.model()
    var person = Person()
    person.willingness = 0.8
    var state = PersonState()
    #expect(!model.respondToSystemPrompt(person, &state, isPrepared: false))
    #expect(model.respondToSystemPrompt(person, &state, isPrepared: true))
    #expect(state.permission == .granted && state.acceptsPush)
  }

  @Test func whoTurnedPushesOffIsNotAskedAgain() {
    let model = People.model()
    var person = Person()
    person.willingness = 0.1
    var state = PersonState()
    #expect(model.respondToSystemPrompt(person, &state, isPrepared: false))
    #expect(!model.canBeAsked(state))
    state.acceptsPush = false
    #expect(!model.canBeAsked(state))
    #expect(!model.respondToSystemPrompt(person, &state, isPrepared: true))
    #expect(!state.acceptsPush && state.permission == .granted)
    var gone = PersonState()
    gone.isInstalled = false
    #expect(!model.canBeAsked(gone))
  }

  @Test func explanationsAreAcceptedWithTheirChance() {
    let model = People.model { $0.prompt.soft = 0.62 }
    #expect(model.respondToSoftPrompt(0.619_999) && !model.respondToSoftPrompt(0.62))
  }
}
