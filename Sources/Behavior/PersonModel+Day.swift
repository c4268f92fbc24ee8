import Primitives

extension PersonModel {
  /// Lets fatigue and habit fade overnight.
  @inlinable @inline(__always)
  public func fade(_ state: inout PersonState) {
    state.fatigue *= fatigueDecay
    state.engagement *= engagementDecay
  }

  /// Decides with the day's churn draw `u` whether a living person loses interest, and whether they uninstall then.
  ///
  /// Without strain it changes nothing when `u` is not below the person's ``Person/dropoutBound``. The rate is
  /// 1 − (1 − θ)^m, with m = exp(−habit + annoyance + strain) and m = 1 for a person without messages and strain.
  public func churn(_ person: Person, _ state: inout PersonState, _ u: Double) {
    churn(&state, chance: churnChance(person, state), u)
  }

  /// The chance that a living person loses interest on a day: 1 − (1 − θ)^m.
  public func churnChance(_ person: Person, _ state: PersonState) -> Double {
    guard state.fatigue > 0 || state.engagement > 0 || state.strain > 0 else { return person.dropout }
    let excess = min(max(state.fatigue / person.toleratedFatigue - 1, 0), 3)
    let multiplier = Elementary.exp(
      parameters.fatigue.annoyance * excess - parameters.engagement.effect * min(state.engagement, 1) + state.strain)
    return -Elementary.expm1(person.logStay * multiplier)
  }

  /// Decides with the day's churn draw whether a living person loses interest, by any chance of that.
  public func churn(_ state: inout PersonState, chance: Double, _ u: Double) {
    if u < chance {
      state.isAlive = false
      if u < parameters.dropout.uninstall * chance { state.isInstalled = false }
    }
  }

  /// Mean number of a living person's own sessions on a day.
  ///
  /// - Parameters:
  ///   - weekday: 0 for Monday to 6.
  ///   - age: Days since the install.
  @inlinable @inline(__always)
  public func sessionMean(_ person: Person, weekday index: Int32, age: Int32) -> Double {
    var mean = person.rate
    if !hasFlatWeek { mean *= weekday[Int(index)] }
    if parameters.novelty.boost > 0 {
      mean *= 1 + parameters.novelty.boost * Elementary.exp(-Double(age) / parameters.novelty.days)
    }
    return mean
  }

  /// Number of a day's own sessions, from the day's session draw.
  @inlinable @inline(__always)
  public func sessions(_ person: Person, weekday: Int32, age: Int32, _ u: Double) -> Int32 {
    if hasFlatWeek && parameters.novelty.boost == 0 {
      return u <= person.idleChance ? 0 : Samplers.poisson(u, mean: person.rate, p0: person.idleChance)
    }
    let mean = sessionMean(person, weekday: weekday, age: age)
    return Samplers.poisson(u, mean: mean, p0: Elementary.exp(-mean))
  }

  /// The same on a day that the calendar makes busier or quieter.
  ///
  /// - Parameter factor: Factor of the mean number of sessions.
  public func sessions(_ person: Person, weekday: Int32, age: Int32, factor: Double, _ u: Double) -> Int32 {
    let mean = sessionMean(person, weekday: weekday, age: age) * factor
    return Samplers.poisson(u, mean: mean, p0: Elementary.exp(-mean))
  }

  /// The same by any mean.
  public func sessions(mean: Double, _ u: Double) -> Int32 {
    Samplers.poisson(u, mean: mean, p0: Elementary.exp(-mean))
  }

  /// Second of the day at which a session starts, from a uniform: the population's hours on the person's own clock.
  public func sessionSecond(_ person: Person, _ u: Double) -> Int32 {
    var hour = Int(hourGuide[Int(u * Double(hourGuide.count))])
    while hour < 23 && u >= hourCumulative[hour] { hour += 1 }
    let before = hour == 0 ? 0 : hourCumulative[hour - 1]
    let width = (hour == 23 ? 1 : hourCumulative[hour]) - before
    let fraction = min(max((u - before) / width, 0), 0x1.fffffep-1)
    let second = (Int32(hour) + person.chronotype) * 3600 + Int32(fraction * 3600)
    // Neither hour nor shift is more than a day.
    return second < 0 ? second + 86_400 : second >= 86_400 ? second - 86_400 : second
  }
}
