import ArgumentParser
import Primitives

/// Tells what is wrong with options as the parser of arguments does.
///
/// - Throws: `ValidationError` for an `OptionError`.
func valid<Output>(_ work: () throws(OptionError) -> Output) throws -> Output {
  do { return try work() } catch { throw ValidationError(error.description) }
}
