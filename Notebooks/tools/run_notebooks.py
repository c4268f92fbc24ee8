"""Execute the notebooks headless and hold their key numbers against those on record.

Without options every notebook is played at its small size (`engagelab: {small_users: N}` in its
metadata, handed over as ENGAGELAB_USERS), and the dict `key_numbers` of its cell tagged
`key-numbers` is compared with `expected/NAME.json`. A number that differs by more than 1e-6 of
itself, a missing one, a new one, a cell that fails: each is named, and the exit code is 1.

    python tools/run_notebooks.py                # all notebooks, small: what the tests do
    python tools/run_notebooks.py 01 06          # those whose names begin so
    python tools/run_notebooks.py --record 01    # write what it finds as expected
    python tools/run_notebooks.py --full 01      # play at full size, keep the outputs to commit
    python tools/run_notebooks.py --check        # look at what is committed: outputs, size, paths
"""

from __future__ import annotations

import argparse
import base64
import copy
import hashlib
import json
import math
import os
import re
import resource
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

#: How far a number may be from the one on record, relative to it. Results are the same on every
#: machine, but the last bits of what libraries compute from them need not be.
TOLERANCE = 1e-6
#: Largest size of a notebook with its outputs.
MOST_BYTES = 600_000
TAG = "key-numbers"
_MARK = "key numbers of this notebook: "
#: What must not stand in outputs: absolute paths of a machine.
_MACHINE = re.compile(
    r"(?<![\w:/.])/(?:home|root|tmp|var|opt|usr|work|mnt|Users|private)/[\w.-]+|\b[A-Z]:\\\\?\w+"
)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Outcome:
    """What became of one notebook."""

    name: str
    seconds: float = 0.0
    users: Optional[int] = None
    numbers: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


