"""Values of Python as they are written in scenario files."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Mapping
from typing import Any

# A text that YAML would not read as itself when it stands alone.
_NEEDS_QUOTES = re.compile(r"^$|^[\s&*!|>'\"%@`#?,\]}-](?!\d)|^\?|: |:$| #|[\n\r\t]|\s$")


class Yaml(str):
    """A part of a scenario as it stands in a file."""

    __slots__ = ()


def written(name: str, value: Any) -> str:
    """Return a value as it is written after `path=`.

    A text stands as in a file: "35%", "14 days", "0.05 EUR", "days_since(session) >= 14"; one that
    begins with a brace or a bracket is a map or a list.
    """
    if isinstance(value, Yaml):
        return str(value)
    if isinstance(value, str):
        if value[:1] in ("{", "["):
            return value
        return json.dumps(value, ensure_ascii=False) if _NEEDS_QUOTES.search(value) else value
    plain_value = plain(name, value)
    if isinstance(plain_value, str):
        return (
            plain_value
            if isinstance(value, datetime.date)
            else json.dumps(plain_value, ensure_ascii=False)
        )
    return json.dumps(plain_value, ensure_ascii=False)


def plain(name: str, value: Any) -> Any:
    """Return a value as JSON has it: maps, lists, texts, numbers, yes and no.

    Raises:
        TypeError: If a scenario has no values of its type.
        ValueError: If it is a number that is not finite.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{name} must be a finite number, not {value}")
        return int(value) if value.is_integer() and abs(value) < 1e15 else float(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, datetime.timedelta):
        return _duration(name, value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                raise TypeError(f"the keys of {name} must be texts, not {key!r}")
        return {str(key): plain(f"{name}.{key}", item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(f"{name}[{index}]", item) for index, item in enumerate(value)]
    for method in ("item", "as_py"):
        # A number of numpy, a value of pyarrow.
        converter = getattr(value, method, None)
        if callable(converter) and getattr(value, "ndim", 0) == 0 and not hasattr(value, "__len__"):
            return plain(name, converter())
    if hasattr(value, "tolist"):
        return plain(name, value.tolist())
    raise TypeError(
        f"{name} cannot be a {type(value).__name__}; "
        "give a text, a number, a date, a list or a dict"
    )


def _duration(name: str, value: datetime.timedelta) -> str:
    seconds = value.total_seconds()
    if seconds != int(seconds) or seconds < 0:
        raise ValueError(f"{name} must be whole seconds, not {value}")
    whole = int(seconds)
    for length, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if whole % length == 0 and whole:
            return f"{whole // length} {unit}"
    return f"{whole} s"
