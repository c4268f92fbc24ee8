import Primitives
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("artcile", "article"), ("Article", "article"), ("articles", "article"), ("vidoe", "video"),
    ("home-page", "home_page"),
    ("homepage", "home_page"), ("days_sinc", "days_since"),
  ])
  func findsWhatWasMeant(name: String, expected: String) {
    #expect(nearestName(to: name, in: ["days_since", "home_page", "video", "article"]) == expected)
  }

  @Test(arguments: ["", "x", "xyz", "settings", String(repeating: "article", count: 1_000)])
  func saysNothingWhenNothingIsNear(name: String) {
    #expect(nearestName(to: name, in: ["home_page", "video", "article", "a"]) == nil)
  }

  @Test func firstOfEquallyNearWins() {
    #expect(nearestName(to: "cat", in: ["cut", "cot"]) == "cut")
    #expect(nearestName(to: "cat", in: ["cot", "cut"]) == "cot")
    #expect(nearestName(to: "cat", in: ["cot", "CAT"]) == "CAT")
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("abcd", "acbd", 1), ("ca", "abc", 3),
  ])
  func editDistances(a: String, b: String, expected: Int) {
    #expect(editDistance(Array(a), Array(b)) == expected)
    #expect(editDistance(Array(b), Array(a)) == expected)
  }
}
