/// A number or a text, kept as a text: options that are shares are read in one place, from either.
struct ShareText: Decodable, Sendable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      text = "\(number)"
    } else if let words = try? container.decode(String.self) {
      text = words
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a number or a text such as 5%")
    }
  }
}

/// One of some words, so that another one is refused with those that there are.
struct Word<Choice: RawRepresentable & CaseIterable & Sendable>: Decodable, Sendable where Choice.RawValue == String {
  let choice: Choice

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "`\(text)` is none of the words that there are: \(known)")
    }
    self.choice = choice
  }
}
