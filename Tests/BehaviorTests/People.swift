import Behavior
import Primitives

/// Models and persons of these tests.
enum People {
  static func model(
    topics: Int = 5, _ change: (inout BehaviorParameters) -> Void = { _ in }
  ) -> PersonModel {
    var parameters = BehaviorParameters()
    change(&parameters)
    return PersonModel(
      parameters, topics: topics,
      devices: PersonModel.Devices(
        platforms: [("ios", 0.35), ("android", 0.6), ("web", 0.05)], languages: [0.7, 0.2, 0.1],
        timeZones: [0.9, 0.1]))
  }

  static func draws(_ user: Int) -> Draws { Draws(run: RunKey(seed: 99), user: UInt32(user)) }

  /// A person drawn whole.
  static func person(_ model: PersonModel, _ user: Int) -> (Person, [Double]) {
    var person = Person()
    var affinity = [Double](repeating: 0, count: model.topics)
    model.drawBasics(&person, draws: draws(user), usesDevice: true)
    affinity.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { model.drawResponse(&person, affinity: base, draws: draws(user)) }
    }
    return (person, affinity)
  }

  /// A word whose uniform is just below `u`, when `u` is at least 2^-32.
  static func word(below u: Double) -> UInt32 { UInt32(max(0, min((u * 0x1p32 - 0.5).rounded(.up) - 1, 0x1p32 - 1))) }

  /// A word whose uniform is at or just above `u`.
  static func word(notBelow u: Double) -> UInt32 { UInt32(max(0, min((u * 0x1p32 - 0.5).rounded(.up), 0x1p32 - 1))) }
}
