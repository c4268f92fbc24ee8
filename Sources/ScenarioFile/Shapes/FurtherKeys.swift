/// Keys of an object beyond its fixed ones: names with values of one shape.
struct FurtherKeys<Root: Sendable>: Sendable {
  var form: ObjectForm.FurtherForm
  var read: @Sendable (_ entry: YAMLValue.Entry, _ path: [String], _ root: inout Root, _ reading: inout Reading) -> Void
  var write: @Sendable (_ root: Root) -> [(String, YAMLValue)]

  /// Keys that name the items of a list of the model.
  static func named<Item>(
    _ key: String, _ shape: Shape<Item>, _ path: any WritableKeyPath<Root, [Named<Item>]> & Sendable, _ meaning: String
  ) -> FurtherKeys {
    FurtherKeys(
      form: ObjectForm.FurtherForm(key: key, value: shape.form, meaning: meaning),
      read: { entry, names, root, reading in
        reading.note(names, key: entry.keyPlace, value: entry.value)
        if let value = shape.read(entry.value, names, &reading) {
          root[keyPath: path].append(Named(entry.key, value))
        }
      },
      write: { root in root[keyPath: path].compactMap { item in shape.write(item.value).map { (item.name, $0) } } })
  }
}
