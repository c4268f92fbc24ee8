"""Runs of the command, and what a page says about them."""
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Results:
    """The results.json of a run, by name."""

    def __init__(self, data):
        self.data = data
        self.users = data["users"]
        self.arms = {arm["name"]: arm for arm in data["arms"]}

    def value(self, kpi, arm):
        return self.arms[arm]["kpis"][kpi]["estimate"]

    def error(self, kpi, arm):
        return self.arms[arm]["kpis"][kpi]["standard_error"]

    def count(self, name, campaign, arm):
        return self.arms[arm]["campaigns"][campaign][name]

    def retention(self, arm):
        """Users and active users by day since the install."""
        return {point["day"]: (point["users"], point["active"]) for point in self.arms[arm]["retention"]}

    def lift(self, kpi, arm):
        return next(x for x in self.data["lifts"] if x["kpi"] == kpi and x["arm"] == arm)

    def verdict(self, arm, program=None):
        found = [x for x in self.data["objectives"] if x["arm"] == arm and x["program"] == program]
        return found[0]["verdict"]

    def tests(self, arm, campaign):
        return next(x for x in self.data["experiments"] if x["arm"] == arm and x["campaign"] == campaign)


class Lab:
    """The built command."""

    def __init__(self, command, threads):
        self.command = str(Path(command).resolve())
        self.threads = threads

    def run(self, scenario, *arguments):
        """Runs a scenario of the library by its name, or one that is given as text."""
        with tempfile.TemporaryDirectory() as folder:
            if "\n" in scenario:
                path = Path(folder) / "scenario.yaml"
                path.write_text(scenario, encoding="utf-8")
            else:
                path = ROOT / "Scenarios" / f"{scenario}.yaml"
            command = [self.command, "run", str(path), "--out", f"{folder}/out", "--quiet", *arguments]
            if self.threads:
                command += ["--threads", str(self.threads)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"validate: error: {' '.join(command)}\n{done.stderr}")
            return Results(json.loads((Path(folder) / "out/results.json").read_text(encoding="utf-8")))

    def calibrate(self, kind, *arguments):
        """Calibrates, and gives back what the command says in JSON."""
        command = [self.command, "calibrate", kind, *arguments, "--format", "json", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"validate: error: {' '.join(command)}\n{done.stderr}")
        return json.loads(done.stdout)


@dataclass
class Check:
    """One row: what was expected, from where, what came out."""

    what: str
    expected: str
    source: str
    found: str
    holds: bool


@dataclass
class Section:
    """A part of the page."""

    title: str
    lead: str
    checks: list = field(default_factory=list)
    tables: list = field(default_factory=list)

    def check(self, what, expected, source, found, holds):
        self.checks.append(Check(what, expected, source, found, bool(holds)))

    def markdown(self):
        lines = [f"## {self.title}", "", self.lead, ""]
        for block in self.tables:
            lines += [block, ""]
        if self.checks:
            rows = [
                [c.what, c.expected, c.source, c.found, "within" if c.holds else "**outside**"] for c in self.checks
            ]
            lines += [table(["What", "Expected", "From", "Came out", "Band"], rows), ""]
        return "\n".join(lines)


def table(columns, rows):
    """A table in Markdown."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def percent(value, digits=1, signed=False):
    text = f"{100 * value:+.{digits}f}" if signed else f"{100 * value:.{digits}f}"
    return text.replace("-", "−") + " %"


def number(value, digits=2, signed=False):
    return (f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}").replace("-", "−")


def interval(estimate, digits=1):
    """A lift with its interval."""
    low, high = (percent(estimate[key], digits, True) for key in ("low", "high"))
    return f"{percent(estimate['estimate'], digits, True)} ({low} to {high})"
