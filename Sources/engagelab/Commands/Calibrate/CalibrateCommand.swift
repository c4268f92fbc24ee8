import ArgumentParser

/// `engagelab calibrate`: from real data to a `behavior:` block.
struct CalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit the behavior of simulated people to real data.",
    discussion: """
      Prints a `behavior:` block for a scenario, with standard errors and sources as comments; with --out, writes the \
      block, a report of how well the model fits, and everything for programs. When the data do not identify the model, \
      nothing is written.

      Examples:
        engagelab calibrate activity events.csv --user uid --time day --event name --install newPlayer --until 15
        engagelab calibrate transactions orders.csv --user customer --time date --value dollars --until 1997-09-30
        engagelab calibrate retention D1=40% D7=20% D30=10% D90=6%
        engagelab calibrate activity --from postgres://anna@db.example.org/crm --query "SELECT uid, day FROM events" \\
          --user uid --time day --out calibration

      Exit codes: 0 fine, 3 the data do not tell, 64 bad usage, 65 bad data, 74 output not written.
      """,
    subcommands: [
      CalibrateActivityCommand.self, CalibrateTransactionsCommand.self, CalibrateSummaryCommand.self,
      CalibrateRetentionCommand.self, CalibrateResponsesCommand.self, CalibrateExperimentCommand.self,
    ])
}
