import Foundation
import Testing

/// What each scenario about media, and about what every app needs, must show in the numbers of a small run.
@Suite struct MediaLibraryTests {
  // MARK: media-playbook

  /// The 31 pushes of the published playbook, in its order.
  static let pushes = [
    "welcome_p1_tutorial", "welcome_p2_push_system", "welcome_p3_settings", "welcome_p4_account",
    "welcome_p5_discover_tour", "discover_push1", "discover_push2", "discover_push3", "discover_push4",
    "discover_push5", "discover_push6", "introduce_rating_push", "unsatisfied_push1", "unsatisfied_3_1",
    "unsatisfied_3_2", "unsatisfied_3_3", "unsatisfied_3_4", "unsatisfied_4_1", "unsatisfied_4_2",
    "unsatisfied_4_3", "unsatisfied_5_1", "unsatisfied_5_2", "cycle_push1", "cycle_push2", "cycle_push3",
    "survey_push1", "bestofnews_push2", "weather_push3", "inactive_push1", "inactive_push2", "inactive_push3",
  ]

  /// The playbook lived by people who notice and answer everything, so that its longest branch is walked by many.
  private func playbookOfTheEager() throws -> LibraryRun {
    let whole = "[welcome, discover, rating, unsatisfied, active, weekly, inactive]"
    return try LibraryRun(
      "media-playbook", users: 8000, "--set", "comparison.arms={none: [], playbook: \(whole)}", "--set",
      "population.behavior.poll.answer=100%", "--set", "population.behavior.in_app.seen=100%", "--set",
      "population.behavior.in_app.act=45%", "--set", "population.behavior.in_app.act_triggered=90%")
  }

  /// Every push is there, and every branch is reached.
  @Test func everyPushOfThePlaybookReachesSomebody() throws {
    let run = try playbookOfTheEager()
    let listed = try #require(run.results["campaigns"] as? [[String: Any]])
    #expect(listed.count == 31)
    #expect(Set(listed.compactMap { $0["name"] as? String }) == Set(Self.pushes))
    for push in Self.pushes {
      #expect(try run.count("delivered", push, in: "playbook") > 0, "\(push)")
    }
  }

