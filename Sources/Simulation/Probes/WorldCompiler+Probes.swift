import EngagementCore

extension WorldCompiler {
  /// Compiles expressions that ask what a segment is now, not what it was when it was last worked out.
  mutating func compileNow(_ texts: [String]) throws(World.CompilationError) -> [Predicate] {
    guard !texts.isEmpty else { return [] }
    var context = context
    for index in context.segments.indices { context.segments[index].refresh = .realTime }
    var result: [Predicate] = []
    for text in texts {
      do {
        result.append(try Predicate.compile(text, in: context, measures: &measures))
      } catch {
        throw World.CompilationError(path: [text], reason: "\(error.message); \(error.remedy)")
      }
    }
    return result
  }
}
