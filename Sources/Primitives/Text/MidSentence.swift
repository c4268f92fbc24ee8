/// Returns a text with its first letter in lower case, unless it begins with an abbreviation.
///
/// ```swift
/// midSentence("Sessions per week")  // "sessions per week"
/// midSentence("SMS per user")       // "SMS per user"
/// ```
public func midSentence(_ text: String) -> String {
  let second = text.dropFirst().first
  return second?.isUppercase == true ? text : text.prefix(1).lowercased() + text.dropFirst()
}
