/// A number of a baseline with its place.
public struct BaselineFigure: Sendable, Equatable {
  /// What the number is.
  public enum Kind: String, Sendable, CaseIterable {
    case value, difference, lift, test, pressure, money, count, users
  }

  public var arm: String
  public var kind: Kind
  /// KPI, or campaign and outcome; what is neither has a name that no KPI can have.
  public var name: String
  /// Nil: there was no number, for a reason of its own.
  public var value: Double?

  /// Whether it is a whole number, which is compared exactly.
  public var isCount: Bool { kind == .count || kind == .users }

  /// Arm, kind and name: the same in two baselines for the same figure.
  public var place: String {
    switch kind {
    case .value: "\(arm): \(name)"
    case .difference, .lift: "\(arm): \(kind.rawValue) of \(name)"
    case .test, .pressure, .money, .count, .users: "\(arm): \(name)"
    }
  }
}

extension Baseline {
  private func found(by arm: String) -> [BaselineFigure] {
    (tests ?? []).filter { $0.arm == arm }.map {
      BaselineFigure(arm: arm, kind: .test, name: "\($0.test), \($0.metric)", value: $0.difference.estimate)
    }
  }

  /// Every key figure in a fixed order: arm by arm, what matters most first.
  public var figures: [BaselineFigure] {
    arms.flatMap { arm in
      let kpis = arm.kpis.sorted { $0.key < $1.key }.map {
        BaselineFigure(arm: arm.name, kind: .value, name: $0.key, value: $0.value.estimate)
      }
      let effects = lifts.filter { $0.arm == arm.name }.flatMap { effect in
        [
          BaselineFigure(arm: arm.name, kind: .difference, name: effect.kpi, value: effect.difference.estimate),
          BaselineFigure(arm: arm.name, kind: .lift, name: effect.kpi, value: effect.lift.estimate),
        ]
      }
      let totals = [
        BaselineFigure(arm: arm.name, kind: .users, name: "all users", value: Double(arm.users)),
        BaselineFigure(arm: arm.name, kind: .money, name: "total cost", value: arm.cost),
        BaselineFigure(arm: arm.name, kind: .money, name: "total revenue", value: arm.revenue),
        BaselineFigure(arm: arm.name, kind: .pressure, name: "pressure.mean", value: arm.pressureMean),
        BaselineFigure(arm: arm.name, kind: .pressure, name: "pressure.p95", value: Double(arm.pressureP95)),
      ]
      let counts = arm.campaigns.sorted { $0.key < $1.key }.flatMap { campaign, counts in
        counts.sorted { $0.key < $1.key }.map {
          BaselineFigure(arm: arm.name, kind: .count, name: "\(campaign), \($0.key)", value: Double($0.value))
        }
      }
      return kpis + effects + found(by: arm.name) + totals + counts
    }
  }
}
