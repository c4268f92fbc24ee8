"""Sweeps: the same question asked of many scenarios."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional, Union

import pyarrow.compute as pc

from . import _check, _display
from ._arrow import TableLike, people_of
from ._job import perform
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf
from ._scenario import ScenarioLike, scenario_of
from ._table import Table
from ._values import plain, written


@dataclass(frozen=True)
class Uniform:
    """A value that varies between two ends; made by `uniform`."""

    low: Any
    high: Any
    step: Any = None

    def __str__(self) -> str:
        ends = f"{_end(self.low)}..{_end(self.high)}"
        return ends if self.step is None else f"{ends} step {_end(self.step)}"


def uniform(low: Any, high: Any, step: Any = None) -> Uniform:
    """Say that a value varies from `low` to `high`, anywhere between or in steps.

    Args:
        low: The lower end: a number, or a text with its unit such as "5%" or "08:00".
        high: The upper end, in the same unit.
        step: The step of a grid; Latin and Sobol designs need none.

    Example:
        >>> import engagelab as el
        >>> str(el.uniform("30%", "60%")), str(el.uniform(1, 7, step=2))
        ('30%..60%', '1..7 step 2')
    """
    for name, value in (("low", low), ("high", high), ("step", step)):
        if name != "step" or value is not None:
            _check_end(name, value)
    return Uniform(low, high, step)


class Sweep(Result):
    """What a sweep found."""

    points = TableOf(
        "points",
        "A row per point, replication, arm and KPI. Only what varies is a column; a point that "
        "cannot be played has a status and a reason, and no estimate.",
    )
    sensitivity = TableOf("sensitivity", "How much each varying value matters.")
    search = TableOf("search", "Points that a search played, and which of them is best.")

    @property
    def failures(self) -> Table:
        """The rows of points that could not be played, with their reasons."""
        if "reason" not in self.points:
            return self.points.head(0)
        points = self.points.to_arrow()
        reason = points.column("reason").cast("string")
        return Table(points.filter(pc.and_(pc.is_valid(reason), pc.not_equal(reason, ""))))

    def report(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write the report as one page for a browser."""
        self._write(path, "sweep.html")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


