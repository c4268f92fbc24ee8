"""Analysis of a real experiment."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from . import _check, _display
from ._arrow import TableLike, reader_of
from ._check import Share
from ._job import perform
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf

#: A file of rows, or a table in memory.
Data = Union[str, "os.PathLike[str]", TableLike]

CORRECTIONS = ("holm", "bonferroni", "hochberg", "bh", "by", "none")
LIFTS = ("fieller", "delta", "log")


class Analysis(Result):
    """What a real experiment tells; the split is checked before anything else."""

    comparisons = TableOf(
        "comparisons",
        "Each metric, arm and segment against the control, with intervals and p-values.",
    )
    segment_differences = TableOf(
        "segment_differences", "Whether effects differ between the values of a segment."
    )
    arms = TableOf("arms", "Users of each arm.")
    health = TableOf("health", "Checks of the data: the split, rows left aside, and others.")

    @property
    def json(self) -> dict[str, Any]:
        """The analysis as the command line writes it in JSON."""
        document: dict[str, Any] = json.loads(self._documents["json"])
        return document

    @property
    def markdown(self) -> str:
        """The analysis for a pull request."""
        return self._documents.get("markdown", "")

    def report(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write the report as one page for a browser."""
        self._write(path, "html")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


def analyze(
    data: Data,
    *,
    arm: str,
    control: str,
    metrics: Union[str, Sequence[str]] = (),
    quantiles: Union[str, Sequence[str]] = (),
    unit: Optional[str] = None,
    covariate: Optional[str] = None,
    segments: Sequence[Union[str, Sequence[str]]] = (),
    split: Optional[Mapping[str, Share]] = None,
    correction: Optional[str] = None,
    sequential: bool = False,
    tuned_for: Optional[int] = None,
    confidence: Optional[Share] = None,
    lift: Optional[str] = None,
    max_bad_rows: Optional[Share] = None,
    delimiter: Optional[str] = None,
    decimal_comma: bool = False,
    memory_bytes: Optional[int] = None,
    progress: ProgressOption = None,
) -> Analysis:
    """Compare the arms of a real experiment.

    Args:
        data: The path of a CSV file (packed or not), or a table: anything with Arrow, a pandas
            DataFrame, a dict of columns. A row per user; with `unit`, any number of rows per user.
        arm: Column that names the arm of a row's user.
        control: The arm that the others are compared with.
        metrics: What to compare: "column:mean", "column:proportion", "clicks/views:ratio",
            "column:median", "column:quantile=90%"; with ":cuped=column" adjusted by what was
            measured before, with ":better=lower" where less is an improvement.
        quantiles: Quantiles to compare, as "column=90%".
        unit: Column that names the user, when users have several rows.
        covariate: Column from before the experiment that adjusts every metric.
        segments: Columns that divide the users; a list of columns divides by all of them.
        split: Planned shares by arm; equal unless given.
        correction: Correction for several tests: "holm" unless given, "bonferroni", "hochberg",
            "bh", "by" or "none".
        sequential: Whether intervals and p-values are valid at every look.
        tuned_for: Users of two arms at which sequential intervals are narrowest; 5,000 unless
            given.
        confidence: Confidence of intervals; 0.95 unless given.
        lift: Interval of lifts: "fieller" unless given, "delta" or "log".
        max_bad_rows: Greatest share of rows, or users, that may be unusable; 0.01 unless given.
        delimiter: Of a file: "comma", "semicolon", "tab", "pipe", or one character.
        decimal_comma: Whether the numbers of a file have a decimal comma.
        memory_bytes: Most memory for users whose rows do not follow each other.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If there is no such column or arm.
        DataError: If too many rows are unusable.

    Example:
        >>> import engagelab as el
        >>> data = {"arm": ["A", "B"] * 500, "kept": [0, 1, 1, 1, 0, 0, 1, 1] * 125}
        >>> result = el.analyze(data, arm="arm", control="A", metrics="kept:proportion")
        >>> result.comparisons["lift"].to_pylist()
        [0.5]
    """
    check_progress(progress)
    request: dict[str, Any] = {
        "arm": _check.text("arm", arm),
        "control": _check.text("control", control),
        "metrics": _check.texts("metrics", metrics),
    }
    if not request["metrics"] and not quantiles:
        raise ValueError("metrics must not be empty; give e.g. 'spend:mean'")
    optional: dict[str, Any] = {
        "quantiles": _check.texts("quantiles", quantiles) or None,
        "unit": _check.maybe_text("unit", unit),
        "covariate": _check.maybe_text("covariate", covariate),
        "segments": _segments(segments) or None,
        "split": None if split is None else _split(split),
        "correction": correction and _check.choice("correction", correction, CORRECTIONS),
        "sequential": _check.flag("sequential", sequential) or None,
        "tuned_for": _check.maybe_whole("tuned_for", tuned_for, 1),
        "confidence": None if confidence is None else _check.share("confidence", confidence),
        "lift": lift and _check.choice("lift", lift, LIFTS),
        "max_bad_rows": None
        if max_bad_rows is None
        else _check.number("max_bad_rows", max_bad_rows),
        "delimiter": _check.maybe_text("delimiter", delimiter),
        "decimal_comma": _check.flag("decimal_comma", decimal_comma) or None,
        "memory_bytes": _check.maybe_whole("memory_bytes", memory_bytes, 1),
    }
    request.update({key: value for key, value in optional.items() if value is not None})
    inputs = data_of(data, request)
    return Analysis(perform("analyze", request, inputs, progress=progress))


def data_of(data: Any, request: dict[str, Any]) -> Optional[dict[str, Any]]:
    """Put a path into a request, or return the table that goes with it."""
    if isinstance(data, (str, os.PathLike)):
        path = _check.path("data", data)
        if not os.path.exists(path):
            raise FileNotFoundError(f"there is no file {path!r}")
        request["path"] = path
        return None
    return {"data": reader_of("data", data)}


def _segments(segments: Any) -> list[list[str]]:
    if isinstance(segments, str):
        raise TypeError("segments must be a list of columns; one is ['country']")
    result = []
    for index, segment in enumerate(_check.items("segments", segments)):
        columns = _check.texts(f"segments[{index}]", segment)
        if not columns:
            raise ValueError(f"segments[{index}] must not be empty")
        result.append(columns)
    return result


def _split(split: Any) -> dict[str, float]:
    if not isinstance(split, Mapping):
        raise TypeError(f"split must be a dict of arms and shares, not {type(split).__name__}")
    return {
        _check.text("an arm of split", arm): _check.share(f"split[{arm!r}]", share)
        for arm, share in split.items()
    }
