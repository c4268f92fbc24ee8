import Primitives

extension Dispatcher {
  /// What a dispatcher knows of one user in the middle of an arm, apart from the profile.
  public struct State: Sendable {
    fileprivate var agenda: [Agenda.Item] = []
    fileprivate var waiting: [Agenda.Item] = []
    fileprivate var waits: [Agenda.Item] = []
    fileprivate var draws = Draws(run: RunKey(seed: 0), user: 0)
    fileprivate var zone: Int32 = 0
    fileprivate var clockError: Int32 = 0
    fileprivate var knownHour: Int32 = -1
    fileprivate var lastSessionDay: Int32 = Dispatcher.never
    fileprivate var scheduledDay: Int32 = .max
    fileprivate var steps = 0
    fileprivate var knownReach: DeliveryRules.Reach?
    fileprivate var knownMorning = Dispatcher.never
    fileprivate var installDay: Int32 = Dispatcher.never
    fileprivate var memory = PolicyMemory()
    public init() {}
  }

  /// Puts a user aside at the end of a day, when nothing is left to be done at once.
  public mutating func save(to state: inout State) {
    agenda.copy(to: &state.agenda)
    waiting.copy(to: &state.waiting)
    waits.copy(to: &state.waits)
    state.draws = draws
    state.zone = zone
    state.clockError = clockError
    state.knownHour = knownHour
    state.lastSessionDay = lastSessionDay
    state.scheduledDay = scheduledDay
    state.steps = steps
    state.knownReach = knownReach
    state.knownMorning = knownMorning
    state.installDay = installDay
    if asksPolicy { state.memory = memory }
  }

  /// Takes a user up again, whose profile is in ``words``.
  public mutating func restore(_ state: State) {
    clear()
    agenda.take(state.agenda)
    waiting.take(state.waiting)
    waits.take(state.waits)
    // Users are put aside in the middle of an arm; one who was begun since then may not have got to the launch.
    isActive = !plans[arm].isEmpty
    draws = state.draws
    zone = state.zone
    clockError = state.clockError
    knownHour = state.knownHour
    lastSessionDay = state.lastSessionDay
    scheduledDay = state.scheduledDay
    steps = state.steps
    knownReach = state.knownReach
    knownMorning = state.knownMorning
    installDay = state.installDay
    if asksPolicy { memory = state.memory }
  }
}

extension Agenda {
  /// The items as they stand, a heap or a list.
  fileprivate func copy(to items: inout [Item]) {
    items.removeAll(keepingCapacity: true)
    for k in 0..<size { items.append(self[k]) }
  }

  fileprivate mutating func take(_ items: [Item]) {
    for item in items { append(item) }
  }
}
