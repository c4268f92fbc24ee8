import Primitives

extension PersonModel {
  /// Whether the device is offline when a push arrives, and how many seconds later it is back: exponential, at most the
  /// four weeks for which push services keep a message (https://firebase.google.com/docs/cloud-messaging/concept-options).
  ///
  /// Pushes meet the connection independently. The exponential law has no memory, so the time that the device has been
  /// offline already does not matter.
  ///
  /// - Parameters:
  ///   - u: Decides whether.
  ///   - v: Decides how long.
  public func connection(_ u: Double, _ v: Double) -> (isOffline: Bool, delay: Int32) {
    guard u < parameters.connectivity.offline else { return (false, 0) }
    return (true, Samplers.seconds(v, mean: parameters.connectivity.backOnline * 3600, atMost: 28 * 86_400))
  }

  /// Days by which a device's clock is ahead (positive) or behind, from one uniform: 0 but for `share` of devices, whose
  /// error is 1 to `days` days in either direction, all equally likely.
  public static func clockError(_ u: Double, share: Double, days: Int) -> Int32 {
    guard u < share, days > 0 else { return 0 }
    let step = min(Int32(u / share * Double(2 * days)), Int32(2 * days) - 1)
    return step < days ? -step - 1 : step - Int32(days) + 1
  }
}
