"""A sweep of 64 points from Python beside the same sweep by the command, in turn, in one run.

Usage: python Benchmarks/Python/sweep.py --lab .build/release/engagelab [--users 20000] [--rounds 5]

Prints one line of JSON: seconds of each by the wall (least and median of the rounds), their ratio, and whether both found the
same numbers. The command writes its journal, tables and page; Python keeps its points in memory: that is what each is for.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import engagelab as el

SCENARIO = Path(__file__).resolve().parents[2] / "Scenarios" / "first-steps.yaml"
VARY = {
    "limits.push.at_most": list(range(1, 9)),
    "population.behavior.opt_in.ios": [f"{percent}%" for percent in range(30, 70, 5)],
}


def by_command(lab: str, users: int) -> tuple[float, str]:
    """Seconds of the command, and its table."""
    words = [f"--vary={path}={','.join(map(str, values))}" for path, values in VARY.items()]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(
            [lab, "sweep", str(SCENARIO), *words, "--users", str(users), "--out", folder, "--quiet"],
            check=True,
        )
        return time.perf_counter() - start, (Path(folder) / "sweep.csv").read_text()


def by_python(users: int) -> tuple[float, el.Table]:
    """Seconds of the package, and its table."""
    start = time.perf_counter()
    found = el.sweep(el.Scenario(SCENARIO, users=users), VARY, progress=False)
    return time.perf_counter() - start, found.points


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", required=True)
    parser.add_argument("--users", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    command, python = [], []
    for _ in range(given.rounds):
        seconds, table = by_command(given.lab, given.users)
        command.append(seconds)
        seconds, points = by_python(given.users)
        python.append(seconds)
    lines = table.strip().splitlines()
    column = lines[0].split(",").index("estimate")
    known = [float(line.split(",")[column] or "nan") for line in lines[1:]]
    found = points.to_pandas()["estimate"].tolist()
    same = len(known) == len(found) and all(
        a == b or abs(a - b) <= 1e-11 * abs(a) or (a != a and b != b) for a, b in zip(known, found)
    )
    print(
        json.dumps(
            {
                "points": 64,
                "users": given.users,
                "command_seconds": [min(command), statistics.median(command)],
                "python_seconds": [min(python), statistics.median(python)],
                "python_over_command": min(python) / min(command),
                "same_numbers": same,
            }
        )
    )
    if not same:
        raise SystemExit("the two found different numbers")


if __name__ == "__main__":
    main()