# Key numbers


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Say in which numbers two dicts differ."""
    faults = [
        f"{name}: is not there any more (was {expected[name]!r})"
        for name in expected
        if name not in found
    ]
    faults += [f"{name}: is new ({found[name]!r})" for name in found if name not in expected]
    for name in expected:
        if name in found and not _same(expected[name], found[name]):
            faults.append(f"{name}: expected {expected[name]!r}, found {found[name]!r}")
    return faults


def _same(expected: Any, found: Any) -> bool:
    numeric = isinstance(expected, (int, float)) and isinstance(found, (int, float))
    if not numeric or isinstance(expected, bool) or isinstance(found, bool):
        return type(expected) is type(found) and bool(expected == found)
    return math.isclose(expected, found, rel_tol=TOLERANCE, abs_tol=1e-12)


def _is_plain(value: Any) -> bool:
    return isinstance(value, (bool, int, str)) or (
        isinstance(value, float) and math.isfinite(value)
    )


# Execution


def execute(path: Path, *, full: bool = False, timeout: int = 1800) -> tuple[Outcome, Any]:
    """Execute a notebook in a process of its own; return how it went, and it with outputs."""
    outcome = Outcome(path.stem)
    book = nbformat.read(path, as_version=4)
    tagged = [
        cell
        for cell in book.cells
        if TAG in cell.metadata.get("tags", []) and cell.cell_type == "code"
    ]
    small = book.metadata.get("engagelab", {}).get("small_users")
    if len(tagged) != 1:
        outcome.faults.append(f"{len(tagged)} cells are tagged {TAG}; there must be one")
    if not isinstance(small, int):
        outcome.faults.append("its metadata have no `engagelab: {small_users: N}`")
    if outcome.faults:
        return outcome, book

    played = copy.deepcopy(book)
    for cell in played.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    probe = nbformat.v4.new_code_cell(f"import json\nprint({_MARK!r} + json.dumps(key_numbers))")
    played.cells.append(probe)
    variables = {name: value for name, value in os.environ.items() if name != "ENGAGELAB_USERS"}
    # Nobody looks at a bar of progress.
    variables.update(TQDM_DISABLE="1", PYDEVD_DISABLE_FILE_VALIDATION="1")
    if not full:
        outcome.users = small
        variables["ENGAGELAB_USERS"] = str(small)
    client = NotebookClient(
        played,
        timeout=timeout,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
    )
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="engagelab-notebook-") as profile:
        # No settings of whoever runs this.
        variables["IPYTHONDIR"] = profile
        try:
            client.execute(env=variables)
        except CellExecutionError as error:
            outcome.faults.append(_ANSI.sub("", str(error)).strip())
        except Exception as error:
            outcome.faults.append(f"{type(error).__name__}: {error}")
    outcome.seconds = time.monotonic() - begin
    played.cells.remove(probe)
    if not outcome.faults:
        text = "".join(output.get("text", "") for output in probe.outputs)
        if _MARK not in text:
            outcome.faults.append("its key numbers cannot be read")
        else:
            outcome.numbers = json.loads(text.split(_MARK, 1)[1])
            odd = [name for name, value in outcome.numbers.items() if not _is_plain(value)]
            outcome.faults += [f"{name}: is neither a finite number nor a text" for name in odd]
            if not outcome.numbers:
                outcome.faults.append("it has no key numbers")
    return outcome, played


# What is committed


def code_hash(book: Any) -> str:
    """Return the hash of the code of a notebook, so that outputs of other code are noticed."""
    code = "\0".join(cell.source for cell in book.cells if cell.cell_type == "code")
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def clean(book: Any) -> None:
    """Leave out what differs between machines and moments."""
    settings = dict(book.metadata.get("engagelab", {}), code=code_hash(book))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book.metadata = nbformat.from_dict(
        {"engagelab": settings, "kernelspec": kernel, "language_info": {"name": "python"}}
    )
    count = 0
    for index, cell in enumerate(book.cells):
        cell.id = f"cell-{index + 1:02d}"
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
        )
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        # A bar of progress that is over.
        cell.outputs = [
            output
            for output in cell.outputs
            if not any("widget-view" in kind for kind in output.get("data", {}))
        ]
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            data = output.get("data", {})
            if "image/png" in data:
                data["text/plain"] = "(figure)"
                picture = base64.b64decode(data["image/png"])
                data["image/png"] = base64.b64encode(packed_png(picture)).decode()


def packed_png(picture: bytes) -> bytes:
    """Return the same picture, its pixels compressed as well as zlib can."""
    chunks: list[tuple[bytes, bytes]] = []
    position = 8
    while position < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, position)
        chunks.append((kind, picture[position + 8 : position + 8 + length]))
        position += length + 12
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    packed = picture[:8]
    for kind, body in [
        *(chunk for chunk in chunks if chunk[0] not in (b"IDAT", b"IEND")),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    ]:
        packed += struct.pack(">I", len(body)) + kind + body
        packed += struct.pack(">I", zlib.crc32(kind + body))
    return packed if len(packed) < len(picture) else picture


def faults_of_file(path: Path) -> list[str]:
    """Say what is wrong with a notebook as it is committed."""
    faults = []
    size = path.stat().st_size
    if size > MOST_BYTES:
        faults.append(f"has {size:,} bytes; at most {MOST_BYTES:,}")
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    codes = [cell for cell in book.cells if cell.cell_type == "code"]
    if book.metadata.get("engagelab", {}).get("code") != code_hash(book):
        faults.append("its code is not the code that was executed; run it with --full")
    if not any(cell.outputs for cell in codes):
        faults.append("has no outputs; run it with --full")
    for number, cell in enumerate(codes, 1):
        for output in cell.outputs:
            if output.output_type == "error":
                faults.append(f"code cell {number} shows an error")
            if output.get("name") == "stderr":
                faults.append(f"code cell {number} writes to stderr: {output.text[:200]!r}")
            texts = [output.get("text", "")] + [
                value
                for kind, value in output.get("data", {}).items()
                if not kind.startswith("image/")
            ]
            faults += [
                f"code cell {number} shows a path of a machine: {found.group()}"
                for text in texts
                for found in _MACHINE.finditer(str(text))
            ]
            if any("javascript" in kind or "widget" in kind for kind in output.get("data", {})):
                faults.append(f"code cell {number} carries a program; figures are pictures")
    return faults


# Command


def _play(path: Path, expected: Path, arguments: argparse.Namespace) -> Outcome:
    record = expected / f"{path.stem}.json"
    if arguments.check:
        return Outcome(path.stem, faults=faults_of_file(path))
    outcome, book = execute(path, full=arguments.full, timeout=arguments.timeout)
    if outcome.faults:
        return outcome
    if arguments.full:
        clean(book)
        nbformat.write(book, path)
        outcome.faults += faults_of_file(path)
    elif arguments.record:
        record.parent.mkdir(parents=True, exist_ok=True)
        document = {"users": outcome.users, "key_numbers": outcome.numbers}
        record.write_text(
            json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    elif not record.is_file():
        outcome.faults.append("nothing on record; run it with --record")
    else:
        document = json.loads(record.read_text(encoding="utf-8"))
        if document["users"] != outcome.users:
            outcome.faults.append(
                f"was recorded with {document['users']} users, now played with {outcome.users}"
            )
        outcome.faults += differences(document["key_numbers"], outcome.numbers)
    return outcome


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(
        description="Execute the notebooks and hold their key numbers against those on record."
    )
    parser.add_argument(
        "names", nargs="*", help="notebooks, or what their names begin with; all unless given"
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--record", action="store_true", help="write what is found as expected")
    modes.add_argument(
        "--full", action="store_true", help="execute at full size and keep the outputs"
    )
    modes.add_argument(
        "--check", action="store_true", help="execute nothing, look at the committed files"
    )
    parser.add_argument("--folder", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--jobs", type=int, default=2, help="notebooks at a time (2)")
    parser.add_argument(
        "--timeout", type=int, default=1800, help="seconds that a cell may take (1800)"
    )
    parsed = parser.parse_args(arguments)

    books = sorted(parsed.folder.glob("*.ipynb"))
    chosen = [
        book
        for book in books
        if not parsed.names or any(book.stem.startswith(Path(name).stem) for name in parsed.names)
    ]
    if not chosen:
        print(f"no notebook of {', '.join(parsed.names) or parsed.folder}", file=sys.stderr)
        return 2

    faulty = 0
    with ThreadPoolExecutor(max(1, parsed.jobs)) as pool:
        outcomes = pool.map(lambda book: _play(book, parsed.folder / "expected", parsed), chosen)
        for outcome in outcomes:
            verdict = "FAILED" if outcome.faults else "ok"
            numbers = f", {len(outcome.numbers)} key numbers" if outcome.numbers else ""
            print(f"{outcome.name:40} {verdict:6} {outcome.seconds:6.1f} s{numbers}", flush=True)
            for fault in outcome.faults:
                print("    " + fault.replace("\n", "\n    "), flush=True)
            faulty += bool(outcome.faults)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not parsed.check:
        print(f"{used.ru_utime + used.ru_stime:.1f} s of processor time")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
