import ArgumentParser
import Calibration
import RecordedData

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

  func validate() throws {
    guard (days == nil) != (length == nil) else { throw ValidationError("Give either --days or --length.") }
    if spend != nil, length == nil { throw ValidationError("--spend needs --length.") }
  }

  func run() async throws {
    let limits = source.limits
    var plan =
      if let days {
        SummaryPlan(repeatsColumn: repeats, lastColumn: last, daysColumn: days, countColumn: count)
      } else {
        SummaryPlan(repeatsColumn: repeats, lastColumn: last, timeColumn: length ?? "", countColumn: count)
      }
    plan.limits.maximumBadShare = limits.maximumBadShare
    plan.spendColumn = spend
    plan.hasDecimalComma = money.decimalComma
    let (reader, source, level, currency) = (SummaryReader(plan), self.source, output.level, money.currency)
    let (isDiscrete, hasValues) = (plan.isDiscrete, spend != nil)
    try await output.run(unit: source.unit) { progress in
      let table = try reader.read(source.records(), progress: progress)
      return isDiscrete
        ? try ActivityCalibration(table, level: level).result()
        : try PurchaseCalibration(table, hasValues: hasValues, currency: currency, level: level).result()
    }
  }
}
