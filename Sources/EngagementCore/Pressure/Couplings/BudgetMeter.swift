import Primitives

/// What is left of the money that messages may cost.
///
/// A message must be paid in full by every budget that concerns it, else it is not sent and costs nothing.
public struct BudgetMeter: Sendable, Equatable {
  public let budgets: [BudgetDefinition]
  /// Id of the program of each budget; −1: any.
  private let programs: [Int]
  /// Spent so far, by budget, of those that last for the horizon.
  private var spent: [Money]
  /// Spent so far, by budget and day, of those that are daily.
  private var spentOnDay: [[Int: Money]]

  /// Makes full budgets.
  ///
  /// - Parameter programs: Names of programs in the order of their ids. A budget of another program concerns nothing.
  public init(_ budgets: [BudgetDefinition], programs: [String]) {
    self.budgets = budgets
    self.programs = budgets.map { budget in
      budget.program.map { programs.firstIndex(of: $0) ?? programs.count } ?? -1
    }
    spent = Array(repeating: .zero, count: budgets.count)
    spentOnDay = Array(repeating: [:], count: budgets.count)
  }

  /// The first budget that cannot pay, or nothing. What costs nothing can always be paid.
  public func refusal(cost: Money, program: Int32, day: Int) -> Int? {
    if cost <= .zero { return nil }
    return budgets.indices.first { concerns($0, program) && remaining($0, day: day) < cost }
  }

  /// Pays for a message if all its budgets can.
  ///
  /// - Parameters:
  ///   - program: Id of the message's program; negative: none.
  ///   - day: Day of the horizon.
  public mutating func take(cost: Money, program: Int32, day: Int) -> Bool {
    if refusal(cost: cost, program: program, day: day) != nil { return false }
    for index in budgets.indices where concerns(index, program) {
      switch budgets[index].period {
      case .horizon: spent[index] += cost
      case .day: spentOnDay[index][day, default: .zero] += cost
      }
    }
    return true
  }

  /// What is left of a budget on a day.
  public func remaining(_ index: Int, day: Int) -> Money {
    switch budgets[index].period {
    case .horizon: budgets[index].amount - spent[index]
    case .day: budgets[index].amount - (spentOnDay[index][day] ?? .zero)
    }
  }

  private func concerns(_ index: Int, _ program: Int32) -> Bool { programs[index] < 0 || programs[index] == program }
}
