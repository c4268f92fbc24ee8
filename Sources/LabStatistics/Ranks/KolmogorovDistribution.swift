import Foundation

/// The distribution of the one-sample Kolmogorov-Smirnov distance for a sample of `count` values.
///
/// The regions and their methods follow Simard and L'Ecuyer (2011), doi:10.18637/jss.v039.i11: closed forms at both
/// ends (Ruben and Gambino), Durbin's matrix in the form of Marsaglia, Tsang and Wang (2003), twice Smirnov's
/// one-sided tail where the two tails do not meet, and the expansion of Pelz and Good (1976) for large samples.
struct KolmogorovDistribution {
  let count: Int

  /// The chance of a distance above `x`.
  func upperTail(_ x: Double) -> Double {
    let n = Double(count)
    if x >= 1 { return 0 }
    let t = n * x
    if t <= 0.5 { return 1 }
    if t <= 1 {
      let logFactorial = lgamma(n + 1) - n * log(n)
      return -expm1(logFactorial + n * log(2 * t - 1))
    }
    if t >= n - 1 { return 2 * pow(1 - x, n) }
    if x >= 0.5 { return min(1, 2 * smirnovUpperTail(x)) }
    let scaled = t * x
    if count <= 140 {
      return scaled <= 4 ? 1 - durbin(x) : 2 * smirnovUpperTail(x)
    }
    if scaled >= 370 { return Self.limitUpperTail(scaled.squareRoot()) }
    if scaled >= 2.2 { return 2 * smirnovUpperTail(x) }
    if count <= 100_000, n * pow(x, 1.5) <= 1.4 { return 1 - durbin(x) }
    return 1 - pelzGood(x)
  }

  /// The upper tail of Kolmogorov's limit law at `lambda = sqrt(n) x`.
  static func limitUpperTail(_ lambda: Double) -> Double {
    if lambda <= 0 { return 1 }
    if lambda < 1 {
      // The theta-function dual converges here, the alternating series does not.
      let base = -Double.pi * Double.pi / (8 * lambda * lambda)
      var sum = 0.0
      for k in 0..<20 {
        let odd = Double(2 * k + 1)
        sum += exp(base * odd * odd)
      }
      return 1 - (2 * Double.pi).squareRoot() / lambda * sum
    }
    var sum = 0.0
    for k in 1...20 {
      let term = exp(-2 * Double(k * k) * lambda * lambda)
      sum += k % 2 == 1 ? term : -term
    }
    return 2 * sum
  }

  /// Smirnov's one-sided tail: a sum of positive terms, each formed from logarithms.
  private func smirnovUpperTail(_ x: Double) -> Double {
    let n = Double(count)
    let last = Int((n * (1 - x)).rounded(.down))
    var sum = 0.0
    for j in 0...last {
      let share = Double(j) / n
      let rest = 1 - x - share
      guard rest > 0 else { continue }
      let choose = lgamma(n + 1) - lgamma(Double(j) + 1) - lgamma(n - Double(j) + 1)
      let value = choose + (Double(j) - 1) * log(x + share) + (n - Double(j)) * log(rest)
      sum += exp(value)
    }
    return x * sum
  }

  /// The lower tail by powers of Durbin's matrix.
  private func durbin(_ x: Double) -> Double {
    let nd = Double(count) * x
    let k = Int(nd.rounded(.up))
    let size = 2 * k - 1
    var matrix = Self.durbinMatrix(size: size, remainder: Double(k) - nd)
    var power = [Double](repeating: 0, count: size * size)
    for i in 0..<size { power[i * size + i] = 1 }
    let scale = 0x1p128
    var exponent = 0
    var matrixExponent = 0
    var remaining = count
    while remaining > 0 {
      if remaining % 2 == 1 {
        power = Self.product(power, matrix, size)
        exponent += matrixExponent
      }
      matrix = Self.product(matrix, matrix, size)
      matrixExponent *= 2
      if abs(matrix[(k - 1) * size + k - 1]) > scale {
        for i in matrix.indices { matrix[i] /= scale }
        matrixExponent += 128
      }
      remaining /= 2
    }
    var p = power[(k - 1) * size + k - 1]
    for i in 1...count {
      p *= Double(i) / Double(count)
      if abs(p) < 1 / scale {
        p *= scale
        exponent -= 128
      }
    }
    return scalbn(p, exponent)
  }

  private static func durbinMatrix(size: Int, remainder h: Double) -> [Double] {
    var column = [Double](repeating: 0, count: size)
    var inverseFactorials = [Double](repeating: 0, count: size)
    var factor = 1.0
    for j in 1...size {
      inverseFactorials[j - 1] = factor
      factor /= Double(j)
      column[j - 1] = (1 - pow(h, Double(j))) * factor
    }
    let corner = pow(max(2 * h - 1, 0), Double(size)) - 2 * pow(h, Double(size))
    column[size - 1] = (1 + corner) * factor
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 1..<max(size, 1) {
      for row in (i - 1)..<size { matrix[row * size + i] = inverseFactorials[row - i + 1] }
    }
    for row in 0..<size {
      matrix[row * size] = column[row]
      matrix[(size - 1) * size + row] = column[size - 1 - row]
    }
    return matrix
  }

  private static func product(_ a: [Double], _ b: [Double], _ size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for l in 0..<size {
        let factor = a[i * size + l]
        if factor == 0 { continue }
        for j in 0..<size { result[i * size + j] += factor * b[l * size + j] }
      }
    }
    return result
  }

  /// The lower tail by the expansion of Pelz and Good in theta functions, up to `n^(-3/2)`.
  private func pelzGood(_ x: Double) -> Double {
    let n = Double(count)
    let z = n.squareRoot() * x
    let z2 = z * z
    let z4 = z2 * z2
    let z6 = z4 * z2
    let pi2 = Double.pi * Double.pi
    let pi4 = pi2 * pi2
    let root2Pi = (2 * Double.pi).squareRoot()
    var sums = (k0: 0.0, k1: 0.0, k2: 0.0, k3: 0.0)
    var extras = (k2: 0.0, k3: 0.0)
    for k in 1...max(1, Int((16 * z / Double.pi).rounded(.up))) {
      let m2 = Double((2 * k - 1) * (2 * k - 1))
      let m4 = m2 * m2
      let weight = exp(-pi2 * m2 / (8 * z2))
      sums.k0 += weight
      sums.k1 += weight * (-z2 + pi2 / 4 * m2)
      sums.k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * m2 + pi4 * (1 - 2 * z2) / 16 * m4)
      let cubic = pi4 * (-60 * z2 + 212 * z4) / 16 * m4 + pi4 * pi2 * (5 - 30 * z2) / 64 * m4 * m2
      sums.k3 += weight * (-30 * z6 - 90 * z4 * z4 + pi2 * (135 * z4 - 96 * z6) / 4 * m2 + cubic)
      let kk = Double(k * k)
      let even = exp(-pi2 * kk / (2 * z2))
      extras.k2 += kk * even
      extras.k3 += (3 * z2 - pi2 * kk) * kk * even
    }
    let k0 = root2Pi * sums.k0 / z
    let k1 = root2Pi * sums.k1 / (6 * z4)
    let k2 = root2Pi * sums.k2 / (72 * z6 * z) - pi2 * root2Pi / (36 * z2 * z) * extras.k2
    let k3 = root2Pi * sums.k3 / (6480 * z6 * z4) + pi2 * root2Pi / (216 * z6) * extras.k3
    return k0 + k1 / n.squareRoot() + k2 / n + k3 / (n * n.squareRoot())
  }
}
