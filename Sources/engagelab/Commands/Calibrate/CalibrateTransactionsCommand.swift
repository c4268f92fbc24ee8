import ArgumentParser
import Calibration
import RecordedData

/// The currency of amounts, in options.
struct CalibrationMoney: ParsableArguments {
  @Option(help: ArgumentHelp("Currency of the values: that of the scenario.", valueName: "code"))
  var currency = "EUR"

  @Flag(help: "Numbers have a decimal comma.")
  var decimalComma = false

  func validate() throws {
    guard currency.count == 3, currency.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
      throw ValidationError("--currency must be three capital letters such as EUR, not '\(currency)'.")
    }
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

  func validate() throws {
    guard (event == nil) == (purchase == nil) else {
      throw ValidationError("--event names the column and --purchase the event in it: give both or none.")
    }
  }

  func run() async throws {
    var plan = PurchasePlan(userColumn: user, timeColumn: time, valueColumn: value)
    (plan.eventColumn, plan.purchaseEvent, plan.unit) = (event, purchase, unit)
    (plan.firstDay, plan.lastDay, plan.calibrationEnd) = (days.first, days.last, days.calibrationEnd)
    plan.clock = days.clock
    plan.hasDecimalComma = money.decimalComma
    plan.limits = source.limits
    plan.limits.dropsDuplicates = dropDuplicates
    let (reader, source, level, currency) = (PurchaseReader(plan), self.source, output.level, money.currency)
    let hasValues = value != nil
    try await output.run(unit: source.unit) { progress in
      try PurchaseCalibration(
        reader.read(source.records(), progress: progress), hasValues: hasValues, currency: currency, level: level
      ).result()
    }
  }
}

extension PurchasePlan.TimeUnit: ExpressibleByArgument {}
