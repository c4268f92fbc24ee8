import ArrowData
import CArrow
import CEngagementLab
import Experiments
import Foundation

// The functions of `engagelab.h`, one by one.

// Made once and never changed.
nonisolated(unsafe) private let versionText: UnsafePointer<CChar>? = strdup(ScenarioRun.version).map {
  UnsafePointer($0)
}

@_cdecl("engagelab_abi_version")
public func engagelabABIVersion() -> UInt32 { UInt32(ENGAGELAB_ABI_VERSION) }

@_cdecl("engagelab_version")
public func engagelabVersion() -> UnsafePointer<CChar>? { versionText }

@_cdecl("engagelab_set_assets")
public func engagelabSetAssets(_ folder: UnsafePointer<CChar>?) {
  PageAssets.shared.set(folder.map { String(cString: $0) })
}

@_cdecl("engagelab_start")
public func engagelabStart(
  _ verb: UnsafePointer<CChar>?, _ request: UnsafePointer<CChar>?, _ inputs: UnsafePointer<engagelab_input>?,
  _ count: Int32
) -> OpaquePointer {
  let name = verb.map { String(cString: $0) } ?? ""
  let text = request.map { String(cString: $0) } ?? "{}"
  let given = UnsafeBufferPointer(start: inputs, count: inputs == nil ? 0 : Int(max(0, count)))
  // Taken over at once: the caller's structures need not outlive this call.
  let tables = given.compactMap { input -> JobInputs.Entry? in
    guard let stream = input.stream else { return nil }
    return (input.name.map { String(cString: $0) } ?? "", ArrowStream(taking: stream))
  }
  let job = Job { progress in
    try await Verbs.run(name, request: text, inputs: JobInputs(tables), progress: progress)
  }
  return OpaquePointer(Unmanaged.passRetained(job).toOpaque())
}

private func job(_ pointer: OpaquePointer) -> Job {
  Unmanaged<Job>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
}

@_cdecl("engagelab_wait")
public func engagelabWait(_ pointer: OpaquePointer, _ milliseconds: Int32) -> Int32 {
  job(pointer).wait(milliseconds: milliseconds).code
}

@_cdecl("engagelab_cancel")
public func engagelabCancel(_ pointer: OpaquePointer) { job(pointer).cancel() }

@_cdecl("engagelab_get_progress")
public func engagelabGetProgress(_ pointer: OpaquePointer, _ out: UnsafeMutablePointer<engagelab_progress>?) {
  let now = job(pointer).progress.now
  out?.pointee = engagelab_progress(
    done: Int64(now.done), total: Int64(now.total),
    unit: UnsafeRawPointer(now.unit.name.utf8Start).assumingMemoryBound(to: CChar.self))
}

@_cdecl("engagelab_problem_count")
public func engagelabProblemCount(_ pointer: OpaquePointer) -> Int32 { Int32(job(pointer).problems.count) }

@_cdecl("engagelab_problem_at")
public func engagelabProblemAt(
  _ pointer: OpaquePointer, _ index: Int32, _ out: UnsafeMutablePointer<engagelab_problem>?
)
  -> Int32
{
  let job = job(pointer)
  let problems = job.problems
  guard let out, problems.indices.contains(Int(index)) else { return -1 }
  let problem = problems[Int(index)]
  out.pointee = engagelab_problem(
    kind: job.kept(problem.kind.rawValue), severity: job.kept(problem.isWarning ? "warning" : "error"),
    code: job.kept(problem.code), what: job.kept(problem.what), remedy: job.kept(problem.remedy),
    source: job.kept(problem.source), path: job.kept(problem.path), line: Int32(clamping: problem.line),
    column: Int32(clamping: problem.column), text: job.kept(problem.text))
  return 0
}

@_cdecl("engagelab_document_name")
public func engagelabDocumentName(_ pointer: OpaquePointer, _ index: Int32) -> UnsafePointer<CChar>? {
  let job = job(pointer)
  guard let documents = job.output?.documents, documents.indices.contains(Int(index)) else { return nil }
  return job.kept(documents[Int(index)].name)
}

@_cdecl("engagelab_table_name")
public func engagelabTableName(_ pointer: OpaquePointer, _ index: Int32) -> UnsafePointer<CChar>? {
  let job = job(pointer)
  guard let tables = job.output?.tables, tables.indices.contains(Int(index)) else { return nil }
  return job.kept(tables[Int(index)].name)
}

@_cdecl("engagelab_document")
public func engagelabDocument(_ pointer: OpaquePointer, _ name: UnsafePointer<CChar>?)
  -> UnsafePointer<CChar>?
{
  let job = job(pointer)
  guard let name = name.map({ String(cString: $0) }),
    let document = job.output?.documents.first(where: { $0.name == name })
  else { return nil }
  return job.kept(document.text)
}

@_cdecl("engagelab_table")
public func engagelabTable(
  _ pointer: OpaquePointer, _ name: UnsafePointer<CChar>?, _ out: UnsafeMutablePointer<ArrowArrayStream>?
) -> Int32 {
  guard let name = name.map({ String(cString: $0) }), let out,
    let table = job(pointer).output?.tables.first(where: { $0.name == name })?.table
  else { return -1 }
  table.export(to: out)
  return 0
}

@_cdecl("engagelab_release")
public func engagelabRelease(_ pointer: OpaquePointer?) {
  guard let pointer else { return }
  let job = Unmanaged<Job>.fromOpaque(UnsafeRawPointer(pointer))
  job.takeUnretainedValue().cancel()
  job.release()
}
