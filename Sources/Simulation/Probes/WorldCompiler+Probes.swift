import EngagementCore

extension WorldCompiler {
  /// Compiles the probes. They ask what a segment is now, not what it was when it was last worked out.
  mutating func compileProbes() throws(World.CompilationError) -> [Predicate] {
    guard !probes.isEmpty else { return [] }
    var context = context
    for index in context.segments.indices { context.segments[index].refresh = .realTime }
    var result: [Predicate] = []
    for probe in probes {
      do {
        result.append(try Predicate.compile(probe, in: context, measures: &measures))
      } catch {
        throw World.CompilationError(path: [probe], reason: "\(error.message); \(error.remedy)")
      }
    }
    return result
  }
}
