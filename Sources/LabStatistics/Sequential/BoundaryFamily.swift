/// How a group sequential design divides its type I error over the looks.
public enum BoundaryFamily: Sendable, Equatable {
  /// An error-spending function; looks may come at any information.
  case spending(AlphaSpending)
  /// O'Brien and Fleming (1979): `c / sqrt t`, which is `c sqrt(K / k)` at equal looks.
  case oBrienFleming
  /// Pocock (1977): the same `c` at every look.
  case pocock
  /// Wang and Tsiatis (1987): `c t^(delta - 1/2)`; 0 is O'Brien-Fleming, 1/2 is Pocock.
  case wangTsiatis(delta: Double)

  /// The exponent of the classical shapes; nil for spending functions.
  var shapeExponent: Double? {
    switch self {
    case .spending: nil
    case .oBrienFleming: -0.5
    case .pocock: 0
    case .wangTsiatis(let delta): delta - 0.5
    }
  }
}

extension BoundaryFamily {
  /// Reads a family from words such as `Lan-DeMets Pocock`, `hsd gamma=-4` or `kim-demets power=2`.
  ///
  /// Spaces, case, hyphens and apostrophes do not matter; a parameter follows `gamma=`, `power=`, `rho=`, `delta=` or
  /// (for Kim-DeMets) `t^`. Without one: gamma -4, power 2, delta 1/4.
  ///
  /// - Throws: ``StatisticsError`` when the words name no family or the parameter is not a number.
  public init(named text: String) throws {
    let words = String(text.lowercased().filter { $0.isLetter || $0.isNumber || "=^.-+".contains($0) })
    let letters = words.filter(\.isLetter)
    func has(_ parts: String...) -> Bool { parts.contains { letters.contains($0) } }
    let isSpending = has("landemets", "spending", "ld")
    if has("hwang", "hsd") {
      self = .spending(.hwangShihDeCani(gamma: try Self.parameter(words, ["gamma=", "gamma"], default: -4)))
    } else if has("kimdemets", "powerspending") || (has("power") && isSpending) {
      self = .spending(.kimDeMets(power: try Self.parameter(words, ["t^", "power=", "rho=", "power"], default: 2)))
    } else if has("wang", "tsiatis") {
      self = .wangTsiatis(delta: try Self.parameter(words, ["delta=", "delta"], default: 0.25))
    } else if has("pocock") {
      self = isSpending ? .spending(.lanDeMetsPocock) : .pocock
    } else if has("brien", "obf") || letters == "ldof" {
      self = isSpending ? .spending(.lanDeMetsOBrienFleming) : .oBrienFleming
    } else {
      throw StatisticsError.invalidArgument(
        name: "family",
        reason: "unknown: '\(text)'; known: Lan-DeMets O'Brien-Fleming, Lan-DeMets Pocock, Kim-DeMets power=2, "
          + "Hwang-Shih-DeCani gamma=-4, O'Brien-Fleming, Pocock, Wang-Tsiatis delta=0.25")
    }
  }

  private static func parameter(_ words: String, _ markers: [String], default fallback: Double) throws -> Double {
    for marker in markers {
      guard let found = words.firstRange(of: marker) else { continue }
      let digits = words[found.upperBound...].prefix { $0.isNumber || ".-+".contains($0) }
      if digits.isEmpty { continue }
      guard let value = Double(digits) else {
        throw StatisticsError.invalidArgument(name: "family", reason: "'\(digits)' is not a number")
      }
      return value
    }
    return fallback
  }
}
