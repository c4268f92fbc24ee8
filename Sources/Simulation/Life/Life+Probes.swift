import Behavior
import EngagementCore
import Primitives

/// Questions that are asked of every user at the launch and at the end, for audience estimates.
extension Life {
  /// Asks a user of the installed base, for every arm, as none has begun. Who uninstalled before the launch has no other
  /// day, and so is asked for the end at once.
  @inline(never)
  mutating func probeLaunch() {
    for index in probedArms {
      probe(.launch, arm: index)
      if !now.person.isInstalled { probe(.end, arm: index) }
    }
  }

  /// Counts the user under the probes that hold at a moment.
  @inline(never)
  mutating func probe(_ moment: ProbeMoment, arm: Int) {
    let isInstalled = now.person.isInstalled
    let today = moment == .launch ? 0 : world.horizonDays
    let profile = Profile(words: words, layout: layout)
    ledger.probe(0, at: moment, isInstalled: isInstalled, arm: arm)
    for (index, probe) in world.probes.enumerated() where probe.holds(profile, today: today) {
      ledger.probe(index + 1, at: moment, isInstalled: isInstalled, arm: arm)
      if world.listsProbed && index == 0 && moment == .end {
        ledger.list(ProbedUser(number: draws.user, isInstalled: isInstalled), arm: arm)
      }
    }
  }
}
