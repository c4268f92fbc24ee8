import Foundation
import Testing

/// What each scenario about shops, games and banks must show, in the numbers of a small run.
@Suite struct CommerceLibraryTests {
  // MARK: login

  /// Three facts say who is meant; a lag of a day loses some of them, and a blunt audience reaches many more.
  @Test func theStuckAreFoundADayLate() throws {
    let run = try LibraryRun("login", users: 2000)
    let stuck = try run.count("targeted", "free_month", in: "stuck")
    let now = try run.count("targeted", "free_month_now", in: "stuck_now")
    let everybody = try run.count("targeted", "free_month_all", in: "everybody")
    #expect(stuck > 0 && stuck < now, "\(stuck), \(now)")
    #expect(everybody > 5 * now, "\(everybody), \(now)")
    let without = try run.kpi("accounts", in: "none")
    #expect(try run.kpi("accounts", in: "stuck") > without)
    #expect(try run.kpi("accounts", in: "everybody") > run.kpi("accounts", in: "stuck_now"))
  }

  /// The use case says which tags it needs: an activity by way of a segment, and an app-info.
  @Test func theTagPlanFollowsFromTheUseCase() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["tagplan", Command.scenario("login")])
    #expect(output.status == 0, "\(output.err)")
    let rows = output.out.split(separator: "\n")
    #expect(rows.contains { $0.contains("activity | login") && $0.contains("saw_login_twice") })
    #expect(rows.contains { $0.contains("app-info | logged_in") && $0.contains("stuck") })
  }

  // MARK: gaming

  @Test func offersMeetPlayersAtTheirLevel() throws {
    let run = try LibraryRun("gaming", users: 5000)
    let levels = try ["sales_7", "sales_16", "sales_24", "sales_32"].map { try run.count("delivered", $0, in: "sales") }
    #expect(levels.allSatisfy { $0 > 0 })
    #expect(levels[1] > levels[2] && levels[2] > levels[3], "fewer reach the higher levels: \(levels)")
    #expect(try run.count("delivered", "sales_14", in: "sales") > 0)
    #expect(try run.kpi("packages", in: "sales") > run.kpi("packages", in: "none"))
    #expect(try run.verdict(in: "sales") != "reaches its objective", "15 % are not to be had this way")
  }

  /// Levels only rise, and the offer of level 14 is shown on the weapons page and from that level on.
  @Test func theLevelRulesTheOffers() throws {
    let run = try LibraryRun("gaming", users: 400, logged: 400)
    var lives: [String: (level: Int, screen: String)] = [:]
    var sent: [String: Int] = [:]
    for line in run.log {
      let user = "\(line["user"] ?? "")"
      let life = "\(user) \(line["arm"] as? String ?? "")"
      let name = line["name"] as? String ?? ""
      let known = lives[life] ?? lives["\(user) "] ?? (level: 0, screen: "")
      switch line["kind"] as? String {
      case "set" where name == "level":
        let level = try #require((line["value"] as? String).flatMap { Int($0) })
        #expect(level == known.level + 1, "\(life)")
        lives[life] = (level, known.screen)
      case "activity": lives[life] = (known.level, name)
      case "decision" where line["is"] as? String == "sent":
        sent[name, default: 0] += 1
        if name == "sales_14" { #expect(known.level >= 14 && known.screen == "weapons", "\(life)") }
        for level in [7, 16, 24, 32] where name == "sales_\(level)" { #expect(known.level >= level, "\(life)") }
      default: break
      }
    }
    for campaign in ["sales_7", "sales_14", "sales_16"] { #expect(sent[campaign, default: 0] > 0, "\(campaign)") }
  }

  @Test func twoPricesAndAPollThatIsFollowedUp() throws {
    let run = try LibraryRun("gaming", users: 20_000)
    let users = Double(try run.users())
    for (price, arm, deal) in [(5.0, "sales_at_5", "deals_5"), (3.0, "sales_at_3", "deals_3")] {
      let sold = try run.kpi(deal, in: arm) * users / price
      #expect(sold >= 1 && abs(sold - sold.rounded()) < 1e-3, "\(deal): \(sold)")
      #expect(try run.kpi(deal, in: "sales") == 0)
    }
    #expect(try run.count("called-off", "deal_at_5", in: "sales_at_5") > 0, "who bought in the meantime is spared")
    let answers = ["inactive_busy", "inactive_bored", "inactive_account", "inactive_fixed"]
    let followed = try answers.reduce(0) { try $0 + run.count("targeted", $1, in: "inactive") }
    #expect(followed > 0)
    #expect(try followed == run.count("acted", "inactive_poll", in: "inactive"))
    #expect(try run.count("held-out", "inactive_poll", in: "inactive") > 0)
    #expect(try run.count("lost", "inactive_poll", in: "inactive") > 0, "nobody tells that the game is gone")
    #expect(try run.kpi("returns", in: "inactive") > run.kpi("returns", in: "none"))
  }

  // MARK: retail

  @Test func everyChannelHasItsPriceAndTheBudgetForSMSIsKept() throws {
    let run = try LibraryRun("retail", users: 4000)
    for (campaign, arm, price) in [
      ("offer_email", "email", 0.001), ("offer_push", "push", 0.0005), ("offer_sms", "sms", 0.045),
    ] {
      let paid = Double(try run.count("delivered", campaign, in: arm)) * price
      #expect(paid > 0)
      #expect(try abs(run.cost(in: arm) - paid) < 1e-6, "\(arm)")
      #expect(try run.count("opted-out", campaign, in: arm) > 0, "\(arm)")
      #expect(try run.count("caused-opt-out", campaign, in: arm) > 0, "\(arm)")
    }
    #expect(try run.kpi("margin_per_user", in: "sms") < run.kpi("margin_per_user", in: "none"))
    #expect(try run.kpi("margin_per_user", in: "cascade") > run.kpi("margin_per_user", in: "sms"))
    #expect(try run.cost(in: "cascade") < run.cost(in: "all_at_once") / 3)
    #expect(try run.count("capped", "offer_sms", in: "all_at_once") > 0, "one pressure over all channels")
    #expect(try run.count("capped", "then_sms", in: "cascade") == 0, "gold cards have a quota of three, and get three")
    // 250 EUR pay for 5,555 SMS; more would be wanted.
    #expect(try run.count("budget-spent", "offer_sms", in: "sms") > 0)
    #expect(try run.count("delivered", "offer_sms", in: "sms") == 5555)
    #expect(try run.cost(in: "sms") <= 250)
    #expect(try run.count("budget-spent", "offer_email", in: "email") == 0, "it is about SMS alone")
  }

  // MARK: m-commerce

  @Test func anAbandonedOrderIsCalledBackInTime() throws {
    let run = try LibraryRun("m-commerce", users: 12_000)
    for (campaign, arm) in [("cart_reminder", "reminder"), ("cart_code", "code")] {
      #expect(try run.count("called-off", campaign, in: arm) > 0, "who paid is left alone")
      #expect(try run.count("expired", campaign, in: arm) > 0, "whose phone was off is too late")
      #expect(try run.count("quiet-dropped", campaign, in: arm) > 0, "an hour cannot wait for the morning")
      #expect(try run.count("converted", campaign, in: arm) > 0)
      #expect(try run.kpi("revenue_per_user", in: arm) > run.kpi("revenue_per_user", in: "none"))
    }
    // Each order is worth 45 EUR, or 40.50 in a session that the code opened.
    func discounted(_ arm: String) throws -> Double {
      try (45 * run.kpi("cart_orders", in: arm) - run.kpi("cart_revenue", in: arm)) * Double(run.users()) / 4.5
    }
    let orders = try discounted("code")
    #expect(orders >= 1 && abs(orders - orders.rounded()) < 1e-3, "the discount is taken off: \(orders)")
    for arm in ["none", "reminder"] { #expect(try abs(discounted(arm)) < 1e-3, "\(arm)") }
    #expect(try run.kpi("cart_orders", in: "code") > run.kpi("cart_orders", in: "none"))
  }

  /// The category that a customer visits most is a better reason to open than any.
  @Test func theFavouriteCategoryIsOpenedMoreOften() throws {
    let run = try LibraryRun("m-commerce", users: 12_000)
    func openRate(_ campaign: String, _ arm: String) throws -> Double {
      try Double(run.count("opened", campaign, in: arm)) / Double(run.count("delivered", campaign, in: arm))
    }
    let favourite = try openRate("category_discount", "category")
    let any = try openRate("any_discount", "any_category")
    #expect(favourite > 1.5 * any, "\(favourite), \(any)")
  }

  // MARK: banking

  @Test func everybodyIsInOneBranchOfDayTen() throws {
    let run = try LibraryRun("banking", users: 2000)
    let branches = ["day_10_no_account", "day_10_deposit", "day_10_tip"]
    let targeted = try branches.map { try run.count("targeted", $0, in: "day_10") }
    #expect(targeted.allSatisfy { $0 > 0 })
    #expect(try targeted.reduce(0, +) <= run.users(), "nobody is in two")
    let missing = try branches.map { try run.count("missing-tag", $0, in: "day_10") }
    #expect(missing[0] == 0 && missing[1] > 0 && missing[2] == 0, "only one text names an app-info: \(missing)")
    #expect(try run.count("held-out", "day_10_tip", in: "day_10") > 0)
    #expect(try run.count("delivered", "day_1_log_in", in: "day_1") > 0)
    #expect(try run.kpi("active_10_14", in: "welcome") > run.kpi("active_10_14", in: "none"))
    #expect(try run.verdict(in: "welcome") == "does not reach it", "80 % were claimed")
  }

  // MARK: geofence

  @Test func theOpenDayIsThatWeekOnlyAndTheSendRateSpreadsTheEve() throws {
    let run = try LibraryRun("geofence", users: 20_000)
    let days = try run.days(of: "pushes", in: "near")
    #expect(days.count == 42)
    #expect(days[14..<21].allSatisfy { $0 > 0 })
    #expect(days[..<14].allSatisfy { $0 == 0 } && days[21...].allSatisfy { $0 == 0 })
    let hours = try run.hours(in: "near")
    #expect(hours[..<9].allSatisfy { $0 == 0 } && hours[19...].allSatisfy { $0 == 0 }, "\(hours)")
    #expect(try run.count("outside-window", "open_day", in: "near") > 0)
    #expect(try run.count("held-out", "open_day", in: "near") > 0)
    let gardeners = try run.count("targeted", "open_day_garden", in: "near_garden")
    #expect(try gardeners > 0 && gardeners < run.count("targeted", "open_day", in: "near"))
    #expect(try run.days(of: "pushes", in: "eve").enumerated().allSatisfy { ($0.offset == 13) == ($0.element > 0) })
    // 50 a minute for two hours are 6,000 messages.
    #expect(try run.count("throttled", "eve", in: "eve") > 0)
    #expect(try run.count("delivered", "eve", in: "eve") == 6000)
    let eve = try run.hours(in: "eve")
    #expect(eve[18] == 3000 && eve[19] == 3000, "\(eve)")
  }

  /// Where people go is their own affair: messages do not change it.
  @Test func messagesDoNotChangeWhereTheyGo() throws {
    let run = try LibraryRun("geofence", users: 5000)
    let none = try run.kpi("passers_by", in: "none")
    // Who uninstalls is not seen any more, and messages change who does, by a little.
    for arm in ["near", "near_garden", "eve", "always"] {
      #expect(try abs(run.kpi("passers_by", in: arm) / none - 1) < 0.02, "\(arm)")
    }
  }

  // MARK: crash-apology

  @Test func anApologyIsForThoseWithManyCrashes() throws {
    let run = try LibraryRun("crash-apology", users: 12_000)
    let android = try run.count("delivered", "apology_android", in: "apology")
    let ios = try run.count("delivered", "apology_ios", in: "apology")
    #expect(android > 0 && ios > 0)
    let unlucky = try run.count("targeted", "words", in: "words")
    #expect(try run.count("targeted", "every_crash", in: "each_time") > 10 * unlucky)
    let told = try run.count("targeted", "fixed", in: "apology")
    #expect(told > 0 && told <= android + ios, "only who got an apology is told of the fix")
    // iOS reports a push only when it is opened.
    #expect(
      try run.count("reported", "apology_ios", in: "apology") == run.count("opened", "apology_ios", in: "apology"))
    #expect(try run.count("reported", "apology_android", in: "apology") == android)
    // Nearly all of them come back in a week: those with many crashes are those with many sessions.
    let written = try run.count("delivered", "words", in: "words")
    #expect(try Double(run.count("converted", "words", in: "words")) > 0.9 * Double(written))
    #expect(try run.kpi("opt_outs", in: "each_time") > run.kpi("opt_outs", in: "apology"))
    // What crashes do to people is worth something to a shop that fails less often.
    let calm = try LibraryRun("crash-apology", users: 12_000, "--set", "app.crashes.chance=1%")
    #expect(try calm.kpi("active_users", in: "none") > run.kpi("active_users", in: "none"))
    // The data push needs no permission.
    let switched = try run.count("delivered", "safe_mode", in: "apology")
    #expect(try switched > 0 && run.count("opted-out", "safe_mode", in: "apology") == 0)
    #expect(try abs(run.kpi("in_safe_mode", in: "apology") * Double(run.users()) - Double(switched)) < 0.5)
  }

  // MARK: journey

  @Test func aJourneyBranchesAndEnds() throws {
    let run = try LibraryRun("journey", users: 12_000)
    func count(_ name: String, _ campaign: String) throws -> Int { try run.count(name, campaign, in: "journey") }
    #expect(try count("delivered", "pack") > 0, "the branch of those who booked")
    #expect(try count("timed-out", "pack") > count("delivered", "pack"), "the branch of those who did not")
    #expect(try count("called-off", "still_free") > 0, "the exit of those who booked in the meantime")
    #expect(try count("delivered", "still_free") > 0)
    let asked = try count("targeted", "why")
    #expect(asked > 0, "the branch of those who closed the push")
    #expect(try asked <= count("dismissed", "still_free"))
    let mailed = try count("targeted", "by_mail")
    #expect(mailed > 0, "the branch of those who ignored it")
    #expect(try mailed <= count("delivered", "still_free"))
    let alerted = try count("targeted", "fare_alert")
    #expect(alerted > 0, "the branch of one answer")
    #expect(try alerted < count("acted", "why"), "the other answers lead elsewhere")
    #expect(try run.kpi("pushes", in: "journey") < run.kpi("pushes", in: "blunt"))
    #expect(try run.kpi("bookings", in: "journey") > run.kpi("bookings", in: "none"))
  }

  // MARK: tell-a-friend

  /// Asking at the moment of success brings more newcomers with fewer messages; they come because of invitations, and they
  /// are few.
  @Test func friendsComeByInvitation() throws {
    let run = try LibraryRun("tell-a-friend", users: 60_000)
    let alone = try LibraryRun("tell-a-friend", users: 60_000, "--set", "app.referrals.installs=0%")
    let newcomers = try ["none", "finishers", "everybody", "both"].map { try run.kpi("newcomers", in: $0) }
    #expect(newcomers[1] > 2.5 * newcomers[0] && newcomers[1] > newcomers[2] && newcomers[3] > newcomers[1])
    for arm in ["none", "finishers", "everybody", "both"] {
      // One invitation in ten brings somebody, within four standard errors of the fewest.
      let invitations = try run.kpi("invitations", in: arm)
      #expect(abs(try run.kpi("newcomers", in: arm) / invitations - 0.1) < 0.05, "\(arm)")
      #expect(try alone.kpi("newcomers", in: arm) == 0)
    }
    let asked = try ["finishers", "everybody"].map { try run.count("displayed", "ask_\($0)", in: $0) }
    #expect(8 * asked[0] < asked[1])
    func lift(_ run: LibraryRun, _ arm: String) throws -> Double {
      try run.kpi("sessions", in: arm) / run.kpi("sessions", in: "none") - 1
    }
    for arm in ["finishers", "everybody"] {
      let (all, friendless) = (try lift(run, arm), try lift(alone, arm))
      #expect(friendless < all && all - friendless < all / 3, "\(arm): \(all), \(friendless)")
      #expect(try run.verdict(in: arm) == "does not reach it")
    }
    #expect(try run.kpi("opt_outs", in: "finishers") == run.kpi("opt_outs", in: "none"))
  }
}
