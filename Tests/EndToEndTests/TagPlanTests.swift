import Foundation
import Testing

/// `engagelab tagplan`: the table for the app's developers.
@Suite struct TagPlanTests {
  /// An app that collects one thing too many.
  static let scenario = """
    scenario: shop
    horizon: 28 days
    population: {size: 100}
    app:
      topics: [shoes, hats]
      activities:
        home: {next: {product: 50%}}
        product: {extras: [category]}
      events:
        put in cart: {on: product, chance: 5%, extras: {category: topic, via: {button: 80%, swipe: 20%}}}
        buy: {chance: 1%, revenue: 20 EUR, sets: {customer: true}}
        scroll: {on: product, chance: 50%}
      crashes: {on: product, chance: 0.1%}
      jobs: {sign up: {on: home, chance: 2%}}
      app_info: {customer: boolean}
    segments:
      shoppers: did("put in cart", via = "button", 30 days) and not customer
    campaigns:
      abandoned:
        who: shoppers
        what: {topic: favourite}
        when: {trigger: put in cart, delay: 1 h}
        unless: buy
        conversion: {tag: buy}
      sorry: {when: {trigger: crash, delay: 1 day}}
    programs: {p: {campaigns: [abandoned, sorry]}}
    comparison: {arms: {p: [p]}}
    kpis: {accounts: {count: sign up}, revenue: {revenue: buy}}

    """

  /// Runs the command on a text.
  private func tagplan(_ text: String, _ arguments: String...) throws -> Command.Output {
    let command = try Command()
    defer { command.remove() }
    let file = try command.write(text, to: "shop.yaml")
    return try command.run(["tagplan", file] + arguments)
  }

  @Test func printsATableInMarkdown() throws {
    let output = try tagplan(Self.scenario)
    #expect(output.status == 0)
    #expect(
      output.out == """
        # Tag plan of shop

        | Kind | Name | Type | Extras | Occurs | Collected | Needed by |
        | --- | --- | --- | --- | --- | --- | --- |
        | activity | home |  |  | screen; sessions start here | yes |  |
        | activity | product |  | category (shoes, hats) | screen | yes | topic abandoned (category) |
        | event | put in cart |  | category (shoes, hats), via (button, swipe) | on product | yes | \
        segment shoppers (via); trigger abandoned; topic abandoned (category) |
        | event | buy |  |  | end of session | yes | unless abandoned; conversion abandoned; KPI revenue |
        | event | scroll |  |  | on product | yes |  |
        | crash | crash |  |  | on product; reported without a tag | yes | trigger sorry |
        | job | sign up |  |  | on home | yes | KPI accounts |
        | app-info | customer | boolean |  | set by event buy | yes | segment shoppers |

        """)
  }

  @Test func warnsOfWhatNothingNeeds() throws {
    let output = try tagplan(Self.scenario)
    #expect(
      output.err.hasSuffix(
        "shop.yaml:12:5: warning: nothing uses the tag `scroll`; use it, or do not collect it (`tagged: false`)\n"))
    #expect(output.err.split(separator: "\n").count == 1)
  }

  @Test func writesCommaSeparatedValues() throws {
    let output = try tagplan(Self.scenario, "--format", "csv")
    #expect(output.status == 0)
    let lines = output.out.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[0] == "kind,name,type,extras,occurs,collected,needed_by")
    #expect(lines[7] == "job,sign up,,,on home,yes,KPI accounts")
  }

  @Test func refusesWhatSomethingNeedsAndNobodyCollects() throws {
    let output = try tagplan(
      Self.scenario.replacing("put in cart: {on: product,", with: "put in cart: {tagged: false, on: product,"))
    #expect(output.status == 64)
    #expect(output.out.isEmpty)
    #expect(output.err.contains("error: the segment `shoppers` needs the tag `put in cart`, which nobody collects"))
    #expect(output.err.contains("error: the trigger of `abandoned` needs the tag `put in cart`"))
  }

  @Test func showsTheGapsByRequest() throws {
    let text = Self.scenario.replacing("put in cart: {on: product,", with: "put in cart: {tagged: false, on: product,")
    let output = try tagplan(text, "--set", "app.missing_tags=allow")
    #expect(output.status == 0)
    #expect(output.out.contains("| event | put in cart |  |  | on product | no | segment shoppers (via); trigger"))
    #expect(output.err.contains("warning: the segment `shoppers` needs the tag `put in cart`"))
  }

  @Test func badUsageIsExitCode64() throws {
    #expect(try tagplan(Self.scenario, "--format", "html").status == 64)
    #expect(try tagplan("scenario: [").status == 64)
  }
}
