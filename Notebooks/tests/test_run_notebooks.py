"""The runner of the notebooks: a number that drifts must not pass."""

from __future__ import annotations

import importlib.util
import json
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from types import ModuleType
from typing import Optional

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

TOOL = Path(__file__).resolve().parent.parent / "tools" / "run_notebooks.py"
NOTEBOOKS = sorted(TOOL.parent.parent.glob("*.ipynb"))
USERS = 'import os\nusers = int(os.environ.get("ENGAGELAB_USERS", 1_000))\nusers'


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_notebooks", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def write(folder: Path, *cells: str, name: str = "01-tiny", small: Optional[int] = 40) -> Path:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.cells[-1].metadata.tags = ["key-numbers"]
    if small is not None:
        book.metadata.engagelab = {"small_users": small}
    path = folder / f"{name}.ipynb"
    nbformat.write(book, path)
    return path


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Return the exit code of the tool, and what it prints."""
    # In a process of its own: kernels leave sockets and event loops to the collector.
    process = subprocess.run(
        [sys.executable, str(TOOL), "--folder", str(folder), *options],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return process.returncode, process.stdout + process.stderr


def test_a_drifted_number_fails_and_is_named(tmp_path: Path) -> None:
    write(tmp_path, USERS, 'key_numbers = {"a third": users / 3, "users": users}')
    assert run(tmp_path, "--record")[0] == 0
    record = tmp_path / "expected" / "01-tiny.json"
    document = json.loads(record.read_text())
    assert document == {"users": 40, "key_numbers": {"a third": 40 / 3, "users": 40}}

    document["key_numbers"]["a third"] *= 1 + 2e-6
    record.write_text(json.dumps(document))
    code, printed = run(tmp_path)
    assert code == 1
    assert "a third: expected 13.33336" in printed
    assert "users:" not in printed


@pytest.mark.parametrize(
    ("expected", "found", "faults"),
    [
        ({"a": 1.0}, {"a": 1.0 + 5e-7}, 0),
        ({"a": 1.0}, {"a": 1.0 + 5e-6}, 1),
        ({"a": 0.0}, {"a": 1e-9}, 1),
        ({"a": 1}, {"a": True}, 1),
        ({"a": "keep"}, {"a": "ship"}, 1),
        ({"a": 1.0}, {}, 1),
        ({}, {"a": 1.0}, 1),
        ({"a": 1.0, "b": 2.0}, {"a": 2.0, "c": 2.0}, 3),
    ],
)
def test_differences(
    runner: ModuleType, expected: dict[str, object], found: dict[str, object], faults: int
) -> None:
    assert len(runner.differences(expected, found)) == faults


def test_each_fault_is_told(tmp_path: Path) -> None:
    write(tmp_path, 'raise ValueError("no such luck")', 'key_numbers = {"a": 1}', name="01-raises")
    write(tmp_path, "key_numbers = {}", name="02-empty")
    write(tmp_path, 'key_numbers = {"a": float("nan")}', name="03-nan")
    write(tmp_path, 'key_numbers = {"a": 1}', name="04-no-size", small=None)
    write(tmp_path, 'key_numbers = {"a": 1}', name="05-no-record")
    code, printed = run(tmp_path)
    assert code == 1
    for book, fault in {
        "01-raises": "ValueError: no such luck",
        "02-empty": "it has no key numbers",
        "03-nan": "a: is neither a finite number nor a text",
        "04-no-size": "small_users",
        "05-no-record": "nothing on record",
    }.items():
        assert re.search(rf"{book} +FAILED.*?{fault}", printed, re.DOTALL), printed


def test_full_size_is_written_and_checked(tmp_path: Path) -> None:
    path = write(tmp_path, USERS, 'key_numbers = {"users": users}\nkey_numbers')
    assert run(tmp_path, "--check")[0] == 1
    assert run(tmp_path, "--full")[0] == 0
    assert run(tmp_path, "--check")[0] == 0
    book = nbformat.read(path, as_version=4)
    assert book.cells[0].outputs[0].data["text/plain"] == "1000"
    assert "execution" not in book.cells[0].metadata

    book.cells[0].source += "  # another"
    nbformat.write(book, path)
    code, printed = run(tmp_path, "--check")
    assert code == 1
    assert "not the code that was executed" in printed


def test_committed_outputs_are_looked_at(runner: ModuleType, tmp_path: Path) -> None:
    path = write(tmp_path, "show()", 'key_numbers = {"a": 1}')
    book = nbformat.read(path, as_version=4)
    new = nbformat.v4.new_output
    book.cells[0].outputs = [
        new("stream", name="stdout", text="/home" + "/somebody/x.yaml, ../Scenarios/media.yaml"),
        new("stream", name="stderr", text="FutureWarning"),
        new("display_data", data={"application/javascript": "alert()"}),
        new("error", ename="ValueError", evalue="", traceback=[]),
        new("display_data", data={"image/png": "A" * 700_000}),
    ]
    nbformat.write(book, path)
    faults = runner.faults_of_file(path)
    for fault in (
        "a path of a machine: /home" + "/somebody",
        "stderr",
        "a program",
        "an error",
        "bytes",
    ):
        assert any(fault in text for text in faults), (fault, faults)
    assert not any("Scenarios" in text for text in faults)


def test_pictures_are_packed_without_loss(runner: ModuleType) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    pixels = (b"\0" + bytes(3 * 64)) * 64
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    body = zlib.compress(pixels, 0)
    picture = b"\x89PNG\r\n\x1a\n" + header
    picture += chunk(b"IDAT", body[:5000]) + chunk(b"IDAT", body[5000:]) + chunk(b"IEND", b"")
    packed = runner.packed_png(picture)
    assert len(packed) < len(picture) / 10
    assert packed.startswith(picture[: 8 + len(header)])
    length = struct.unpack_from(">I", packed, 8 + len(header))[0]
    data = packed[16 + len(header) :][:length]
    assert packed == picture[: 8 + len(header)] + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    assert zlib.decompress(data) == pixels


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_of_the_repository(runner: ModuleType, path: Path) -> None:
    assert runner.faults_of_file(path) == []
    assert (path.parent / "expected" / f"{path.stem}.json").is_file()


def test_no_such_notebook(tmp_path: Path) -> None:
    assert run(tmp_path, "99")[0] == 2
