import Foundation
import Primitives

/// What is asked of a verb: a JSON object whose keys are those of `Keys`.
protocol Request: Sendable {
  associatedtype Keys: CodingKey & CaseIterable & RawRepresentable<String>
  /// Names of the tables that may be handed in.
  static var inputs: [String] { get }
  /// Reads a request.
  static func read(_ text: String) throws -> Self
  /// Does the work.
  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput
}

extension Request {
  static var inputs: [String] { [] }
}

extension Request where Self: Decodable {
  /// Reads a request.
  ///
  /// - Throws: `JobProblem` for a key that is not known, `DecodingError` for what has not the form that is wanted.
  static func read(_ text: String) throws -> Self {
    _ = try members(of: text)
    return try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }
}

extension Request {
  /// The members of a request, all of which are known.
  ///
  /// - Throws: `JobProblem`.
  static func members(of text: String) throws(JobProblem) -> [String: Any] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) else {
      throw JobProblem(.usage, "the request is no JSON", remedy: "give an object such as {}", code: "wrong-value")
    }
    guard let members = object as? [String: Any] else {
      throw JobProblem(.usage, "the request is no JSON object", remedy: "give an object such as {}", code: "wrong-type")
    }
    try Keys.check(members.keys.map { $0 }, at: "")
    return members
  }
}

extension CodingKey where Self: CaseIterable & RawRepresentable<String> {
  /// Refuses keys that are none of these, with the nearest one that is.
  ///
  /// - Parameter path: Where the keys stand.
  static func check(_ keys: [String], at path: String) throws(JobProblem) {
    let known = allCases.map(\.rawValue)
    guard let other = keys.sorted().first(where: { !known.contains($0) }) else { return }
    let near = nearestName(to: other, in: known).map { "did you mean `\($0)`?" }
    throw JobProblem(
      .usage, "there is no key `\(other)`",
      remedy: near ?? (known == ["none"] ? "there are none" : "the keys are \(known.joined(separator: ", "))"),
      code: "unknown-key", path: path.isEmpty ? other : "\(path).\(other)")
  }
}

extension Decoder {
  /// Refuses keys of an object that are not known.
  func check<Keys: CodingKey & CaseIterable & RawRepresentable<String>>(_: Keys.Type) throws {
    let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    try Keys.check(keys, at: codingPath.map(\.stringValue).joined(separator: "."))
  }
}

/// Any key.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
