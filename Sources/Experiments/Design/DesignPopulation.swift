import LabStatistics

/// What is true of all users at each look, with any effect.
struct DesignPopulation: Sendable {
  /// What is true at one look.
  struct Look: Sendable {
    var day: Int
    /// Users who count.
    var users: Int
    var control: DesignMoments
    var treatment: TreatmentSums
    /// Variance of the scenario's own difference over users, in pairs: how well a population of this size knows it.
    var pairedVariance: Double
  }

  let looks: [Look]
  /// The KPI's unit per unit of a difference.
  let scale: Double

  init(_ data: DesignData, isIncluded: ((DesignData.Look, Int) -> Bool)? = nil) throws {
    scale = data.scale
    looks = try data.looks.map { look in
      var sums = TreatmentSums()
      sums.base.isRatio = data.kind == .ratio
      var pairs = CoMoments(dimension: 4)
      for user in 0..<data.users where look.counted[user] != 0 && isIncluded?(look, user) ?? true {
        let x = data.covariate.isEmpty ? 0 : Double(data.covariate[user])
        let y = Double(look.values[0][user])
        let e = Double(look.values[1][user]) - y
        let d = look.denominators.isEmpty ? 1 : Double(look.denominators[0][user])
        let f = look.denominators.isEmpty ? 0 : Double(look.denominators[1][user]) - d
        sums.add(y: y, e: e, d: d, f: f, x: x)
        pairs.add([y + e, d + f, y, d])
      }
      return Look(
        day: look.day, users: pairs.count, control: sums.base, treatment: sums,
        pairedVariance: pairs.count > 1 ? try PairedComparison(pairs).pairedVariance : 0)
    }
  }

  /// The control's value at a look, in the unit of differences; nil where nobody counts.
  func baseline(_ look: Int) -> Double? { looks[look].control.summary?.value }

  /// The true difference at a look; nil where nobody counts.
  func difference(_ effect: DesignEffect, look: Int) -> Double? {
    guard let control = looks[look].control.summary?.value,
      let treatment = looks[look].treatment.with(effect).summary?.value
    else { return nil }
    return treatment - control
  }

  /// The true lift at a look; nil where the control shows nothing.
  func lift(_ effect: DesignEffect, look: Int) -> Double? {
    guard let control = baseline(look), control != 0, let difference = difference(effect, look: look) else {
      return nil
    }
    return difference / abs(control)
  }

  /// Squared correlation of outcome and covariate in the control: what CUPED is to take off the variance.
  func explained(look: Int) -> Double? {
    guard let control = looks[look].control.summary, control.variance > 0, control.covariateVariance > 0 else {
      return nil
    }
    return control.covariance * control.covariance / (control.variance * control.covariateVariance)
  }
}

extension TreatmentSums {
  /// Adds one user.
  mutating func add(y: Double, e: Double, d: Double, f: Double, x: Double) {
    base.n += 1
    base.y += y
    base.d += d
    base.x += x
    base.yy += y * y
    base.yd += y * d
    base.yx += y * x
    base.dd += d * d
    base.dx += d * x
    base.xx += x * x
    self.e += e
    self.f += f
    ye += y * e
    ee += e * e
    ex += e * x
    yf += y * f
    de += d * e
    ef += e * f
    df += d * f
    ff += f * f
    fx += f * x
  }
}
