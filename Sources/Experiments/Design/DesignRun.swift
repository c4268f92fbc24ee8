import Foundation
import LabStatistics
import Primitives
import Simulation

/// Designs a test of a scenario's arm: plays both lives of every user once, and draws thousands of tests from them.
///
/// ```swift
/// var settings = DesignSettings()
/// settings.kpi = "sessions"
/// let design = try await DesignRun(scenario, settings).result()
/// print(design.recommendation.sentence)
/// ```
public struct DesignRun: Sendable {
  public let scenario: Scenario
  public let settings: DesignSettings

  /// Prepares a design.
  public init(_ scenario: Scenario, _ settings: DesignSettings) {
    self.scenario = scenario
    self.settings = settings
  }

  /// Plays and draws.
  ///
  /// - Parameter progress: called now and then, from any thread, with the share of the work that is done.
  /// - Throws: ``DesignError`` for a design that cannot be, `World.CompilationError` for a scenario that was not validated,
  ///   `CancellationError` when cancelled.
  public func result(progress: (@Sendable (Double) -> Void)? = nil) async throws -> DesignResult {
    let request = try DesignRequest(scenario, settings)
    let world = try request.world()
    guard !world.isCoupled || settings.audience == "everyone" && settings.usersGrid.isEmpty else {
      throw DesignError(
        "users share a budget, a send rate or an audience limit here, so that every test is simulated outright, of all users",
        "leave out --who and --users-grid, or remove the limits with --set")
    }
    let users = Double(max(1, world.users))
    let (_, table) = try await Simulator(world, threads: request.settings.threads).outcomes { done in
      progress?((world.isCoupled ? 0.02 : 0.5) * Double(done) / users)
    }
    guard let metric = TestMetric(request.kpi.name, scenario: scenario, world: world, table: table) else {
      throw DesignError("`\(request.kpi.name)` was not measured", "choose another KPI")
    }
    let data = DesignData(table, metric: metric, control: request.control, treatment: request.arm, condition: 0)
    let covariate = metric.hasOwnPast ? "\(request.kpi.name) before the start" : "sessions before the start"
    let builder = try DesignBuilder(scenario, request, data, covariate: covariate)
    guard world.isCoupled else { return try await builder.result { progress?(0.5 + 0.5 * $0) } }
    let splits = DesignSplits(
      scenario: scenario, request: request, metric: metric, unit: builder.population.scale / metric.scale,
      looks: builder.readableLooks(of: table.plan.looks))
    return try await builder.result(of: splits) { progress?(0.02 + 0.98 * $0) }
  }
}