  /// Who enters a push of the longest branch has reacted to the one before it, and nobody enters twice.
  @Test func theBranchesOfThePlaybookFollowTheReactions() throws {
    let run = try playbookOfTheEager()
    func count(_ name: String, _ pushes: String...) throws -> Int {
      try pushes.reduce(0) { try $0 + run.count(name, $1, in: "playbook") }
    }
    #expect(try count("targeted", "unsatisfied_push1") <= count("dismissed", "introduce_rating_push"))
    // Each answer leads to a push of its own, at once.
    #expect(
      try count("targeted", "unsatisfied_3_2", "unsatisfied_3_3", "unsatisfied_3_4")
        == count("acted", "unsatisfied_push1"))
    for (before, next) in [(2, 1), (3, 2), (4, 3)] {
      let entered = try count("targeted", "unsatisfied_4_\(next)")
      #expect(try entered <= count("delivered", "unsatisfied_3_\(before)"), "4.\(next)")
    }
    // No answer leads to the generic push; who has answered is taken out when it is due.
    let silent = try count("delivered", "unsatisfied_push1") - count("acted", "unsatisfied_push1")
    #expect(try count("delivered", "unsatisfied_3_1") <= silent)
    #expect(try count("left-audience", "unsatisfied_3_1") > 0)
    // Scores of 5 to 10, and of 1 to 4; a score of 0 leads nowhere.
    let scored = try count("acted", "unsatisfied_4_1", "unsatisfied_4_2", "unsatisfied_4_3")
    #expect(try count("targeted", "unsatisfied_5_1", "unsatisfied_5_2") <= scored)
    #expect(try count("targeted", "unsatisfied_5_1") > count("targeted", "unsatisfied_5_2"))
    #expect(try count("targeted", "cycle_push2") <= count("opened", "cycle_push1"))
    #expect(try count("targeted", "inactive_push2") < count("delivered", "inactive_push1"))
  }

  /// The quota of five a week holds, and the push that names an app-info leaves out who lacks it.
  @Test func thePlaybooksQuotaAndMarkers() throws {
    let run = try playbookOfTheEager()
    #expect(try run.count("missing-tag", "weather_push3", in: "playbook") > 0)
    #expect(try run.count("missing-tag", "bestofnews_push2", in: "playbook") == 0)
    let pressure = try #require(try run.arm("playbook")["pressure"] as? [String: Any])
    let weekly = try #require(pressure["weekly"] as? [Int])
    // Five in any seven days: a calendar week may hold no more.
    #expect(weekly.dropFirst(6).allSatisfy { $0 == 0 }, "\(weekly)")
    #expect(weekly.dropFirst().reduce(0, +) > 0)
  }

  /// As people really are, the quarter more ad revenue stays out of reach, and the programs differ.
  @Test func thePlaybookMissesItsObjective() throws {
    let run = try LibraryRun("media-playbook", users: 6000)
    for arm in ["welcome", "discover", "satisfaction", "active", "inactive"] {
      #expect(try run.verdict(in: arm) == "does not reach it", "\(arm)")
    }
    #expect(try run.kpi("sessions_per_week", in: "weekly") > run.kpi("sessions_per_week", in: "welcome"))
    #expect(try run.kpi("returns", in: "inactive") > 1.1 * run.kpi("returns", in: "none"))
    #expect(try run.kpi("ad_revenue_per_user", in: "playbook") > run.kpi("ad_revenue_per_user", in: "none"))
  }

  // MARK: welcome

  /// By behavior brings more than the calendar with fewer pushes, more pushes cost opt-outs, and nothing is near the claim.
  @Test func welcomeByBehaviorBeatsTheCalendar() throws {
    let run = try LibraryRun("welcome", users: 2000)
    let week2 = try ["none", "tutorial", "calendar", "behavior", "insistent"].map {
      try run.kpi("retention_week_2", in: $0)
    }
    #expect(week2 == week2.sorted(), "\(week2)")
    #expect(try run.kpi("pushes_per_user", in: "behavior") < run.kpi("pushes_per_user", in: "calendar"))
    #expect(try run.kpi("retention_week_4", in: "behavior") > run.kpi("retention_week_4", in: "insistent"))
    #expect(try run.kpi("opt_outs", in: "insistent") > 2 * run.kpi("opt_outs", in: "behavior"))
    #expect(try run.kpi("one_session", in: "behavior") < run.kpi("one_session", in: "none"))
    for program in ["calendar", "behavior", "insistent"] {
      #expect(try run.verdict(on: program, in: program) == "does not reach it", "the claim of +80 %")
    }
  }

  // MARK: rate-the-app

  /// The ambassadors are fewer than one in a hundred, and the rule about reading asks more than that.
  @Test func fewerThanOneInAHundredAreAsked() throws {
    let run = try LibraryRun("rate-the-app", users: 10_000)
    let asked = try run.kpi("asked_ambassadors", in: "ambassadors")
    #expect(asked > 0 && asked < 0.01, "\(asked)")
    #expect(try run.verdict(on: "ambassadors", in: "ambassadors") == "reaches its objective")
    #expect(try run.kpi("asked_readers", in: "readers") > 0.03)
    #expect(try run.verdict(on: "readers", in: "readers") == "does not reach it")
    // Nobody is asked twice but in the arm that asks everybody.
    let users = Double(try run.users())
    #expect(abs(try run.kpi("pushes_per_user", in: "ambassadors") - asked) < 1e-9)
    #expect(try run.kpi("pushes_per_user", in: "everybody") > run.kpi("asked_everybody", in: "everybody"))
    #expect(abs(asked * users - Double(try run.count("delivered", "ask_ambassadors", in: "ambassadors"))) < 1e-3)
    #expect(try run.kpi("opt_outs", in: "everybody") > run.kpi("opt_outs", in: "ambassadors"))
    // Stars are what satisfaction makes of them: most give five, not all.
    let five = try run.kpi("five_stars", in: "everybody")
    #expect(five > 0.5 && five < 0.9, "\(five)")
  }

  // MARK: opt-in

  /// A patient explanation beats the cold question, above all on iOS, where that can be asked only once.
  @Test func thePatientSoftPromptWins() throws {
    let run = try LibraryRun("opt-in", users: 100)
    for kpi in ["accepted", "accepted_ios", "accepted_here"] {
      #expect(try run.kpi(kpi, in: "soft_patient") > run.kpi(kpi, in: "cold"), "\(kpi)")
    }
    #expect(try run.verdict(on: "soft_patient", in: "soft_patient") == "reaches its objective")
    // iOS shows the question once: asking again changes nothing there.
    #expect(try run.kpi("accepted_ios", in: "cold_twice") == run.kpi("accepted_ios", in: "cold"))
    #expect(try run.verdict(on: "cold_twice", in: "cold_twice") == "does not reach it")
    // Who waits for the third session never meets most people.
    #expect(try run.kpi("accepted", in: "third_session") < run.kpi("accepted", in: "soft"))
    // The cold question is asked of those who need it and no others: three in ten Androids need none.
    let shown = try run.count("displayed", "ask_cold", in: "cold")
    #expect(try shown < run.count("delivered", "ask_cold", in: "cold"))
  }

  /// Where an explanation persuades nobody, being patient is all that is left, and asking cold is better.
  @Test func theSoftPromptLivesOnPersuasion() throws {
    let run = try LibraryRun("opt-in", users: 100, "--set", "population.behavior.prompt.after_soft=0")
    #expect(try run.kpi("accepted_ios", in: "soft_patient") < run.kpi("accepted_ios", in: "cold"))
  }

  // MARK: editorial

  /// From 11 July on, day 42, nothing more is sent of a campaign that has ended.
  @Test func nothingIsSentAfterTheEnd() throws {
    let run = try LibraryRun("editorial", users: 4000)
    for arm in ["followers", "all"] {
      let days = try run.days(of: "pushes_per_user", in: arm)
      #expect(days.count == 70)
      #expect(days[..<11].allSatisfy { $0 == 0 }, "\(arm): it starts on 10 June")
      #expect(days[11...41].allSatisfy { $0 > 0 }, "\(arm)")
      #expect(days[42...].allSatisfy { $0 == 0 }, "\(arm)")
    }
    let forgotten = try run.days(of: "pushes_per_user", in: "forgotten")
    #expect(forgotten[42...].allSatisfy { $0 > 0 })
    #expect(try run.kpi("opt_outs", in: "forgotten") > 1.5 * run.kpi("opt_outs", in: "all"))
  }

  /// The newsroom's morning is the night of Montreal, where the briefing waits for the end of quiet hours and expires.
  @Test func theReadersClockIsBetterThanTheNewsrooms() throws {
    let run = try LibraryRun("editorial", users: 4000)
    #expect(try run.count("expired", "briefing_newsroom", in: "newsroom_clock") > 0)
    #expect(try run.count("expired", "briefing_reader", in: "reader_clock") == 0)
    #expect(
      try run.count("opened", "briefing_reader", in: "reader_clock")
        > run.count("opened", "briefing_newsroom", in: "newsroom_clock"))
    let hours = try run.hours(in: "reader_clock")
    #expect(hours.enumerated().allSatisfy { $0.offset == 7 ? $0.element > 0 : $0.element == 0 }, "\(hours)")
    // Followers open more often than all, and a push for a match that is over is hardly opened.
    func share(_ campaign: String, _ arm: String) throws -> Double {
      Double(try run.count("opened", campaign, in: arm)) / Double(try run.count("delivered", campaign, in: arm))
    }
    #expect(try share("tournament_followers", "followers") > 1.5 * share("tournament_all", "all"))
    #expect(try share("tournament_forgotten", "forgotten") < 0.5 * share("tournament_all", "forgotten"))
    #expect(try run.count("called-off", "follow_up", in: "desk") > 0, "who is back is not reminded")
  }

  // MARK: missing-tags

  /// The validator and the run name the tag, its push reaches nobody, and discovery fails; repaired, it does not.
  @Test func discoveryFailsForWantOfATag() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["validate", Command.scenario("missing-tags")])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.err.contains("the segment `reviewers` needs the tag `review`, which nobody collects"))
    let refused = try command.run([
      "run", Command.scenario("missing-tags"), "--set", "app.missing_tags=refuse", "--out", "o",
    ])
    #expect(refused.status == 64)
    #expect(refused.err.contains("`review`"))

    let run = try LibraryRun("missing-tags", users: 20_000)
    let warnings = try #require(run.results["warnings"] as? [[String: Any]])
    let missing = warnings.filter { $0["code"] as? String == "missing-tag" }.compactMap { $0["message"] as? String }
    #expect(missing.count == 1 && missing.allSatisfy { $0.contains("'review'") }, "\(missing)")
    #expect(try run.verdict(on: "discovery", in: "discovery") == "does not reach it")
    #expect(try run.verdict(on: "repaired", in: "repaired") == "reaches its objective")
    #expect(try run.count("targeted", "discover_tickets", in: "discovery") == 0)
    #expect(try run.count("delivered", "repaired_tickets", in: "repaired") > 0)
    #expect(try run.kpi("tickets_per_user", in: "discovery") > run.kpi("tickets_per_user", in: "none"))
  }

  // MARK: tutorial

  /// Helping those in difficulty takes far fewer pushes, of which each does more.
  @Test func helpForThoseInDifficultyIsWellSpent() throws {
    let run = try LibraryRun("tutorial", users: 1000)
    let none = try run.kpi("set_up", in: "none")
    func gain(_ arm: String) throws -> (setUps: Double, pushes: Double) {
      (try run.kpi("set_up", in: arm) - none, try run.kpi("pushes_per_user", in: arm))
    }
    let (everybody, difficulty) = (try gain("everybody"), try gain("difficulty"))
    #expect(difficulty.setUps > 0 && everybody.setUps > difficulty.setUps)
    #expect(difficulty.pushes < everybody.pushes / 3)
    #expect(difficulty.setUps / difficulty.pushes > everybody.setUps / everybody.pushes)
    #expect(try run.verdict(on: "difficulty", in: "difficulty") == "reaches its objective")
    for campaign in ["help_failed", "help_unfinished", "help_not_begun"] {
      #expect(try run.count("delivered", campaign, in: "difficulty") > 0, "\(campaign)")
      #expect(try run.count("called-off", campaign, in: "difficulty") > 0, "\(campaign): who got there needs none")
    }
  }

  // MARK: subscriptions

  /// Dates that the app tells meet the right people; the offer for all sells more, at half the price, to many more.
  @Test func momentsAreFewAndOffersAreMany() throws {
    let run = try LibraryRun("subscriptions", users: 10_000)
    for (campaign, arm) in [("trial_ends", "reminders"), ("renew", "reminders"), ("win_back", "win_back")] {
      #expect(try run.count("delivered", campaign, in: arm) > 0, "\(campaign)")
      #expect(try run.count("missing-tag", campaign, in: arm) == 0, "\(campaign): who is meant has the date")
    }
    let none = try run.kpi("revenue_per_user", in: "none")
    func perPush(_ arm: String) throws -> Double {
      (try run.kpi("revenue_per_user", in: arm) - none) / (try run.kpi("pushes_per_user", in: arm))
    }
    #expect(try run.kpi("revenue_per_user", in: "offer_for_all") > run.kpi("revenue_per_user", in: "win_back"))
    #expect(try run.kpi("revenue_per_user", in: "win_back") > none)
    #expect(try perPush("win_back") > 1.5 * perPush("offer_for_all"))
    // Trials convert and months renew by themselves; who uses the app stays.
    #expect(try run.kpi("trials_paid", in: "none") > 0.01)
    #expect(try run.kpi("renewals", in: "none") > 0.1)
    #expect(try run.kpi("discounts_seen", in: "offer_for_all") > 3 * run.kpi("discounts_seen", in: "win_back"))
    #expect(try run.kpi("half_months", in: "reminders") == 0, "nothing but an offer leads to half the price")
    #expect(try run.verdict(on: "reminders", in: "reminders") == "does not reach it")
    // Both programs together lose nothing of the win-back: what time brings does not depend on other messages.
    let alone = try run.count("targeted", "win_back", in: "win_back")
    let together = try run.count("targeted", "win_back", in: "reminders_and_win_back")
    #expect(abs(alone - together) <= alone / 5, "\(alone), \(together)")
  }
}

extension LibraryRun {
  /// The verdict on a program's own objective in an arm.
  fileprivate func verdict(on program: String, in arm: String) throws -> String {
    let objectives = try #require(results["objectives"] as? [[String: Any]])
    let own = objectives.first { $0["program"] as? String == program && $0["arm"] as? String == arm }
    return try #require(own?["verdict"] as? String, "\(program) in \(arm)")
  }
}
