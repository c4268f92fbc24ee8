import Behavior

extension Shape where Value == BehaviorParameters {
  /// How people behave.
  static let behavior = Shape.object(
    "behavior",
    "How people behave: a preset, and every number that differs from it, or its distribution, e.g. `normal(0.485, 0.03)`.",
    blank: BehaviorParameters(),
    fields: [preset] + BehaviorSetting.groups.map(group) + [
      .optional("calendar", .seasons, \.seasons, "What the calendar does to people: seasons and special days."),
      .correlated,
    ])

  /// The preset replaces all numbers, so it is the first field, whatever its place in the file.
  private static var preset: Field<BehaviorParameters> {
    let words = Shape<BehaviorPreset>.words(
      "preset", BehaviorPreset.allCases.map { ($0.rawValue, $0, $0.about) })
    return Field(
      key: "preset", form: words.form, isRequired: false,
      meaning: "Where the numbers start from; `median-app` by default.", showsDefault: false,
      read: { node, path, root, reading in
        if let preset = words.read(node, path, &reading) { root = preset.parameters }
      }, write: { _ in nil })
  }

  @Sendable private static func group(_ group: (key: String, meaning: String)) -> Field<BehaviorParameters> {
    var fields = BehaviorSetting.all.filter { $0.group == group.key }.map(field)
    if group.key == "rhythm" {
      fields += [
        .optional(
          "weekday",
          profile(
            7, "Monday to Sunday",
            [
              ("flat", BehaviorParameters.Rhythm.flatWeek, "The same on every day."),
              ("news", BehaviorParameters.Rhythm.news, "A news site (Upworthy Research Archive)."),
              ("shop", BehaviorParameters.Rhythm.shop, "A mobile-first shop (Open Bandit Dataset)."),
            ]), \.rhythm.weekday, "Relative activity by weekday."),
        .optional(
          "hour",
          profile(
            24, "from midnight",
            [
              ("flat", BehaviorParameters.Rhythm.flatDay, "The same at every hour."),
              ("shop", BehaviorParameters.Rhythm.zozo, "A mobile-first shop (Open Bandit Dataset)."),
            ]), \.rhythm.hour, "Relative activity by hour of the day."),
      ]
    }
    return .group(group.key, "behavior \(group.key)", group.meaning, blank: BehaviorParameters(), fields: fields)
  }

  @Sendable private static func field(_ setting: BehaviorSetting) -> Field<BehaviorParameters> {
    .number(setting.key, .uncertain(setting.range) { .of(setting.unit, $0) }, setting.path, setting.meaning)
  }

  /// A named profile or a list of numbers.
  private static func profile(
    _ count: Int, _ order: String, _ named: [(word: String, value: [Double], meaning: String)]
  ) -> Shape<[Double]> {
    let word = Shape<[Double]>.words("profile", named)
    let list = Shape<[Double]>.list(of: .number(0...1000))
    return Shape<[Double]>(
      form: .either([word.form, list.form]),
      read: { node, path, reading in
        guard case .sequence(let items) = node.content else { return word.read(node, path, &reading) }
        guard items.count == count else {
          reading.complain(
            "wrong-kind", path, at: node.place, "\(items.count) numbers instead of \(count)",
            "give one number for each, \(order)")
          return nil
        }
        let before = reading.complaints.count
        let values = list.read(node, path, &reading)
        return reading.complaints.count == before ? values : nil
      },
      write: { values in named.contains { $0.value == values } ? word.write(values) : list.write(values) })
  }
}
