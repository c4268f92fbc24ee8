"""Measures the engine beside two other programs of the same model, and checks that they agree.

    python bench.py --lab PATH/agent-benchmark [--users N] [--repeats R] [--scenario FILE]

Processor seconds are compared, not wall time, and the programs take turns, so that other work on the machine disturbs
the ratios little. Exits with 1 when the engine and the C program disagree by more than chance explains.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARMS = ["no_messages", "broadcast_3pw", "targeted_daily", "triggered_idle2_cool3"]
MEASURES = ["sessions_per_user", "sent_per_optin", "open_rate", "optout_share", "push_uninstall_share"]
LARGEST_Z = 4.5


def build_c(folder):
    """Compiles the C program as a user would for this machine, and runs its known answers."""
    program = str(Path(folder) / "agent")
    compiler = os.environ.get("CC", "cc")
    flags = ["-std=c99", "-O3", "-march=native", "-pthread"]
    subprocess.run([compiler, *flags, str(HERE / "Peers/agent.c"), "-lm", "-o", program], check=True)
    subprocess.run([program, "-k"], check=True, stdout=subprocess.DEVNULL)
    return program


def output(command):
    """Runs a command and returns what it prints and its peak memory in MB."""
    with tempfile.TemporaryFile("w+") as text:
        process = subprocess.Popen(command, stdout=text)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"bench: error: '{' '.join(command)}' failed")
        text.seek(0)
        return text.read(), usage.ru_maxrss / 1024


def peer(command, arm):
    """Runs a peer on one arm and returns its measures."""
    text, _ = output(command)
    line = next(line for line in text.splitlines() if line.startswith(arm + " "))
    return json.loads(line[len(arm) + 1:])


class Programs:
    def __init__(self, lab, folder):
        self.paths = (build_c(folder), lab)

    def c(self, arm, users, seed=1):
        return peer([self.paths[0], "-n", str(users), "-a", arm, "-s", str(seed)], arm)

    def numpy(self, arm, users):
        return peer([sys.executable, str(HERE / "Peers/agent_numpy.py"), "-n", str(users), "-a", arm, "-o", "-"], arm)

    def lab(self, work, users, threads=1, repeats=1, seed=1):
        options = {"users": users, "threads": threads, "repeats": repeats, "seed": seed}
        flags = [part for key, value in options.items() for part in (f"--{key}", str(value))]
        text, memory = output([self.paths[1], work, *flags])
        return json.loads(text) | {"memory": memory}


def table(head, rows):
    """Prints a table in Markdown with aligned columns."""
    cells = [head] + rows
    widths = [max(len(row[k]) for row in cells) for k in range(len(head))]
    line = lambda row: "| " + " | ".join(
        cell.ljust(width) if k == 0 else cell.rjust(width) for k, (cell, width) in enumerate(zip(row, widths))) + " |"
    print(line(head))
    print("|" + "|".join("-" * (width + 2) if k == 0 else "-" * (width + 1) + ":" for k, width in enumerate(widths)) + "|")
    for row in rows:
        print(line(row))
    print(flush=True)


def speed(programs, users, repeats):
    """Times every arm, the three programs in turn."""
    rows = []
    for arm in ARMS:
        times = {"c": [], "numpy": [], "lab": []}
        for _ in range(repeats):
            for name, seconds in times.items():
                seconds.append(getattr(programs, name)(arm, users)["cpu_seconds"])
        c, numpy, lab = (statistics.median(seconds) for seconds in times.values())
        rate = users * 90 / lab / 1e6
        rows.append([arm, f"{c:.3f}", f"{numpy:.2f}", f"{lab:.3f}", f"{rate:.1f}", f"{lab / c:.2f}", f"{numpy / lab:.1f}"])
    print(f"Processor seconds for {users:,} users and 90 days, one thread, median of {repeats}\n")
    table(["arm", "C", "numpy", "lab", "lab, M user-days/s", "lab / C", "numpy / lab"], rows)


def agreement(programs, users):
    """Compares the engine with the C program; returns the largest |z|."""
    worst = 0
    rows = []
    days = [f"D{day}" for day in (1, 7, 14, 30, 60, 90)]
    for arm in ARMS:
        c, lab = programs.c(arm, users, seed=7), programs.lab(arm, users, seed=7)["summary"]
        row = [arm]
        for measure in days + MEASURES:
            x = lab["ret"][measure] if measure in days else lab.get(measure)
            y = c["ret"][measure] if measure in days else c[measure]
            error = c["se"].get(measure, 0) * 2**0.5  # of the difference of two runs of the same size
            if x is None or error == 0:
                row.append("")
                continue
            z = (x - y) / error
            worst = max(worst, abs(z))
            row.append(f"{z:+.2f}")
        rows.append(row)
    print(f"Agreement with the C program, {users:,} users each: z-scores\n")
    table(["arm", *days, "sessions", "sent", "open rate", "opt-outs", "uninstalls"], rows)
    print(f"Largest |z| {worst:.2f}, limit {LARGEST_Z}: {'the programs agree' if worst < LARGEST_Z else 'THEY DISAGREE'}\n")
    return worst


def scaling(programs, users, scenario):
    """Threads, memory, and a scenario whose sessions are walked screen by screen."""
    rows = []
    for work, size in [("broadcast_3pw", users), ("broadcast_3pw", 5 * users), (scenario, users // 10)]:
        one, two = (programs.lab(work, size, threads=threads) for threads in (1, 2))
        if one["digest"] != two["digest"]:
            sys.exit(f"bench: error: {work} gives other results with two threads")
        rows.append([
            Path(work).name, f"{size:,}", f"{one['user_days'] / one['cpu_seconds'] / 1e6:.1f}",
            f"{two['cpu_seconds'] / one['cpu_seconds']:.2f}", f"{one['seconds'] / two['seconds']:.2f}",
            f"{max(one['memory'], two['memory']):.0f}"])
    print("The engine alone; a scenario's user-days are those that were lived, over all of its arms\n")
    table(["work", "users", "M user-days/s of processor", "processor time, 2 threads / 1",
           "speed on the wall, 2 threads / 1", "peak MB"], rows)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lab", required=True, help="the built agent-benchmark")
    options.add_argument("--users", type=int, default=200_000)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--scenario", default=str(HERE.parent / "Scenarios/media.yaml"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(given.lab, folder)
        speed(programs, given.users, given.repeats)
        scaling(programs, given.users, given.scenario)
        return 1 if agreement(programs, 5 * given.users) >= LARGEST_Z else 0


if __name__ == "__main__":
    sys.exit(main())
