"""Checks of arguments, so that a wrong one is named before the engine is asked."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable, Sequence
from typing import Any, Optional, Union

PathLike = Union[str, "os.PathLike[str]"]
#: A share as a number (0.05), or as it is written in files ("5%").
Share = Union[float, str]


def _kind(value: object) -> str:
    return type(value).__name__


def whole(name: str, value: Any, low: int = 0, high: int = 2**63 - 1) -> int:
    """Return a whole number; numbers of numpy are taken, True and 1.0 are not."""
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        raise TypeError(f"{name} must be a whole number, not {value!r}")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {_kind(value)}") from None
    if not low <= number <= high:
        end = f"from {low:,} to {high:,}" if high < 2**62 else f"{low:,} or more"
        raise ValueError(f"{name} must be {end}, not {number:,}")
    return number


def maybe_whole(name: str, value: Any, low: int = 0, high: int = 2**63 - 1) -> Optional[int]:
    """Return a whole number, or None."""
    return None if value is None else whole(name, value, low, high)


def number(name: str, value: Any) -> float:
    """Return a finite number."""
    if isinstance(value, (bool, str, bytes)):
        raise TypeError(f"{name} must be a number, not {value!r}")
    try:
        result = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, not {_kind(value)}") from None
    if not math.isfinite(result):
        raise ValueError(f"{name} must be a finite number, not {result}")
    return result


def share(name: str, value: Any) -> float:
    """Return a share strictly between 0 and 1, of a number or a text such as "5%"."""
    if isinstance(value, str):
        digits = value.strip()
        try:
            result = float(digits[:-1]) / 100 if digits.endswith("%") else float(digits)
        except ValueError:
            raise ValueError(
                f"{name} must be a share such as 0.05 or '5%', not {value!r}"
            ) from None
    else:
        result = number(name, value)
    if not 0 < result < 1:
        raise ValueError(f"{name} must lie between 0 and 1, not {value!r}")
    return result


def flag(name: str, value: Any) -> bool:
    """Return True or False."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {_kind(value)}")
    return value


def text(name: str, value: Any) -> str:
    """Return a text that is not empty."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text, not {_kind(value)}")
    if not value:
        raise ValueError(f"{name} must not be empty")
    return value


def maybe_text(name: str, value: Any) -> Optional[str]:
    """Return a text, or None."""
    return None if value is None else text(name, value)


def texts(name: str, value: Any) -> list[str]:
    """Return a list of texts; one text is a list of one."""
    if isinstance(value, str):
        return [text(name, value)]
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a text or a list of texts, not {_kind(value)}")
    return [text(f"{name}[{index}]", item) for index, item in enumerate(value)]


def wholes(name: str, value: Any, low: int = 0) -> list[int]:
    """Return a list of whole numbers."""
    return [whole(f"{name}[{index}]", item, low) for index, item in enumerate(items(name, value))]


def items(name: str, value: Any) -> Sequence[Any]:
    """Return a list of what a list, an array or a column holds."""
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{name} must be a list, not a text")
    result = listed(value)
    if result is None:
        raise TypeError(f"{name} must be a list, not {_kind(value)}")
    return result


def choice(name: str, value: Any, words: Sequence[str]) -> str:
    """Return one of these words."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be one of {', '.join(words)}, not {_kind(value)}")
    if value not in words:
        raise ValueError(f"{name} must be one of {', '.join(words)}, not {value!r}")
    return value


def path(name: str, value: Any) -> str:
    """Return a path as a text."""
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{name} must be a path, not {_kind(value)}")
    result = os.fspath(value)
    if not isinstance(result, str):
        raise TypeError(f"{name} must be a path of text, not of bytes")
    if not result:
        raise ValueError(f"{name} must not be empty")
    return result


def listed(value: Any) -> Optional[list[Any]]:
    """Return the values of a list, a range, or a library's array or column; None for others."""
    if isinstance(value, (list, tuple, range)):
        return list(value)
    if isinstance(value, (str, bytes, dict)) or getattr(value, "ndim", 1) == 0:
        return None
    # pyarrow; numpy and pandas; polars.
    for method in ("to_pylist", "tolist", "to_list"):
        converter = getattr(value, method, None)
        if callable(converter):
            result = converter()
            return result if isinstance(result, list) else None
    return None
