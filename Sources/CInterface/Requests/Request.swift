import Foundation
import Primitives

/// What is asked of a verb: a JSON object whose keys are those of `Keys`.
protocol Request: Decodable, Sendable {
  associatedtype Keys: CodingKey & CaseIterable & RawRepresentable<String>
  /// Names of the tables that may be handed in.
  static var inputs: [String] { get }
  /// Does the work.
  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput
}

extension Request {
  static var inputs: [String] { [] }

  /// Reads a request.
  ///
  /// - Throws: `JobProblem` for a key that is not known, `DecodingError` for what has not the form that is wanted.
  static func read(_ text: String) throws -> Self {
    let data = Data(text.utf8)
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: data)
    } catch {
      throw JobProblem(.usage, "the request is no JSON", remedy: "give an object such as {}", code: "wrong-value")
    }
    guard let members = object as? [String: Any] else {
      throw JobProblem(.usage, "the request is no JSON object", remedy: "give an object such as {}", code: "wrong-type")
    }
    let known = Keys.allCases.map(\.rawValue)
    if let other = members.keys.sorted().first(where: { !known.contains($0) }) {
      let near = nearestName(to: other, in: known).map { "did you mean `\($0)`?" }
      throw JobProblem(
        .usage, "there is no key `\(other)`", remedy: near ?? "the keys are \(known.joined(separator: ", "))",
        code: "unknown-key", path: other)
    }
    return try JSONDecoder().decode(Self.self, from: data)
  }
}
