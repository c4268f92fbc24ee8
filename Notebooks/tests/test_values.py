"""Values as scenario files have them, checks of arguments, and ranges of sweeps."""

from __future__ import annotations

import datetime
import decimal

import numpy
import pyarrow as pa
import pytest

import engagelab as el
from engagelab import _check
from engagelab._sweep import _levels
from engagelab._values import written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20_000, "20000"),
        (0.1, "0.1"),
        (1.0, "1"),
        (1e-7, "1e-07"),
        (True, "true"),
        (None, "null"),
        ("35%", "35%"),
        ("-5%", "-5%"),
        ("14 days", "14 days"),
        ("0.05 EUR", "0.05 EUR"),
        ("10:00", "10:00"),
        ("not inactive", "not inactive"),
        ("days_since(session) >= 14", "days_since(session) >= 14"),
        ('count(article, category = "sport") > 3', 'count(article, category = "sport") > 3'),
        ("{at_most: 3, per: 7 days}", "{at_most: 3, per: 7 days}"),
        ("", '""'),
        ("Hello: world", '"Hello: world"'),
        ("a # b", '"a # b"'),
        ("- a", '"- a"'),
        ("*star", '"*star"'),
        (datetime.date(2016, 1, 4), "2016-01-04"),
        (datetime.time(10, 30), '"10:30"'),
        (datetime.timedelta(days=14), '"14 days"'),
        (datetime.timedelta(hours=36), '"36 h"'),
        (datetime.timedelta(seconds=90), '"90 s"'),
        ({"at_most": 3, "per": "7 days"}, '{"at_most": 3, "per": "7 days"}'),
        (("ios", "android"), '["ios", "android"]'),
        (numpy.int64(3), "3"),
        (numpy.float32(0.5), "0.5"),
        (numpy.array([1, 2]), "[1, 2]"),
        (pa.scalar(3), "3"),
    ],
    ids=repr,
)
def test_values_are_written_as_in_files(value: object, text: str) -> None:
    assert written("x", value) == text


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (object(), TypeError),
        (decimal.Decimal(1), TypeError),
        ({1.5: 2}, TypeError),
        (datetime.timedelta(milliseconds=1), ValueError),
        ([1, object()], TypeError),
    ],
    ids=repr,
)
def test_what_a_scenario_cannot_have_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="x"):
        written("x", value)


@pytest.mark.parametrize(
    ("value", "levels"),
    [
        ([1, 2, 3], "1,2,3"),
        ((0.1, 0.5), "0.1,0.5"),
        (range(3), "0,1,2"),
        (numpy.array([0.5, 1.0]), "0.5,1"),
        (pa.array([1, 2]), "1,2"),
        (["08:00", "20:00"], "08:00,20:00"),
        (["30%", "60%"], "30%,60%"),
        (["a, b", "c"], '"a, b",c'),
        ([{"a": 1, "b": 2}, [1, 2]], '{"a": 1, "b": 2},[1, 2]'),
        (el.uniform("30%", "60%"), "30%..60%"),
        (el.uniform(0.00001, 0.5), "0.00001..0.5"),
        (el.uniform(1, 7, step=2), "1..7 step 2"),
        (el.uniform("08:00", "20:00", "4h"), "08:00..20:00 step 4h"),
        (5, None),
        ("30%", None),
        ({"a": 1}, None),
        (numpy.float64(3), None),
    ],
    ids=repr,
)
def test_lists_vary_and_anything_else_is_set(value: object, levels: object) -> None:
    assert _levels("x", value) == levels


def test_nothing_cannot_vary() -> None:
    with pytest.raises(ValueError, match="x has no values"):
        _levels("x", [])
    with pytest.raises(TypeError, match="low must be a number"):
        el.uniform(None, 1)


def test_numbers_are_checked() -> None:
    assert _check.whole("n", numpy.int32(3)) == 3
    for wrong in (True, 1.0, "1", None):
        with pytest.raises(TypeError, match="n must be a whole number"):
            _check.whole("n", wrong)
    with pytest.raises(ValueError, match="n must be 1 or more, not 0"):
        _check.whole("n", 0, 1)
    with pytest.raises(ValueError, match="n must be from 1 to 1,024, not 2,000"):
        _check.whole("n", 2000, 1, 1024)
    assert _check.share("s", "5%") == 0.05
    assert _check.share("s", 0.05) == 0.05
    for wrong in ("x", 0, 1, "150%", -0.5):
        with pytest.raises(ValueError, match="s must"):
            _check.share("s", wrong)
    with pytest.raises(ValueError, match="finite"):
        _check.number("x", float("nan"))
    with pytest.raises(TypeError, match="x must be a number"):
        _check.number("x", "1")


def test_lists_are_checked() -> None:
    assert _check.texts("m", "one") == ["one"]
    assert _check.wholes("w", numpy.array([1, 2])) == [1, 2]
    with pytest.raises(TypeError, match=r"m\[1\] must be a text"):
        _check.texts("m", ["a", 1])
    with pytest.raises(TypeError, match="w must be a list"):
        _check.wholes("w", "12")
    with pytest.raises(TypeError, match=r"w\[0\]"):
        _check.wholes("w", [0.5])
    with pytest.raises(ValueError, match="c must be one of a, b, not 'x'"):
        _check.choice("c", "x", ("a", "b"))
    with pytest.raises(TypeError, match="p must be a path"):
        _check.path("p", 3)
