import EngagementCore
import Testing

@Suite struct CampaignLifecycleTests {
  typealias State = CampaignLifecycle.State
  typealias Action = CampaignLifecycle.Action

  /// A campaign from 1,000 to 2,000, brought into a state; it stays there until the time that is returned.
  static func campaign(_ state: State, isManual: Bool) throws -> (CampaignLifecycle, now: Int) {
    var life = CampaignLifecycle(isManual: isManual, starts: 1000, ends: 2000)
    if state == .draft { return (life, 500) }
    try life.apply(.activate, at: 100)
    switch state {
    case .draft, .scheduled: return (life, 500)
    case .inProgress: return (life, 1500)
    case .finished: return (life, 2500)
    case .deleted:
      try life.apply(.delete, at: 2500)
      return (life, 2600)
    }
  }

  /// What every action leads to from every state; nothing: it is not legal.
  static let moves: [State: [Action: State]] = [
    .draft: [.update: .draft, .activate: .scheduled, .delete: .deleted, .clone: .draft],
    .scheduled: [.suspend: .draft, .clone: .scheduled],
    .inProgress: [.push: .inProgress, .finish: .finished, .clone: .inProgress],
    .finished: [.delete: .deleted, .clone: .finished],
    .deleted: [:],
  ]

  @Test(arguments: State.allCases, Action.allCases)
  func everyActionInEveryState(state: State, action: Action) throws {
    for isManual in [true, false] {
      var (life, now) = try Self.campaign(state, isManual: isManual)
      life.advance(to: now)
      #expect(life.state == state)
      let result = action == .push && !isManual ? nil : Self.moves[state]?[action]
      do {
        try life.apply(action, at: now)
        #expect(life.state == result)
      } catch {
        #expect(result == nil)
        #expect(error.action == action && error.state == state)
        #expect(error.description.hasPrefix("cannot \(action.rawValue) a campaign that is \(state.rawValue): "))
        #expect(life.state == state)
      }
    }
  }

  @Test(
    arguments: [
      (999, .scheduled), (1000, .inProgress), (1999, .inProgress), (2000, .finished), (9999, .finished),
    ] as [(Int, State)])
  func timeMovesItOn(now: Int, state: State) throws {
    var life = CampaignLifecycle(starts: 1000, ends: 2000)
    life.advance(to: now)
    #expect(life.state == .draft)
    try life.apply(.activate, at: 100)
    life.advance(to: now)
    #expect(life.state == state)
    // Activated late, it is where it would be.
    var late = CampaignLifecycle(starts: 1000, ends: 2000)
    try late.apply(.activate, at: now)
    #expect(late.state == state)
  }

  @Test func withoutDatesItBeginsAtOnceAndNeverEnds() throws {
    var life = CampaignLifecycle(isManual: true)
    try life.apply(.activate, at: 5)
    #expect(life.state == .inProgress)
    try life.apply(.push, at: 1_000_000_000)
    #expect(life.state == .inProgress)
  }

  /// The published run: `activate` on a manual campaign answers scheduled, and the push that follows succeeds.
  @Test func anActionSeesWhatTimeHasDone() throws {
    var life = CampaignLifecycle(isManual: true, starts: 1000)
    try life.apply(.activate, at: 999)
    #expect(life.state == .scheduled)
    try life.apply(.push, at: 1000)
    #expect(life.state == .inProgress)
    #expect(throws: CampaignLifecycle.IllegalMove.self) { try life.apply(.suspend, at: 1001) }
  }

  @Test func anActivatedCampaignIsClonedNotChanged() throws {
    var life = CampaignLifecycle(starts: 1000, ends: 2000)
    try life.update(isManual: false, starts: 1100, ends: nil, at: 0)
    try life.apply(.activate, at: 0)
    let error = #expect(throws: CampaignLifecycle.IllegalMove.self) {
      try life.update(isManual: false, starts: 1, ends: nil, at: 1)
    }
    #expect(error?.description == "cannot update a campaign that is scheduled: only a draft can be changed; clone it")
    let clone = try life.cloned()
    #expect(clone == CampaignLifecycle(starts: 1100, ends: nil))
    #expect(clone.state == .draft && life.state == .scheduled)
    var gone = CampaignLifecycle()
    try gone.apply(.delete, at: 0)
    #expect(throws: CampaignLifecycle.IllegalMove.self) { try gone.cloned() }
  }
}
