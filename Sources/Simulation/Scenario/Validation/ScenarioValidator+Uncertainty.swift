import Behavior
import Primitives

/// Numbers of which only a distribution is known.
extension ScenarioValidator {
  /// Largest standard deviation of a logarithm: beyond it a number is unknown rather than uncertain.
  private static let widestLogarithm = 5.0
  /// Smallest spread, relative to the center, that is more than rounding.
  private static let narrowest = 1e-5

  mutating func checkUncertainty() {
    if let replications = scenario.replications {
      checkRange(replications, Scenario.replicationRange, ["replications"], "the number of worlds")
      if scenario.uncertain.isEmpty {
        error(
          .contradiction, ["replications"], key: true, "no number is uncertain, so all worlds would be the same",
          "give one as a distribution, e.g. `gamma: normal(0.485, 0.03)`, or remove `replications`")
      }
    }
    var seen: Set<[String]> = []
    for number in scenario.uncertain {
      if !seen.insert(number.path).inserted {
        error(.duplicateName, number.path, "`\(number.name)` is uncertain twice", "keep one of the two")
      }
      check(number)
    }
    checkCorrelations()
  }

  private mutating func checkCorrelations() {
    let paths = Set(scenario.uncertain.map(\.path))
    var pairs: Set<Set<[String]>> = []
    let before = problems.count
    for (index, correlation) in scenario.correlations.enumerated() {
      let path = Scenario.correlationPath + ["[\(index)]"]
      for number in [correlation.first, correlation.second] where !paths.contains(number) {
        error(
          .unknownName, path,
          "`\(number.dropFirst(2).joined(separator: "."))` is not an uncertain number of `behavior`",
          "name one that is given as a distribution, e.g. `dropout.gamma`")
      }
      if !(correlation.value > -1 && correlation.value < 1) {
        error(
          .outOfRange, path, "a correlation of \(correlation.value) leaves one number only", "it lies between -1 and 1")
      }
      if correlation.first == correlation.second {
        error(.contradiction, path, "a number goes together with itself", "name two numbers")
      } else if !pairs.insert([correlation.first, correlation.second]).inserted {
        error(.duplicateName, path, "the correlation of these two is given twice", "keep one of the two")
      }
    }
    if problems.count == before, !scenario.correlations.isEmpty, scenario.correlationRoot == nil {
      error(
        .contradiction, Scenario.correlationPath, key: true, "no numbers can go together like this",
        "two that both go together with a third go together; give the correlations of one fit, or weaker ones")
    }
  }

  private mutating func check(_ number: UncertainNumber) {
    let path = number.path
    let distribution = number.distribution
    guard let place = scenario.place(of: path) else {
      return error(
        .unknownName, path, "there is no number `\(number.name)` that may be uncertain",
        "name one of `population.behavior`, of a part of the `app` such as its `cart`, or the `appeal` of a message")
    }
    // A number outside its range is told where the numbers themselves are checked.
    if scenario[place] != distribution.center && !(distribution.center.isNaN && scenario[place].isNaN) {
      error(
        .contradiction, path, "the number is \(scenario[place]), not the center of its distribution",
        "set it to \(distribution.center)")
    }
    let center = distribution.center
    let spread = distribution.spread
    guard spread > 0, spread.isFinite else {
      return error(
        .outOfRange, path, "a standard deviation of \(text(spread, of: place)) leaves nothing uncertain",
        "write the plain number, or a standard deviation above 0")
    }
    switch distribution.kind {
    case .normal: break
    case .lognormal:
      if !(center > 0) {
        error(
          .outOfRange, path, "the median of a lognormal is \(text(center, of: place)), but it has positive values only",
          "write `normal(mean, standard deviation)`")
      }
      if spread > Self.widestLogarithm {
        error(
          .outOfRange, path, "the standard deviation of the log is \(spread), above \(Self.widestLogarithm)",
          "0.1 means about 10 %, 0.7 a factor of two")
      }
    case .beta: checkBeta(number, place)
    }
    if spread < Self.narrowest * abs(distribution.kind == .lognormal ? 1 : center) {
      error(
        .outOfRange, path, "a standard deviation of \(text(spread, of: place)) is lost in the rounding",
        "write the plain number")
    }
  }

  /// Shares in percent, as they are written.
  private func text(_ value: Double, of place: NumberPlace) -> String {
    place.unit == .percent && value.isFinite ? percent(value) : "\(value)"
  }

  private mutating func checkBeta(_ number: UncertainNumber, _ place: NumberPlace) {
    let center = number.distribution.center
    switch place.unit {
    case .number, .percent: break
    case .days, .hours, .minutes, .money:
      return error(
        .contradiction, number.path, "a beta is a share between 0 and 1, and this number has a unit",
        "write `lognormal(median, standard deviation of the log)` or `normal(mean, standard deviation)`")
    }
    guard center > 0, center < 1 else {
      return error(
        .outOfRange, number.path, "the mean of a beta is \(text(center, of: place)), but it lies between 0 and 1",
        "write `normal(mean, standard deviation)`")
    }
    // The variance of anything between 0 and 1 is below that of a coin with the same mean.
    let widest = (center * (1 - center)).squareRoot()
    if number.distribution.spread >= widest {
      error(
        .outOfRange, number.path,
        "no beta with a mean of \(text(center, of: place)) has a standard deviation of \(text(number.distribution.spread, of: place))",
        "it must be below \(text((widest * 1e4).rounded(.down) / 1e4, of: place))")
    }
  }
}
