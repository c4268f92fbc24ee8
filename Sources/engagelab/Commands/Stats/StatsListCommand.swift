import ArgumentParser
import Foundation
import LabStatistics

/// `engagelab stats list`: every calculator by family.
struct StatsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show every calculator, by what it is for.")

  func run() {
    let width = MethodRegistry.standard.methods.map(\.name.count).max() ?? 0
    for (index, family) in MethodFamily.all.enumerated() {
      print((index > 0 ? "\n" : "") + family.title)
      for method in family.methods {
        print("  " + method.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + method.summary)
      }
    }
    print("\n`engagelab stats help METHOD` shows what one needs.")
  }
}
