import CGSL

/// Carries a throwing Swift closure across the C boundary as a `gsl_function`.
///
/// The box is passed to C unretained and outlives the call; an error thrown by the closure is kept, NaN is returned
/// to C, and the error is thrown again on the Swift side.
final class GSLFunctionBox {
  private let body: (Double) throws -> Double
  private var failure: (any Error)?

  private init(_ body: @escaping (Double) throws -> Double) { self.body = body }

  private func value(at x: Double) -> Double {
    guard failure == nil else { return .nan }
    do {
      return try body(x)
    } catch {
      failure = error
      return .nan
    }
  }

  /// Calls `use` with a pointer to a `gsl_function` that evaluates `body`, then rethrows what `body` threw.
  static func with<Result>(
    _ body: (Double) throws -> Double, _ use: (UnsafeMutablePointer<gsl_function>) throws -> Result
  ) throws -> Result {
    GSL.start()
    return try withoutActuallyEscaping(body) { escaping in
      let box = GSLFunctionBox(escaping)
      var function = gsl_function(
        function: { x, parameters in
          guard let parameters else { return .nan }
          return Unmanaged<GSLFunctionBox>.fromOpaque(parameters).takeUnretainedValue().value(at: x)
        },
        params: Unmanaged.passUnretained(box).toOpaque())
      let outcome = withExtendedLifetime(box) { Swift.Result { try use(&function) } }
      if let failure = box.failure { throw failure }
      return try outcome.get()
    }
  }
}
