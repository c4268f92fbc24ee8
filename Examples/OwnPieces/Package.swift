// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "OwnPieces",
  dependencies: [
    // In a repository of your own: .package(url: "<address of EngagementLab>", branch: "main")
    .package(name: "EngagementLab", path: "../..")
  ],
  targets: [
    .target(
      name: "OwnPieces", dependencies: [.product(name: "EngagementSimulation", package: "EngagementLab")],
      resources: [.copy("Scenarios")]),
    .executableTarget(
      name: "own-pieces",
      dependencies: ["OwnPieces", .product(name: "EngagementSimulation", package: "EngagementLab")]),
    .testTarget(
      name: "OwnPiecesTests",
      dependencies: ["OwnPieces", .product(name: "EngagementSimulation", package: "EngagementLab")]),
  ],
  swiftLanguageModes: [.v6]
)
