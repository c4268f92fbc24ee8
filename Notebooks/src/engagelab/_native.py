"""The C interface of the engine, declared for ctypes."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any, Optional

from ._version import __version__

ABI_VERSION = 1

RUNNING, DONE, FAILED, CANCELLED = range(4)

#: Another library to load instead of that of the package, for those who work on the engine.
LIBRARY_VARIABLE = "ENGAGELAB_LIBRARY"


class ArrowArrayStream(ctypes.Structure):
    """A stream of the Arrow C stream interface, which is moved and released here, not read."""

    _fields_ = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.c_void_p),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    ]


class InputStruct(ctypes.Structure):
    """A table that goes into a job."""

    _fields_ = [("name", ctypes.c_char_p), ("stream", ctypes.POINTER(ArrowArrayStream))]


class ProgressStruct(ctypes.Structure):
    """How far a job is."""

    _fields_ = [
        ("done", ctypes.c_int64),
        ("total", ctypes.c_int64),
        ("unit", ctypes.c_char_p),
    ]


class ProblemStruct(ctypes.Structure):
    """Something wrong with what was asked."""

    _fields_ = [
        ("kind", ctypes.c_char_p),
        ("severity", ctypes.c_char_p),
        ("code", ctypes.c_char_p),
        ("what", ctypes.c_char_p),
        ("remedy", ctypes.c_char_p),
        ("source", ctypes.c_char_p),
        ("path", ctypes.c_char_p),
        ("line", ctypes.c_int32),
        ("column", ctypes.c_int32),
        ("text", ctypes.c_char_p),
    ]


_job = ctypes.c_void_p

# Result and arguments of every function of engagelab.h.
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "engagelab_abi_version": (ctypes.c_uint32, []),
    "engagelab_version": (ctypes.c_char_p, []),
    "engagelab_set_assets": (None, [ctypes.c_char_p]),
    "engagelab_start": (
        _job,
        [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(InputStruct), ctypes.c_int32],
    ),
    "engagelab_wait": (ctypes.c_int32, [_job, ctypes.c_int32]),
    "engagelab_cancel": (None, [_job]),
    "engagelab_get_progress": (None, [_job, ctypes.POINTER(ProgressStruct)]),
    "engagelab_problem_count": (ctypes.c_int32, [_job]),
    "engagelab_problem_at": (
        ctypes.c_int32,
        [_job, ctypes.c_int32, ctypes.POINTER(ProblemStruct)],
    ),
    "engagelab_document_name": (ctypes.c_char_p, [_job, ctypes.c_int32]),
    "engagelab_table_name": (ctypes.c_char_p, [_job, ctypes.c_int32]),
    "engagelab_document": (ctypes.c_char_p, [_job, ctypes.c_char_p]),
    "engagelab_table": (
        ctypes.c_int32,
        [_job, ctypes.c_char_p, ctypes.POINTER(ArrowArrayStream)],
    ),
    "engagelab_release": (None, [_job]),
}


class Library:
    """A loaded engine.

    Every call releases the interpreter's lock while it lasts, as ctypes does for libraries of this
    kind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._dll = ctypes.CDLL(str(path))
        except OSError as error:
            raise ImportError(f"the engine cannot be loaded: {error}") from error
        for name, (result, arguments) in _SIGNATURES.items():
            try:
                function = getattr(self._dll, name)
            except AttributeError:
                raise ImportError(f"{path} is no engine: it has no {name}") from None
            function.restype = result
            function.argtypes = arguments
        self._check_versions()
        assets = path.parent / "assets"
        if assets.is_dir():
            self._dll.engagelab_set_assets(os.fsencode(assets))

    def _check_versions(self) -> None:
        abi = self._dll.engagelab_abi_version()
        if abi != ABI_VERSION:
            raise ImportError(
                f"the engine {self.path} has version {abi} of the C interface, and this package "
                f"needs {ABI_VERSION}; install it again, from the same checkout as the engine"
            )
        if self.version != __version__:
            raise ImportError(
                f"the engine {self.path} is of version {self.version}, and this package of "
                f"{__version__}; install it again, from the same checkout as the engine"
            )

    @property
    def version(self) -> str:
        """The version of the engine."""
        return text(self._dll.engagelab_version())

    def start(self, verb: str, request: bytes, inputs: Any, count: int) -> Optional[int]:
        """Start a job and return its address."""
        address: Optional[int] = self._dll.engagelab_start(verb.encode(), request, inputs, count)
        return address

    def wait(self, job: int, milliseconds: int) -> int:
        """Wait until the job is over, at most so long, and return its state."""
        state: int = self._dll.engagelab_wait(job, milliseconds)
        return state

    def cancel(self, job: int) -> None:
        """Ask a job to stop."""
        self._dll.engagelab_cancel(job)

    def progress(self, job: int) -> tuple[int, int, str]:
        """Return what is done, the total or 0, and what is counted."""
        progress = ProgressStruct()
        self._dll.engagelab_get_progress(job, ctypes.byref(progress))
        return progress.done, progress.total, text(progress.unit)

    def problems(self, job: int) -> list[ProblemStruct]:
        """Return the problems of a job, whose texts stay until it is released."""
        problems = []
        for index in range(self._dll.engagelab_problem_count(job)):
            problem = ProblemStruct()
            if self._dll.engagelab_problem_at(job, index, ctypes.byref(problem)) == 0:
                problems.append(problem)
        return problems

    def document_names(self, job: int) -> list[str]:
        """Return the names of the documents of a job that is done."""
        return self._names(self._dll.engagelab_document_name, job)

    def table_names(self, job: int) -> list[str]:
        """Return the names of the tables of a job that is done."""
        return self._names(self._dll.engagelab_table_name, job)

    @staticmethod
    def _names(function: Any, job: int) -> list[str]:
        names: list[str] = []
        while True:
            name = function(job, len(names))
            if name is None:
                return names
            names.append(text(name))

    def document(self, job: int, name: str) -> Optional[str]:
        """Return a document of a job that is done."""
        content = self._dll.engagelab_document(job, name.encode())
        return None if content is None else text(content)

    def table(self, job: int, name: str) -> Optional[ArrowArrayStream]:
        """Return a new stream of a table, which the caller releases."""
        stream = ArrowArrayStream()
        if self._dll.engagelab_table(job, name.encode(), ctypes.byref(stream)) != 0:
            return None
        return stream

    def release(self, job: int) -> None:
        """Give a job back."""
        self._dll.engagelab_release(job)


def text(content: Optional[bytes]) -> str:
    """Return a text of the engine."""
    return "" if content is None else content.decode("utf-8", errors="replace")


def library_path() -> Path:
    """Return where the engine is expected."""
    given = os.environ.get(LIBRARY_VARIABLE)
    if given:
        return Path(given)
    suffix = "dylib" if sys.platform == "darwin" else "so"
    return Path(__file__).resolve().parent / "_lib" / f"libEngagementLabC.{suffix}"


_library: Optional[Library] = None


def library() -> Library:
    """Return the engine, which is loaded once.

    Raises:
        ImportError: If it is missing, cannot be loaded, or is of another version.
    """
    global _library
    if _library is None:
        path = library_path()
        if not path.is_file():
            raise ImportError(
                f"the engine is not there ({path}); "
                "in a checkout, run `make python` in the repository first"
            )
        _library = Library(path)
    return _library
