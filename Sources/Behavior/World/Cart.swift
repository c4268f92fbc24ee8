extension AppModel {
  /// A cart: what was put into it is bought in the same session, or abandoned and perhaps bought later.
  ///
  /// Ordinary events fill it. Two events say what becomes of it: the one whose chance is ``Fate/checkout`` is the order of
  /// all that is in the cart, the one whose chance is ``Fate/abandonment`` is reported at the end of a session that filled
  /// the cart and did not order. Both happen at the end of a session, so that the share of such sessions without an order
  /// is exactly ``abandoned`` where no message leads into them. A crash takes nothing out of the cart.
  public struct Cart: OptionalPart {
    /// Events that put something into the cart, at least one.
    public var filledBy: [String]
    /// Share of the sessions that filled the cart and end without an order, 0 to 1. Baymard Institute's mean of 49 studies,
    /// 70.2 % (https://baymard.com/lists/cart-abandonment-rate); phones alone 80 to 86 % (Barilliance).
    public var abandoned = 0.702
    /// Chance per later session that an abandoned cart is ordered, 0 to 1. Assumed.
    public var recovery = 0.1
    /// Days after which an abandoned cart is empty. Assumed.
    public var lives = 7.0
    /// Relative increase of the chance of an order in a session that an offer opened. Assumed.
    public var offer = 0.3
    /// Relative increase of the chance that an abandoned cart is ordered in a session that a message opened on a screen of
    /// its choice. Assumed.
    public var deepLink = 0.5
    /// Share of an order's value that an offer takes off, 0 to 1, in a session that it opened.
    public var discount = 0.0

    public init(filledBy: [String]) { self.filledBy = filledBy }

    /// Chance that the cart is ordered at the end of a session.
    ///
    /// - Parameters:
    ///   - isNew: Whether it was filled in this session.
    ///   - hasOffer: Whether an offer opened the session.
    ///   - isDeep: Whether a message opened the session on a screen of its choice.
    public func checkout(isNew: Bool, hasOffer: Bool, isDeep: Bool) -> Double {
      var chance = isNew ? 1 - abandoned : recovery
      if hasOffer { chance *= 1 + offer }
      if isDeep && !isNew { chance *= 1 + deepLink }
      return min(chance, 1)
    }

    /// Its numbers.
    public static let settings: [ModelSetting<Cart>] = [
      .init(
        "abandoned", .percent, 0...1, \.abandoned,
        "Sessions that filled the cart and end without an order.",
        source: "70.2 %, mean of 49 studies \(Cite.baymard); phones 80 to 86 %"),
      .init(
        "recovery", .percent, 0...1, \.recovery,
        "Chance per later session that an abandoned cart is ordered.", source: "assumed"),
      .init("lives", .days, 1...365, \.lives, "Time after which an abandoned cart is empty.", source: "assumed"),
      .init(
        "offer", .percent, 0...10, \.offer,
        "Relative increase of the chance of an order in a session that an offer opened.", source: "assumed"),
      .init(
        "deep_link", .percent, 0...10, \.deepLink,
        "Relative increase of `recovery` in a session that a message opened on a screen of its choice.",
        source: "assumed"),
      .init(
        "discount", .percent, 0...1, \.discount,
        "Share of an order's value that the offer takes off in such a session.",
        source: "assumed: none, the scenario says what it gives"),
    ]
  }
}
