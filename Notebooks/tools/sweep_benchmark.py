"""Plays the same sweep from Python and by the command line, and prints how long both take.

Usage: python Notebooks/tools/sweep_benchmark.py path/to/engagelab [--points 64] [--users 20000]
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time

import engagelab as el

SCENARIO = "Scenarios/media.yaml"
RANGE = ("30%", "60%")
PATH = "population.behavior.opt_in.ios"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("command", help="the `engagelab` to compare with")
    parser.add_argument("--points", type=int, default=64)
    parser.add_argument("--users", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    there, here = [], []
    for _ in range(options.rounds):
        there.append(by_command(options.command, options.points, options.users))
        here.append(from_python(options.points, options.users))
        print(f"command line {there[-1]:.2f} s, Python {here[-1]:.2f} s", flush=True)
    print(
        f"best of {options.rounds}, {options.points} points of {options.users:,} users: "
        f"command line {min(there):.2f} s, Python {min(here):.2f} s"
    )


def by_command(command: str, points: int, users: int) -> float:
    """Return the seconds that the command line takes, with its process and its files."""
    with tempfile.TemporaryDirectory() as folder:
        words = [command, "sweep", SCENARIO, "--users", str(users), "--design", "latin"]
        words += ["--vary", f"{PATH}={RANGE[0]}..{RANGE[1]}", "--points", str(points)]
        begin = time.monotonic()
        subprocess.run([*words, "--out", folder], check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin


def from_python(points: int, users: int) -> float:
    """Return the seconds that Python takes, to the last table."""
    begin = time.monotonic()
    el.sweep(
        SCENARIO, {PATH: el.uniform(*RANGE)}, users=users, design="latin", points=points
    ).points.to_pandas()
    return time.monotonic() - begin


if __name__ == "__main__":
    main()
