import Primitives

/// Who goes to a place, and when: compiled from ``AppModel/Place``.
public struct PlaceVisits: Sendable {
  let hash: UInt32
  let share: Double
  /// Mean visits a day, and the chance of none.
  let mean: Double
  let none: Double
  let from: Int32
  /// Seconds of the day in which visits begin.
  let width: Int32

  /// Compiles a place; opening hours that end before they begin span midnight, equal ones last all day.
  public init(_ place: AppModel.Place) {
    hash = stableHash(place.name)
    share = place.share
    mean = place.visitsPerWeek / 7
    none = Elementary.exp(-mean)
    from = Int32(truncatingIfNeeded: place.from)
    let width = place.to - place.from
    self.width = Int32(truncatingIfNeeded: width > 0 ? width : width + 86_400)
  }

  /// Whether a user ever goes there and lets the app know: the same in every arm.
  public func attracts(_ draws: Draws) -> Bool {
    Draws.uniform(draws.block(.places, occurrence: 0, entity: hash).x) < share
  }

  /// Number of visits on a local day of a user who goes there: Poisson(visits a week / 7).
  public func count(_ draws: Draws, day: Int32) -> Int32 {
    Samplers.poisson(word(draws, day, 0), mean: mean, p0: none)
  }

  /// Second of the day at which a visit begins, evenly over the hours of the place; visits of a day are in no order.
  ///
  /// - Parameter visit: Its number on the day, from 0.
  public func second(_ draws: Draws, day: Int32, visit: Int32) -> Int32 {
    let second = from + Int32(word(draws, day, UInt32(visit) + 1) * Double(width))
    return second % 86_400
  }

  private func word(_ draws: Draws, _ day: Int32, _ number: UInt32) -> Double {
    let block = draws.block(.visits, occurrence: UInt32(bitPattern: day), entity: hash, index: number / 4)
    return Draws.uniform(block[Int(number % 4)])
  }
}
