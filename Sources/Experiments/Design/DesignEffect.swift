/// How a treatment's outcomes are made from the two lives of every user.
///
/// A user's outcome is `control + blend (treatment − control) + growth control`: `blend` 0 is an A/A test, 1 the scenario's
/// own effect, between them that effect in part. What no blend gives — more than the scenario's effect, or one of the other
/// sign — is made by letting every outcome of the control grow alike.
struct DesignEffect: Sendable, Equatable {
  var blend: Double
  var growth: Double

  static let none = DesignEffect(blend: 0, growth: 0)
  static let scenario = DesignEffect(blend: 1, growth: 0)

  /// An effect of about a lift, in a scenario whose own effect is `own`.
  init(lift: Double, own: Double?) {
    guard let own, own != 0, own.isFinite else {
      self.init(blend: 0, growth: lift)
      return
    }
    let blend = min(max(lift / own, 0), 1)
    self.init(blend: blend, growth: lift - blend * own)
  }

  init(blend: Double, growth: Double) {
    self.blend = blend
    self.growth = growth
  }
}
