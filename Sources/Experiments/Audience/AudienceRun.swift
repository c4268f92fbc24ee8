import EngagementCore
import Foundation
import LabStatistics
import Primitives
import Simulation

/// Estimates how many users segments and audiences hold, by playing a sample of the population.
///
/// ```swift
/// let estimate = try await AudienceRun(scenario).estimate()
/// estimate.moments[0].segments.first?.group.members.users
/// ```
///
/// The sample are people of the population itself, evenly spaced, so that a run of everyone holds the truth. Users who
/// uninstalled are counted, as the platform knows them, and apart, as no message of the app reaches them.
public struct AudienceRun: Sendable {
  public let scenario: Scenario
  /// The arm that is lived after the launch; nil: the baseline.
  public var arm: String?
  /// The day on whose morning the second estimate is made, 1 to the length of the horizon; nil: after the last.
  public var day: Int?
  /// Users to play; nil: ``usualSample``, or everyone where users share limits.
  public var users: Int?
  /// Threads to use, at least 1.
  public var threads = ProcessInfo.processInfo.activeProcessorCount

  /// Users that are played unless told otherwise.
  public static let usualSample = 20_000
  private let alpha = 0.05

  /// Prepares an estimate.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// Plays the sample and counts.
  ///
  /// - Parameter progress: Called now and then, from any thread, with the users done and their number.
  /// - Throws: ``AudienceError`` for an arm or a day that the scenario has not, `World.CompilationError` for a scenario that
  ///   was not validated, `CancellationError` when cancelled.
  public func estimate(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> AudienceEstimate {
    let (shortened, arm) = try played()
    let questions = Questions(scenario)
    let world = try World(unchecked: shortened, probes: questions.texts, sample: sample(of: shortened))
    let users = world.users
    let sums = try await Simulator(world, threads: threads).run { done in progress?(done, users) }
    let moments = try sums.first.map { sums in
      try ProbeMoment.allCases.map { try moment($0, world: world, sums: sums, questions: questions) }
    }
    return AudienceEstimate(
      version: ScenarioRun.version, scenario: scenario.name, title: scenario.title, seed: scenario.seed, arm: arm,
      confidence: 1 - alpha, moments: moments ?? [])
  }

  /// Plays everyone, or ``users`` of them, and lists those who are in a segment or in a campaign's audience on the morning
  /// of ``day``.
  ///
  /// - Parameters:
  ///   - name: Of a segment, or of a campaign whose audience is meant.
  ///   - progress: As for ``estimate(progress:)``.
  /// - Throws: As ``estimate(progress:)``, and ``AudienceError/unknownSegment(_:nearest:)``.
  public func members(
    of name: String, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) async throws -> AudienceMembers {
    let (shortened, arm) = try played()
    let world = try World(
      unchecked: shortened, probes: [try expression(of: name)], sample: users, listsProbed: true)
    let users = world.users
    let sums = try await Simulator(world, threads: threads).run { done in progress?(done, users) }
    let listed = sums.first?.probedUsers ?? []
    return AudienceMembers(
      segment: name, arm: arm, day: shortened.horizonDays,
      date: scenario.start.adding(days: shortened.horizonDays).description, population: world.population,
      played: users,
      users: listed.map { AudienceMembers.User(number: Int($0.number), hasApp: $0.isInstalled) }
        .sorted { $0.number < $1.number })
  }

  /// Checks that ``members(of:progress:)`` has what it needs, before anything is played.
  ///
  /// - Throws: ``AudienceError``.
  public func check(_ name: String) throws(AudienceError) {
    _ = try played()
    _ = try expression(of: name)
  }

  private func expression(of name: String) throws(AudienceError) -> String {
    if let segment = scenario.segments.first(where: { $0.name == name }) { return segment.expression }
    if let campaign = scenario.campaigns.first(where: { $0.name == name }) { return campaign.audience }
    let names = scenario.segments.map(\.name) + scenario.campaigns.map(\.name)
    throw .unknownSegment(name, nearest: nearestName(to: name, in: names))
  }

  /// Whether users of the arm compete for money, speed or places, so that a sample of them fares better than all.
  public var sharesLimits: Bool {
    guard let (shortened, arm) = try? played() else { return false }
    let programs = shortened.comparison.arms.first { $0.name == arm }?.programs ?? []
    let names = Set(scenario.programs.filter { programs.contains($0.name) }.flatMap(\.campaigns))
    let limits = scenario.limits
    return !names.isEmpty
      && (limits.throttle != nil || !limits.budgets.isEmpty
        || scenario.campaigns.contains { $0.audienceLimit != nil && names.contains($0.name) })
  }

  /// Users of the population until the day.
  public var population: Int {
    scenario.population.size + scenario.population.newPerDay * (day ?? scenario.horizonDays)
  }

  private func sample(of shortened: Scenario) -> Int? { users ?? (sharesLimits ? nil : Self.usualSample) }

  /// The scenario with one arm, until the day, and without what only reports need.
  private func played() throws(AudienceError) -> (scenario: Scenario, arm: String) {
    let name = arm ?? scenario.comparison.baseline
    guard let arm = scenario.comparison.arms.first(where: { $0.name == name }) else {
      throw .unknownArm(name, nearest: nearestName(to: name, in: scenario.comparison.arms.map(\.name)))
    }
    if let day, !(1...max(1, scenario.horizonDays)).contains(day) {
      throw .dayOutsideHorizon(day, days: scenario.horizonDays)
    }
    var result = scenario
    result.horizonDays = day ?? scenario.horizonDays
    result.comparison = Comparison(baseline: name, arms: [arm])
    result.kpis = []
    result.attribution = []
    return (result, name)
  }

  // MARK: Counting

  private func moment(
    _ moment: ProbeMoment, world: World, sums: ArmSums, questions: Questions
  ) throws -> AudienceEstimate.Moment {
    let day = moment == .launch ? 0 : Int(world.horizonDays)
    // Without a warm-up nobody has installed before the first day.
    let known = moment == .end ? world.population : world.warmUpDays > 0 ? world.baseUsers : 0
    let sampled = sums.probed(nil, at: moment).known
    func count(_ users: Int) throws -> AudienceEstimate.Count { try self.count(users, of: sampled, known: known) }
    func members(_ probe: Int?) throws -> (members: AudienceEstimate.Count, uninstalled: AudienceEstimate.Count) {
      let found = sums.probed(probe, at: moment)
      return (try count(found.installed), try count(found.uninstalled))
    }
    func group(_ name: String, _ who: String, _ probe: Int) throws -> AudienceEstimate.Group {
      let (members, uninstalled) = try members(probe)
      return AudienceEstimate.Group(name: name, who: who, members: members, uninstalled: uninstalled)
    }
    let all = try members(nil)
    let segments = try questions.segments.map { segment, probes in
      var previous = sums.probed(nil, at: moment).installed
      let steps = try zip(segment.steps, probes).map { step, probe in
        let (members, uninstalled) = try members(probe)
        let survivors = sums.probed(probe, at: moment).installed
        defer { previous = survivors }
        return AudienceEstimate.Step(
          who: step, members: members, uninstalled: uninstalled,
          shareOfPrevious: previous == 0 ? nil : Double(survivors) / Double(previous))
      }
      return AudienceEstimate.Segment(
        group: try group(segment.name, segment.expression, probes.upperBound - 1), steps: steps)
    }
    return AudienceEstimate.Moment(
      name: moment == .launch ? "launch" : "end", day: day, date: scenario.start.adding(days: day).description,
      known: known, sampled: sampled, installed: all.members, uninstalled: all.uninstalled, segments: segments,
      campaigns: try questions.campaigns.map { try group($0.campaign.name, $0.campaign.audience, $0.probe) })
  }

  /// A number of users in the sample, scaled to those whom the platform knows.
  private func count(_ users: Int, of sampled: Int, known: Int) throws -> AudienceEstimate.Count {
    guard sampled > 0 else { return AudienceEstimate.Count(users: 0, share: nil, low: 0, high: 0) }
    let share = Double(users) / Double(sampled)
    if sampled >= known { return AudienceEstimate.Count(users: users, share: share, low: users, high: users) }
    let interval = try ProportionInterval.wilson.interval(
      SuccessCount(successes: users, trials: sampled), alpha: alpha)
    let scale = Double(known)
    return AudienceEstimate.Count(
      users: Int((share * scale).rounded()), share: share, low: Int(((interval.low ?? 0) * scale).rounded(.down)),
      high: Int(((interval.high ?? 1) * scale).rounded(.up)))
  }

  /// What is asked of each user: a probe for each segment, or step of a funnel, and for each audience.
  private struct Questions {
    var texts = ["everyone"]
    var segments: [(segment: SegmentDefinition, probes: Range<Int>)] = []
    var campaigns: [(campaign: CampaignDefinition, probe: Int)] = []

    init(_ scenario: Scenario) {
      for segment in scenario.segments {
        let first = texts.count
        if segment.steps.isEmpty {
          texts.append(segment.expression)
        } else {
          texts += segment.steps.indices.map {
            SegmentDefinition(name: "", steps: Array(segment.steps[...$0])).expression
          }
        }
        segments.append((segment, first..<texts.count))
      }
      for campaign in scenario.campaigns {
        campaigns.append((campaign, texts.count))
        texts.append(campaign.audience)
      }
    }
  }
}
