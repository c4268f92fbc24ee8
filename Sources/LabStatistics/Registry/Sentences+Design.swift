extension Sentences {
  /// `You need 3,841 users per arm`, or the users of each arm when they differ.
  static func need(_ control: String, _ treatment: String) -> String {
    control == treatment || treatment == NumberText.missing
      ? "You need \(control) users per arm" : "You need \(control) users in control and \(treatment) in treatment"
  }

  /// `with 80% power at the 5% level (two-sided).`
  static func design(_ inputs: Inputs) throws -> String {
    let power = NumberText.percent(try inputs.probability("power", default: 0.8))
    return "with \(power) power at the \(NumberText.percent(try inputs.alpha())) level "
      + "(\(try inputs.sides() == 2 ? "two-sided" : "one-sided"))."
  }
}
