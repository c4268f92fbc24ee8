"""Calibration: numbers of a scenario from data.

Example:
    >>> import engagelab as el
    >>> fit = el.calibrate.retention({1: "26%", 7: "13%", 30: "7%", 90: "4%"})
    >>> "dropout" in fit.block
    True
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from . import _check, _display
from ._analyze import Data, data_of
from ._check import Share
from ._job import perform
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf
from ._values import Yaml

__all__ = [
    "Calibration",
    "activity",
    "experiment",
    "responses",
    "retention",
    "summary",
    "transactions",
]


class Calibration(Result):
    """Numbers of a scenario that were fitted to data, with how well they fit."""

    parameters = TableOf("parameters", "Each number of `behavior:`, with its interval and source.")
    effects = TableOf("effects", "Numbers for other places of a scenario, such as `appeal`.")
    left_at_default = TableOf("left_at_default", "What the data do not tell, and why.")
    models = TableOf("models", "The models that were compared, on the data and on later days.")
    estimates = TableOf("estimates", "The parameters of every model, in its own words.")
    series = TableOf("series", "Data, fit and forecast, point by point.")

    @property
    def block(self) -> str:
        """The block for a scenario, in YAML."""
        return self._documents["behavior.yaml"]

    @property
    def edits(self) -> dict[str, Any]:
        """The numbers as edits of a scenario, part by part: `scenario.edit(fit.edits)`.

        What the data do not tell stays as it is. An effect has no edits: where it goes, only its
        user knows.
        """
        parts: dict[str, list[str]] = {}
        key = None
        for line in self._documents["behavior.yaml"].splitlines():
            found = re.fullmatch(r"    (\w+):(.*)", line)
            if found:
                key = f"population.behavior.{found.group(1)}"
                parts[key] = [found.group(2).strip()]
            elif key is not None and line.startswith("      "):
                parts[key].append(line)
        return {path: Yaml("\n".join(lines).strip("\n")) for path, lines in parts.items()}

    @property
    def json(self) -> dict[str, Any]:
        """The calibration as the command line writes it in JSON."""
        document: dict[str, Any] = json.loads(self._documents["json"])
        return document

    @property
    def markdown(self) -> str:
        """The calibration as a page of Markdown."""
        return self._documents.get("markdown", "")

    def report(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write the report as one page for a browser."""
        self._write(path, "html")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


def activity(
    data: Data,
    *,
    user: str,
    time: str,
    event: Optional[str] = None,
    install: Optional[str] = None,
    activity: Union[str, Sequence[str], None] = None,
    session: Optional[str] = None,
    drop_duplicates: bool = False,
    until: Optional[Any] = None,
    first_day: Optional[Any] = None,
    last_day: Optional[Any] = None,
    zone: Optional[str] = None,
    max_bad_rows: Optional[Share] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
    progress: ProgressOption = None,
) -> Calibration:
    """Fit activity, dropout, novelty and rhythm to an event log.

    Take users who got no messages, such as a held-out group: what messages did would be in these
    numbers too.

    Args:
        data: A row per event: the path of a file, or a table.
        user: Column that names the user.
        time: Column that says when: date, time, Unix seconds or number of a day.
        event: Column that says what happened; without, every row is activity.
        install: Event that makes a user new; without, the user's first row.
        activity: Events that make a day active; all unless given.
        session: Event that begins a session.
        drop_duplicates: Whether rows that are equal in all fields count once.
        until: Last day to fit on, a date or the number of a day; later days check the forecast.
        first_day: First day of the observation; that of the rows unless given.
        last_day: Last day of the observation; that of the rows unless given.
        zone: Time zone of days, for times that are moments; UTC unless given.
        max_bad_rows: Greatest share of rows that may be unusable; 0.01 unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions, from which `run` draws worlds.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If there is no such column.
        DataError: If too many rows are unusable.
        CannotTell: If there is too little data.
    """
    request = {
        "user": _check.text("user", user),
        "time": _check.text("time", time),
        "event": _check.maybe_text("event", event),
        "install": _check.maybe_text("install", install),
        "activities": None if activity is None else _check.texts("activity", activity),
        "session": _check.maybe_text("session", session),
        "drop_duplicates": _check.flag("drop_duplicates", drop_duplicates) or None,
        **_days(until, first_day, last_day, zone),
        **_rows(max_bad_rows),
    }
    return _calibrate("activity", request, data, confidence, uncertain, progress)


