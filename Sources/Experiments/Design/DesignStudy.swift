import LabStatistics
import Primitives

/// Thousands of tests of one design: their estimates by size, look and effect.
struct DesignStudy: Sendable {
  /// The effects under which every test is read at every look.
  enum Kind: Int, CaseIterable {
    /// None: both arms live as the control.
    case none
    /// The scenario's own.
    case scenario
    /// One drawn from the prior, another in every test.
    case drawn
  }

  let data: DesignData
  let population: DesignPopulation
  let settings: DesignSettings
  /// Users of the tests, ascending.
  let sizes: [Int]
  /// Lifts of the power curve, at the last look.
  let curve: [Double]
  /// The lift of every test under the prior.
  let drawnLifts: [Double]
  let estimates: [[Numbers]]

  /// A difference and its error, as it is and adjusted; errors of 0 where an arm showed nothing.
  struct Numbers: Sendable {
    var difference = 0.0
    var error = 0.0
    var adjustedDifference = 0.0
    var adjustedError = 0.0

    init(_ estimate: DesignEstimate?) {
      guard let estimate else { return }
      difference = estimate.difference
      error = estimate.error
      adjustedDifference = estimate.adjustedDifference
      adjustedError = estimate.adjustedError
    }
  }

  init(
    _ data: DesignData, population: DesignPopulation, settings: DesignSettings, sizes: [Int],
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws {
    self.data = data
    self.population = population
    self.settings = settings
    self.sizes = sizes
    let last = data.looks.count - 1
    let own = population.lift(.scenario, look: last)
    let curve = Self.curve(population, settings, look: last)
    self.curve = curve
    // Evenly over the prior: tests are independent of their numbers, and sums over the prior have no noise of their own.
    let lifts = (0..<settings.tests).map { test in
      settings.prior.mean
        + settings.prior.standardDeviation * Samplers.normalQuantile((Double(test) + 0.5) / Double(settings.tests))
    }
    drawnLifts = lifts
    let book = try DesignBook(data, seed: settings.seed)
    let study = try Rerandomization(
      book.outcomes,
      assignment: Assignment(weights: settings.weights), seed: settings.seed, sizes: sizes)
    let (sizeCount, lookCount) = (sizes.count, data.looks.count)
    let curveEffects = curve.map { DesignEffect(lift: $0, own: own) }
    estimates = try await study.run(tests: settings.tests, threads: settings.threads, progress: progress) { sums in
      let effects = [DesignEffect.none, .scenario, DesignEffect(lift: lifts[sums.test], own: own)]
      var numbers: [Numbers] = []
      numbers.reserveCapacity(sizeCount * (lookCount * effects.count + curveEffects.count))
      for size in 0..<sizeCount {
        for look in 0..<lookCount {
          let control = book.control(sums, look: look, size: size)
          let treatment = book.treatment(sums, look: look, size: size)
          for effect in effects {
            numbers.append(Numbers(DesignEstimate(control: control, treatment: treatment.with(effect))))
          }
          guard look == last else { continue }
          for effect in curveEffects {
            numbers.append(Numbers(DesignEstimate(control: control, treatment: treatment.with(effect))))
          }
        }
      }
      return numbers
    }
  }

  /// A study of tests that were simulated one by one, all of one size.
  init(
    splits estimates: [[Numbers]], data: DesignData, population: DesignPopulation, settings: DesignSettings
  ) {
    self.data = data
    self.population = population
    self.settings = settings
    self.estimates = estimates
    sizes = [data.users]
    curve = []
    drawnLifts = []
  }

  /// Lifts at which power goes from little to certain, from the standard error of a test of all users.
  private static func curve(_ population: DesignPopulation, _ settings: DesignSettings, look: Int) -> [Double] {
    guard let control = population.looks[look].control.summary, control.value != 0 else { return [] }
    let variance = control.variance / control.n
    let error = (variance / settings.weights[0] + variance / settings.weights[1]).squareRoot() / abs(control.value)
    guard error > 0 else { return [] }
    return [0, 0.5, 1, 1.5, 2, 2.4, 2.8, 3.2, 3.6, 4.2, 5].map { $0 * error }
  }

  /// Position of a reading among a test's numbers.
  private func place(_ size: Int, _ look: Int) -> Int {
    size * (data.looks.count * Kind.allCases.count + curve.count) + look * Kind.allCases.count
  }

  func numbers(test: Int, size: Int, look: Int, _ kind: Kind) -> Numbers {
    estimates[test][place(size, look) + kind.rawValue]
  }

  /// What a test shows at the last look when the lift is one of the curve's.
  func numbers(test: Int, size: Int, curve index: Int) -> Numbers {
    estimates[test][place(size, data.looks.count - 1) + Kind.allCases.count + index]
  }

  /// The effect of a kind in a test.
  func effect(_ kind: Kind, test: Int) -> DesignEffect {
    switch kind {
    case .none: .none
    case .scenario: .scenario
    case .drawn:
      DesignEffect(lift: drawnLifts[test], own: population.lift(.scenario, look: data.looks.count - 1))
    }
  }
}
