"""Tables that go in: what is taken, what is refused by its name."""

from __future__ import annotations

import array
import datetime
import decimal

import pandas
import polars
import pyarrow as pa
import pytest
from conftest import Fake

from engagelab._arrow import reader_of
from engagelab._job import perform


def taken(data: object) -> pa.Table:
    return reader_of("people", data).read_all()


NUMBERS = pa.table({"number": pa.array([1, 2, 3], pa.int64())})


class Stream:
    """Anything with an Arrow stream, of no known library."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return NUMBERS.__arrow_c_stream__(requested_schema)


class Batch:
    """Anything with an Arrow array."""

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return NUMBERS.to_batches()[0].__arrow_c_array__(requested_schema)


@pytest.mark.parametrize(
    "data",
    [
        NUMBERS,
        NUMBERS.to_batches()[0],
        NUMBERS.to_reader(),
        Stream(),
        Batch(),
        {"number": [1, 2, 3]},
        {"number": (1, 2, 3)},
        {"number": range(1, 4)},
        {"number": array.array("q", [1, 2, 3])},
        {"number": pa.array([1, 2, 3])},
        {"number": pa.chunked_array([[1], [2, 3]])},
        {"number": pandas.Series([1, 2, 3])},
        {"number": polars.Series([1, 2, 3])},
        pandas.DataFrame({"number": [1, 2, 3]}, index=[7, 8, 9]),
        polars.DataFrame({"number": [1, 2, 3]}),
    ],
    ids=lambda data: type(data).__name__,
)
def test_everything_with_arrow_is_taken(fake: Fake, data: object) -> None:
    outcome = perform("echo", {}, {"people": reader_of("people", data)})
    assert outcome.documents["inputs"] == "people: 3 rows, sum 6"


def test_numbers_of_numpy_are_not_copied() -> None:
    numpy = pytest.importorskip("numpy")
    values = numpy.arange(1000.0)
    column = taken({"x": values})["x"].chunk(0)
    assert column.buffers()[1].address == values.__array_interface__["data"][0]


def test_types_of_the_engine_stay_and_others_become_them() -> None:
    stamp = datetime.datetime(2016, 1, 4, 12, 30)
    given = pa.table(
        {
            "small": pa.array([1, None], pa.int8()),
            "single": pa.array([0.5, None], pa.float32()),
            "large": pa.array(["a", "b"], pa.large_utf8()),
            "words": pa.array(["a", None]).dictionary_encode(),
            "day": pa.array([stamp.date(), None]),
            "moment": pa.array([stamp, None]),
            "nothing": pa.nulls(2),
            "yes": pa.array([True, None]),
        }
    )
    assert taken(given).schema == given.schema
    table = taken(
        {
            "exact": [decimal.Decimal("1.25"), None],
            "numbers": pa.array([7, 7]).dictionary_encode(),
            "time": [stamp.time(), None],
        }
    )
    assert [str(field.type) for field in table.schema] == ["double", "int64", "string"]
    assert table.slice(0, 1).to_pylist() == [
        {"exact": 1.25, "numbers": 7, "time": "12:30:00.000000"}
    ]
    assert table["exact"].null_count == 1


def test_text_of_polars_is_taken() -> None:
    frame = polars.DataFrame({"name": ["a", "b"]}).with_columns(
        kind=polars.col("name").cast(polars.Categorical)
    )
    assert taken(frame).to_pydict() == {"name": ["a", "b"], "kind": ["a", "b"]}


def test_frames_of_pandas_keep_nan_and_lose_their_index() -> None:
    frame = pandas.DataFrame({"x": [1.0, float("nan")], "name": ["a", None]}, index=["i", "j"])
    table = taken(frame)
    assert table.column_names == ["x", "name"]
    assert table["x"].null_count == 0
    assert table["name"].null_count == 1


@pytest.mark.parametrize("data", [None, 3, "table", [1, 2], object(), pandas.Series([1])])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(TypeError, match="people must be a table"):
        taken(data)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ({}, ValueError, "people has no columns"),
        ({"x": [1], "y": [1, 2]}, ValueError, "unequal lengths .x: 1, y: 2."),
        ({"x": "text"}, TypeError, r"people\['x'\] must be an array or a list, not str"),
        ({"x": 3}, TypeError, r"people\['x'\] must be an array or a list, not int"),
        ({1: [3]}, TypeError, "must be named by text, not 1"),
        ({"x": [1, "a"]}, ValueError, r"people\['x'\] is no column"),
        ({"x": [[1], [2]]}, ValueError, r"people\['x'\] is of type list"),
        (
            pa.table([pa.array([1]), pa.array([2])], names=["x", "x"]),
            ValueError,
            "the column 'x' more than once",
        ),
    ],
    ids=str,
)
def test_a_wrong_table_is_refused_by_name(
    data: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        taken(data)
