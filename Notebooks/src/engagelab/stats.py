"""The calculators: sample sizes, tests, intervals and others, one function for each.

They are those of `engagelab stats`; `help(engagelab.stats.mde_means)` shows the inputs of one,
their defaults, and the source of its method. `methods()` lists all of them.

Example:
    >>> import engagelab as el
    >>> answer = el.stats.sample_size_proportions(p_control="10%", p_treatment=0.12, power="80%")
    >>> sorted(answer)[:1], answer.sentence != ""
    (['cohen_h'], True)
"""

from __future__ import annotations

import difflib
import inspect
import keyword
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Callable, Optional

import pyarrow as pa

from . import _check, _display
from ._job import perform
from ._table import Table
from ._values import plain

__all__ = ["StatsResult", "calculate", "methods"]


class StatsResult(Mapping[str, Any]):
    """What a calculator found: values by name, and one plain sentence."""

    def __init__(self, method: str, values: Mapping[str, Any], sentence: str) -> None:
        self.method = method
        self.sentence = sentence
        self._values = dict(values)

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            raise KeyError(f"no value {name!r}; there are {', '.join(self._values)}")
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._values:
            return self._values[name]
        known = ", ".join(self.__dict__.get("_values", ()))
        raise AttributeError(f"no value {name!r}; there are {known}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._values})

    def __repr__(self) -> str:
        width = max((len(name) for name in self._values), default=0)
        lines = [f"{name.ljust(width)}  {_shown(value)}" for name, value in self._values.items()]
        return "\n".join(
            [f"{self.method}", *(f"  {line}" for line in lines), self.sentence]
        ).rstrip()

    def _repr_html_(self) -> str:
        return _display.html_pre(repr(self))


def calculate(method: str, **inputs: Any) -> StatsResult:
    """Calculate by one method, which is named by a text.

    Args:
        method: Name of a calculator.
        inputs: Its inputs; None is as if it were left out.

    Raises:
        ValueError: If there is no such method or input, or one is missing or wrong.
        StatisticsError: If there is no answer.

    Example:
        >>> import engagelab as el
        >>> el.stats.calculate("normal_tail", z=[1.96])["sf"]
        [0.024997895148220428]
    """
    description = _description(_check.text("method", method))
    return _calculate(description, inputs)


def methods() -> Table:
    """Return the calculators: name, family, summary and source.

    Example:
        >>> import engagelab as el
        >>> len(el.stats.methods().filter(name="mde_means"))
        1
    """
    rows = list(_descriptions().values())
    columns = ("name", "family", "summary", "reference")
    return Table(
        pa.table({column: [str(row.get(column) or "") for row in rows] for column in columns})
    )


# One function for each calculator, made when it is asked for.

_known: Optional[dict[str, dict[str, Any]]] = None
_functions: dict[str, Callable[..., StatsResult]] = {}


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    description = _descriptions().get(name)
    if description is None:
        near = difflib.get_close_matches(name, _descriptions(), 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise AttributeError(f"there is no calculator {name!r}{hint}")
    if name not in _functions:
        _functions[name] = _function(description)
    return _functions[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *_descriptions()})


def _descriptions() -> dict[str, dict[str, Any]]:
    global _known
    if _known is None:
        _known = {method["name"]: method for method in perform("methods", {}).json("methods")}
    return _known


def _description(name: str) -> dict[str, Any]:
    known = _descriptions()
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        raise ValueError(
            f"there is no calculator {name!r}" + (f"; did you mean {near[0]}?" if near else "")
        )
    return known[name]


def _function(description: Mapping[str, Any]) -> Callable[..., StatsResult]:
    def calculator(**inputs: Any) -> StatsResult:
        return _calculate(description, inputs)

    name = str(description["name"])
    calculator.__name__ = calculator.__qualname__ = name
    calculator.__module__ = __name__
    calculator.__doc__ = _documentation(description)
    parameters = [
        inspect.Parameter(
            _python_name(str(entry["name"])),
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if entry.get("required") else entry.get("default"),
            annotation=_ANNOTATIONS.get(_type_word(entry), Any),
        )
        for entry in description["inputs"]
    ]
    calculator.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        parameters, return_annotation=StatsResult
    )
    return calculator


_ANNOTATIONS: dict[str, Any] = {
    "number": "float",
    "probability": "float | str",
    "share": "float | str",
    "integer": "int",
    "numbers": "Sequence[float]",
    "table": "Sequence[Sequence[float]]",
    "text": "str",
    "choice": "str",
    "flag": "bool",
}


def _type_text(entry: Mapping[str, Any]) -> str:
    if entry.get("choices"):
        return "one of " + ", ".join(entry["choices"])
    if entry.get("fields"):
        kind = "dict" if entry["type"] == "object" else "list of dicts"
        return f"{kind} of {', '.join(entry['fields'])}"
    kind = str(entry["type"])
    return {"probability": "share", "flag": "True or False"}.get(kind, kind)


def _type_word(entry: Mapping[str, Any]) -> str:
    return str(entry["type"]).split()[0].split(":")[0].lower()


def _documentation(description: Mapping[str, Any]) -> str:
    lines = [f"{description['summary']}.", ""]
    if description["inputs"]:
        lines.append("Args:")
    for entry in description["inputs"]:
        about = str(entry.get("about") or "")
        default = entry.get("default")
        suffix = (
            "" if entry.get("required") or default is None else f" (default: {_shown(default)})"
        )
        text = f"{_python_name(str(entry['name']))} ({_type_text(entry)}): {about}{suffix}"
        lines += textwrap.wrap(text, 96, initial_indent="    ", subsequent_indent="        ")
    if description.get("reference"):
        lines += ["", *textwrap.wrap(f"Source: {description['reference']}", 96)]
    return "\n".join(lines) + "\n"


def _python_name(name: str) -> str:
    """Return a name that can be an argument: `lambda` is one with a stroke after it."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _calculate(description: Mapping[str, Any], inputs: Mapping[str, Any]) -> StatsResult:
    method = str(description["name"])
    entries = {_python_name(str(entry["name"])): entry for entry in description["inputs"]}
    given = {name: value for name, value in inputs.items() if value is not None}
    for name in given:
        if name not in entries:
            near = difflib.get_close_matches(name, entries, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise TypeError(
                f"{method} has no input {name!r}{hint} (its inputs: {', '.join(entries)})"
            )
    missing = [
        name for name, entry in entries.items() if entry.get("required") and name not in given
    ]
    if missing:
        raise TypeError(f"{method} needs {', '.join(missing)}")
    request = {
        "method": method,
        "inputs": {
            str(entries[name]["name"]): _value(name, value) for name, value in given.items()
        },
    }
    outcome = perform("stats", request)
    document = outcome.json("values")
    return StatsResult(method, document["values"], str(document.get("sentence") or ""))


_PERCENT = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*%\s*")


def _value(name: str, value: Any) -> Any:
    """Return an input as JSON has it; "5%" is 0.05, wherever it stands."""
    values = _check.listed(value)
    if values is not None:
        return [_value(f"{name}[{index}]", item) for index, item in enumerate(values)]
    if isinstance(value, Mapping):
        return {str(key): _value(f"{name}[{key!r}]", item) for key, item in value.items()}
    if isinstance(value, str) and _PERCENT.fullmatch(value):
        return float(value.strip()[:-1]) / 100
    return plain(name, value)


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 100 else text[:99] + "…"
