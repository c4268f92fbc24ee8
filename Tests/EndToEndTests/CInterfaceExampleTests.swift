import Foundation
import Testing

/// The example of Documentation/c-interface.md, compiled by the system's compiler and run with the built library.
@Suite struct CInterfaceExampleTests {
  /// The compiler; nil: there is none.
  private static let compiler = ["cc", "gcc", "clang"].lazy.compactMap { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }.first

  /// The folder with the library.
  private static let products = Command.executable.deletingLastPathComponent()

  private static let hasLibrary = FileManager.default.fileExists(
    atPath: products.appendingPathComponent("libEngagementLabC.so").path)

  private func example() throws -> String {
    let page = try String(
      contentsOf: Command.package.appendingPathComponent("Documentation/c-interface.md"), encoding: .utf8)
    let start = try #require(page.range(of: "```c\n"))
    let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test(
    .enabled(if: compiler != nil, "there is no C compiler (cc, gcc or clang) on the path"),
    .enabled(if: hasLibrary, "libEngagementLabC is not built; run `swift build -c release --product EngagementLabC`"))
  func compilesAndRuns() throws {
    let command = try Command()
    defer { command.remove() }
    let source = try command.write(try example(), to: "example.c")
    let sources = Command.package.appendingPathComponent("Sources").path
    let compiler = try #require(Self.compiler)
    let compiled = try command.shell(
      "'\(compiler)' -std=c99 -Wall -Wextra -Werror -I'\(sources)/CEngagementLab/include' -I'\(sources)/CArrow/include' "
        + "'\(source)' -o example -L'\(Self.products.path)' -lEngagementLabC -Wl,-rpath,'\(Self.products.path)'")
    #expect(compiled.status == 0, "\(compiled.err)")
    try FileManager.default.createSymbolicLink(
      at: command.folder.appendingPathComponent("Scenarios"),
      withDestinationURL: Command.package.appendingPathComponent("Scenarios"))
    let output = try command.shell("./example")
    #expect(output.status == 0, "\(output.err)")
    let lines = output.out.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("results.json has ") == true)
    #expect(lines.last == "lifts has 15 rows, and 15 columns of which the first is arm")
  }
}
