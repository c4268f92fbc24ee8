"""Design of the real test of an arm."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, Optional, Union

from . import _check, _display
from ._check import Share
from ._job import perform
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf
from ._scenario import ScenarioLike, request_of


class Design(Result):
    """What a real test would need: users, days, a stopping rule, and what it is worth."""

    recommendation = TableOf("recommendation", "The test that is advised: users, day and rule.")
    cells = TableOf("cells", "Power, false alarms and coverage of tests by users and days.")
    curve = TableOf("curve", "Chance to detect, by users and lift.")
    rules = TableOf("rules", "Stopping rules: false alarms, power and days.")
    values = TableOf("values", "What ways to decide are worth.")
    holdouts = TableOf("holdouts", "What holdouts of several sizes cost and tell.")
    looks = TableOf("looks", "One of the tests, look by look.")

    @property
    def block(self) -> str:
        """The block for `experiments:` of the scenario."""
        return self._documents["experiment.yaml"]

    @property
    def json(self) -> dict[str, Any]:
        """The document `design.json`."""
        document: dict[str, Any] = json.loads(self._documents["design.json"])
        return document

    @property
    def markdown(self) -> str:
        """The design as a page of Markdown."""
        return self._documents.get("design.md", "")

    def report(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write the report as one page for a browser."""
        self._write(path, "design.html")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


def design(
    scenario: ScenarioLike,
    *,
    kpi: Optional[str] = None,
    arm: Optional[str] = None,
    control: Optional[str] = None,
    who: Optional[str] = None,
    weights: Optional[Sequence[Share]] = None,
    looks: Optional[Sequence[int]] = None,
    tests: Optional[int] = None,
    split_tests: Optional[int] = None,
    users_grid: Optional[Sequence[int]] = None,
    alpha: Optional[Share] = None,
    power: Optional[Share] = None,
    prior: Optional[tuple[float, float]] = None,
    value_days: Optional[int] = None,
    users: Optional[int] = None,
    seed: Optional[int] = None,
    threads: Optional[int] = None,
    progress: ProgressOption = None,
) -> Design:
    """Design the real test of an arm.

    Both lives of every user are played once, and thousands of tests drawn from them.

    Args:
        scenario: A `Scenario`, the path of a file, or a dict.
        kpi: KPI that decides; without, that of the objective, else the first.
        arm: Arm that is tested; without, the last.
        control: Arm that it is compared with; without, the baseline.
        who: Who is in the test when they come into the population, an expression; everyone unless
            given.
        weights: Shares of control and arm; halves unless given.
        looks: Days at whose end the test is read; weekly unless given.
        tests: Tests that are drawn; 10,000 unless given.
        split_tests: Tests that are simulated one by one where users share limits; 200 unless given.
        users_grid: Numbers of users to compare; from few to all unless given.
        alpha: Level, two-sided; 0.05 unless given.
        power: Power that is wanted; 0.8 unless given.
        prior: What is believed of the lift: mean and standard deviation; (0, 0.05) unless given.
        value_days: Days for which a decision counts; 365 unless given.
        users: Users of the installed base, instead of those of the scenario.
        seed: Seed of all random draws, instead of that of the scenario.
        threads: Threads; without, one per processor.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If the scenario has no such KPI or arm, or the numbers do not go together.

    Example:
        >>> import engagelab as el
        >>> plan = el.design(
        ...     "Scenarios/media.yaml", arm="weekly", users=500, tests=200, looks=[7, 14]
        ... )
        >>> "experiments" in plan.block
        True
    """
    check_progress(progress)
    optional: dict[str, Any] = {
        "kpi": _check.maybe_text("kpi", kpi),
        "arm": _check.maybe_text("arm", arm),
        "control": _check.maybe_text("control", control),
        "who": _check.maybe_text("who", who),
        "weights": None if weights is None else _weights(weights),
        "looks": None if looks is None else _check.wholes("looks", looks, 1),
        "tests": _check.maybe_whole("tests", tests, 1),
        "split_tests": _check.maybe_whole("split_tests", split_tests, 1),
        "users_grid": None if users_grid is None else _check.wholes("users_grid", users_grid, 1),
        "alpha": None if alpha is None else _check.share("alpha", alpha),
        "power": None if power is None else _check.share("power", power),
        "prior": None if prior is None else _prior(prior),
        "value_days": _check.maybe_whole("value_days", value_days, 1),
        "threads": _check.maybe_whole("threads", threads, 1, 1024),
    }
    request = {key: value for key, value in optional.items() if value is not None}
    request["scenario"] = request_of(scenario, users=users, seed=seed)
    return Design(perform("design", request, progress=progress))


def _weights(weights: Any) -> list[float]:
    shares = _check.items("weights", weights)
    if len(shares) != 2:
        raise ValueError(f"weights must be two shares, of control and arm, not {len(shares)}")
    return [_check.share(f"weights[{index}]", share) for index, share in enumerate(shares)]


def _prior(prior: Any) -> dict[str, float]:
    if isinstance(prior, str) or not hasattr(prior, "__len__") or len(prior) != 2:
        raise TypeError(
            "prior must be a pair: mean and standard deviation of the lift, such as (0, 0.05)"
        )
    mean, deviation = _check.number("prior[0]", prior[0]), _check.number("prior[1]", prior[1])
    if deviation <= 0:
        raise ValueError(f"prior[1], the standard deviation, must be above 0, not {deviation}")
    return {"mean": mean, "sd": deviation}
