import Primitives

extension AttributionDefinition {
  /// The campaigns that are credited with one conversion.
  ///
  /// This says who *claims* the conversion, not who caused it: that is what a comparison measures.
  ///
  /// - Parameter touches: The user's messages, newest last; later ones than the conversion do not matter.
  /// - Returns: Ids of campaigns, each once, in the order of their touches; empty: nobody.
  public func credited(at conversion: LocalTime, touches: [Touch]) -> [Int32] {
    let open = touches.filter { isOpen($0, at: conversion) }
    switch credit {
    case .every:
      var campaigns: [Int32] = []
      for touch in open where !campaigns.contains(touch.campaign) { campaigns.append(touch.campaign) }
      return campaigns
    case .first:
      // Of equals the first, as `min` returns.
      return open.min { (start(of: $0) ?? .max) < (start(of: $1) ?? .max) }.map { [$0.campaign] } ?? []
    case .last: return Self.latest(open) { start(of: $0) }.map { [$0] } ?? []
    case .lastClickElseView:
      let past: (LocalTime?) -> LocalTime? = { time in time.flatMap { $0 <= conversion ? $0 : nil } }
      let chosen = Self.latest(open) { past($0.clicked) } ?? Self.latest(open) { past($0.displayed) }
      return chosen.map { [$0] } ?? []
    }
  }

  /// The credits of all conversions of one user.
  ///
  /// - Parameter conversions: Times of the conversions, ascending.
  /// - Returns: For each conversion the credited campaigns. With ``oncePerUser`` only the first one that is credited at all
  ///   has any.
  public func credits(conversions: [LocalTime], touches: [Touch]) -> [[Int32]] {
    var hasCounted = false
    return conversions.map { conversion in
      if oncePerUser && hasCounted { return [] }
      let campaigns = credited(at: conversion, touches: touches)
      if !campaigns.isEmpty { hasCounted = true }
      return campaigns
    }
  }

  private func start(of touch: Touch) -> LocalTime? {
    switch start {
    case .receipt: touch.received
    case .display: touch.displayed
    case .click: touch.clicked
    }
  }

  /// Whether a touch's window contains a moment; its end is exclusive.
  private func isOpen(_ touch: Touch, at time: LocalTime) -> Bool {
    guard let start = start(of: touch) else { return false }
    return time >= start && Int(time) - Int(start) < within
  }

  /// Campaign of the touch with the latest time, of equals the last; touches without a time do not count.
  private static func latest(_ touches: [Touch], by time: (Touch) -> LocalTime?) -> Int32? {
    var best: (time: LocalTime, campaign: Int32)?
    for touch in touches {
      guard let own = time(touch), own >= best?.time ?? .min else { continue }
      best = (own, touch.campaign)
    }
    return best?.campaign
  }
}
