import Primitives

/// Writes dates and lengths of time for readers, in English whatever the machine's language.
package enum DateText {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `2016-01-04` -> `4 January 2016`; a text that is no date stays as it is.
  package static func long(_ text: String) -> String {
    guard let date = CivilDate(text) else { return text }
    let (year, month, day) = date.components
    return "\(day) \(months[month - 1]) \(year)"
  }

  /// `Mon 4 Jan 2016`.
  package static func short(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    let weekday = Words.sentenceCase(String(date.weekday.rawValue.prefix(3)))
    return "\(weekday) \(day) \(months[month - 1].prefix(3)) \(year)"
  }

  /// `119` -> `17 weeks`, `10` -> `10 days`.
  package static func span(days: Int) -> String {
    if days >= 14, days % 7 == 0 { return "\(days / 7) weeks" }
    return days == 1 ? "1 day" : "\(days) days"
  }

  /// `41.7` -> `41.7 s`, `312` -> `5 min 12 s`.
  package static func duration(seconds: Double) -> String {
    if seconds < 120 { return ReportNumbers.plain.measured(seconds) + " s" }
    let whole = Int(seconds.rounded())
    return "\(whole / 60) min \(whole % 60) s"
  }

  /// `221249536` -> `211 MB`.
  package static func size(bytes: Int) -> String {
    let megabytes = Double(bytes) / 1_048_576
    return megabytes >= 1024
      ? ReportNumbers.plain.number(megabytes / 1024, digits: 3) + " GB"
      : ReportNumbers.plain.number(megabytes, digits: 3) + " MB"
  }
}
