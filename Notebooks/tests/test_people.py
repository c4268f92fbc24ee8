"""People from a researcher's own data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pandas
import polars
import pyarrow as pa
import pytest
from test_scenario import SMALL

import engagelab as el

pytestmark = pytest.mark.engine

ROWS = 400


def columns() -> dict[str, Any]:
    random = numpy.random.default_rng(7)
    return {
        "platform": random.choice(["ios", "android"], ROWS),
        "sessions_per_day": random.gamma(2.0, 0.5, ROWS) + 0.01,
        "dropout": random.beta(1, 50, ROWS),
        "accepts_push": random.random(ROWS) < 0.5,
    }


def test_people_are_taken_from_anything_with_rows() -> None:
    given = columns()
    run = el.run(SMALL, people=given, keep_users=True)
    assert run.results["users"] <= ROWS
    assert run.digest != el.run(SMALL, users=ROWS).digest
    users = run.users.to_pandas().drop_duplicates("user").set_index("user")
    assert (users["platform"].astype(str) == pandas.Series(given["platform"])[users.index]).all()
    table = pa.table(given)
    for people in (
        table,
        table.to_reader(),
        table.combine_chunks().to_batches()[0],
        pandas.DataFrame(given),
        polars.DataFrame(given),
        {name: values.tolist() for name, values in given.items()},
    ):
        assert el.run(SMALL, people=people).digest == run.digest, type(people)


def test_the_order_of_columns_and_types_of_the_same_numbers_do_not_matter() -> None:
    given = columns()
    digest = el.run(SMALL, people=given).digest
    assert el.run(SMALL, people=dict(reversed(list(given.items())))).digest == digest
    coded = {**given, "platform": pa.array(given["platform"].tolist()).dictionary_encode()}
    assert el.run(SMALL, people=coded).digest == digest
    assert (
        el.run(
            SMALL,
            people=pa.concat_tables([pa.table(given).slice(0, 100), pa.table(given).slice(100)]),
        ).digest
        == digest
    )


def test_stories_logs_and_sweeps_take_the_same_people(tmp_path: Path) -> None:
    given = {**columns(), "sessions_per_day": [3.0] * ROWS, "dropout": [0.0] * ROWS}
    log = el.log(SMALL, users=[0, 1, 2], people=given).to_pandas()
    platforms = log[log["kind"] == "user"].drop_duplicates("user")["platform"].tolist()
    assert platforms == list(given["platform"][:3])
    # Three sessions a day for two weeks at least; the lab's people have few.
    assert len(el.explain(SMALL, 1, people=given).records.filter(kind="session")) > 20
    vary = {"population.behavior.opt_in.ios": ["40%", "45%"]}
    sweep = el.sweep(SMALL, vary, people=given, folder=tmp_path)
    assert not len(sweep.failures)
    plain = el.sweep(SMALL, vary, users=ROWS)
    assert sweep.points != plain.points
    # What is kept of other people is no use.
    with pytest.raises(el.UsageError):
        el.sweep(SMALL, vary, people=columns(), folder=tmp_path)
    with pytest.raises(el.DataError):
        el.sweep(SMALL, vary, people=changed(platform=["palm"] * ROWS))


def changed(**others: Any) -> dict[str, Any]:
    given = {**columns(), **others}
    return {name: values for name, values in given.items() if values is not None}


def with_value(name: str, row: int, value: Any) -> list[Any]:
    values = columns()[name].tolist()
    values[row] = value
    return list(values)


@pytest.mark.parametrize(
    ("people", "code", "column", "row"),
    [
        (
            changed(sessions_per_day=with_value("sessions_per_day", 9, float("nan"))),
            "not-finite",
            "sessions_per_day",
            10,
        ),
        (
            changed(sessions_per_day=with_value("sessions_per_day", 9, None)),
            "missing-value",
            "sessions_per_day",
            10,
        ),
        (
            changed(sessions_per_day=with_value("sessions_per_day", 3, -1.0)),
            "out-of-range",
            "sessions_per_day",
            4,
        ),
        (changed(sessions_per_day=["many"] * ROWS), "wrong-type", "sessions_per_day", None),
        (changed(platform=with_value("platform", 5, "palm")), "unknown-name", "platform", 6),
        (changed(platform=[1] * ROWS), "wrong-type", "platform", None),
        (changed(sesions_per_day=[1.0] * ROWS), "unknown-column", "sesions_per_day", None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_wrong_people_are_told_with_row_and_column(
    people: dict[str, Any], code: str, column: str, row: int | None
) -> None:
    with pytest.raises(el.DataError) as caught:
        el.run(SMALL, people=people)
    problem = caught.value.problems[0]
    assert (problem.code, problem.path, problem.line) == (code, column, row)


def test_nan_of_pandas_is_told() -> None:
    frame = pandas.DataFrame(columns())
    frame.loc[7, "sessions_per_day"] = numpy.nan
    with pytest.raises(el.DataError) as caught:
        el.run(SMALL, people=frame)
    assert caught.value.problems[0].line == 8


def test_another_number_of_users_is_told() -> None:
    with pytest.raises(el.EngagementLabError) as caught:
        el.run(SMALL, people=columns(), users=ROWS + 1)
    assert caught.value.problems[0].code == "row-count"


def test_an_interest_without_the_others_is_a_missing_column(media_path: str) -> None:
    with pytest.raises(el.EngagementLabError) as caught:
        el.run(media_path, people={"interest.news": [1.0] * 300})
    problem = caught.value.problems[0]
    assert (problem.code, problem.path) == ("missing-column", "interest.sport")


def test_a_million_people_arrive() -> None:
    random = numpy.random.default_rng(1)
    people = {
        "sessions_per_day": random.gamma(0.5, 0.2, 1_000_000) + 1e-3,
        "platform": pa.DictionaryArray.from_arrays(
            random.integers(0, 2, 1_000_000).astype("int8"), ["ios", "android"]
        ),
    }
    short = {**SMALL, "warm_up": "1 day", "horizon": "1 day"}
    assert el.run(short, people=people).results["users"] > 500_000
