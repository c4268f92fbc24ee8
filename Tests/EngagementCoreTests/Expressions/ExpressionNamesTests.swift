import EngagementCore
import Testing

@Suite struct ExpressionNamesTests {
  private func names(_ text: String) throws -> ExpressionNames {
    try Expression.parse(text).names(in: Sample.context)
  }

  @Test func everyKindIsFoundOnce() throws {
    let found = try names(
      """
      not (inactive and account or tipo) and count(share, network = "mail", 3 days) > 1 and platform = ios
      and source in (ads, web) and (opened(welcome) or answered(survey, yes) or displayed(welcome))
      and value(city) = "Par*" and last(crash) > today - 3 days and source is not undefined and inactive
      and did(purchase, category = "sport") and did(purchase, payment = "card", category = "money") and did(share)
      and everyone
      """)
    #expect(
      found.tags == [
        .init(name: "share", extras: ["network"]), .init(name: "crash"),
        .init(name: "purchase", extras: ["category", "payment"]),
      ])
    #expect(found.appInfo == ["account", "city"])
    #expect(found.facts == ["platform", "source"])
    #expect(found.segments == ["inactive", "tipo"])
    #expect(found.campaigns == ["welcome", "survey"])
  }

  @Test func constantsNameNothing() throws {
    #expect(try names("everyone or nobody") == ExpressionNames())
  }
}
