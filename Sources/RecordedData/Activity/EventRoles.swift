import Primitives

/// What each event of a log is to a plan.
struct EventRoles {
  /// What an event is.
  struct Role {
    let isInstall: Bool
    let isActivity: Bool
    let isSession: Bool

    /// Whether its rows are of no use.
    var isNothing: Bool { !isInstall && !isActivity && !isSession }
  }

  private let plan: ActivityPlan
  private let position: Int?
  /// The events that were seen; beyond some number of them their roles are looked up anew.
  private var names = NameTable(limit: 1000)
  private var roles: [Role] = []

  init(_ plan: ActivityPlan, in source: any RecordSource) throws(DataError) {
    self.plan = plan
    position = try plan.eventColumn.map { name throws(DataError) in try source.position(of: name) }
    guard position == nil else { return }
    guard plan.installEvent == nil, plan.activityEvents.isEmpty, plan.sessionEvent == nil else {
      throw DataError("events are named, but not the column that they stand in", in: source.name, kind: .usage)
    }
  }

  /// The role of the event of the current row.
  ///
  /// - Throws: `RowPass.Fault`.
  mutating func role(_ source: any RecordSource) throws -> Role {
    guard let position else { return Role(isInstall: false, isActivity: true, isSession: false) }
    guard let field = source.field(position) else {
      throw RowPass.Fault(.missing(column: plan.eventColumn ?? ""), at: position)
    }
    guard let number = field.withPlainBytes({ names.number(of: $0) }) else { return role(of: field.text) }
    if number == roles.count { roles.append(role(of: names.text(number))) }
    return roles[number]
  }

  private func role(of event: String) -> Role {
    Role(
      isInstall: event == plan.installEvent,
      isActivity: plan.activityEvents.isEmpty || plan.activityEvents.contains(event),
      isSession: event == plan.sessionEvent)
  }

  /// Checks that every event of the plan occurred.
  ///
  /// - Throws: ``DataError``.
  func checkAllSeen(_ source: any RecordSource) throws(DataError) {
    guard position != nil else { return }
    let seen = names.names.indices.map { names.text($0) }
    for event in [plan.installEvent, plan.sessionEvent].compactMap({ $0 }) + plan.activityEvents
    where !seen.contains(event) && seen.count < 1000 {
      let hint =
        nearestName(to: event, in: seen).map { "did you mean '\($0)'?" }
        ?? "its events are: \(Header.listed(seen))"
      throw DataError("no row has the event '\(event)'; \(hint)", in: source.name, kind: .usage)
    }
  }
}
