"""Tables of results: Arrow, without copying."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Union

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pandas
    import polars

#: Rows that are shown of a long table, at each end.
_SHOWN = 5


class Table:
    """A table of results, which cannot be changed.

    It holds a `pyarrow.Table` that points to the memory of the engine, and gives it to whatever
    reads Arrow (pandas, polars, DuckDB, pyarrow...) without copying it.

    Example:
        >>> import engagelab as el
        >>> import pyarrow as pa
        >>> columns = {"arm": ["none", "all", "all"], "kpi": ["a", "a", "b"], "lift": [0, 0.1, 0.2]}
        >>> table = el.Table(pa.table(columns))
        >>> len(table), table.column_names
        (3, ['arm', 'kpi', 'lift'])
        >>> table.filter(arm="all", kpi=["b", "c"])
        arm  kpi  lift
        all  b     0.2
        >>> table["lift"].to_pylist()
        [0.0, 0.1, 0.2]
    """

    __slots__ = ("__weakref__", "_table")

    def __init__(self, table: pa.Table) -> None:
        if not isinstance(table, pa.Table):
            raise TypeError(f"table must be a pyarrow.Table, not {type(table).__name__}")
        self._table = table

    # What it is

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return list(self._table.column_names)

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns."""
        return self._table.schema

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (self._table.num_rows, self._table.num_columns)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the table's rows take."""
        return int(self._table.nbytes)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __getitem__(self, column: str) -> pa.ChunkedArray:
        if not isinstance(column, str):
            raise TypeError(
                f"a column is named by text, not {type(column).__name__}; .filter() picks rows"
            )
        self._check_column(column)
        return self._table.column(column)

    def __contains__(self, column: object) -> bool:
        return column in self._table.column_names

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Go through the rows, each a dict."""
        for batch in self._table.to_batches():
            yield from batch.to_pylist()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return bool(self._table.equals(other._table))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Table, (self._table,)

    def _check_column(self, column: str) -> None:
        if column not in self._table.column_names:
            raise KeyError(f"no column {column!r}; there are {', '.join(self._table.column_names)}")

    # Rows

    def filter(self, **equal: Any) -> Table:
        """Return the rows whose columns have these values; of a list, any of them.

        Example:
            >>> import engagelab as el
            >>> import pyarrow as pa
            >>> len(el.Table(pa.table({"day": [1, 7, 30]})).filter(day=[7, 30]))
            2

        Raises:
            KeyError: If there is no such column.
        """
        mask: Any = None
        for name, value in equal.items():
            self._check_column(name)
            column = self._table.column(name)
            if pa.types.is_dictionary(column.type):
                column = column.cast(column.type.value_type)
            if value is None:
                found = pc.is_null(column)
            else:
                values = (
                    list(value)
                    if isinstance(value, (list, tuple, set, frozenset, range))
                    else [value]
                )
                try:
                    found = pc.is_in(column, value_set=pa.array(values, column.type))
                except (pa.ArrowException, TypeError) as error:
                    raise TypeError(f"{name} is of type {column.type}: {error}") from error
            mask = found if mask is None else pc.and_(mask, found)
        return self if mask is None else Table(self._table.filter(mask))

    def select(self, columns: Sequence[str]) -> Table:
        """Return these columns."""
        if isinstance(columns, str):
            raise TypeError("columns must be a list of names; table[name] is one column")
        for column in columns:
            self._check_column(column)
        return Table(self._table.select(list(columns)))

    def sort(self, column: str, *, descending: bool = False) -> Table:
        """Return the rows in the order of a column."""
        self._check_column(column)
        return Table(self._table.sort_by([(column, "descending" if descending else "ascending")]))

    def head(self, rows: int = 5) -> Table:
        """Return the first rows."""
        return Table(self._table.slice(0, rows))

    # To other libraries

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> Any:
        return self._table.schema.__arrow_c_schema__()

    def to_arrow(self) -> pa.Table:
        """Return it as a `pyarrow.Table`, without copying."""
        return self._table

    def to_pandas(self, **options: Any) -> pandas.DataFrame:
        """Return it as a pandas DataFrame; options are those of `pyarrow.Table.to_pandas`.

        Dates become those of pandas, unless `date_as_object=True`.
        """
        return self._table.to_pandas(**{"date_as_object": False, **options})

    def to_polars(self) -> polars.DataFrame:
        """Return it as a polars DataFrame."""
        try:
            import polars
        except ImportError as error:
            raise ImportError("to_polars needs polars: pip install polars") from error
        frame = polars.from_arrow(self._table)
        assert isinstance(frame, polars.DataFrame)
        return frame

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows as dicts."""
        rows: list[dict[str, Any]] = self._table.to_pylist()
        return rows

    def to_pydict(self) -> dict[str, list[Any]]:
        """Return the columns as lists."""
        columns: dict[str, list[Any]] = self._table.to_pydict()
        return columns

    def to_parquet(self, path: Union[str, os.PathLike[str]], **options: Any) -> None:
        """Write a Parquet file; options are those of `pyarrow.parquet.write_table`."""
        from pyarrow import parquet

        parquet.write_table(self._table, os.fspath(path), **options)

    def to_csv(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write a CSV file with a header."""
        from pyarrow import csv

        plain = pa.table(
            [
                column.cast(column.type.value_type)
                if pa.types.is_dictionary(column.type)
                else column
                for column in self._table.columns
            ],
            names=self._table.column_names,
        )
        csv.write_csv(plain, os.fspath(path))

    # Display

    def _shown(self) -> tuple[list[list[str]], list[bool]]:
        """Return the texts of the rows that are shown, and which columns are numbers."""
        table = self._table
        cut = table.num_rows > 2 * _SHOWN + 1
        parts = [table.slice(0, _SHOWN), table.slice(table.num_rows - _SHOWN)] if cut else [table]
        rows = [
            [_cell(value) for value in row.values()] for part in parts for row in part.to_pylist()
        ]
        if cut:
            rows.insert(_SHOWN, ["…"] * table.num_columns)
        numeric = [
            pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
            for field in table.schema
        ]
        return rows, numeric

    def __repr__(self) -> str:
        rows, numeric = self._shown()
        lines = _aligned([self.column_names, *rows], numeric)
        if len(self) > 2 * _SHOWN + 1:
            lines.append(f"[{len(self):,} rows]")
        elif not len(self):
            lines.append("[no rows]")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows, numeric = self._shown()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.column_names)
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:{"right" if right else "left"}">{html.escape(cell)}</td>'
                for cell, right in zip(row, numeric)
            )
            + "</tr>"
            for row in rows
        )
        count = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        return (
            f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<small>{count} × {len(self.column_names)} columns</small></div>"
        )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _aligned(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> list[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(numeric))]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric)
        ).rstrip()
        for row in rows
    ]
