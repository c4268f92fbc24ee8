"""What the engine finds wrong, and the exceptions that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ._native import ProblemStruct, text


@dataclass(frozen=True)
class Problem:
    """Something wrong with what was asked, or worth a warning.

    Attributes:
        kind: Who must mend it: "scenario", "usage", "data", "undecided", "statistics", "output" or
            "internal".
        severity: "error" or "warning".
        code: Stable name of the kind of problem, such as "unknown-key"; may be empty.
        what: What is wrong.
        remedy: How to mend it; may be empty.
        source: File, table, or what else is to blame; may be empty.
        path: Path of keys in a scenario, or name of a column; may be empty.
        line: Line of the source from 1, of a table the row; None when it is not known.
        column: Column of the line from 1; None when it is not known.
        text: The whole as the command line prints it, perhaps with the line of source and carets.
    """

    kind: str
    severity: str
    what: str
    code: str = ""
    remedy: str = ""
    source: str = ""
    path: str = ""
    line: Optional[int] = None
    column: Optional[int] = None
    text: str = ""

    def __str__(self) -> str:
        if self.text:
            return self.text
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part)
        message = self.what + (f"; {self.remedy}" if self.remedy else "")
        return f"{place}: {self.severity}: {message}" if place else message

    @property
    def is_error(self) -> bool:
        """Whether it stops the work."""
        return self.severity == "error"


def problem_from(struct: ProblemStruct) -> Problem:
    """Return a problem of the engine."""
    return Problem(
        kind=text(struct.kind),
        severity=text(struct.severity),
        what=text(struct.what),
        code=text(struct.code),
        remedy=text(struct.remedy),
        source=text(struct.source),
        path=text(struct.path),
        line=struct.line or None,
        column=struct.column or None,
        text=text(struct.text),
    )


class EngagementLabError(Exception):
    """Something went wrong; the base of all errors of the lab.

    Attributes:
        problems: Everything that was found wrong, each with its place where it has one.
    """

    def __init__(self, problems: Sequence[Problem] | str = ()) -> None:
        if isinstance(problems, str):
            problems = [Problem(kind="usage", severity="error", what=problems)]
        self.problems: list[Problem] = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class ScenarioError(EngagementLabError, ValueError):
    """A scenario cannot be used; each problem has its line, column and path of keys."""


class UsageError(EngagementLabError, ValueError):
    """What was asked makes no sense, such as an arm that the scenario does not have."""


class DataError(EngagementLabError, ValueError):
    """Data that was given cannot be used; a problem may have its row and column."""


class CannotTell(EngagementLabError):
    """There is too little data to tell."""


class StatisticsError(EngagementLabError, ArithmeticError):
    """A calculation has no answer for these inputs."""


class OutputError(EngagementLabError, OSError):
    """A result could not be written."""

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InternalError(EngagementLabError, RuntimeError):
    """A fault of the lab itself; please report it."""


class Cancelled(EngagementLabError):
    """The work was stopped before it was done."""


class UsersNotKept(EngagementLabError, AttributeError):
    """The rows of users were asked for, and were not kept: `run(..., keep_users=True)` does."""


_ERRORS: dict[str, type[EngagementLabError]] = {
    "scenario": ScenarioError,
    "usage": UsageError,
    "data": DataError,
    "undecided": CannotTell,
    "statistics": StatisticsError,
    "output": OutputError,
    "internal": InternalError,
}


def error_from(problems: Sequence[Problem]) -> EngagementLabError:
    """Return the exception for a failed job: that of its first error, with all problems."""
    first = next((problem for problem in problems if problem.is_error), None)
    if first is None:
        lost = Problem(kind="internal", severity="error", what="the engine failed without a reason")
        return InternalError([*problems, lost])
    return _ERRORS.get(first.kind, InternalError)(problems)