def summary(
    data: Data,
    *,
    repeats: str,
    last: str,
    days: Optional[str] = None,
    length: Optional[str] = None,
    count: Optional[str] = None,
    spend: Optional[str] = None,
    currency: Optional[str] = None,
    decimal_comma: bool = False,
    max_bad_rows: Optional[Share] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
    progress: ProgressOption = None,
) -> Calibration:
    """Fit users who were summed up already: x, t_x and n (or T) of each.

    With `days`, the last column counts whole periods (BG/BB: activity and dropout); with `length`
    it is time (BG/NBD and others: purchases, and with `spend` their value).

    Args:
        data: A row per user, or per kind of user: the path of a file, or a table.
        repeats: Column of x: active periods or purchases after the first.
        last: Column of t_x: when the last of them was.
        days: Column of n: whole periods observed.
        length: Column of T: time observed.
        count: Column that says how many users a row stands for.
        spend: Column of the mean value of a repeat purchase; with `length`.
        currency: Currency of the values; EUR unless given.
        decimal_comma: Whether the numbers of a file have a decimal comma.
        max_bad_rows: Greatest share of rows that may be unusable; 0.01 unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If there is no such column.
        DataError: If too many rows are unusable.
        CannotTell: If there is too little data.
    """
    if (days is None) == (length is None):
        raise ValueError("give either days (whole periods observed) or length (time observed)")
    request = {
        "repeats": _check.text("repeats", repeats),
        "last": _check.text("last", last),
        "days": _check.maybe_text("days", days),
        "length": _check.maybe_text("length", length),
        "count": _check.maybe_text("count", count),
        "spend": _check.maybe_text("spend", spend),
        **_money(currency, decimal_comma),
        **_rows(max_bad_rows),
    }
    return _calibrate("summary", request, data, confidence, uncertain, progress)


def transactions(
    data: Data,
    *,
    user: str,
    time: str,
    value: Optional[str] = None,
    event: Optional[str] = None,
    purchase: Optional[str] = None,
    unit: Optional[str] = None,
    drop_duplicates: bool = False,
    until: Optional[Any] = None,
    first_day: Optional[Any] = None,
    last_day: Optional[Any] = None,
    zone: Optional[str] = None,
    currency: Optional[str] = None,
    decimal_comma: bool = False,
    max_bad_rows: Optional[Share] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
    progress: ProgressOption = None,
) -> Calibration:
    """Fit the value of orders to a transaction log, and compare models of repeat purchases.

    Args:
        data: A row per transaction: the path of a file, or a table.
        user: Column that names the customer.
        time: Column that says when.
        value: Column of what was spent.
        event: Column that says what happened, in a log of other things too.
        purchase: Event that is a purchase.
        unit: Unit of time of the models: "weeks" unless given, or "days".
        drop_duplicates: Whether rows that are equal in all fields count once.
        until: Last day to fit on, a date or the number of a day; later days check the forecast.
        first_day: First day of the observation; that of the rows unless given.
        last_day: Last day of the observation; that of the rows unless given.
        zone: Time zone of days, for times that are moments; UTC unless given.
        currency: Currency of the values; EUR unless given.
        decimal_comma: Whether the numbers of a file have a decimal comma.
        max_bad_rows: Greatest share of rows that may be unusable; 0.01 unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If there is no such column.
        DataError: If too many rows are unusable.
        CannotTell: If there is too little data.
    """
    request = {
        "user": _check.text("user", user),
        "time": _check.text("time", time),
        "value": _check.maybe_text("value", value),
        "event": _check.maybe_text("event", event),
        "purchase": _check.maybe_text("purchase", purchase),
        "unit": unit and _check.choice("unit", unit, ("days", "weeks")),
        "drop_duplicates": _check.flag("drop_duplicates", drop_duplicates) or None,
        **_days(until, first_day, last_day, zone),
        **_money(currency, decimal_comma),
        **_rows(max_bad_rows),
    }
    return _calibrate("transactions", request, data, confidence, uncertain, progress)


def retention(
    points: Mapping[int, Share],
    *,
    mean: Optional[Share] = None,
    concentration: Optional[float] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
) -> Calibration:
    """Fit activity and dropout to a few points of classic retention.

    Args:
        points: From days to shares of users active on them: `{1: "26%", 7: 0.13}`.
        mean: Mean daily chance of a living user to be active, when it is known.
        concentration: How alike users are (alpha + beta), which no retention curve tells; 1.7
            unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions.

    Raises:
        CannotTell: If the points are too few.

    Example:
        >>> import engagelab as el
        >>> fit = el.calibrate.retention({1: "40%", 7: "20%", 30: "10%", 90: "5%"})
        >>> fit.parameters.column_names[:3]
        ['parameter', 'index', 'value']
    """
    if not isinstance(points, Mapping):
        raise TypeError(f"points must be a dict of days and shares, not {type(points).__name__}")
    request = {
        "points": {
            str(_check.whole("a day of points", day, 1)): _check.share(f"points[{day!r}]", share)
            for day, share in points.items()
        },
        "mean": None if mean is None else _check.share("mean", mean),
        "concentration": None
        if concentration is None
        else _check.number("concentration", concentration),
    }
    return _calibrate("retention", request, None, confidence, uncertain, None)


