import Primitives

extension PersonModel {
  /// Whether the person's system must ask before pushes are allowed, drawn when first needed.
  ///
  /// iOS must; of the other devices the share `prompt.android_13`.
  public func needsPrompt(_ person: inout Person, draws: Draws) -> Bool {
    if let known = person.needsPrompt { return known }
    let asks = person.isIOS || Draws.uniform(draws.block(.consent, occurrence: 0).x) < parameters.prompt.android13
    person.needsPrompt = asks
    return asks
  }

  /// Begins a life in which campaigns choose the moment of the system's question: until then pushes are allowed only where
  /// no question is needed.
  public func beginUnasked(_ person: inout Person, _ state: inout PersonState, draws: Draws) {
    let asks = needsPrompt(&person, draws: draws)
    state.acceptsPush = !asks
    state.permission = asks ? .undecided : .granted
  }

  /// Whether the system would show its question: pushes are not allowed and it has not been answered for good.
  @inlinable
  public func canBeAsked(_ state: PersonState) -> Bool {
    state.isInstalled && !state.acceptsPush && (state.permission == .undecided || state.permission == .refused)
  }

  /// Lets a person answer the system's question, which changes nothing when it cannot be asked.
  ///
  /// - Parameter isPrepared: Whether the person has just accepted the app's own explanation.
  /// - Returns: Whether pushes are allowed now by this answer.
  @discardableResult
  public func respondToSystemPrompt(_ person: Person, _ state: inout PersonState, isPrepared: Bool) -> Bool {
    guard canBeAsked(state) else { return false }
    let cold = person.isIOS ? parameters.optIn.ios : parameters.optIn.other
    let accepts = person.willingness < (isPrepared ? (person.isIOS ? preparedIOS : preparedOther) : cold)
    state.acceptsPush = accepts
    if accepts {
      state.permission = .granted
    } else {
      state.permission = person.isIOS || state.permission == .refused ? .blocked : .refused
    }
    return accepts
  }

  /// Whether a person who sees the app's own explanation accepts it, from a uniform of that showing.
  ///
  /// A no costs nothing: the system has not been asked, and the explanation may be shown again.
  @inlinable
  public func respondToSoftPrompt(_ u: Double) -> Bool { u < parameters.prompt.soft }
}
