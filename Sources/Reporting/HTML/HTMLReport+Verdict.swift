import Experiments

extension HTMLReport {
  /// Which program reaches its objective, in plain sentences.
  var verdictSection: PageSection {
    let shared = facts.sharedObjectives
    let own = facts.programObjectives
    var content: HTML = .empty
    if !shared.isEmpty { content += cards(sorted(shared), style: "wide") }
    if !own.isEmpty {
      if !shared.isEmpty { content += "<h3>What each program set out to do</h3>" }
      content += cards(own, style: "grid")
    }
    if result.objectives.isEmpty { content = withoutObjectives }
    return PageSection(
      id: "verdict", shortTitle: "Verdict", title: "Which programs work?", lead: verdictLead(shared), content: content)
  }

  private func verdictLead(_ shared: [RunResult.ObjectiveResult]) -> HTML {
    let size = "at this size, \(numbers.count(result.users)) people"
    guard let first = shared.first, let kpi = facts.kpi(first.kpi) else {
      return result.objectives.isEmpty ? .empty : "What each program wanted, and what it achieved \(size)."
    }
    return """
      The objective: <b>\(facts.target(first, numbers: numbers))</b> on <b>\(Words.midSentence(kpi.label))</b>, compared \
      with <b>\(Words.midSentence(facts.label(arm: result.scenario.baseline)))</b>. The bar shows where the effect lies \(size); the flag is the objective.
      """
  }

  /// The best first, where the KPI says what is best.
  private func sorted(_ objectives: [RunResult.ObjectiveResult]) -> [RunResult.ObjectiveResult] {
    let sign: Double = facts.kpi(objectives.first?.kpi ?? "")?.better == "lower" ? 1 : -1
    return objectives.enumerated().sorted { a, b in
      let (x, y) = (a.element.measured.estimate, b.element.measured.estimate)
      guard let x, let y, x != y else { return (x == nil ? 1 : 0, a.offset) < (y == nil ? 1 : 0, b.offset) }
      return x * sign < y * sign
    }.map(\.element)
  }

  private func cards(_ objectives: [RunResult.ObjectiveResult], style: HTML) -> HTML {
    let cards = objectives.map { objective -> HTML in
      // Objectives of different KPIs cannot share a scale.
      let peers = objectives.filter { $0.kpi == objective.kpi && $0.kind == objective.kind }
      return card(objective, bar: IntervalBar(peers))
    }
    return "<div class=\"verdicts \(style)\">\n\(cards)</div>\n"
  }

  private func card(_ objective: RunResult.ObjectiveResult, bar: IntervalBar?) -> HTML {
    let verdict = Verdict(objective.verdict)
    // The card of the shared objective has already told the arm's price and side effects.
    let isRepeated = objective.program != nil && facts.sharedObjectives.contains { $0.arm == objective.arm }
    let title = facts.label(objective)
    let needed: HTML =
      objective.usersNeeded.map { "<p class=\"hint\">About \(numbers.roughly($0)) people would make it clear.</p>" }
      ?? .empty
    let target = facts.target(objective, numbers: numbers)
    return """
      <article class="verdict \(verdict.style)">
      <div class="words">
      <h3>\(title)</h3>
      <p class="badge"><span aria-hidden="true">\(verdict.symbol)</span> \(verdict.badge)</p>
      <p class="sentence">\(objective.sentence)</p>
      \(needed)
      \(contents(objective))
      \(isRepeated ? .empty : priceTags(arm: objective.arm))
      </div>
      <div class="size">
      <p class="effect"><b>\(estimate(objective))</b> <span>\(bounds(objective))</span></p>
      \(bar?.html(objective, target: target) ?? .empty)
      \(isRepeated ? .empty : caution(arm: objective.arm))
      </div>
      </article>

      """
  }

  private func estimate(_ objective: RunResult.ObjectiveResult) -> String {
    guard let value = objective.measured.estimate else { return "–" }
    return written(value, objective)
  }

  private func bounds(_ objective: RunResult.ObjectiveResult) -> String {
    guard let low = objective.measured.low, let high = objective.measured.high else {
      return StatusText.sentence(objective.measured.status)
    }
    return "\(written(low, objective)) to \(written(high, objective))"
  }

  private func written(_ value: Double, _ objective: RunResult.ObjectiveResult) -> String {
    guard objective.kind != "lift", let kpi = facts.kpi(objective.kpi) else {
      return numbers.percent(value, signed: true)
    }
    return objective.kind == "difference"
      ? numbers.change(value, of: kpi, withUnit: false) : numbers.value(value, of: kpi, withUnit: false)
  }

  private func contents(_ objective: RunResult.ObjectiveResult) -> HTML {
    guard objective.program == nil, let arm = result.arms.first(where: { $0.name == objective.arm }),
      arm.programs.count > 1
    else { return .empty }
    return "<p class=\"hint\">Plays \(Words.list(arm.programs.map { facts.label(program: $0) })).</p>"
  }

  private func priceTags(arm: String) -> HTML {
    guard facts.hasMoney, let money = facts.money(arm: arm) else { return .empty }
    let currency = result.scenario.currency
    var tags: [HTML] = [
      "<div><dt>Cost per user</dt><dd>\(numbers.money(money.costPerUser, currency))</dd></div>",
      "<div><dt>Extra revenue</dt><dd>\(numbers.money(money.extraRevenue, currency, signed: true))</dd></div>",
      "<div><dt>After cost</dt><dd>\(numbers.money(money.net, currency, signed: true))</dd></div>",
    ]
    if let returns = money.returnPerCost {
      tags.append("<div><dt>Back per 1 \(currency)</dt><dd>\(numbers.money(returns, currency))</dd></div>")
    }
    return "<dl class=\"tags\">\(tags)</dl>"
  }

  private func caution(arm: String) -> HTML {
    let broken = facts.brokenGuardrails(arm: arm)
    guard !broken.isEmpty else { return .empty }
    let items = broken.map { lift in
      let label = facts.kpi(lift.kpi)?.label ?? lift.kpi
      let size = numbers.size(lift, of: facts.kpi(lift.kpi))
      return "\(Words.midSentence(label)) \(size.estimate) (\(size.interval))"
    }
    return "<p class=\"caution\"><b>! Side effect:</b> \(Words.list(items)).</p>"
  }

  private var withoutObjectives: HTML {
    guard let kpi = facts.mainKPI else { return "<p>No KPI and no objective are declared in this scenario.</p>" }
    let rows = facts.alternatives.compactMap { arm -> HTML? in
      guard let lift = facts.lift(arm: arm.name, kpi: kpi.name) else { return nil }
      let reading = facts.reading(lift)
      return """
        <li><b>\(facts.label(arm: arm.name))</b>: \(numbers.lift(lift.lift)) <span class="reading \(reading.style)">\
        \(reading.symbol) \(reading.rawValue)</span></li>
        """
    }
    return
      "<p>\(kpi.label), against \(Words.midSentence(facts.label(arm: result.scenario.baseline))):</p><ul class=\"plain\">\(rows)</ul>"
  }
}
