/// Why options cannot be, alone or together.
///
/// The words name options as the command line does (`--max-bad-rows`), wherever they were given.
public struct OptionError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
