import Simulation

/// A value in which two scenarios differ.
public struct ScenarioDifference: Sendable, Equatable {
  /// Keys from the root, as in overrides: `campaigns.digest.when.at`.
  public var path: String
  /// As it would be written on one line; nil: the key is not there, so that its default holds.
  public var before: String?
  public var after: String?

  /// Makes a difference.
  public init(path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

extension ScenarioFile {
  /// Returns the values in which two scenarios differ, in the order of the file.
  ///
  /// Both are compared as they would be written (``text(of:)``), so that it does not matter how a file puts something: a key
  /// that has its default is the same as one that is not there.
  public static func differences(from before: Scenario, to after: Scenario) -> [ScenarioDifference] {
    var comparer = TreeComparer(currencies: (before.currency, after.currency))
    comparer.compare(tree(of: before), tree(of: after), at: [])
    return comparer.differences
  }
}

/// Walks through two trees side by side.
private struct TreeComparer {
  let currencies: (before: String, after: String)
  var differences: [ScenarioDifference] = []

  mutating func compare(_ before: YAMLValue?, _ after: YAMLValue?, at path: [String]) {
    if before == after { return }
    switch (before?.content, after?.content) {
    case (.mapping(let a)?, .mapping(let b)?):
      let keys = a.map(\.key) + b.map(\.key).filter { key in !a.contains { $0.key == key } }
      for key in keys {
        compare(a.first { $0.key == key }?.value, b.first { $0.key == key }?.value, at: path + [key])
      }
      // The same keys in another order: of maps whose order says something, such as that of arms.
      if a.map(\.key) != b.map(\.key), Set(a.map(\.key)) == Set(b.map(\.key)) {
        add(path + ["(order)"], a.map(\.key).joined(separator: ", "), b.map(\.key).joined(separator: ", "))
      }
    case (.sequence(let a)?, .sequence(let b)?) where a.count == b.count && a.contains(where: \.isMapping):
      for index in a.indices { compare(a[index], b[index], at: path + ["[\(index)]"]) }
    default:
      add(
        path, before.map { YAMLWriter.inline($0, currency: currencies.before) },
        after.map { YAMLWriter.inline($0, currency: currencies.after) })
    }
  }

  private mutating func add(_ path: [String], _ before: String?, _ after: String?) {
    differences.append(ScenarioDifference(path: Report.text(path), before: before, after: after))
  }
}

extension YAMLValue {
  fileprivate var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }
}
