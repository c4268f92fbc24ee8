"""Tables into the engine and out of it, by the Arrow C stream interface."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import Any, Optional, Protocol, Union, runtime_checkable

import pyarrow as pa

from ._native import ArrowArrayStream


@runtime_checkable
class ArrowStreamExportable(Protocol):
    """Anything that gives an Arrow stream: tables of pyarrow, polars, pandas, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Return a PyCapsule of an ArrowArrayStream."""


@runtime_checkable
class ArrowArrayExportable(Protocol):
    """Anything that gives a record batch by the Arrow C data interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
        """Return PyCapsules of an ArrowSchema and an ArrowArray."""


#: What is taken as a table: anything with Arrow, data frames of pandas, or a map of columns.
TableLike = Union[ArrowStreamExportable, ArrowArrayExportable, Mapping[str, Any]]

_STREAM = b"arrow_array_stream"

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]

_pointer_of_capsule = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of_capsule.restype = ctypes.c_void_p
_pointer_of_capsule.argtypes = [ctypes.py_object, ctypes.c_char_p]

_Release = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))


def release_stream(stream: ArrowArrayStream) -> None:
    """Release a stream that nobody has taken."""
    if stream.release:
        _Release(stream.release)(ctypes.byref(stream))


class _StreamOfEngine:
    """Hands a stream over once, by the PyCapsule protocol."""

    def __init__(self, stream: ArrowArrayStream) -> None:
        self._stream = stream

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        # Who takes the stream moves it out of the structure, which this object keeps alive
        # meanwhile.
        return _new_capsule(ctypes.addressof(self._stream), _STREAM, None)


def import_stream(stream: ArrowArrayStream) -> pa.Table:
    """Return a stream of the engine as a table that points to the engine's memory."""
    try:
        return pa.RecordBatchReader.from_stream(_StreamOfEngine(stream)).read_all()
    finally:
        # The consumer has marked it as released when it took it.
        release_stream(stream)


def export_stream(reader: pa.RecordBatchReader) -> ArrowArrayStream:
    """Move a reader into a structure of its own, for the engine to take."""
    capsule = reader.__arrow_c_stream__()
    address = _pointer_of_capsule(capsule, _STREAM)
    source = ctypes.cast(address, ctypes.POINTER(ArrowArrayStream))
    moved = ArrowArrayStream()
    ctypes.memmove(ctypes.byref(moved), source, ctypes.sizeof(ArrowArrayStream))
    source.contents.release = None
    return moved


def reader_of(name: str, data: Any) -> pa.RecordBatchReader:
    """Return data as a reader of batches whose types the engine knows.

    Args:
        name: What errors call it: the name of the argument.
        data: Anything with Arrow, a pandas DataFrame, or a map of columns. Streams are read as they
            come.

    Raises:
        TypeError: If it is no table.
        ValueError: If it has no columns, a name twice, columns of unequal length, or a type that is
        no column.
    """
    reader = _reader(name, data)
    names = reader.schema.names
    if not names:
        raise ValueError(f"{name} has no columns")
    doubled = sorted({column for column in names if names.count(column) > 1})
    if doubled:
        raise ValueError(f"{name} has the column {doubled[0]!r} more than once")
    return _with_known_types(name, reader)


def people_of(people: Optional[TableLike]) -> Optional[dict[str, pa.RecordBatchReader]]:
    """Return the table of people as a job takes it; None when there is none."""
    return None if people is None else {"people": reader_of("people", people)}


