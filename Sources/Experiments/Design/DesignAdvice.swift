import Foundation
import LabStatistics

/// What to do, in words, and what to beware of.
struct DesignAdvice {
  let result: DesignResult
  /// Position of the recommended size among the sizes.
  let chosen: Int
  let needed: Double?

  init(_ result: DesignResult, chosen: Int, needed: Double?) {
    self.result = result
    self.chosen = chosen
    self.needed = needed
  }

  private var looks: Int { result.looks.count }
  private func cell(_ size: Int, _ look: Int) -> DesignResult.Cell { result.cells[size * looks + look] }
  private var sizes: Int { result.cells.count / max(1, looks) }
  private var rule: String { looks > 1 ? "obrien-fleming" : "fixed" }

  private func percent(_ value: Double, signed: Bool = false) -> String {
    NumberWords.percent(value, signed: signed)
  }

  private func count(_ value: Int) -> String {
    var digits = String(value)
    var grouped = ""
    while digits.count > 3 {
      grouped = "," + digits.suffix(3) + grouped
      digits.removeLast(3)
    }
    return digits + grouped
  }

  /// Two significant digits, upwards.
  private func roughly(_ value: Double) -> String {
    guard value < 1e15 else { return "more users than there are" }
    let unit = pow(10, max(0, floor(log10(max(value, 1))) - 1))
    return count(Int((value / unit).rounded(.up) * unit))
  }

  var recommendation: DesignResult.Recommendation {
    let best = cell(chosen, looks - 1)
    let used = result.rules.first { $0.name == rule }
    let power = used?.power ?? best.best.power
    // Two errors of grace: the size was computed for exactly this power.
    let isPowered = power >= result.powerWanted - 2 * max(best.best.powerError, 0.002)
    let holdout = result.holdouts.first { $0.power >= result.powerWanted }?.share
    return DesignResult.Recommendation(
      sentence: sentence(best, power: power, isPowered: isPowered), isPowered: isPowered,
      share: Double(best.users) / Double(max(1, cell(sizes - 1, looks - 1).users)), users: best.users, day: best.day,
      rule: rule, usersNeeded: needed, holdout: holdout)
  }

  private func sentence(_ cell: DesignResult.Cell, power: Double, isPowered: Bool) -> String {
    let what = "`\(result.arm)` against `\(result.control)`"
    guard needed != nil, result.truth.difference != 0 else {
      let smallest = cell.best.detectableLift.map {
        "; a test of all \(count(cell.users)) users finds lifts from \(percent($0)) on"
      }
      return "Do not test \(what) on \(result.kpi.name): in the simulated world it changes nothing\(smallest ?? "")."
    }
    let effect = result.truth.lift.map { "its lift of \(percent($0, signed: true))" } ?? "its effect"
    if isPowered {
      let words = rule == "fixed" ? "one look at the end" : "\(looks) looks and the O'Brien-Fleming rule"
      let quick = shortest.map { "; with all \(count($0.users)) users \($0.day) days are enough" } ?? ""
      return
        "Test \(what) on \(result.kpi.name) with \(count(cell.users)) users for \(cell.day) days, \(words): that finds "
        + "\(effect) \(percent(power)) of the time, and a difference where there is none "
        + "\(percent(result.rules.first { $0.name == rule }?.falseAlarms ?? result.alpha)) of the time\(quick)."
    }
    let least = cell.best.detectableLift.map { " or a lift of \(percent($0))" } ?? ""
    return "Do not test \(what) on \(result.kpi.name) with these users: even all \(count(cell.users)) of them for "
      + "\(cell.day) days find \(effect) only \(percent(power)) of the time; it takes about \(roughly(needed ?? 0)) users"
      + "\(least) for \(percent(result.powerWanted))."
  }

  /// The earliest look at which all users give the power wanted, if that is sooner than the end.
  private var shortest: DesignResult.Cell? {
    (0..<looks - 1).map { cell(sizes - 1, $0) }.first { $0.best.power >= result.powerWanted }
  }

  var warnings: [String] {
    var warnings: [String] = []
    let all = cell(sizes - 1, looks - 1)
    if result.truth.difference != 0, abs(result.truth.difference) < 2 * result.truth.standardError {
      warnings.append(
        "The effect itself is not known well (\(NumberWords.number(result.truth.difference)), give or take "
          + "\(NumberWords.number(result.truth.standardError))), so neither is the power; play more users.")
    }
    if let wrong = all.best.wrongSign, all.best.power < 0.5, let factor = all.best.exaggeration {
      warnings.append(
        "Of the significant tests of all users \(percent(wrong)) have the wrong sign, and the estimate is "
          + "\(NumberWords.number(factor)) times too large on average: do not believe a win of so small a test.")
    }
    if result.looks.count > 1, let peeking = result.rules.first(where: { $0.name == "peeking" }) {
      warnings.append(
        "Stopping at the first significant of \(result.looks.count) looks would find a difference where there is none "
          + "\(percent(peeking.falseAlarms)) of the time, not \(percent(result.alpha)).")
    }
    if !(result.nullTests.low...result.nullTests.high).contains(result.nullTests.falseAlarms) {
      warnings.append(
        "Tests without an effect are significant \(percent(result.nullTests.falseAlarms)) of the time, not "
          + "\(percent(result.alpha)): a few users decide the mean; choose a KPI with shorter tails.")
    }
    return warnings
  }
}
