/// Returns the candidate that was probably meant by a misspelt name, or nil when none is near.
///
/// ```swift
/// nearestName(to: "artcile", in: ["home", "article", "video"])  // "article"
/// ```
///
/// Near means at most one edit for each three characters (insert, delete, replace, swap of neighbours), without regard
/// to case and to `-`, `_` and space; of equally near candidates the first wins.
///
/// - Parameters:
///   - name: What was written.
///   - candidates: Valid names, in order of preference.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = folded(name)
  guard !wanted.isEmpty, wanted.count <= longestComparedName else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let other = folded(candidate)
    guard !other.isEmpty, other.count <= longestComparedName else { continue }
    let limit = max(1, max(wanted.count, other.count) / 3)
    guard abs(other.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, other)
    // One edit turns any one-letter name into any other; that says nothing about what was meant.
    guard distance <= limit, distance < max(wanted.count, other.count) else { continue }
    if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
  }
  return best?.name
}

/// Returns the number of edits between two sequences: insert, delete, replace, or swap of neighbours.
///
/// Source: optimal string alignment, the restricted Damerau-Levenshtein distance;
/// https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance.
public func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i]
    row.reserveCapacity(b.count + 1)
    for j in 1...b.count {
      var cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}

/// Names beyond this length are not compared: the work grows with the square of it.
private let longestComparedName = 80

/// Returns the characters of a name without what people mix up most.
private func folded(_ name: String) -> [Character] {
  // A prefix longer than any compared name tells a long one apart without walking through it.
  name.prefix(longestComparedName + 1).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
}
