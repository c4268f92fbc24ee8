import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

@Suite("Tag plan")
struct TagPlanPageTests {
  /// An app with a tag of every kind, and a scenario that needs some of them.
  private func scenario() -> Scenario {
    var scenario = Scenario(
      name: "shop", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: [])]))
    scenario.tagPlan.topics = ["news", "sport"]
    scenario.tagPlan.activities = [.init(name: "home"), .init(name: "article", extras: ["category"])]
    scenario.tagPlan.events = [
      .init(name: "share", extras: ["network", "title"], values: [.init(extra: "network", values: ["mail", "chat"])]),
      .init(name: "spare"),
    ]
    scenario.tagPlan.errors = [.init(name: "failed load")]
    scenario.tagPlan.jobs = [.init(name: "sign up")]
    scenario.tagPlan.places = [.init(name: "store")]
    scenario.tagPlan.appInfo = [.init(name: "account", type: .boolean), .init(name: "plan", type: .string)]
    scenario.app.activities = [
      .init(name: "home", next: [("article", 0.5)], dwell: 1, hasTopic: false),
      .init(name: "article", next: [], dwell: 1, hasTopic: true),
    ]
    var share = AppModel.Event(name: "share", on: ["article"], chance: .fixed(0.1))
    share.once = true
    share.sets = [.init(appInfo: "account", value: .number(1))]
    var failed = AppModel.Event(name: "failed load", on: [], chance: .fixed(0.1))
    failed.kind = .error
    var crash = AppModel.Event(name: "crash", on: ["home"], chance: .fixed(0.1))
    crash.kind = .crash
    let hidden = AppModel.Event(name: "hidden", on: ["home"], chance: .fixed(0.1))
    let idle = AppModel.Event(name: "idle", on: ["home"], chance: .fixed(0.1))
    scenario.app.events = [share, .init(name: "spare", on: [], chance: .fixed(0.1)), hidden, idle, failed, crash]
    scenario.app.jobs = [.init(name: "sign up", on: ["home"], chance: 0.1, duration: 9)]
    scenario.app.places = [.init(name: "store", share: 0.1, visitsPerWeek: 1)]
    scenario.segments = [
      SegmentDefinition(name: "fans", expression: "did(article, category = \"sport\", 30 days) or did(hidden)"),
      SegmentDefinition(name: "core", steps: ["fans", "account"]),
    ]
    var one = CampaignDefinition(name: "one", schedule: .onTag(tag: "sign up", occurrence: nil, delay: 60))
    one.audience = "core and did(\"failed load\")"
    one.unless = ["share"]
    one.wait = WaitDefinition(tag: "store", atMost: 60, sendsAtTimeout: true)
    one.content.title = ["en": "Hi ${plan}, ${plan}"]
    one.content.topic = .favourite
    one.conversion = Conversion(tag: "share", within: 60)
    scenario.campaigns = [one]
    scenario.attribution = [AttributionDefinition(name: "last", conversion: "share", within: 60)]
    scenario.kpis = [KPIDefinition(name: "pages", measure: .count(tag: "article", topic: "news", per: .user))]
    return scenario
  }

  @Test("every tag is there with what needs it")
  func needs() {
    let rows = TagPlanPage(scenario()).rows
    #expect(
      rows.map { "\($0.kind.rawValue) \($0.name): \($0.neededBy)" } == [
        "activity home: ", "activity article: segment fans (category); topic one (category); KPI pages (category)",
        "event share: unless one; conversion one; attribution last", "event spare: ", "event hidden: segment fans",
        "error failed load: audience one", "crash crash: ", "job sign up: trigger one", "place store: wait one",
        "app-info account: segment core", "app-info plan: marker one",
      ])
  }

  @Test("what nothing needs, and what nobody collects")
  func gaps() {
    let page = TagPlanPage(scenario())
    #expect(page.unused.map(\.name) == ["spare"])
    #expect(page.missing.map(\.name) == ["hidden"])
  }

  @Test("as a table in Markdown")
  func markdown() {
    #expect(
      TagPlanPage(scenario()).markdown == """
        # Tag plan of shop

        | Kind | Name | Type | Extras | Occurs | Collected | Needed by |
        | --- | --- | --- | --- | --- | --- | --- |
        | activity | home |  |  | screen; sessions start here | yes |  |
        | activity | article |  | category (news, sport) | screen | yes | segment fans (category); topic one (category); KPI pages (category) |
        | event | share |  | network (mail, chat), title | on article, once | yes | unless one; conversion one; attribution last |
        | event | spare |  |  | end of session | yes |  |
        | event | hidden |  |  | on home | no | segment fans |
        | error | failed load |  |  | end of session | yes | audience one |
        | crash | crash |  |  | on home; reported without a tag | yes |  |
        | job | sign up |  |  | on home | yes | trigger one |
        | place | store |  |  | 09:00 to 20:00 | yes | wait one |
        | app-info | account | boolean |  | set by event share | yes | segment core |
        | app-info | plan | string |  | nothing sets it | yes | marker one |

        """)
  }

  @Test("as comma-separated values")
  func csv() {
    let lines = TagPlanPage(scenario()).csv.split(separator: "\n")
    #expect(lines.count == 12)
    #expect(lines[0] == "kind,name,type,extras,occurs,collected,needed_by")
    #expect(
      lines[3] == "event,share,,\"network (mail, chat); title\",\"on article, once\",yes,"
        + "unless one; conversion one; attribution last")
  }

  @Test("an app without tags")
  func empty() {
    var scenario = Scenario(
      name: "bare", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: [])]))
    #expect(TagPlanPage(scenario).markdown == "# Tag plan of bare\n\nThe app reports nothing but its sessions.\n")
    scenario.app.events = [AppModel.Event(name: "hidden", on: [], chance: .fixed(0.1))]
    #expect(TagPlanPage(scenario).rows == [])
  }

  @Test(
    "markers in texts",
    arguments: [
      ("Hi ${name}!", ["name"], false), ("${a}${b}", ["a", "b"], false), ("$5 {x}", [], false), ("${a", [], true),
      ("${a} ${", ["a"], true), ("", [], false), ("${}", [""], false),
    ])
  func markers(_ text: String, _ names: [String], _ isOpen: Bool) {
    let markers = TextMarkers(text)
    #expect(markers.names == names)
    #expect(markers.hasOpenMarker == isOpen)
  }
}
