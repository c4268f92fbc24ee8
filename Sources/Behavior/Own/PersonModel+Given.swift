import Primitives

/// Traits that are given instead of drawn, each with everything that follows from it.
extension PersonModel {
  /// Sets the mean sessions of an ordinary day.
  package func set(sessions mean: Double, of person: inout Person) {
    person.rate = mean
    person.idleChance = Elementary.exp(-mean)
  }

  /// Sets the daily chance to lose interest; before ``drawResponse(_:affinity:draws:)``, which needs it.
  package func set(dropout chance: Double, of person: inout Person) {
    person.dropout = chance
    person.dropoutBound = chance
    person.logStay = Elementary.log1p(-min(chance, 1 - 0x1p-53))
  }

  /// Sets the platform; whether pushes are accepted follows from it and the person's own willingness.
  package func set(platform: Int32, of person: inout Person) {
    person.platform = platform
    person.isIOS = platformIsIOS[Int(platform)]
    person.acceptsPush = person.willingness < coldShare(of: person)
  }

  /// Sets whether the person accepts pushes when the system asks without preparation; after the platform.
  ///
  /// A willingness that says otherwise is moved to the other side of the share who accept, uniform there, so that what
  /// campaigns ask later finds the same person.
  package func set(acceptsPush: Bool, of person: inout Person) {
    person.acceptsPush = acceptsPush
    let share = coldShare(of: person)
    let u = person.willingness
    if acceptsPush && u >= share {
      person.willingness = min(share < 1 ? share * (u - share) / (1 - share) : u, share.nextDown)
    } else if !acceptsPush && u < share {
      person.willingness = max(share + (1 - share) * u / share, share)
    }
  }

  private func coldShare(of person: Person) -> Double {
    person.isIOS ? parameters.optIn.ios : parameters.optIn.other
  }

  /// Sets the chance to open a push whose topic is as interesting as any, at an hour of average activity, without fatigue,
  /// repetition, trigger or form; after ``drawResponse(_:affinity:draws:)``.
  package func set(openChance chance: Double, of person: inout Person) { person.openness = Elementary.logit(chance) }

  /// Sets the pushes a week that the person bears; after ``drawResponse(_:affinity:draws:)``.
  package func set(tolerance perWeek: Double, of person: inout Person) {
    person.toleratedFatigue = perWeek / 7 * parameters.fatigue.halfLife / Elementary.ln2
  }

  /// Sets the mean value of an order, currency units: p times the scale (Gamma-Gamma, Fader & Hardie 2013).
  package func set(orderValue mean: Double, of person: inout Person) { person.spend = mean / parameters.conversion.p }

  /// Takes weights of interest in ``topics`` topics, not all of them zero.
  package func set(interests: UnsafeMutablePointer<Double>, of person: inout Person) {
    var sum = 0.0
    var best = 0
    for topic in 0..<topics {
      sum += interests[topic]
      if interests[topic] > interests[best] { best = topic }
    }
    for topic in 0..<topics { interests[topic] /= sum }
    person.favourite = Int32(best)
  }

  /// What ``set(openChance:of:)`` would have been given.
  package func givenOpenChance(of person: Person) -> Double {
    min(max(Elementary.logistic(person.openness), 0x1p-1000), 1 - 0x1p-53)
  }

  /// What ``set(tolerance:of:)`` would have been given.
  package func givenTolerance(of person: Person) -> Double {
    person.toleratedFatigue * 7 * Elementary.ln2 / parameters.fatigue.halfLife
  }

  /// What ``set(orderValue:of:)`` would have been given; the scale is drawn when first needed.
  package func givenOrderValue(of person: inout Person, draws: Draws) -> Double {
    needSpend(&person, draws: draws)
    return person.spend * parameters.conversion.p
  }
}
