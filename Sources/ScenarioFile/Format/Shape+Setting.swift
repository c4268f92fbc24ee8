import Primitives

extension Shape where Value == [AppInfoSetting] {
  /// App-infos with the values that they get.
  static let settings = Shape.named(.map("name of an app-info", to: .setting)) {
    AppInfoSetting(appInfo: $0.name, value: $0.value)
  } unmake: {
    Named($0.appInfo, $0.value)
  }
}

extension Shape where Value == AppInfoSetting.Value {
  private static let form = ScalarForm(
    kind: "value of an app-info",
    syntax: "`true`, `3`, `+1` (one more than before), a text, `2016-02-01` or `today + 30 days`", patterns: [""],
    native: .booleanOrInteger)

  /// What an app-info is set to. A value in quotes is a text.
  static let setting = Shape(
    form: .scalar(form),
    read: { node, path, reading in
      guard case .scalar(let text, let plain) = node.content, !node.isNull else {
        reading.complain(
          "wrong-kind", path, at: node.place, "expected \(form.phrase), found \(node.kind)", "write \(form.syntax)")
        return nil
      }
      guard plain else { return .text(text) }
      switch plainValue(text) {
      case .success(let value): return value
      case .failure(let objection):
        reading.complain(objection.code, path, at: node.place, objection.what, objection.remedy)
        return nil
      }
    },
    write: { value in
      switch value {
      case .number(let number): .text(String(number))
      case .increase(let step): .text("+\(step)")
      case .date(let date): .text(date.description)
      case .today(let offset): .text(todayText(offset))
      case .text(let text):
        // Quotes are needed only where the text would be read as something else.
        if case .success(.text) = plainValue(text) { .text(text) } else { YAMLValue(.scalar(text, plain: false)) }
      }
    })

  private static func plainValue(_ text: String) -> Result<Value, Objection> {
    switch text {
    case "true": return .success(.number(1))
    case "false": return .success(.number(0))
    case "today": return .success(.today(offset: 0))
    default: break
    }
    if text.hasPrefix("today ") { return today(text) }
    if let date = CivilDate(text) { return .success(.date(date)) }
    if text.hasPrefix("+"), let step = integer(String(text.dropFirst())) { return .success(.increase(step)) }
    if let number = integer(text) { return .success(.number(number)) }
    // What begins like a number and is none was meant to be one.
    if let quantity = Quantity(text) {
      return .failure(
        quantity.unit.isEmpty
          ? .range("\(text) is no whole number from -2,000,000,000 to 2,000,000,000", "write e.g. `3`, or quote a text")
          : .kind("`\(text)` is neither a number, a date nor a text", "quote it, if it is a text"))
    }
    return .success(.text(text))
  }

  private static func integer(_ text: String) -> Int? {
    guard let quantity = Quantity(text), quantity.unit.isEmpty, let value = quantity.integer(places: 0),
      abs(value) <= 2_000_000_000
    else { return nil }
    return Int(value)
  }

  private static func today(_ text: String) -> Result<Value, Objection> {
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[1] == "+" || parts[1] == "-" else {
      return .failure(.kind("`\(text)` is not a day", "write `today`, `today + 30 days` or `today - 7 days`"))
    }
    return Shape<Int>.seconds(String(parts[2]), 0...36_500 * secondsPerDay, example: "30 days").flatMap { seconds in
      guard seconds % secondsPerDay == 0 else {
        return .failure(.unit("`\(text)` is not a whole number of days", "write e.g. `today + 30 days`"))
      }
      let days = seconds / secondsPerDay
      return .success(.today(offset: parts[1] == "+" ? days : -days))
    }
  }

  private static func todayText(_ offset: Int) -> String {
    guard offset != 0 else { return "today" }
    let days = abs(offset)
    return "today \(offset < 0 ? "-" : "+") \(days) \(TimeUnit.day.name(days))"
  }
}
