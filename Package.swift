// swift-tools-version: 6.1
import PackageDescription

/// Settings shared by every target of ours.
let strict: [SwiftSetting] = [.enableUpcomingFeature("MemberImportVisibility")]

/// A room of the house: a library target in `Sources/` (see Documentation/architecture.md).
func room(_ name: String, needs dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of a room, in `Tests/<room>Tests`.
func tests(of name: String, needs dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "EngagementLab",
  products: [
    .executable(name: "engagelab", targets: ["engagelab"]),
    .library(
      name: "EngagementLab",
      targets: [
        "Primitives", "LabStatistics", "RecordedData", "EngagementCore", "Behavior", "Calibration", "Simulation",
        "Experiments", "ScenarioFile", "Reporting",
      ]),
    // The lab for other languages: the functions of Sources/CEngagementLab/include/engagelab.h.
    .library(name: "EngagementLabC", type: .dynamic, targets: ["CInterface"]),
    // Without results.json and reports, and so without a library for hashes: what an own behavior or policy needs.
    .library(
      name: "EngagementSimulation",
      targets: [
        "Primitives", "LabStatistics", "EngagementCore", "Behavior", "Simulation", "Experiments", "ScenarioFile",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    room("Primitives", needs: []),
    room("LabStatistics", needs: ["CGSL", "Primitives"]),
    room("RecordedData", needs: ["CZlib", "LabStatistics", "Primitives"]),
    room("DatabaseData", needs: ["CPostgres", "CSQLite", "RecordedData"]),
    room("Calibration", needs: ["Behavior", "LabStatistics", "Primitives", "RecordedData"]),
    room("EngagementCore", needs: ["Primitives"]),
    room("Behavior", needs: ["LabStatistics", "Primitives"]),
    room("Simulation", needs: ["Behavior", "EngagementCore", "Primitives"]),
    room("Experiments", needs: ["Simulation", "LabStatistics"]),
    room(
      "ScenarioFile",
      needs: ["Behavior", "EngagementCore", "Primitives", "Simulation", .product(name: "Yams", package: "Yams")]),
    room(
      "Reporting",
      needs: [
        "Calibration", "Experiments", "RecordedData", "LabStatistics", "Primitives", "Simulation",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.copy("Assets")]),
    .target(name: "CArrow"),
    .target(name: "CEngagementLab", dependencies: ["CArrow"]),
    room("ArrowData", needs: ["CArrow", "Primitives"]),
    room(
      "CInterface",
      needs: [
        "ArrowData", "Behavior", "CArrow", "CEngagementLab", "Calibration", "EngagementCore", "Experiments",
        "LabStatistics", "Primitives", "RecordedData", "Reporting", "ScenarioFile", "Simulation",
      ]),
    .executableTarget(
      name: "engagelab",
      dependencies: [
        "Behavior", "Calibration", "DatabaseData", "LabStatistics", "Primitives", "RecordedData", "Reporting",
        "ScenarioFile",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "agent-benchmark",
      dependencies: [
        "ScenarioFile", "Simulation", "EngagementCore", "Behavior", "Primitives",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Agent", swiftSettings: strict),
    .executableTarget(
      name: "analyze-benchmark",
      dependencies: [
        "Experiments", "RecordedData", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Analyze", swiftSettings: strict),
    .executableTarget(
      name: "design-benchmark", dependencies: ["LabStatistics"], path: "Benchmarks/Design", swiftSettings: strict),

    tests(of: "Primitives", needs: ["LabStatistics"]),
    tests(of: "LabStatistics", resources: [.copy("Fixtures")]),
    tests(of: "RecordedData", needs: ["LabStatistics", "Primitives"], resources: [.copy("Fixtures")]),
    tests(of: "Calibration", needs: ["Behavior", "LabStatistics", "Primitives", "RecordedData", "Simulation"]),
    .target(
      name: "PostgresForTests", dependencies: ["CPostgres"], path: "Tests/PostgresForTests", swiftSettings: strict),
    tests(of: "DatabaseData", needs: ["CPostgres", "CSQLite", "PostgresForTests", "RecordedData"]),
    tests(of: "EngagementCore", needs: ["Primitives"], resources: [.copy("Fixtures")]),
    tests(of: "Behavior", needs: ["LabStatistics", "Primitives"], resources: [.copy("Fixtures")]),
    tests(of: "Simulation", needs: ["Behavior", "EngagementCore", "LabStatistics", "Primitives"]),
    tests(of: "Experiments", needs: ["Behavior", "EngagementCore", "LabStatistics", "Primitives", "Simulation"]),
    tests(
      of: "ScenarioFile", needs: ["Behavior", "EngagementCore", "Primitives", "Simulation"],
      resources: [.copy("Fixtures")]),
    tests(of: "Reporting", needs: ["EngagementCore", "Experiments", "Simulation"], resources: [.copy("Fixtures")]),
    tests(of: "ArrowData", needs: ["CArrow"]),
    tests(of: "CInterface", needs: ["ArrowData", "CArrow", "CEngagementLab"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["DatabaseData", "PostgresForTests", "RecordedData", "engagelab"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
