"""Writes the reference of the package, Documentation/python-api.md, from its docstrings.

Usage: python Notebooks/tools/api_reference.py > Documentation/python-api.md
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import engagelab
from engagelab import calibrate, stats
from engagelab._result import TableOf

#: Public names in the order of the page.
GROUPS: list[tuple[str, list[str]]] = [
    ("Scenarios", ["Scenario", "validate", "schema"]),
    ("Runs", ["run", "start_run", "Run", "RunJob", "load_run", "compare", "Comparison"]),
    ("Sweeps", ["sweep", "uniform", "Sweep", "Uniform"]),
    ("Designs of tests", ["design", "Design"]),
    ("Real experiments", ["analyze", "Analysis"]),
    ("Stories and logs", ["explain", "Story", "log"]),
    ("Tables", ["Table"]),
    (
        "Errors",
        [
            "Problem",
            "EngagementLabError",
            "ScenarioError",
            "UsageError",
            "DataError",
            "CannotTell",
            "StatisticsError",
            "OutputError",
            "InternalError",
            "Cancelled",
            "UsersNotKept",
        ],
    ),
]

#: What has a part of its own on the page.
APART = {"calibrate", "stats", "Calibration", "StatsResult", "__version__"}

HEAD = """# Python API

Everything that `import engagelab as el` offers. The page [From Python](from-python.md) is the
introduction; this one is made from the docstrings by `Notebooks/tools/api_reference.py`, and their
examples run as tests in the root of the repository.
"""


def main() -> None:
    """Write the page to standard output."""
    named = {name for _, names in GROUPS for name in names}
    missing = set(engagelab.__all__) - named - APART
    if missing:
        sys.exit(f"no group of the reference has {', '.join(sorted(missing))}")
    parts = [HEAD]
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        for name in names:
            parts += entry(f"el.{name}", getattr(engagelab, name))
    parts += ["## Calibration\n", body(calibrate.__doc__)]
    for name in calibrate.__all__:
        parts += entry(f"el.calibrate.{name}", getattr(calibrate, name))
    parts += ["## Calculators\n", body(stats.__doc__)]
    for name in stats.__all__:
        parts += entry(f"el.stats.{name}", getattr(stats, name))
    parts += calculators()
    print("\n".join(part.rstrip() + "\n" for part in parts).rstrip())


def entry(name: str, thing: Any) -> Iterator[str]:
    """Give the parts about a function or a class."""
    yield f"### `{name}`\n"
    if not inspect.isclass(thing):
        yield fenced(name + signature(thing))
        yield body(thing.__doc__)
        return
    if not issubclass(thing, BaseException) and "__init__" in vars(thing) and name in CONSTRUCTED:
        yield fenced(name + signature(thing.__init__))
    yield body(thing.__doc__)
    if issubclass(thing, BaseException):
        return
    yield from members(thing)


#: Classes that are made by their name; the others come out of functions.
CONSTRUCTED = {"el.Scenario", "el.Table"}


def members(thing: type) -> Iterator[str]:
    """Give the parts about what is public in a class, tables first."""
    shown = [
        (name, value)
        for kind in reversed(thing.__mro__[:-1])
        if kind.__module__.startswith("engagelab")
        for name, value in vars(kind).items()
        if not name.startswith("_") and name in dir(thing)
    ]
    shown = list(dict(shown).items())
    tables = [(name, value) for name, value in shown if isinstance(value, TableOf)]
    plain = [(name, value) for name, value in shown if isinstance(value, property)]
    if tables:
        rows = "\n".join(f"| `.{name}` | {value.__doc__} |" for name, value in tables)
        yield f"| Table | What is in it |\n|---|---|\n{rows}\n"
    if plain:
        rows = "\n".join(f"| `.{name}` | {summary(value.__doc__)} |" for name, value in plain)
        yield f"| Attribute | What it is |\n|---|---|\n{rows}\n"
    for name, value in shown:
        if isinstance(value, (classmethod, staticmethod)):
            value = value.__func__
        if inspect.isfunction(value):
            yield f"#### `.{name}{signature(value)}`\n"
            yield body(value.__doc__)


def calculators() -> Iterator[str]:
    """Give the lists of calculators, one for each family."""
    families: dict[str, list[str]] = {}
    for row in stats.methods():
        line = f"| `{row['name']}` | {row['summary']} |"
        families.setdefault(row["family"], []).append(line)
    for family, lines in families.items():
        yield f"#### {family}\n"
        yield "| `el.stats.` | Answers |\n|---|---|\n" + "\n".join(lines) + "\n"


def signature(function: Any) -> str:
    """Return the arguments without their types, which the text tells."""
    found = inspect.signature(function)
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for name, parameter in found.parameters.items()
        if name not in ("self", "cls")
    ]
    return str(inspect.Signature(parameters))


def fenced(call: str) -> str:
    """Return a call as code, an argument a line when it is long."""
    if len(call) > 100:
        begin, _, rest = call.partition("(")
        arguments = "".join(f"    {argument},\n" for argument in split(rest[:-1]))
        call = f"{begin}(\n{arguments})"
    return f"```python\n{call}\n```\n"


def split(arguments: str) -> list[str]:
    """Return arguments at the commas outside of brackets."""
    return re.split(r", (?![^()]*\))", arguments)


def summary(doc: str | None) -> str:
    """Return the first paragraph of a docstring as one line."""
    return " ".join(inspect.cleandoc(doc or "").split("\n\n")[0].split()).replace("|", "\\|")


def body(doc: str | None) -> str:
    """Return a docstring as Markdown: sections become lists, examples code."""
    lines: list[str] = []
    section = ""
    in_code = False
    for line in inspect.cleandoc(doc or "").split("\n"):
        heading = re.fullmatch(r"(Args|Attributes|Raises|Returns|Example|Examples):", line)
        if heading:
            section = heading.group(1)
            title = {"Args": "Arguments"}.get(section, section)
            lines += [f"**{title}**", ""]
            continue
        if section and line and not line.startswith(" "):
            section = ""
        text = line[4:] if section else line
        if section.startswith("Example"):
            if text.startswith(">>>") and not in_code:
                lines.append("```pycon")
                in_code = True
            if in_code and not text:
                lines += ["```", ""]
                in_code = False
                continue
            lines.append(text)
        elif section and (item := re.match(r"(\w+): (.*)", text)):
            lines.append(f"- `{item.group(1)}`: {item.group(2)}")
        elif section and text.startswith("    "):
            lines.append(f"  {text.strip()}")
        else:
            lines.append(text)
    if in_code:
        lines.append("```")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
