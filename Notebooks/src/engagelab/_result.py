"""What results have in common: tables by name, files that are written whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Optional, Union, overload

import pyarrow as pa

from . import _check
from ._job import Outcome
from ._problems import Problem
from ._table import Table


class TableOf:
    """An attribute that is a table of a result."""

    def __init__(self, name: str, doc: str) -> None:
        self.name = name
        self.__doc__ = doc

    @overload
    def __get__(self, result: None, owner: Any) -> TableOf: ...

    @overload
    def __get__(self, result: Result, owner: Any) -> Table: ...

    def __get__(self, result: Optional[Result], owner: Any) -> Union[TableOf, Table]:
        if result is None:
            return self
        table = result._tables.get(self.name)
        # A result in which there is nothing of a kind has an empty table.
        return Table(pa.table({})) if table is None else table

    def __set__(self, result: Result, value: object) -> None:
        raise AttributeError("results cannot be changed")


class Result:
    """What a job found: its tables and texts."""

    def __init__(self, outcome: Outcome) -> None:
        self._tables = outcome.tables
        self._documents = outcome.documents
        self._problems = outcome.problems

    @property
    def problems(self) -> list[Problem]:
        """What the engine warns of; none of it stopped the work."""
        return list(self._problems)

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name."""
        return dict(self._tables)

    @property
    def text(self) -> str:
        """What the command line prints."""
        return self._documents.get("text", "")

    def __str__(self) -> str:
        return self.text

    def _write(self, path: Union[str, os.PathLike[str]], *documents: str) -> None:
        """Write the first of these documents that there is."""
        for name in documents:
            if name in self._documents:
                write_file(path, self._documents[name])
                return
        raise ValueError(f"there is no report of this {type(self).__name__.lower()}")


def write_file(path: Union[str, os.PathLike[str]], text: str) -> None:
    """Write a file whole: beside its place, then renamed."""
    target = Path(_check.path("path", path))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
