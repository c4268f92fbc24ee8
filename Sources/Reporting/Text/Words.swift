import Primitives

/// Turns names into words and lists into sentences.
package enum Words {
  /// `ad_revenuePerUser` -> `ad revenue per user`.
  package static func fromIdentifier(_ name: String) -> String {
    var words = ""
    var previousWasLower = false
    for character in name {
      if character == "_" || character == "-" {
        words += " "
      } else if character.isUppercase, previousWasLower {
        words += " " + character.lowercased()
      } else {
        words.append(character)
      }
      previousWasLower = character.isLowercase
    }
    return words
  }

  /// `a`, `a and b`, `a, b and c`.
  package static func list(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `0` -> `no users`, `1` -> `one user`, `7` -> `seven users`, `12` -> `12 users`.
  package static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(self.number(number)) \(number == 1 ? one : many)"
  }

  /// Small numbers in letters.
  package static func number(_ number: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words.indices.contains(number) ? words[number] : ReportNumbers.page.count(number)
  }

  /// The text with its first letter in upper case.
  package static func sentenceCase(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// The text with its first letter in lower case, unless it begins with an abbreviation.
  package static func midSentence(_ text: String) -> String { Primitives.midSentence(text) }
}
