import Behavior
import EngagementCore
import Primitives

/// Word of mouth: a user's line of newcomers is lived after the user's own life, arm by arm, so that lines know nothing of
/// one another and the result does not depend on threads.
extension Life {
  /// Somebody who was told of the app and will install it.
  struct Invitation {
    /// Their number among the draws, which depends on who told them and when, and so is the same in every arm.
    let number: UInt32
    let day: Int32
    let generation: Int32
  }

  /// Newcomers of one line and arm at most: beyond, word of mouth is no coupling but an explosion.
  static let longestLine = 10_000

  /// Plays all lives of a user and of those whom the user brought.
  @inline(never)
  mutating func playLine(user: Int) {
    var line = Ledger.Line()
    for index in world.arms.indices {
      // The traits of newcomers take the place of the user's: the past is lived again for each arm, as it was.
      probedArms = index..<index + 1
      generation = 0
      invitations.removeAll(keepingCapacity: true)
      guard prepare(user) else { return }
      let firstDay = max(installDay, 0)
      if index == 0, let table { enter(into: table, user: user) }
      play(arm: index)
      ledger.beginLine(&line)
      var next = 0
      while next < invitations.count {
        play(invitations[next], arm: index)
        ledger.extend(&line)
        next += 1
      }
      ledger.endLine(line)
      if let table { ledger.record(arm: index, in: table, user: user, firstDay: firstDay) }
      if index == world.arms.count - 1 { ledger.add(baseline: world.baseline, firstDay: firstDay) }
    }
    generation = 0
  }

  private mutating func play(_ newcomer: Invitation, arm index: Int) {
    generation = newcomer.generation
    begin(Draws(run: world.runKey, user: newcomer.number), installing: newcomer.day)
    desk.clear()
    play(arm: index)
  }

  /// Perhaps those who are told of the app install it.
  @inline(never)
  mutating func invite(_ tag: Int32, times: Int32, time: LocalTime) {
    guard isLaunched, let referrals = world.parts.referrals, generation < Int32(referrals.generations) else { return }
    for number in 0..<times where invitations.count < Self.longestLine {
      let words = draws.block(
        .referral, occurrence: UInt32(bitPattern: time), entity: UInt32(bitPattern: tag), index: UInt32(number))
      guard Draws.uniform(words.x) < referrals.installs else { continue }
      let day = time.day + referrals.days(Draws.uniform(words.y))
      guard day < world.horizonDays else { continue }
      // Numbers of the population are below 2^31.
      invitations.append(Invitation(number: words.z | 1 << 31, day: day, generation: generation + 1))
    }
  }
}
