"""What tests share: the engine, or a stand-in for it, and the repository's files."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator

import pytest

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SUFFIX = "dylib" if sys.platform == "darwin" else "so"


def build_fake(folder: Path, *, version: str | None = None, abi: int = 1) -> Path | None:
    """Build the stand-in; None without a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    from_file = (REPOSITORY / "Notebooks/src/engagelab/_version.py").read_text()
    version = version or from_file.split('"')[-2]
    target = folder / f"libFakeEngine-{version}-{abi}.{SUFFIX}"
    if not target.exists():
        subprocess.run(
            [
                compiler,
                "-std=gnu11",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-shared",
                "-fPIC",
                "-pthread",
                f'-DFAKE_VERSION="{version}"',
                f"-DFAKE_ABI={abi}",
                str(HERE / "fake_engine.c"),
                "-o",
                str(target),
            ],
            check=True,
        )
    return target


def _prepare() -> bool:
    """Let the package be imported, and return whether it has its engine or the stand-in."""
    if os.environ.get("ENGAGELAB_LIBRARY"):
        return True
    try:
        import engagelab  # noqa: F401
    except ImportError as error:
        if "the engine is not there" not in str(error):
            raise
        for name in [name for name in sys.modules if name.split(".")[0] == "engagelab"]:
            del sys.modules[name]
        folder = Path(tempfile.mkdtemp(prefix="engagelab-tests-"))
        fake = build_fake(folder)
        if fake is None:
            raise
        os.environ["ENGAGELAB_LIBRARY"] = str(fake)
        return False
    return True


HAS_ENGINE = _prepare()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not HAS_ENGINE and os.environ.get("CI") == "true":
        pytest.exit("the engine is not there; run `make python` in the repository first", 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if HAS_ENGINE:
        return
    skip = pytest.mark.skip(
        reason="the engine is not there; run `make python` in the repository first"
    )
    for item in items:
        if "engine" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True, scope="session")
def _in_repository() -> Iterator[None]:
    """Play tests in the root of the repository, so that `Scenarios/media.yaml` is a path."""
    before = Path.cwd()
    os.chdir(REPOSITORY)
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def fake_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fake")


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of another Python that has the package, wherever it is."""
    import engagelab

    package = str(Path(engagelab.__file__).resolve().parent.parent)
    path = os.pathsep.join(part for part in (package, os.environ.get("PYTHONPATH")) if part)
    return {**os.environ, "PYTHONPATH": path, **variables}


class Fake:
    """The stand-in, and what it counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._dll = ctypes.CDLL(str(path))

    @property
    def jobs(self) -> int:
        return int(self._dll.fake_live_jobs())

    @property
    def columns(self) -> int:
        return int(self._dll.fake_live_columns())

    @property
    def cancels(self) -> int:
        return int(self._dll.fake_cancels())


@pytest.fixture
def fake(fake_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Let the package talk to the stand-in."""
    path = build_fake(fake_folder)
    if path is None:
        pytest.skip("no C compiler")
    from engagelab import _native

    monkeypatch.setattr(_native, "_library", _native.Library(path))
    return Fake(path)


@pytest.fixture
def media_path() -> str:
    return "Scenarios/media.yaml"
