import Foundation
import Reporting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// JUnit XML against the rules of the strict schema that most readers are made for (github.com/windyroad/JUnit-Schema): the
/// elements, their order, and the attributes that each must have.
@Suite struct JUnitTests {
  /// An element with what is in it.
  final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    var text = ""
    init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }
  }

  /// Builds the tree of a document.
  private final class Builder: NSObject, XMLParserDelegate {
    var open: [Element] = []
    var root: Element?
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      let element = Element(name, attributes)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
    }
    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }
    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
  }

  static func parse(_ text: String) throws -> Element {
    let parser = XMLParser(data: Data(text.utf8))
    let builder = Builder()
    parser.delegate = builder
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return try #require(builder.root)
  }

  /// Attributes that an element must have, and those that it may have.
  private static let attributes: [String: (must: Set<String>, may: Set<String>)] = [
    "testsuites": ([], []),
    "testsuite": (
      ["name", "timestamp", "hostname", "tests", "failures", "errors", "time", "package", "id"], ["skipped"]
    ),
    "properties": ([], []), "property": (["name", "value"], []), "testcase": (["name", "classname", "time"], []),
    "failure": (["type"], ["message"]), "error": (["type"], ["message"]), "system-out": ([], []),
    "system-err": ([], []),
  ]

  static func validate(_ element: Element) throws {
    let rule = try #require(attributes[element.name], "the schema has no \(element.name)")
    let names = Set(element.attributes.keys)
    #expect(rule.must.isSubset(of: names) && names.isSubset(of: rule.must.union(rule.may)), "\(element.name): \(names)")
    let children = element.children.map(\.name)
    switch element.name {
    case "testsuites": #expect(children.allSatisfy { $0 == "testsuite" })
    case "testsuite":
      let cases = children.dropFirst().dropLast(2)
      #expect(children.first == "properties" && children.suffix(2) == ["system-out", "system-err"])
      #expect(cases.allSatisfy { $0 == "testcase" })
      #expect(element.attributes["tests"] == "\(cases.count)")
      for kind in ["failure", "error"] {
        let count = element.children.count { $0.children.contains { $0.name == kind } }
        #expect(element.attributes["\(kind)s"] == "\(count)")
      }
      #expect(element.attributes["timestamp"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
      #expect(Double(element.attributes["time"] ?? "") != nil)
    case "properties": #expect(children.allSatisfy { $0 == "property" })
    case "testcase":
      #expect(children.count <= 1 && children.allSatisfy { ["failure", "error"].contains($0) })
      #expect(Double(element.attributes["time"] ?? "") != nil)
    default: #expect(children.isEmpty)
    }
    for child in element.children { try validate(child) }
  }

  @Test func isValid() throws {
    let root = try Self.parse(try CheckReportTests.report().junit(startedAt: "2016-01-04T10:00:00"))
    #expect(root.name == "testsuites" && root.children.count == 3)
    try Self.validate(root)
    #expect(root.children.map { $0.attributes["id"] } == ["0", "1", "2"])
  }

  @Test func sayWhatWasExpectedFoundAndHowToSeeItAgain() throws {
    let root = try Self.parse(try CheckReportTests.report().junit(startedAt: "2016-01-04T10:00:00"))
    let cases = root.children[0].children.filter { $0.name == "testcase" }
    #expect(cases.count == 4)
    #expect(cases.map { $0.children.first?.attributes["type"] } == [nil, nil, "check-failed", "check-undecided"])
    let text = try #require(cases[3].children.first?.text)
    for part in [
      "expected: lift(retention_1) > 0.1% @ 95%", "got:      +0.40% (", "interval at 95", "arm:      weekly",
      "at:       Scenarios/media app.yaml:13:5", "reproduce: engagelab check 'Scenarios/media app.yaml'",
    ] {
      #expect(text.contains(part), "\(part) in\n\(text)")
    }
    let notes = try #require(root.children[0].children.first { $0.name == "system-out" }?.text)
    #expect(notes.contains("warning: pressure.p95"))
    let error = try #require(root.children[1].children.first { $0.name == "testcase" }?.children.first)
    #expect(error.name == "error" && error.attributes["type"] == "unknown-name")
    #expect(error.attributes["message"]?.contains("a<b>&\"c\"") == true, "signs of XML survive")
    let baseline = try #require(root.children[2].children.first { $0.name == "testcase" }?.children.first)
    #expect(baseline.attributes["type"] == "baseline-differs" && baseline.text.contains("weekly: retention_7"))
  }

  @Test func charactersThatXMLForbidsAreReplaced() throws {
    var scenario = ScenarioCheck(file: "a\u{0}b\u{1B}.yaml", name: "a", command: "c")
    scenario.failure = (.internalError, "bell \u{7} and 🎉 and é")
    let root = try Self.parse(CheckReport(version: "1", scenarios: [scenario]).junit(startedAt: "2016-01-04T10:00:00"))
    try Self.validate(root)
    let error = root.children[0].children.first { $0.name == "testcase" }?.children.first
    #expect(error?.attributes["message"] == "bell ? and 🎉 and é")
  }
}
