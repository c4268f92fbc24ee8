import ArgumentParser

/// `engagelab stats`: calculators for people, and for programs through `batch`.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Sample sizes, tests, intervals and other calculators.",
    usage: """
      engagelab stats METHOD --input value ... [--format text|json|markdown|csv]
      engagelab stats list
      engagelab stats help METHOD
      engagelab stats batch FILE
      """,
    discussion: """
      Numbers may be percentages (5%), lists are written 1,2,3, and an arm as 200/4000 (successes/users), as \
      n=1000,mean=10,sd=4 or as JSON.

      Examples:
        engagelab stats sample_size_proportions --p-control 10% --p-treatment 12% --power 80%
        engagelab stats two_proportion_z_pooled --control 200/4000 --treatment 250/4000
        engagelab stats srm_chi_square --observed 10230,9870 --weights 50%,50%
      """,
    subcommands: [StatsCalculateCommand.self, StatsListCommand.self, StatsHelpCommand.self, StatsBatchCommand.self],
    defaultSubcommand: StatsCalculateCommand.self)
}
