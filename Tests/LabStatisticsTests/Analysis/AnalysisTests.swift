import Foundation
import LabStatistics
import Testing

@Suite("Analysis")
struct AnalysisTests {
  static func analysis() throws -> Analysis {
    try Analysis(
      [
        "spend": Mean("spend", covariate: "before"), "retention": Proportion("retained"),
        "clicks per view": Ratio("clicks", per: "views"), "median spend": Quantile("spend", level: 0.5),
      ], control: "A")
  }

  static func arm(_ analysis: Analysis, count: Int, seed: UInt64, lift: Double) throws -> ArmData {
    var random = TestRandom(seed: seed)
    var arm = analysis.emptyArm()
    for _ in 0..<count {
      let level = random.exponential()
      let views = 1 + (9 * random.uniform()).rounded(.down)
      let values: [String: Double] = [
        "spend": (level + 0.2 * random.normal()) * (1 + lift), "before": level,
        "retained": random.chance(0.3) ? 1 : 0, "clicks": (views * random.uniform()).rounded(.down), "views": views,
      ]
      try arm.add(analysis.columns.map { values[$0] ?? .nan })
    }
    return arm
  }

  @Test("Every metric fills the same fields; arms that merge give the same result")
  func run() throws {
    let analysis = try Self.analysis()
    #expect(analysis.columns == ["spend", "before", "retained", "clicks", "views"])
    #expect(analysis.keptColumns == ["spend"])
    let (first, second) = (
      try Self.arm(analysis, count: 700, seed: 1, lift: 0), try Self.arm(analysis, count: 720, seed: 2, lift: 0.5)
    )
    let third = try Self.arm(analysis, count: 650, seed: 3, lift: 0.5)
    let whole = try analysis.run(["A": first, "B": second + third])
    #expect(whole.results.map(\.metric) == ["spend", "retention", "clicks per view", "median spend"])
    #expect(whole.isSplitBroken, "700 against 1370 is no equal split")
    for result in whole.results {
      #expect(result.units == .init(control: 700, treatment: 1370))
      #expect(result.difference.low != nil && result.pValue != nil && result.lift.low != nil, "\(result.metric)")
      #expect(result.baseline == "A" && result.arm == "B")
    }
    #expect((whole.results[0].adjustment?.varianceRatio ?? 1) < 0.3)
    #expect(whole.results[0].isSignificant == true)
    let other = try analysis.run(["A": first, "B": third + second])
    #expect(isClose(other.results[0].pValue ?? -1, whole.results[0].pValue ?? -2, relative: 1e-6))
    #expect(other.results[3] == whole.results[3])
  }

  @Test("A planned split and several arms")
  func plannedSplit() throws {
    let analysis = try Analysis(["spend": Mean("spend")], control: "A", plannedSplit: ["A": 2, "B": 1, "C": 1])
    var arms: [String: ArmData] = [:]
    for (name, count) in [("A", 400), ("B", 205), ("C", 196)] {
      var arm = analysis.emptyArm()
      for index in 0..<count { try arm.add([Double(index % 17)]) }
      arms[name] = arm
    }
    let result = try analysis.run(arms)
    #expect(!result.isSplitBroken && result.sampleRatio?.degreesOfFreedom == 2)
    #expect(result.results.map(\.arm) == ["B", "C"] && result.arms == ["A", "B", "C"])
    let doubled = result.corrected("Bonferroni") { $0.map { min(1, 2 * $0) } }
    #expect(doubled.results[0].adjustedPValue == result.results[0].pValue.map { min(1, 2 * $0) })
    #expect(doubled.correction == "Bonferroni" && doubled.text.contains("Bonferroni"))
  }

