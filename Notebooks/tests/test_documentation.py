"""Examples of docstrings and of the page *From Python* run; the reference is up to date."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, environment

import engagelab

PAGE = REPOSITORY / "Documentation" / "from-python.md"
READMES = [REPOSITORY / "README.md", REPOSITORY / "Notebooks" / "README.md"]
REFERENCE = REPOSITORY / "Documentation" / "python-api.md"

pytestmark = pytest.mark.engine


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [
        engagelab,
        *(
            importlib.import_module(f"engagelab.{module.name}")
            for module in pkgutil.iter_modules(engagelab.__path__)
        ),
    ]
    return [test for module in modules for test in finder.find(module) if test.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples_of_docstrings(example: doctest.DocTest) -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    lines: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=flags).run(example, out=lines.append)
    assert outcome.failed == 0, "".join(lines)


def test_everything_that_is_public_is_documented() -> None:
    for name in engagelab.__all__:
        assert name == "__version__" or getattr(engagelab, name).__doc__, name


@pytest.mark.parametrize(
    "page", [PAGE, *READMES], ids=lambda page: str(page.relative_to(REPOSITORY))
)
def test_examples_of_the_pages(page: Path, tmp_path: Path) -> None:
    """The blocks run in order, as in one notebook, in a folder with the scenarios."""
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) >= (8 if page == PAGE else 1)
    (tmp_path / "Scenarios").symlink_to(REPOSITORY / "Scenarios")
    # Each block is compiled by itself, so that a traceback names its place.
    code = "".join(
        f"exec(compile({block!r}, 'block {index}', 'exec'), globals())\n"
        for index, block in enumerate(blocks, 1)
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code],
        cwd=tmp_path,
        env=environment(MPLBACKEND="agg"),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in (PAGE, REFERENCE, READMES[1]):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_reference_is_up_to_date() -> None:
    script = REPOSITORY / "Notebooks" / "tools" / "api_reference.py"
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**environment(), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    if os.environ.get("UPDATE_PYTHON_API"):
        REFERENCE.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == REFERENCE.read_text(encoding="utf-8"), (
        "the docstrings changed: run Notebooks/tools/api_reference.py > Documentation/python-api.md"
    )