def _reader(name: str, data: Any) -> pa.RecordBatchReader:
    if isinstance(data, pa.RecordBatchReader):
        return data
    if isinstance(data, pa.Table):
        return data.to_reader()
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data]).to_reader()
    if isinstance(data, Mapping):
        return _table_of_columns(name, data).to_reader()
    if type(data).__module__.partition(".")[0] == "pandas":
        return _table_of_pandas(name, data).to_reader()
    try:
        if hasattr(data, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(data)
        if hasattr(data, "__arrow_c_array__"):
            return pa.Table.from_batches([pa.record_batch(data)]).to_reader()
        if hasattr(data, "to_arrow"):
            return _reader(name, data.to_arrow())
    except (pa.ArrowException, TypeError) as error:
        raise ValueError(f"{name} is no table: {error}") from error
    raise TypeError(
        f"{name} must be a table (pyarrow, pandas, polars, DuckDB, anything with "
        f"__arrow_c_stream__) or a dict of columns, not {type(data).__name__}"
    )


def _table_of_columns(name: str, data: Mapping[str, Any]) -> pa.Table:
    columns = {}
    for column, values in data.items():
        if not isinstance(column, str):
            raise TypeError(f"the columns of {name} must be named by text, not {column!r}")
        if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
            raise TypeError(
                f"{name}[{column!r}] must be an array or a list, not {type(values).__name__}"
            )
        try:
            # A chunked array is a column as it is; `pa.array` takes everything else.
            columns[column] = (
                values
                if isinstance(values, (pa.Array, pa.ChunkedArray))
                else pa.array(values, from_pandas=False)
            )
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise ValueError(f"{name}[{column!r}] is no column: {error}") from error
    lengths = {column: len(values) for column, values in columns.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{column}: {length}" for column, length in lengths.items())
        raise ValueError(f"the columns of {name} have unequal lengths ({listed})")
    return pa.table(columns)


def _table_of_pandas(name: str, data: Any) -> pa.Table:
    if type(data).__name__ != "DataFrame":
        raise TypeError(f"{name} must be a table, not a pandas {type(data).__name__}")
    try:
        # An index is no column, and NaN in a column of floats stays what it is, for the engine to
        # name its row.
        batches = {
            str(column): pa.array(
                data.iloc[:, index],
                from_pandas=data.dtypes.iloc[index].kind != "f",
            )
            for index, column in enumerate(data.columns)
        }
        return pa.table(list(batches.values()), names=[str(column) for column in data.columns])
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise ValueError(f"{name} is no table: {error}") from error


def _known(type_: pa.DataType) -> pa.DataType:
    """Return the type by which the engine takes a column: its own, nearly always."""
    types = pa.types
    if types.is_dictionary(type_):
        return type_ if _is_text(type_.value_type) else _known(type_.value_type)
    if types.is_decimal(type_):
        return pa.float64()
    if types.is_time(type_):
        return pa.utf8()
    if (
        _is_text(type_)
        or types.is_null(type_)
        or types.is_integer(type_)
        or types.is_float32(type_)
        or types.is_float64(type_)
        or types.is_boolean(type_)
        or types.is_date(type_)
        or types.is_timestamp(type_)
    ):
        return type_
    raise ValueError(f"type {type_}")


def _is_text(type_: pa.DataType) -> bool:
    # Older versions of pyarrow have views of text and no question for them.
    return str(type_) in ("string", "large_string", "string_view")


def _with_known_types(name: str, reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
    fields = []
    for field in reader.schema:
        try:
            fields.append(pa.field(field.name, _known(field.type)))
        except ValueError as error:
            raise ValueError(
                f"{name}[{field.name!r}] is of {error}; "
                "columns are numbers, text, yes or no, dates or times"
            ) from None
    schema = pa.schema(fields)
    if schema.equals(reader.schema):
        return reader
    return pa.RecordBatchReader.from_batches(schema, _cast(name, reader, schema))


def _cast(name: str, reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for batch in reader:
        columns = []
        for field, column in zip(schema, batch.columns):
            try:
                columns.append(column if column.type == field.type else _column(column, field.type))
            except (pa.ArrowException, ValueError) as error:
                raise ValueError(f"{name}[{field.name!r}]: {error}") from error
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _column(column: pa.Array, type_: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(type_)
