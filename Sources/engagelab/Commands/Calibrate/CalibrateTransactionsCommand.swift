import ArgumentParser
import Calibration
import RecordedData

/// The currency of amounts, in options.
struct CalibrationMoney: ParsableArguments {
  @Option(help: ArgumentHelp("Currency of the values: that of the scenario.", valueName: "code"))
  var currency = "EUR"

  @Flag(help: "Numbers have a decimal comma.")
  var decimalComma = false

  func validate() throws { try valid(options.check) }

  var options: MoneyOptions {
    var options = MoneyOptions()
    (options.currency, options.hasDecimalComma) = (currency, decimalComma)
    return options
  }
}

/// `engagelab calibrate transactions`: a log of purchases to the value of orders, with forecasts of repeat purchases.
struct CalibrateTransactionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transactions",
    abstract: "Fit the value of orders to a transaction log, and compare models of repeat purchases.",
    discussion: """
      BG/NBD, MBG/NBD and Pareto/NBD are fitted and compared, with a forecast of the days after --until. With --value, the \
      Gamma-Gamma model gives conversion.p, q and v.

      Example:
        engagelab calibrate transactions orders.csv --user customer --time date --value dollars --currency USD \\
          --until 1997-09-30 --out calibration
      """)

  @OptionGroup var source: CalibrationSource
  @OptionGroup var days: CalibrationDays
  @OptionGroup var money: CalibrationMoney
  @OptionGroup var output: CalibrationOutput

  @Option(help: ArgumentHelp("Column that names the customer.", valueName: "column"))
  var user: String

  @Option(help: ArgumentHelp("Column that says when.", valueName: "column"))
  var time: String

  @Option(help: ArgumentHelp("Column of what was spent.", valueName: "column"))
  var value: String?

  @Option(help: ArgumentHelp("Column that says what happened, in a log of other things too.", valueName: "column"))
  var event: String?

  @Option(help: ArgumentHelp("Event that is a purchase.", valueName: "name"))
  var purchase: String?

  @Option(help: "Unit of time of the models: days or weeks.")
  var unit: PurchasePlan.TimeUnit = .weeks

  @Flag(help: "Count rows once that are equal in all fields.")
  var dropDuplicates = false

  private var options: TransactionOptions {
    var options = TransactionOptions(user: user, time: time)
    (options.value, options.event, options.purchase, options.unit) = (value, event, purchase, unit)
    (options.money, options.days) = (money.options, days.options)
    options.rows = source.rows(dropsDuplicates: dropDuplicates)
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

extension PurchasePlan.TimeUnit: ExpressibleByArgument {}
