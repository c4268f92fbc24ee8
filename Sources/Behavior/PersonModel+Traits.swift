import Primitives

extension PersonModel {
  /// Draws what every person needs: activity, churn and device facts.
  public func drawBasics(_ person: inout Person, draws: Draws, usesDevice: Bool) {
    var sequence = DrawSequence(draws, .activityTraits)
    let activity = parameters.activity
    let p = Samplers.beta(
      &sequence, activity.mean * activity.concentration, (1 - activity.mean) * activity.concentration)
    person.rate = -Elementary.log1p(-min(p, 1 - 1e-9))
    person.idleChance = Elementary.exp(-person.rate)
    sequence = DrawSequence(draws, .activityTraits, occurrence: 1)
    person.dropout = Samplers.beta(&sequence, parameters.dropout.gamma, parameters.dropout.delta)
    person.dropoutBound = person.dropout
    person.logStay = Elementary.log1p(-min(person.dropout, 1 - 0x1p-53))
    if usesDevice { drawDevice(&person, draws: draws) }
  }

  private func drawDevice(_ person: inout Person, draws: Draws) {
    let words = draws.block(.deviceTraits, occurrence: 0)
    person.platform = platforms.pick(Draws.uniform(words.x))
    person.isIOS = platformIsIOS[Int(person.platform)]
    person.willingness = Draws.uniform(words.y)
    person.acceptsPush = person.willingness < (person.isIOS ? parameters.optIn.ios : parameters.optIn.other)
    person.language = languages.pick(Draws.uniform(words.z))
    person.timeZone = timeZones.pick(Draws.uniform(words.w))
  }

  /// Draws chronotype, response level, tolerance and interests: what messages and hours need.
  ///
  /// - Parameter affinity: Room for ``topics`` shares of interest.
  public func drawResponse(_ person: inout Person, affinity: UnsafeMutablePointer<Double>, draws: Draws) {
    let words = draws.block(.responseTraits, occurrence: 0)
    let level = parameters.response.spread * Samplers.normalQuantile(Draws.uniform(words.x))
    person.openness = (person.isIOS ? parameters.response.ios : parameters.response.other) + level
    let shift = parameters.rhythm.chronotype * Samplers.normalQuantile(Draws.uniform(words.y))
    // Less than a day, so that no clock has to be divided to apply it.
    person.chronotype = Int32(shift.rounded()) % 24
    let tolerance = parameters.tolerance
    let perWeek =
      tolerance.median * Elementary.exp(tolerance.spread * Samplers.normalQuantile(Draws.uniform(words.z)))
    person.toleratedFatigue = perWeek / 7 * parameters.fatigue.halfLife / Elementary.ln2
    person.dropoutBound = max(
      person.dropout, -Elementary.expm1(person.logStay * Elementary.exp(3 * parameters.fatigue.annoyance)))
    var sequence = DrawSequence(draws, .affinityTraits)
    var sum = 0.0
    var best = 0
    for topic in 0..<topics {
      affinity[topic] = max(Samplers.gamma(&sequence, shape: parameters.response.affinity), 1e-300)
      sum += affinity[topic]
      if affinity[topic] > affinity[best] { best = topic }
    }
    for topic in 0..<topics { affinity[topic] /= sum }
    person.favourite = Int32(best)
  }

  /// The person's chance to convert in a session, drawn when first needed.
  @inlinable
  public func conversionChance(_ person: inout Person, draws: Draws) -> Double {
    if person.conversion < 0 { drawConversion(&person, draws: draws) }
    return person.conversion
  }

  @usableFromInline
  func drawConversion(_ person: inout Person, draws: Draws) {
    let traits = parameters.conversion
    var sequence = DrawSequence(draws, .conversionTraits)
    person.conversion = Samplers.beta(
      &sequence, traits.mean * traits.concentration, (1 - traits.mean) * traits.concentration)
  }

  /// Draws the value of `orders` orders together: Gamma(p·orders) times the person's own scale (Gamma-Gamma).
  public func orderValue(_ person: inout Person, orders: Int32, sequence: inout DrawSequence, draws: Draws) -> Money {
    let traits = parameters.conversion
    needSpend(&person, draws: draws)
    let value = person.spend * Samplers.gamma(&sequence, shape: traits.p * Double(orders))
    return Money(micros: Int64((min(value, 1e9) * 1e6).rounded()))
  }

  func needSpend(_ person: inout Person, draws: Draws) {
    guard person.spend < 0 else { return }
    var own = DrawSequence(draws, .spendTraits)
    person.spend = parameters.conversion.v / Samplers.gamma(&own, shape: parameters.conversion.q)
  }
}
