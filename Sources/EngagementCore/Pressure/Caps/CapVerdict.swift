import Primitives

/// What one or several caps say, ordered by how much they forbid.
struct CapVerdict {
  var kind: Kind
  /// When there is a slot again, if postponed.
  var until: LocalTime = .max
  /// The cap that decided.
  var rule: Int32 = -1

  /// The smaller, the milder.
  enum Kind: UInt8, Comparable {
    case free, postpone, advance, drop
    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  static let free = CapVerdict(kind: .free)

  /// Both must agree: the harder verdict, of two delays the longer one; of equals the first.
  func and(_ other: CapVerdict) -> CapVerdict {
    if other.kind == kind { return kind == .postpone && other.until > until ? other : self }
    return other.kind > kind ? other : self
  }

  /// One suffices: the milder verdict, of two delays the shorter one; of equals the first.
  func or(_ other: CapVerdict) -> CapVerdict {
    if other.kind == kind { return kind == .postpone && other.until < until ? other : self }
    return other.kind < kind ? other : self
  }

  var decision: CapDecision {
    switch kind {
    case .free: .free
    case .postpone: .postpone(until: until, rule: rule)
    case .advance: .advance(rule: rule)
    case .drop: .drop(rule: rule)
    }
  }
}
