import ArgumentParser

@main
struct EngageLab: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "engagelab")
}
