"""The package as a wheel: what is in it, its tag, and that it works alone."""

from __future__ import annotations

import importlib.util
import inspect
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from conftest import REPOSITORY, build_fake

import engagelab

PROJECT = REPOSITORY / "Notebooks"


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", PROJECT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copied(folder: Path, *, library: Path | None) -> Path:
    """Copy the project, with a library or without one."""
    target = folder / "project"
    shutil.copytree(
        PROJECT,
        target,
        ignore=shutil.ignore_patterns(
            "_lib", "__pycache__", "*.ipynb", ".*_cache", ".venv", "dist"
        ),
    )
    if library is not None:
        lib = target / "src" / "engagelab" / "_lib"
        lib.mkdir()
        shutil.copy(library, lib / "libEngagementLabC.so")
        (lib / "assets").mkdir()
        (lib / "assets" / "report.html").write_text("<html></html>")
    return target


def build(project: Path, target: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("hatchling")
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=project,
        capture_output=True,
        text=True,
    )


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tags of Linux")


def test_a_wheel_carries_its_engine_and_works_alone(tmp_path: Path, fake_folder: Path) -> None:
    library = build_fake(fake_folder)
    if library is None:
        pytest.skip("no C compiler")
    done = build(copied(tmp_path, library=library), tmp_path / "dist")
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "dist").iterdir()
    version = re.escape(engagelab.__version__)
    assert re.fullmatch(rf"engagelab-{version}-py3-none-manylinux_2_\d+_\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(name for name in names if name.endswith(".dist-info/WHEEL"))
        assert "Root-Is-Purelib: false" in archive.read(metadata).decode()
    assert {
        "engagelab/__init__.py",
        "engagelab/py.typed",
        "engagelab/_lib/libEngagementLabC.so",
        "engagelab/_lib/assets/report.html",
    } <= names
    assert not any("tests" in name for name in names)
    # A plain environment, with nothing but what the wheel asks for.
    place = tmp_path / "venv"
    venv.create(place, system_site_packages=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    code = "import engagelab, sys; print(engagelab.__version__, engagelab.__file__)"
    paths = [str(place / "site"), *(path for path in sys.path if "site-packages" in path)]
    environment = {key: value for key, value in os.environ.items() if key != "ENGAGELAB_LIBRARY"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [
        engagelab.__version__,
        str(place / "site" / "engagelab" / "__init__.py"),
    ], done.stderr


@pytest.mark.engine
def test_the_wheel_plays_without_a_toolchain(tmp_path: Path) -> None:
    """The real one, in an environment without a path to Swift."""
    if not (PROJECT / "src" / "engagelab" / "_lib").is_dir():
        pytest.skip("the package was installed; there is nothing to build from")
    done = build(PROJECT, tmp_path / "dist")
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    print(f"\n{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    paths = [str(tmp_path / "site"), *(path for path in sys.path if "site-packages" in path)]
    code = "import engagelab as el; print(el.run('Scenarios/media.yaml', users=2000).digest)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == engagelab.run("Scenarios/media.yaml", users=2000).digest, (
        done.stderr
    )


def test_a_wheel_without_an_engine_is_not_built(tmp_path: Path) -> None:
    done = build(copied(tmp_path, library=None), tmp_path / "dist")
    assert done.returncode != 0
    assert "the engine is not there; run `make python` in the repository first" in done.stderr
    assert not (tmp_path / "dist").exists() or not list((tmp_path / "dist").iterdir())


def test_a_checkout_is_installed_before_its_engine_is_built(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    from hatchling.builders.wheel import WheelBuilder

    project = copied(tmp_path, library=None)
    (wheel,) = WheelBuilder(str(project)).build(directory=str(tmp_path), versions=["editable"])
    assert wheel.endswith(".whl")


def test_the_tag_is_that_of_what_is_needed(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    module = hook()
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler")
    folder = tmp_path / "lib"
    folder.mkdir()
    source = tmp_path / "x.c"

    def compile_library(name: str, text: str, *options: str) -> None:
        source.write_text(text)
        subprocess.run(
            [compiler, "-shared", "-fPIC", str(source), "-o", str(folder / name), *options],
            check=True,
        )

    compile_library(
        "libEngagementLabC.so", "#include <math.h>\ndouble f(double x) { return sin(x); }"
    )
    assert re.fullmatch(r"manylinux_2_\d+_\w+", module.platform_tag(folder))
    # A library that lies beside is no foreign one; one of the system that not all have, is.
    compile_library("libown.so.1", "int own(void) { return 1; }", "-Wl,-soname,libown.so.1")
    compile_library(
        "libEngagementLabC.so",
        "int own(void); int g(void) { return own(); }",
        str(folder / "libown.so.1"),
    )
    assert module.Elf((folder / "libEngagementLabC.so").read_bytes()).needed[0] == "libown.so.1"
    assert module.platform_tag(folder).startswith("manylinux_")
    (folder / "libown.so.1").unlink()
    assert module.platform_tag(folder).startswith("linux_")


def test_symbols_tell_the_glibc() -> None:
    pytest.importorskip("hatchling")
    module = hook()
    assert module._glibc_of("GLIBC_2.34") == (2, 34)
    assert module._glibc_of("GLIBC_2.2.5") == (2, 2)
    assert module._glibc_of("GLIBC_PRIVATE") is None
    assert module._glibc_of("GLIBCXX_3.4.29") == (2, 34)
    assert module._glibc_of("GLIBCXX_3.4.99") is None
    assert module._glibc_of("GCC_3.0") == (2, 17)


def test_everything_has_types() -> None:
    for name in engagelab.__all__:
        thing = getattr(engagelab, name)
        if not inspect.isfunction(thing):
            continue
        for parameter in inspect.signature(thing).parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty, (name, parameter.name)
