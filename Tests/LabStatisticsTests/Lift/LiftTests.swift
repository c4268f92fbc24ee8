import Foundation
import LabStatistics
import Testing

@Suite("Lift")
struct LiftTests {
  @Test("Fieller's ends are where the test of treatment - r control reaches its critical value")
  func fiellerInverts() {
    let set = FiellerSet(
      numerator: 10.6, denominator: 10, numeratorVariance: 0.0176, denominatorVariance: 0.016, covariance: 0.004,
      critical: 1.96)
    for ratio in [set.interval?.low ?? 0, set.interval?.high ?? 0] {
      let distance = 10.6 - ratio * 10
      let variance = 0.0176 - 2 * ratio * 0.004 + ratio * ratio * 0.016
      #expect(isClose(abs(distance) / variance.squareRoot(), 1.96, relative: 1e-9))
    }
  }

  @Test("Scaling the metric leaves every lift", arguments: LiftMethod.allCases, [1e-120, 1, 1e120])
  func scale(method: LiftMethod, factor: Double) {
    let plain = method.lift(control: 10, treatment: 11, controlVariance: 0.3, treatmentVariance: 0.4, critical: 2)
    let scaled = method.lift(
      control: 10 * factor, treatment: 11 * factor, controlVariance: 0.3 * factor * factor,
      treatmentVariance: 0.4 * factor * factor, critical: 2)
    #expect(isClose(scaled.estimate ?? 9, plain.estimate ?? 8, relative: 1e-9))
    #expect(isClose(scaled.low ?? 9, plain.low ?? 8, relative: 1e-9))
    #expect(isClose(scaled.high ?? 9, plain.high ?? 8, relative: 1e-9))
  }

  @Test(
    "A negative baseline keeps the direction: better is positive, and ends stay in order",
    arguments: [LiftMethod.fieller, .delta])
  func negativeBaseline(method: LiftMethod) {
    let worse = method.lift(control: -1, treatment: -2, controlVariance: 0.01, treatmentVariance: 0.01, critical: 2)
    #expect(worse.estimate == -1 && worse.status == .negativeBaseline)
    #expect((worse.low ?? 0) < -1 && (worse.high ?? -2) > -1)
    let mirror = method.lift(control: 1, treatment: 2, controlVariance: 0.01, treatmentVariance: 0.01, critical: 2)
    #expect(isClose(worse.low ?? 9, -(mirror.high ?? 8)) && isClose(worse.high ?? 9, -(mirror.low ?? 8)))
  }

  @Test("Lifts that do not exist say why")
  func statuses() {
    let zero = LiftMethod.fieller.lift(
      control: 0, treatment: 1, controlVariance: 1, treatmentVariance: 1, critical: 2)
    #expect(zero.estimate == nil && zero.status == .zeroBaseline)
    let open = LiftMethod.fieller.lift(
      control: 0.5, treatment: 1.5, controlVariance: 0.3, treatmentVariance: 0.3, critical: 1.96)
    #expect(open.estimate == 2 && open.interval == nil && open.status == .unboundedLift)
    let negative = LiftMethod.logRatio.lift(
      control: 1, treatment: -1, controlVariance: 0.3, treatmentVariance: 0.3, critical: 1.96)
    #expect(negative.interval == nil && negative.status == .nonPositiveMean)
    let constant = LiftMethod.delta.lift(
      control: 1, treatment: 2, controlVariance: 0, treatmentVariance: 0, critical: 2)
    #expect(constant.estimate == 1 && constant.interval == nil && constant.status == .zeroVariance)
  }

  @Test("Small relative noise makes the three intervals agree")
  func agreement() {
    let ends = LiftMethod.allCases.map {
      $0.lift(control: 10, treatment: 10.1, controlVariance: 1e-6, treatmentVariance: 1e-6, critical: 1.96)
    }
    for other in ends.dropFirst() {
      #expect(isClose(other.low ?? 9, ends[0].low ?? 8, relative: 1e-3))
      #expect(isClose(other.high ?? 9, ends[0].high ?? 8, relative: 1e-3))
    }
  }
}
