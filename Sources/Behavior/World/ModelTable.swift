/// Numbers of the model that stand in a list or a table of a scenario, one for each thing of a kind.
///
/// They are no ``ModelSetting``, which is one number; the reference page shows them beside those.
public struct ModelTable: Sendable {
  /// The key in a scenario, with the key within where there is one: `days: activity`.
  public let key: String
  /// How many numbers there are, of what kind.
  public let unit: String
  /// What holds when nothing is said, in words or as it is written (Markdown).
  public let usual: String
  public let range: String
  /// What it means, one sentence.
  public let meaning: String
  /// Where the default comes from, or `assumed`.
  public let source: String

  init(_ key: String, _ unit: String, usual: String, range: String, _ meaning: String, source: String) {
    self.key = key
    self.unit = unit
    self.usual = usual
    self.range = range
    self.meaning = meaning
    self.source = source
  }
}

extension BehaviorParameters.Seasons {
  /// Its numbers.
  public static let tables = [
    ModelTable(
      "months", "12 numbers, relative", usual: "all alike", range: "0 to 1000",
      "Relative activity January to December; only the proportions count.", source: "assumed: no season"),
    ModelTable(
      "days: activity", "% by day", usual: "`100%`", range: "0% to 10000%",
      "Factor of the mean number of sessions on a special day.", source: "assumed: as on other days"),
    ModelTable(
      "days: conversion", "% by day", usual: "`100%`", range: "0% to 10000%", "Factor of the chance to convert on it.",
      source: "assumed: as on other days"),
  ]
}

extension AppModel.Levels {
  /// Its numbers by level.
  public static let tables = [
    ModelTable(
      "chances", "% by level", usual: "by `chance` and `falls`", range: "0% to 100%",
      "Chances of an attempt by level, from that of a new player, instead of `chance` and `falls`; the last one holds for all "
        + "above.", source: "assumed: by `chance` and `falls`")
  ]
}

extension AppModel.Technical {
  /// Its numbers by fact of the device.
  public static let tables = [
    ModelTable(
      "crashes", "% by fact and value", usual: "`100%`", range: "0% to 10000%",
      "Factor of the chance of a crash on devices of which a fact holds; those of several facts multiply.",
      source: "assumed: all devices alike"),
    ModelTable(
      "errors", "% by fact and value", usual: "`100%`", range: "0% to 10000%", "The same for the chance of each error.",
      source: "assumed: all devices alike"),
  ]
}

extension AppModel.Ratings {
  /// Its numbers by stars.
  public static let tables = [
    ModelTable(
      "stars", "% of one to five stars", usual: "`[10%, 4%, 6%, 15%, 65%]`", range: "sum 100%",
      "Shares of the stars that users of average satisfaction give.",
      source: "assumed, in the J shape of product reviews \(Cite.jShape)")
  ]
}