  @Test("Edge cases of the table: each has a status and never a number that is none")
  func edgeCases() throws {
    let analysis = try Analysis(
      ["mean": Mean("x"), "share": Proportion("b"), "ratio": Ratio("x", per: "d")], control: "A")
    let build = { (rows: [[Double]]) in
      var arm = analysis.emptyArm()
      for row in rows { try arm.add(row) }
      return arm
    }
    let zeros = try build([[Double]](repeating: [0, 0, 0], count: 100))
    let some = try build((0..<100).map { [Double($0 % 5), $0 < 5 ? 1 : 0, 1] })
    let nothing = try analysis.run(["A": zeros, "B": zeros]).results
    #expect(nothing[0].statuses.contains(.zeroVariance) && nothing[0].pValue == nil && nothing[0].difference.low == nil)
    #expect(
      nothing[1].pValue == 1 && nothing[1].statuses.contains(.noEvents) && nothing[1].lift.status == .zeroBaseline)
    #expect(isClose(nothing[1].difference.high ?? 0, 0.03699349820698569))
    #expect(nothing[2].statuses == [.zeroDenominator] && nothing[2].control == nil)
    let gained = try analysis.run(["A": zeros, "B": some]).results
    #expect(gained[0].lift.status == .zeroBaseline && gained[0].pValue != nil && gained[0].difference.low != nil)
    #expect(isClose(gained[1].pValue ?? 0, 0.0594, relative: 1e-2), "Fisher for 0/100 against 5/100")
    #expect(isClose(gained[1].difference.low ?? 0, 0.0033, relative: 2e-2))
    let single = try analysis.run(["A": build([[1, 1, 1]]), "B": some]).results
    #expect(single[0].statuses.contains(.tooFewUnits) && single[0].pValue == nil)
    #expect(single[1].pValue != nil, "an exact test works on one unit")
    let empty = try analysis.run(["A": analysis.emptyArm(), "B": some]).results
    #expect(empty.allSatisfy { $0.statuses.contains(.missingArm) && $0.pValue == nil })
    let huge = try analysis.run(["A": build([[1e308, 0, 1], [-1e308, 0, 1]]), "B": some]).results
    #expect(huge[0].statuses.contains(.outOfRange) && huge[0].pValue == nil)
    let negative = try analysis.run(["A": build((0..<9).map { [-1 - 0.1 * Double($0), 0, 1] }), "B": some]).results
    #expect(negative[0].lift.status == .negativeBaseline && (negative[0].lift.estimate ?? 0) > 0)
    for result in nothing + gained + single + empty + huge + negative { try Self.expectFinite(result.value) }
  }

  @Test("NaN is refused, left out and counted, or carried to a status, as asked")
  func nonFinite() throws {
    let analysis = try Analysis(["mean": Mean("x")], control: "A")
    var refusing = analysis.emptyArm()
    #expect(throws: StatisticsError.invalidArgument(name: "x", reason: "is not a finite number")) {
      try refusing.add([.nan])
    }
    #expect(throws: StatisticsError.self) { try refusing.add([1, 2]) }
    var omitting = analysis.emptyArm(nonFinite: .omit)
    var carrying = analysis.emptyArm(nonFinite: .propagate)
    for value in [1, 2, Double.nan, 4] {
      try omitting.add([value])
      try carrying.add([value])
    }
    #expect(omitting.count == 3 && omitting.omitted == 1)
    let result = try analysis.run(["A": omitting, "B": carrying])
    #expect(result.omittedRows == 1 && result.results[0].statuses == [.outOfRange] && result.results[0].pValue == nil)
    #expect(result.text.contains("1 rows left out"))
  }

  @Test("A proportion must be zeros and ones; a missing arm or column is named")
  func refused() throws {
    let analysis = try Analysis(["share": Proportion("b")], control: "A")
    var arm = analysis.emptyArm()
    for value in [0, 1, 2.0] { try arm.add([value]) }
    #expect(throws: StatisticsError.invalidArgument(name: "b", reason: "must hold zeros and ones only")) {
      try analysis.run(["A": arm, "B": arm])
    }
    var halves = analysis.emptyArm()
    for value in [0.5, 0.5] { try halves.add([value]) }
    #expect(throws: StatisticsError.self) { try analysis.run(["A": halves, "B": halves]) }
    #expect(throws: StatisticsError.self) { try analysis.run(["B": arm]) }
    #expect(throws: StatisticsError.self) {
      try analysis.run(["A": ArmData(columns: ["other"]), "B": arm])
    }
    #expect(throws: StatisticsError.self) { try Analysis([:], control: "A") }
    #expect(throws: StatisticsError.self) { try Analysis(["x": Mean("x"), "x": Mean("y")], control: "A") }
    #expect(throws: StatisticsError.self) { try AnalysisSettings(alpha: 1) }
  }

  @Test("Text, Markdown, CSV and JSON say the same and never NaN or 0 for a tiny p")
  func formats() throws {
    let control = try SuccessCount(successes: 50_000, trials: 1_000_000)
    let treatment = try SuccessCount(successes: 70_000, trials: 1_000_000)
    var result = try Proportion.compare(control: control, treatment: treatment)
    result.metric = "signed, \"up\" | in"
    let analysis = AnalysisResult(
      arms: ["control", "treatment"], units: [1_000_000, 1_000_000], sampleRatio: nil, results: [result])
    #expect(analysis.text.contains("<1e-300"))
    #expect(analysis.text.contains("pooled z test; Newcombe's interval; Fieller's lift interval"))
    #expect(analysis.markdown.contains("signed, \"up\" \\| in"))
    let lines = analysis.csv.split(separator: "\r\n")
    #expect(lines.count == 2 && lines[1].hasPrefix("\"signed, \"\"up\"\" | in\",control,treatment,0.05,0.07,"))
    let decoded = try JSONDecoder().decode(Value.self, from: Data(analysis.json().utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    #expect(try String(decoding: encoder.encode(decoded), as: UTF8.self) + "\n" == analysis.json())
    try Self.expectFinite(analysis.value)
    #expect(result.pValue == MetricResult.smallestP, "a p-value that underflows is a bound, not a zero")
    #expect(!analysis.text.contains("nan") && !analysis.csv.contains("nan"))
  }

  /// Fails when a number in the value is not finite.
  static func expectFinite(_ value: Value) throws {
    switch value {
    case .number(let number): #expect(number.isFinite)
    case .array(let items): try items.forEach(expectFinite)
    case .object(let fields): try fields.values.forEach(expectFinite)
    default: break
    }
  }
}
