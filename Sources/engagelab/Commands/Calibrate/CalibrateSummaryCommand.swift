import ArgumentParser
import Calibration

/// `engagelab calibrate summary`: users who were summed up already.
struct CalibrateSummaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Fit users who were summed up already: x, t_x and n (or T) of each.",
    discussion: """
      With --days the last column counts whole periods (BG/BB: activity and dropout); with --length it is time (BG/NBD and \
      others: purchases, and with --spend their value).

      Examples:
        engagelab calibrate summary donors.csv --repeats frequency --last recency --days n --count weights
        engagelab calibrate summary customers.csv --repeats x --last t_x --length T --spend m_x --currency USD
      """)

  @OptionGroup var source: CalibrationSource
  @OptionGroup var money: CalibrationMoney
  @OptionGroup var output: CalibrationOutput

  @Option(help: ArgumentHelp("Column of x: active periods or purchases after the first.", valueName: "column"))
  var repeats: String

  @Option(help: ArgumentHelp("Column of t_x: when the last of them was.", valueName: "column"))
  var last: String

  @Option(help: ArgumentHelp("Column of n: whole periods observed.", valueName: "column"))
  var days: String?

  @Option(help: ArgumentHelp("Column of T: time observed.", valueName: "column"))
  var length: String?

  @Option(help: ArgumentHelp("Column that says how many users a row stands for.", valueName: "column"))
  var count: String?

  @Option(help: ArgumentHelp("Column of the mean value of a repeat purchase; with --length.", valueName: "column"))
  var spend: String?

  private var options: SummaryOptions {
    var options = SummaryOptions(repeats: repeats, last: last)
    (options.days, options.length, options.count, options.spend) = (days, length, count, spend)
    (options.money, options.rows) = (money.options, source.rows())
    return options
  }

  func validate() throws { try valid(options.check) }

  func run() async throws {
    let (options, source, level) = (self.options, self.source, output.level)
    try await output.run(unit: source.unit) { progress in
      try options.result(source.records(), level: level, progress: progress)
    }
  }
}
