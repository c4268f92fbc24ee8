import LabStatistics

/// Sums over the users of one arm: of the value y, its denominator d, the covariate x, and of their products.
struct DesignMoments {
  var n = 0.0
  var (y, d, x) = (0.0, 0.0, 0.0)
  var (yy, yd, yx, dd, dx, xx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  var isRatio = false

  /// What one arm shows: its ratio (or mean), the variance of one user's share in it, and how that goes with the covariate.
  struct Summary {
    var n: Double
    var value: Double
    var variance: Double
    var covariate: Double
    var covariance: Double
    var covariateVariance: Double
  }

  /// Nil below two users, or where the denominator is zero.
  @inline(__always)
  var summary: Summary? {
    guard n > 1 else { return nil }
    let (my, mx) = (y / n, x / n)
    let free = n - 1
    let vyy = (yy - y * my) / free
    let vyx = (yx - y * mx) / free
    let vxx = max(0, (xx - x * mx) / free)
    guard isRatio else {
      return Summary(
        n: n, value: my, variance: max(0, vyy), covariate: mx, covariance: vyx, covariateVariance: vxx)
    }
    let md = d / n
    guard md > 0 else { return nil }
    let ratio = my / md
    let vyd = (yd - y * md) / free
    let vdd = (dd - d * md) / free
    let vdx = (dx - d * mx) / free
    // The delta method: a user counts y − ratio d, over the mean denominator (Deng, Knoblich and Lu 2018).
    return Summary(
      n: n, value: ratio, variance: max(0, (vyy - 2 * ratio * vyd + ratio * ratio * vdd) / (md * md)), covariate: mx,
      covariance: (vyx - ratio * vdx) / md, covariateVariance: vxx)
  }
}

/// The difference of two arms and its standard error, as it is and adjusted by CUPED.
struct DesignEstimate: Sendable {
  var difference: Double
  var error: Double
  var adjustedDifference: Double
  var adjustedError: Double

  /// Nil where an arm shows nothing.
  @inline(__always)
  init?(control: DesignMoments, treatment: DesignMoments) {
    guard let c = control.summary, let t = treatment.summary else { return nil }
    difference = t.value - c.value
    error = (c.variance / c.n + t.variance / t.n).squareRoot()
    let spread = (c.n - 1) * c.covariateVariance + (t.n - 1) * t.covariateVariance
    guard spread > 0 else {
      (adjustedDifference, adjustedError) = (difference, error)
      return
    }
    // Deng, Xu, Kohavi and Walker 2013; theta from both arms together.
    let theta = ((c.n - 1) * c.covariance + (t.n - 1) * t.covariance) / spread
    adjustedDifference = difference - theta * (t.covariate - c.covariate)
    func left(_ arm: DesignMoments.Summary) -> Double {
      max(0, arm.variance - 2 * theta * arm.covariance + theta * theta * arm.covariateVariance) / arm.n
    }
    adjustedError = (left(c) + left(t)).squareRoot()
  }
}
