import Primitives

/// The follow-ups of one message are the words of its first block of `.messageDetail`: delay, dismissal, content, answer.
extension PersonModel {
  /// Whether a push that is not opened is swiped away; else it is ignored.
  @inlinable
  public func dismissesPush(_ u: Double) -> Bool { u < parameters.response.dismiss }

  /// Whether an in-app message that is noticed and not acted upon is closed; else it is ignored.
  @inlinable
  public func dismissesInApp(_ u: Double) -> Bool { u < parameters.inApp.dismiss }

  /// Whether the action of a text or web page is taken, once it is displayed; else it is exited.
  public func actsOnContent(isWeb: Bool, _ u: Double) -> Bool { u < (isWeb ? webAct : parameters.content.act) }

  /// The answer to a poll, once it is displayed.
  ///
  /// - Parameters:
  ///   - answers: The shares of those who answer.
  ///   - whether: Decides whether it is answered.
  ///   - which: Decides how.
  /// - Returns: Index of the answer; −1: it is exited.
  public func answer(_ answers: Choice, _ whether: Double, _ which: Double) -> Int32 {
    whether < parameters.poll.answer ? answers.pick(which) : -1
  }

  /// Added log-odds of an open by a picture across the notification, which iOS does not show.
  @inlinable
  public func bigPictureEffect(isIOS: Bool) -> Double { isIOS ? 0 : parameters.response.bigPicture }

  /// A person's chance to convert, in a session that a message opened.
  ///
  /// - Parameters:
  ///   - chance: The person's own, as of ``conversionChance(_:draws:)``.
  ///   - hasOffer: Whether the message carried an offer.
  ///   - isDeep: Whether it opened the app on a screen of its choice instead of the first.
  @inlinable @inline(__always)
  public func conversionChance(_ chance: Double, hasOffer: Bool, isDeep: Bool) -> Double {
    var result = chance
    if hasOffer { result *= 1 + parameters.conversion.offer }
    if isDeep { result *= 1 + parameters.response.deepLink }
    return min(result, 1)
  }
}
