"""Puts the engine into the wheel, and says honestly where the wheel runs."""

from __future__ import annotations

import struct
import sys
import sysconfig
from pathlib import Path
from typing import Any, Optional

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Libraries that every Linux of these tags has (PEP 600).
_SYSTEM_LIBRARIES = {
    "ld-linux-aarch64.so.1",
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libpthread.so.0",
    "librt.so.1",
    "libstdc++.so.6",
    "libutil.so.1",
    "libz.so.1",
}

#: Newest symbol version of libstdc++ that systems with a version of glibc have, from the policies
#: of auditwheel.
_STDCXX = [((2, 17), 19), ((2, 28), 24), ((2, 31), 28), ((2, 34), 29), ((2, 35), 30), ((2, 39), 33)]

_VERSION_NEEDS = 0x6FFFFFFE
_DYNAMIC = 6


class EngineHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Checks that the engine is there, and names the platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the platform of a wheel before it is built."""
        folder = Path(self.root) / "src" / "engagelab" / "_lib"
        library = folder / f"libEngagementLabC.{'dylib' if sys.platform == 'darwin' else 'so'}"
        build_data["pure_python"] = False
        if version == "editable":
            # What lies in the checkout is used as it is, and may be built later.
            build_data["tag"] = f"py3-none-{plain_tag()}"
            return
        if not library.is_file():
            raise SystemExit(
                "engagelab: the engine is not there; run `make python` in the repository first "
                f"(it builds {library.name})"
            )
        licence = Path(self.root).parent / "LICENSE"
        if licence.is_file():
            build_data["force_include"][str(licence)] = "engagelab/LICENSE"
        build_data["tag"] = f"py3-none-{platform_tag(folder)}"


def plain_tag() -> str:
    """Return the tag of this platform, which promises nothing of others."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def platform_tag(folder: Path) -> str:
    """Return the tag of the systems on which the libraries of a folder run.

    It is that of manylinux (PEP 600) with the glibc that their symbols ask for; if they need a
    library that not every system has, it is the plain one of Linux, which package indexes refuse.
    """
    plain = plain_tag()
    if not plain.startswith("linux_"):
        return plain
    machine = plain[len("linux_") :]
    libraries = [path for path in sorted(folder.iterdir()) if ".so" in path.suffixes]
    own = {path.name for path in libraries}
    glibc = (2, 17)
    for path in libraries:
        elf = Elf(path.read_bytes())
        if set(elf.needed) - own - _SYSTEM_LIBRARIES:
            return plain
        for name in elf.symbol_versions:
            needed = _glibc_of(name)
            if needed is None:
                return plain
            glibc = max(glibc, needed)
    return f"manylinux_{glibc[0]}_{glibc[1]}_{machine}"


def _glibc_of(name: str) -> Optional[tuple[int, int]]:
    """Return the glibc of systems that have a version of symbols; None when no policy knows it."""
    family, _, text = name.partition("_")
    try:
        numbers = [int(part) for part in text.split(".")]
    except ValueError:
        return None if family == "GLIBC" else (2, 17)
    if family == "GLIBC":
        return (numbers[0], numbers[1])
    if family == "GLIBCXX":
        return next((glibc for glibc, newest in _STDCXX if numbers[-1] <= newest), None)
    return (2, 17)


class Elf:
    """The libraries and versions of symbols that a 64-bit little-endian ELF file needs."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"\x7fELF" or data[4] != 2 or data[5] != 1:
            raise ValueError("not a 64-bit little-endian ELF file")
        self._data = data
        (offset,) = struct.unpack_from("<Q", data, 40)
        size, count = struct.unpack_from("<HH", data, 58)
        # Type, offset, size and link of each section.
        self._sections = [
            struct.unpack_from("<4xI8x8xQQI", data, offset + index * size) for index in range(count)
        ]
        self.needed: list[str] = []
        self.symbol_versions: set[str] = set()
        for section in self._sections:
            if section[0] == _DYNAMIC:
                self._read_dynamic(section)
            elif section[0] == _VERSION_NEEDS:
                self._read_versions(section)

    def _text(self, link: int, offset: int) -> str:
        begin = self._sections[link][1] + offset
        return self._data[begin : self._data.index(b"\0", begin)].decode()

    def _read_dynamic(self, section: tuple[Any, ...]) -> None:
        _, offset, size, link = section
        for place in range(offset, offset + size, 16):
            tag, value = struct.unpack_from("<qQ", self._data, place)
            if tag == 1:
                self.needed.append(self._text(link, value))

    def _read_versions(self, section: tuple[Any, ...]) -> None:
        _, offset, _, link = section
        while True:
            _, count, _, first, following = struct.unpack_from("<HHIII", self._data, offset)
            place = offset + first
            for _ in range(count):
                _, _, _, name, step = struct.unpack_from("<IHHII", self._data, place)
                self.symbol_versions.add(self._text(link, name))
                place += step
            if not following:
                return
            offset += following
