"""Jobs of the engine: waiting, interruptions, results, and memory that is given back."""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import threading
import time
import weakref
from collections.abc import Mapping
from typing import Any, ClassVar, Optional, cast

import pyarrow as pa

from . import _native
from ._arrow import export_stream, import_stream
from ._problems import Cancelled, EngagementLabError, Problem, UsageError, error_from, problem_from
from ._progress import ProgressOption, Watcher
from ._table import Table

#: Milliseconds for which the interpreter does not look at signals.
_SLICE = 50


class _Engine:
    """What is known of the engine in this process."""

    #: The process in which a job was started first; its threads do not survive a fork.
    process: ClassVar[Optional[int]] = None
    jobs: ClassVar[weakref.WeakSet[Job]] = weakref.WeakSet()


def _check_process() -> None:
    if _Engine.process is not None and _Engine.process != os.getpid():
        raise UsageError(
            [
                Problem(
                    kind="usage",
                    severity="error",
                    code="after-fork",
                    what="the engine was used before this process was forked; its threads are gone",
                    remedy='start processes afresh: multiprocessing.get_context("spawn")',
                )
            ]
        )


class Job:
    """Something that the engine does in threads of its own.

    A job may be looked at from several Python threads; the engine is asked by one at a time.
    """

    def __init__(
        self,
        verb: str,
        request: Mapping[str, Any],
        inputs: Optional[Mapping[str, pa.RecordBatchReader]] = None,
        *,
        label: Optional[str] = None,
    ) -> None:
        _check_process()
        self.verb = verb
        self.label = label or verb
        self._library = _native.library()
        self._lock = threading.Lock()
        self._wants_cancel = False
        self._state = _native.RUNNING
        self._progress = (0, 0, "")
        text = json.dumps(request, ensure_ascii=False, allow_nan=False).encode()
        # The structures are kept for as long as the job may look at them.
        streams = {name: export_stream(reader) for name, reader in (inputs or {}).items()}
        array = (_native.InputStruct * len(streams))()
        for entry, (name, stream) in zip(array, streams.items()):
            entry.name = name.encode()
            entry.stream = ctypes.pointer(stream)
        _Engine.process = os.getpid()
        address = self._library.start(verb, text, array if streams else None, len(streams))
        if not address:
            raise MemoryError("the engine has no memory for another job")
        self._job = address
        given_back = weakref.finalize(
            self, _release, self._library, address, os.getpid(), (array, streams)
        )
        # Some type stubs do not know that this can be set. See `_stop_all`.
        cast("Any", given_back).atexit = False
        self._finalizer = given_back
        _Engine.jobs.add(self)

    # Waiting

    def poll(self, milliseconds: int = 0) -> bool:
        """Wait at most so long, and return whether the job is over."""
        if self._state != _native.RUNNING:
            return True
        _check_process()
        with self._lock:
            if self._state == _native.RUNNING:
                if self._wants_cancel:
                    self._library.cancel(self._job)
                state = self._library.wait(self._job, milliseconds)
                self._progress = self._library.progress(self._job)
                self._state = state
        return self._state != _native.RUNNING

    def wait(self, progress: ProgressOption = None, timeout: Optional[float] = None) -> None:
        """Wait until the job is over; an interruption stops it first.

        Raises:
            TimeoutError: If it was not over in time; it goes on.
        """
        end = None if timeout is None else time.monotonic() + timeout
        watcher = Watcher(progress, self.label)
        try:
            while not self.poll(_SLICE if end is None else _slice_until(end)):
                watcher.update(*self._progress)
                if end is not None and time.monotonic() >= end:
                    raise TimeoutError(f"{self.label} is not done yet")
            watcher.update(*self._progress)
        except TimeoutError:
            raise
        except BaseException:
            self._stop()
            raise
        finally:
            watcher.close()

    def _stop(self) -> None:
        self.cancel()
        while not self.poll(_SLICE):
            pass

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._wants_cancel = True
        # A thread that waits asks the engine itself, within a slice.
        if self._state == _native.RUNNING and self._lock.acquire(blocking=False):
            try:
                self._library.cancel(self._job)
            finally:
                self._lock.release()

    @property
    def progress(self) -> tuple[int, int, str]:
        """How much is done, of how much (0: not known), and what is counted."""
        self.poll()
        return self._progress

    # Results

    def _check_kept(self) -> None:
        if not self._finalizer.alive:
            raise RuntimeError(f"the job {self.label} was given back already")

    def problems(self) -> list[Problem]:
        """Return what is wrong or worth a warning."""
        self._check_kept()
        with self._lock:
            return [problem_from(struct) for struct in self._library.problems(self._job)]

    def check(self) -> None:
        """Raise what is wrong with a job that is over."""
        if self._state == _native.CANCELLED:
            what = f"{self.label} was cancelled; nothing is kept"
            raise Cancelled([Problem(kind="usage", severity="error", what=what)])
        if self._state != _native.DONE:
            raise error_from(self.problems())

    def documents(self) -> dict[str, str]:
        """Return the texts of a job that is done."""
        self._check_kept()
        with self._lock:
            names = self._library.document_names(self._job)
            return {name: self._library.document(self._job, name) or "" for name in names}

    def tables(self) -> dict[str, Table]:
        """Return the tables of a job that is done; they outlive it."""
        self._check_kept()
        tables = {}
        with self._lock:
            for name in self._library.table_names(self._job):
                stream = self._library.table(self._job, name)
                if stream is not None:
                    tables[name] = Table(import_stream(stream))
        return tables

    def release(self) -> None:
        """Give the memory of the job back at once; its tables stay."""
        self._finalizer()


class Outcome:
    """What a job that is done has left: texts, tables, warnings."""

    def __init__(
        self, documents: dict[str, str], tables: dict[str, Table], problems: list[Problem]
    ):
        self.documents = documents
        self.tables = tables
        self.problems = problems

    def json(self, name: str) -> Any:
        """Return a document that is JSON."""
        return json.loads(self.documents[name])


def collect(job: Job) -> Outcome:
    """Return the outcome of a job that is over, and give its memory back.

    Raises:
        EngagementLabError: What went wrong.
    """
    try:
        job.check()
        return Outcome(job.documents(), job.tables(), job.problems())
    finally:
        job.release()


def perform(
    verb: str,
    request: Mapping[str, Any],
    inputs: Optional[Mapping[str, pa.RecordBatchReader]] = None,
    *,
    progress: ProgressOption = None,
    label: Optional[str] = None,
) -> Outcome:
    """Do something, and return its outcome.

    Raises:
        EngagementLabError: What went wrong.
        KeyboardInterrupt: If it was interrupted; the engine has stopped then.
    """
    job = Job(verb, request, inputs, label=label)
    job.wait(progress)
    return collect(job)


def _slice_until(end: float) -> int:
    return max(0, min(_SLICE, int((end - time.monotonic()) * 1000)))


def _release(library: _native.Library, address: int, process: int, _inputs: object) -> None:
    # After a fork the threads that could end the job are gone, and its locks may be held forever.
    if os.getpid() == process:
        library.release(address)


def _stop_all() -> None:
    """Stop what runs when the interpreter ends: threads may not outlive what they read."""
    if _Engine.process != os.getpid():
        return
    running = [job for job in _Engine.jobs if job._finalizer.alive]
    for job in running:
        job.cancel()
    for job in running:
        try:
            job.wait(progress=False, timeout=10)
        except (EngagementLabError, TimeoutError):
            continue
        job.release()


atexit.register(_stop_all)
