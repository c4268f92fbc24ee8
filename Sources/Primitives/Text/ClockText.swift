/// Returns a second of the day as hours and minutes.
///
/// ```swift
/// clockText(8 * 3600 + 300)                     // 08:05
/// clockText(8 * 3600 + 307, showsSeconds: true)  // 08:05:07
/// ```
public func clockText(_ second: Int, showsSeconds: Bool = false) -> String {
  let parts = [second / 3600, second / 60 % 60] + (showsSeconds ? [second % 60] : [])
  return parts.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
}