def sweep(
    scenario: ScenarioLike,
    values: Optional[Mapping[str, Any]] = None,
    *,
    users: Optional[int] = None,
    seed: Optional[int] = None,
    design: Optional[str] = None,
    points: Optional[int] = None,
    replications: Optional[int] = None,
    sensitivity: Optional[str] = None,
    search: bool = False,
    of: Optional[str] = None,
    arm: Optional[str] = None,
    subject_to: Union[str, list[str], tuple[str, ...]] = (),
    minimize: bool = False,
    indifference: Union[float, str, None] = None,
    confidence: Union[float, str, None] = None,
    first_stage: Optional[int] = None,
    most_replications: Optional[int] = None,
    folder: Union[str, os.PathLike[str], None] = None,
    restart: bool = False,
    threads: Optional[int] = None,
    people: Optional[TableLike] = None,
    progress: ProgressOption = None,
) -> Sweep:
    """Play a scenario at many values, each to the same people.

    Args:
        scenario: A `Scenario`, the path of a file, or a dict.
        values: From paths of keys to values. A list, tuple, range, array or column is varied, and
            so is `uniform(low, high)`; anything else is set. Without, what the scenario's `sweep:`
            says.
        users: Users of the installed base, instead of those of the scenario.
        seed: Seed of all random draws, instead of that of the scenario.
        design: How points are chosen: "grid", "latin" or "sobol".
        points: Points of latin and sobol; with `sensitivity`, trajectories of morris and points per
            sample of sobol.
        replications: How often every point is played, each time to other people.
        sensitivity: Say which of the varying values matter: "morris", "sobol" or "tornado".
        search: Whether to find the best point, with a stated probability to be right.
        of: What is looked at, such as "lift(retention_7)"; without, the objective's.
        arm: The arm that is looked at; without, the last.
        subject_to: What a point of a search must fulfil, such as "pressure.p95 <= 5".
        minimize: Whether a search looks for the smallest.
        indifference: Smallest lead worth finding, such as "1%".
        confidence: Probability of the right choice, such as "95%".
        first_stage: Populations before the first decision of a search.
        most_replications: Populations after which a search gives up.
        folder: Where points are kept as they are done, so that a sweep that was interrupted goes
            on; without, in memory.
        restart: Whether to forget what a folder has.
        threads: Threads; without, one per processor.
        people: Traits of the users from data of your own, the same at every point; see `run`.
        progress: How to show progress; see `run`.

    Raises:
        ScenarioError: If a path is unknown. A point that cannot be played is a row, no exception.
        UsageError: If arguments do not go together.

    Example:
        >>> import engagelab as el
        >>> caps = el.sweep("Scenarios/media.yaml", {"limits.push.at_most": [1, 5]}, users=500)
        >>> caps.points.column_names[:2]
        ['point', 'limits.push.at_most']
    """
    check_progress(progress)
    base = scenario_of(scenario)
    fixed: dict[str, Any] = {}
    vary: list[str] = []
    if values is not None and not isinstance(values, Mapping):
        raise TypeError(f"values must be a dict of paths and values, not {type(values).__name__}")
    for path, value in (values or {}).items():
        if not isinstance(path, str):
            raise TypeError(f"the paths of values must be texts, not {path!r}")
        levels = _levels(path, value)
        if levels is None:
            fixed[path] = value
        else:
            vary.append(f"{path}={levels}")
    if fixed or users is not None or seed is not None:
        base = base.edit(fixed, users=users, seed=seed)
    request: dict[str, Any] = {"scenario": base._source}
    if vary:
        request["vary"] = vary
    optional: dict[str, Any] = {
        "design": design and _check.choice("design", design, ("grid", "latin", "sobol")),
        "points": _check.maybe_whole("points", points, 1),
        "replications": _check.maybe_whole("replications", replications, 1),
        "sensitivity": sensitivity
        and _check.choice("sensitivity", sensitivity, ("morris", "sobol", "tornado")),
        "search": _check.flag("search", search) or None,
        "of": _check.maybe_text("of", of),
        "arm": _check.maybe_text("arm", arm),
        "subject_to": _check.texts("subject_to", subject_to) or None,
        "minimize": _check.flag("minimize", minimize) or None,
        "indifference": None
        if indifference is None
        else _number_text("indifference", indifference),
        "confidence": None if confidence is None else _number_text("confidence", confidence),
        "first_stage": _check.maybe_whole("first_stage", first_stage, 2),
        "most_replications": _check.maybe_whole("most_replications", most_replications, 2),
        "folder": None if folder is None else _check.path("folder", folder),
        "restart": _check.flag("restart", restart) or None,
        "threads": _check.maybe_whole("threads", threads, 1, 1024),
    }
    request.update({key: value for key, value in optional.items() if value is not None})
    return Sweep(perform("sweep", request, people_of(people), progress=progress))


def _levels(path: str, value: Any) -> Optional[str]:
    """Return what varies as the engine reads it, or None for a value that is only set."""
    if isinstance(value, Uniform):
        return str(value)
    values = _check.listed(value)
    if values is None:
        return None
    if not values:
        raise ValueError(f"{path} has no values to vary")
    return ",".join(_level(f"{path}[{index}]", item) for index, item in enumerate(values))


def _level(name: str, value: Any) -> str:
    text = written(name, value)
    # A comma would divide it, and two points would be a range.
    if (
        isinstance(value, str)
        and value[:1] not in ("{", "[")
        and "," in text
        and not text.startswith('"')
    ):
        return json.dumps(text, ensure_ascii=False)
    return text


def _number_text(name: str, value: Union[float, str]) -> str:
    if isinstance(value, str):
        return _check.text(name, value)
    return repr(_check.number(name, value))


def _check_end(name: str, value: Any) -> None:
    if isinstance(value, str):
        _check.text(name, value)
    elif not hasattr(value, "strftime"):
        _check.number(name, value)


def _end(value: Any) -> str:
    result = plain("value", value)
    if isinstance(result, float) and abs(result) < 1e15:
        # A range is written without exponents.
        return f"{result:.15f}".rstrip("0").rstrip(".")
    return str(result)
