import CGSL

/// The GNU Scientific Library, started once with its aborting error handler switched off.
///
/// Every file that calls GSL does so after `GSL.start()`; failures then come back as status codes or NaN and are
/// turned into `StatisticsError` by this layer.
package enum GSL {
  private static let handlerIsOff: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// Switches GSL's default handler (which aborts the process) off; cheap and safe to call from any thread.
  @discardableResult
  package static func start() -> Bool { handlerIsOff }

  /// Throws when a GSL status code says that a call failed.
  ///
  /// - Parameters:
  ///   - code: what the GSL function returned.
  ///   - function: the name to show in the error.
  /// - Throws: `StatisticsError.numericalFailure`.
  package static func check(_ code: Int32, _ function: String) throws {
    guard code != 0 else { return }
    throw StatisticsError.numericalFailure(function: function, reason: String(cString: gsl_strerror(code)))
  }
}
