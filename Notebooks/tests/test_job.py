"""Jobs against the stand-in: errors, waiting, interruption, memory, streams."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import Fake, build_fake, environment

import engagelab as el
from engagelab import _native
from engagelab._arrow import reader_of
from engagelab._job import Job, collect, perform


def wait_for(condition, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return bool(condition())


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("scenario", el.ScenarioError),
        ("usage", el.UsageError),
        ("data", el.DataError),
        ("undecided", el.CannotTell),
        ("statistics", el.StatisticsError),
        ("output", el.OutputError),
        ("internal", el.InternalError),
    ],
)
def test_problems_become_typed_errors(
    fake: Fake, kind: str, error: type[el.EngagementLabError]
) -> None:
    with pytest.raises(error) as caught:
        perform("fail", {"kind": kind})
    problems = caught.value.problems
    assert [problem.severity for problem in problems] == ["warning", "error"]
    fault = problems[1]
    assert (fault.kind, fault.source, fault.line, fault.column) == (kind, "x.yaml", 12, 9)
    assert (fault.code, fault.path) == ("unknown-key", "population.sise")
    assert problems[0].line is None
    assert "x.yaml:12:9: error: unknown key" in str(caught.value)
    assert wait_for(lambda: fake.jobs == 0)


def test_errors_can_be_pickled(fake: Fake) -> None:
    import pickle

    with pytest.raises(el.ScenarioError) as caught:
        perform("fail", {"kind": "scenario"})
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is el.ScenarioError
    assert again.problems == caught.value.problems


def test_a_failure_without_a_reason_is_internal(fake: Fake) -> None:
    with pytest.raises(el.InternalError, match="without a reason"):
        perform("silent", {})


def test_requests_are_utf8(fake: Fake) -> None:
    outcome = perform("echo", {"name": "été “日本”"})
    assert outcome.json("request") == {"name": "été “日本”"}


def test_tables_point_to_the_memory_of_the_engine_and_outlive_the_job(fake: Fake) -> None:
    table = perform("numbers", {"rows": 1000}).tables["numbers"]
    gc.collect()
    assert wait_for(lambda: fake.jobs == 0)
    assert fake.columns == 1
    assert table["number"].to_pylist() == list(range(1000))
    column = table["number"]
    del table
    gc.collect()
    assert fake.columns == 1
    assert column[999].as_py() == 999
    del column
    gc.collect()
    assert fake.columns == 0


def test_a_table_can_be_asked_for_again(fake: Fake) -> None:
    job = Job("numbers", {"rows": 3})
    job.wait()
    first, second = job.tables()["numbers"], job.tables()["numbers"]
    assert first == second
    address = first["number"].chunk(0).buffers()[1].address
    assert address == second["number"].chunk(0).buffers()[1].address
    del first, second, job
    gc.collect()
    assert wait_for(lambda: fake.columns == 0 and fake.jobs == 0)


def test_inputs_are_taken_over_and_released(fake: Fake) -> None:
    reader = reader_of("people", {"number": list(range(100))})
    outcome = perform("echo", {}, {"people": reader})
    assert outcome.documents["inputs"] == "people: 100 rows, sum 4950"


def test_inputs_are_read_as_a_stream(fake: Fake) -> None:
    schema = pa.schema([("number", pa.int64())])
    batches = (pa.record_batch([pa.array([i] * 10)], schema=schema) for i in range(50))
    reader = pa.RecordBatchReader.from_batches(schema, batches)
    outcome = perform("echo", {}, {"data": reader_of("data", reader)})
    assert outcome.documents["inputs"] == "data: 500 rows, sum 12250"


def test_progress_is_told_to_a_callable(fake: Fake) -> None:
    told: list[tuple[int, int, str]] = []
    perform("sleep", {"milliseconds": 300}, progress=lambda *seen: told.append(seen))
    assert told[-1] == (300, 300, "milliseconds")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert len(told) > 2


def test_an_error_of_the_callable_stops_the_work(fake: Fake) -> None:
    before = fake.cancels

    def refuse(*_: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        perform("sleep", {"milliseconds": 60_000}, progress=refuse)
    assert fake.cancels == before + 1
    gc.collect()
    assert wait_for(lambda: fake.jobs == 0)


def test_a_bar_is_shown_on_standard_error_only(
    fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    perform("sleep", {"milliseconds": 900}, progress=True, label="run")
    output = capsys.readouterr()
    assert output.out == ""
    assert "run" in output.err
    perform("sleep", {"milliseconds": 900}, progress=False)
    perform("sleep", {"milliseconds": 900})
    output = capsys.readouterr()
    assert output == ("", "")


def test_an_interruption_stops_the_work_first(fake: Fake) -> None:
    before = fake.cancels
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        perform("sleep", {"milliseconds": 60_000})
    assert time.monotonic() - begin < 20
    assert fake.cancels == before + 1
    gc.collect()
    assert wait_for(lambda: fake.jobs == 0)


def test_cancelled_from_another_thread_while_waiting(fake: Fake) -> None:
    job = Job("sleep", {"milliseconds": 60_000})
    threading.Timer(0.2, job.cancel).start()
    job.wait()
    with pytest.raises(el.Cancelled):
        collect(job)


def test_waiting_may_end_before_the_work(fake: Fake) -> None:
    job = Job("sleep", {"milliseconds": 400})
    with pytest.raises(TimeoutError):
        job.wait(timeout=0.05)
    job.wait()
    collect(job)


def test_two_threads_work_at_once(fake: Fake) -> None:
    begin = time.monotonic()
    threads = [
        threading.Thread(target=perform, args=("sleep", {"milliseconds": 700})) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    ticks = 0
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.01)
        ticks += 1
    # The lock of the interpreter is free meanwhile, and nobody waits for anybody else.
    assert ticks > 20
    assert time.monotonic() - begin < 8 * 0.7


def test_a_job_that_was_given_back_is_not_asked(fake: Fake) -> None:
    job = Job("numbers", {"rows": 3})
    job.wait()
    collect(job)
    for question in (job.documents, job.tables, job.problems):
        with pytest.raises(RuntimeError, match="given back"):
            question()
    assert job.poll()
    job.cancel()


def test_a_job_that_is_dropped_is_given_back(fake: Fake) -> None:
    job = Job("sleep", {"milliseconds": 60_000})
    assert fake.jobs == 1
    del job
    gc.collect()
    assert wait_for(lambda: fake.jobs == 0)


def test_nothing_is_left_of_a_thousand_jobs(fake: Fake) -> None:
    for _ in range(1000):
        perform("numbers", {"rows": 10})
    gc.collect()
    assert wait_for(lambda: fake.jobs == 0 and fake.columns == 0)


def test_a_forked_process_is_told(fake: Fake) -> None:
    running = Job("sleep", {"milliseconds": 2000})
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            try:
                perform("numbers", {"rows": 1})
                answer = "worked"
            except el.UsageError as error:
                answer = error.problems[0].code
            try:
                running.wait()
                answer += " waited"
            except el.UsageError as error:
                answer += " " + error.problems[0].code
            del running
            os.write(write, answer.encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        assert pipe.read() == "after-fork after-fork"
    os.waitpid(child, 0)
    running.cancel()
    running.wait()


SCRIPT = """
import sys, signal
import engagelab
from engagelab._job import Job, perform
{body}
"""


def script(library: Path, body: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(body=body)],
        env=environment(ENGAGELAB_LIBRARY=str(library)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_interpreter_ends_while_a_job_runs(fake: Fake) -> None:
    process = script(fake.path, "job = Job('sleep', {'milliseconds': 60_000})\nprint('left')")
    out, err = process.communicate(timeout=30)
    assert (out, err, process.returncode) == ("left\n", "", 0)


def test_a_process_that_is_interrupted_ends_with_its_traceback(fake: Fake) -> None:
    process = script(
        fake.path, "print('begins', flush=True)\nperform('sleep', {'milliseconds': 60_000})"
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert process.returncode in (-signal.SIGINT, 130, 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"version": "9.9.9"}, "the engine .* is of version 9.9.9, and this package of"),
        ({"abi": 2}, "has version 2 of the C interface, and this package needs 1"),
    ],
)
def test_another_engine_is_refused(fake_folder: Path, options: dict, message: str) -> None:
    path = build_fake(fake_folder, **options)
    if path is None:
        pytest.skip("no C compiler")
    with pytest.raises(ImportError, match=message):
        _native.Library(path)


def test_a_missing_engine_is_told(tmp_path: Path) -> None:
    process = script(tmp_path / "nothing.so", "")
    _, err = process.communicate(timeout=30)
    assert "ImportError: the engine is not there" in err
    assert "make python" in err


def test_what_is_no_library_is_told(tmp_path: Path) -> None:
    path = tmp_path / "text.so"
    path.write_text("text")
    with pytest.raises(ImportError, match="cannot be loaded"):
        _native.Library(path)
