"""Tables of results, and what reads them."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest
from conftest import Fake

from engagelab import Table
from engagelab._job import perform

TABLE = Table(
    pa.table(
        {
            "arm": pa.array(["none", "all", "all"]).dictionary_encode(),
            "day": pa.array([1, 1, None]),
            "lift": [0.0, 0.25, None],
        }
    )
)


def test_it_is_a_table() -> None:
    assert TABLE.column_names == ["arm", "day", "lift"]
    assert TABLE.shape == (3, 3)
    assert len(TABLE) == 3
    assert "arm" in TABLE
    assert "x" not in TABLE
    assert TABLE["day"].to_pylist() == [1, 1, None]
    assert [row["arm"] for row in TABLE] == ["none", "all", "all"]
    assert Table(TABLE.to_arrow()) == TABLE
    assert TABLE.head(2) != TABLE
    assert pickle.loads(pickle.dumps(TABLE)) == TABLE


def test_rows_are_filtered() -> None:
    assert len(TABLE.filter()) == 3
    assert len(TABLE.filter(arm="all")) == 2
    assert len(TABLE.filter(arm="all", day=1)) == 1
    assert len(TABLE.filter(arm=["none", "all"], day=None)) == 1
    assert len(TABLE.filter(arm=[])) == 0
    with pytest.raises(KeyError, match="no column 'arn'; there are arm, day, lift"):
        TABLE.filter(arn="all")
    with pytest.raises(TypeError, match="day is of type int64"):
        TABLE.filter(day="one")


def test_columns_and_order() -> None:
    assert TABLE.select(["lift"]).column_names == ["lift"]
    assert TABLE.sort("lift", descending=True)["lift"].to_pylist()[0] == 0.25
    with pytest.raises(TypeError, match="list of names"):
        TABLE.select("lift")
    with pytest.raises(KeyError, match="no column 'x'"):
        TABLE["x"]
    with pytest.raises(TypeError, match="named by text"):
        TABLE[0]  # type: ignore[index]


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        TABLE.column_names = []  # type: ignore[misc]
    with pytest.raises(TypeError):
        TABLE["x"] = [1]  # type: ignore[index]
    with pytest.raises(TypeError, match="unhashable"):
        hash(TABLE)


def test_it_is_shown_short() -> None:
    assert repr(TABLE) == ("arm   day  lift\nnone    1     0\nall     1  0.25\nall     –     –")
    long = Table(pa.table({"n": range(1000)}))
    assert repr(long).splitlines()[-1] == "[1,000 rows]"
    assert len(repr(long).splitlines()) == 13
    assert repr(TABLE.head(0)) == "arm  day  lift\n[no rows]"
    risky = Table(pa.table({"<b>": ["<script>"]}))._repr_html_()
    assert "&lt;script&gt;" in risky
    assert "<script>" not in risky
    assert "background" not in risky


def test_it_is_written_to_files(tmp_path: Path) -> None:
    TABLE.to_parquet(tmp_path / "x.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist() == TABLE.to_pylist()
    TABLE.to_csv(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text().splitlines()[1] == '"none",1,0'


def test_pandas_polars_and_duckdb_read_it(fake: Fake) -> None:
    table = perform("numbers", {"rows": 1000}).tables["numbers"]
    assert isinstance(table.to_pandas(), pandas.DataFrame)
    assert table.to_pandas()["number"].sum() == 499_500
    assert isinstance(table.to_polars(), polars.DataFrame)
    assert polars.DataFrame(table)["number"].sum() == 499_500
    assert (
        pa.table(table)["number"].chunk(0).buffers()[1].address
        == table["number"].chunk(0).buffers()[1].address
    )
    numbers = table.to_arrow()
    assert duckdb.sql("SELECT sum(number) FROM numbers").fetchall() == [(499_500,)]
    del numbers, table
    gc.collect()


def test_only_tables_are_wrapped() -> None:
    with pytest.raises(TypeError, match=r"must be a pyarrow\.Table"):
        Table({"x": [1]})  # type: ignore[arg-type]