def responses(
    data: Data,
    *,
    lapsed: Optional[Share] = None,
    topics: Optional[int] = None,
    frequency: Optional[float] = None,
    max_bad_rows: Optional[Share] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
    progress: ProgressOption = None,
) -> Calibration:
    """Fit opens, opt-outs and uninstalls to a table of campaigns.

    Columns: platform, sent, opened and, where they are known, campaign, opted_out, uninstalled,
    frequency (pushes a week), targeted and triggered (yes or no). What the table does not tell
    stays at its default, and the report says why.

    Args:
        data: A row per campaign and platform: the path of a file, or a table.
        lapsed: Share of recipients who have lapsed (no session for a month); 0 unless given.
        topics: Topics that a targeted push chooses from; 5 unless given.
        frequency: Pushes a week, for rows without a frequency; 2 unless given.
        max_bad_rows: Greatest share of rows that may be unusable; 0.01 unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions.
        progress: How to show progress; see `run`.

    Raises:
        UsageError: If there is no such column.
        DataError: If too many rows are unusable.
        CannotTell: If there is too little data.
    """
    request = {
        "lapsed": None if lapsed is None else _check.share("lapsed", lapsed),
        "topics": _check.maybe_whole("topics", topics, 1),
        "frequency": None if frequency is None else _check.number("frequency", frequency),
        **_rows(max_bad_rows),
    }
    return _calibrate("responses", request, data, confidence, uncertain, progress)


def experiment(
    control: tuple[int, int],
    treatment: tuple[int, int],
    *,
    outcome: Optional[str] = None,
    day: Optional[int] = None,
    habit: Optional[float] = None,
    gamma: Optional[float] = None,
    delta: Optional[float] = None,
    confidence: Optional[Share] = None,
    uncertain: bool = False,
) -> Calibration:
    """Turn the counts of a past A/B test into an effect of a scenario.

    Opens give the appeal of a variant; retention gives `engagement.effect`, by which the habit that
    messages build lowers the chance to leave.

    Args:
        control: Users of the control, and how many of them count.
        treatment: The same of the treatment.
        outcome: "opens" unless given, or "retention".
        day: Day of the retention; 30 unless given.
        habit: Mean habit that the treated had, an assumption; 0.5 unless given.
        gamma: gamma of the app's dropout, for retention; the median app's unless given.
        delta: delta of the app's dropout, for retention; the median app's unless given.
        confidence: Confidence of intervals; 0.95 unless given.
        uncertain: Whether the block has numbers as distributions.

    Example:
        >>> import engagelab as el
        >>> effect = el.calibrate.experiment((10_000, 350), (10_000, 420))
        >>> "appeal" in effect.block
        True
    """
    request = {
        "control": _counts("control", control),
        "treatment": _counts("treatment", treatment),
        "outcome": outcome and _check.choice("outcome", outcome, ("opens", "retention")),
        "day": _check.maybe_whole("day", day, 1),
        "habit": None if habit is None else _check.number("habit", habit),
        "gamma": None if gamma is None else _check.number("gamma", gamma),
        "delta": None if delta is None else _check.number("delta", delta),
    }
    return _calibrate("experiment", request, None, confidence, uncertain, None)


def _calibrate(
    kind: str,
    options: Mapping[str, Any],
    data: Any,
    confidence: Optional[Share],
    uncertain: bool,
    progress: ProgressOption,
) -> Calibration:
    check_progress(progress)
    request: dict[str, Any] = {"kind": kind}
    request.update({key: value for key, value in options.items() if value is not None})
    if confidence is not None:
        request["confidence"] = _check.share("confidence", confidence)
    if _check.flag("uncertain", uncertain):
        request["uncertain"] = True
    inputs = (
        None if data is None and kind in ("retention", "experiment") else data_of(data, request)
    )
    return Calibration(
        perform("calibrate", request, inputs, progress=progress, label=f"calibrate {kind}")
    )


def _days(until: Any, first: Any, last: Any, zone: Any) -> dict[str, Any]:
    return {
        "until": _day("until", until),
        "first_day": _day("first_day", first),
        "last_day": _day("last_day", last),
        "zone": _check.maybe_text("zone", zone),
    }


def _day(name: str, value: Any) -> Optional[str]:
    """Return a day as it is written: 2016-05-12, or 15 where days are numbered."""
    if value is None:
        return None
    if isinstance(value, str):
        return _check.text(name, value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(_check.whole(name, value))


def _money(currency: Any, decimal_comma: Any) -> dict[str, Any]:
    return {
        "currency": _check.maybe_text("currency", currency),
        "decimal_comma": _check.flag("decimal_comma", decimal_comma) or None,
    }


def _rows(max_bad_rows: Any) -> dict[str, Any]:
    return {
        "max_bad_rows": None
        if max_bad_rows is None
        else _check.number("max_bad_rows", max_bad_rows)
    }


def _counts(name: str, value: Any) -> str:
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != 2:
        raise TypeError(
            f"{name} must be a pair: users, and how many of them count, such as (10_000, 350)"
        )
    users = _check.whole(f"{name}[0]", value[0], 1)
    return f"{users}:{_check.whole(f'{name}[1]', value[1], 0, users)}"
