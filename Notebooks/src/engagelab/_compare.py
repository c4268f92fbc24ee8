"""Comparison of two runs."""

from __future__ import annotations

import json
import os
from typing import Any, Optional, Union

from . import _check, _display
from ._job import perform
from ._result import Result, TableOf
from ._run import Run, load_run


class Comparison(Result):
    """What differs between two runs: scenarios first, then what they found."""

    changes = TableOf(
        "changes",
        "KPIs, lifts and totals before and after, with the interval of the difference.",
    )
    counts = TableOf("counts", "Messages by campaign and outcome, before and after.")
    verdicts = TableOf("verdicts", "Verdicts on objectives, before and after.")
    scenario = TableOf("scenario", "Values in which the scenarios differ.")

    @property
    def markdown(self) -> str:
        """The comparison for a pull request."""
        return self._documents.get("markdown", "")

    @property
    def json(self) -> dict[str, Any]:
        """The comparison as the command line writes it in JSON."""
        document: dict[str, Any] = json.loads(self._documents["json"])
        return document

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


RunLike = Union[Run, str, "os.PathLike[str]"]


def compare(
    before: RunLike, after: RunLike, *, confidence: Optional[_check.Share] = None
) -> Comparison:
    """Compare two runs: what differs in the scenarios, then in what they found.

    Args:
        before: A run, or where one was saved.
        after: The other.
        confidence: Confidence of intervals; 0.95 unless given.

    Raises:
        EngagementLabError: If a file is no result of this version.

    Example:
        >>> import engagelab as el
        >>> before = el.run("Scenarios/media.yaml", users=1_000)
        >>> fewer = el.Scenario("Scenarios/media.yaml").edit({"limits.push.at_most": 3})
        >>> after = el.run(fewer, users=1_000)
        >>> el.compare(before, after).scenario.to_pylist()[0]["path"]
        'limits.push.at_most'
    """
    request: dict[str, Any] = {"before": _side("before", before), "after": _side("after", after)}
    if confidence is not None:
        request["confidence"] = _check.share("confidence", confidence)
    return Comparison(perform("compare", request))


def _side(name: str, value: Any) -> dict[str, Any]:
    title = name
    if not isinstance(value, Run):
        if not isinstance(value, (str, os.PathLike)):
            raise TypeError(f"{name} must be a Run or a path, not {type(value).__name__}")
        title = os.fspath(value)
        value = load_run(value)
    scenario = value.scenario_text
    return {
        "results": value._documents["results.json"],
        "scenario": None
        if scenario is None
        else {"text": scenario, "name": f"{title}/scenario.yaml"},
        "name": title,
    }
