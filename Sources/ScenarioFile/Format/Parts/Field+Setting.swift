import Behavior

extension Field {
  /// The keys of the numbers of a part of the model.
  static func settings(_ settings: [ModelSetting<Root>]) -> [Field] {
    settings.map { setting in
      number(setting.key, .uncertain(setting.range) { .of(setting.unit, $0) }, setting.path, setting.meaning)
    }
  }

  /// The key of a number.
  static func number(
    _ key: String, _ shape: Shape<Double>, _ path: any WritableKeyPath<Root, Double> & Sendable, _ meaning: String
  ) -> Field {
    Field(
      key: key, form: shape.form, isRequired: false, meaning: meaning,
      read: { node, names, root, reading in
        if let value = shape.read(node, names, &reading) { root[keyPath: path] = value }
      },
      write: { shape.write($0[keyPath: path]) })
  }
}

extension Shape where Value == Double {
  /// How a number of the model is written.
  static func of(_ unit: BehaviorSetting.Unit, _ range: ClosedRange<Double>) -> Shape {
    switch unit {
    case .number: .number(range)
    case .percent: .percent(range)
    case .days: .time(.day, range)
    case .hours: .time(.hour, range)
    case .minutes: .time(.minute, range)
    case .money: .money(range)
    }
  }
}
