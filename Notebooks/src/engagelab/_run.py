"""Runs: every program played to the same people."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _check, _display
from ._arrow import TableLike, people_of
from ._display import Charts
from ._job import Job, Outcome, collect, perform
from ._problems import UsersNotKept
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf, write_file
from ._scenario import ScenarioLike, request_of
from ._table import Table

if TYPE_CHECKING:
    import altair


#: What the command line writes above the scenario.
_SCENARIO_HEAD = (
    "# The scenario of results.json beside it, with everything that was set on the way.\n"
)


class Run(Result):
    """What a run found; names are those of `results.json` and of the scenario.

    A run is shown in a notebook as its headline, the verdicts on its objectives, its warnings and
    its lifts.
    """

    kpis = TableOf(
        "kpis", "KPIs: name, title, kind, unit, which way is better, and whether it is a guardrail."
    )
    arms = TableOf("arms", "Estimate and standard error of each KPI in each arm.")
    totals = TableOf(
        "totals",
        "Users, cost, revenue and pressure of each arm; pressure is pushes in a week of users whom "
        "pushes can reach.",
    )
    lifts = TableOf(
        "lifts",
        "Difference and lift of each KPI in each arm against the baseline, with intervals; a "
        "status says why a number is missing.",
    )
    lift_series = TableOf("lift_series", "Lift day by day.")
    series = TableOf(
        "series", "KPIs day by day in each arm; active users are the KPI `active_users`."
    )
    retention = TableOf(
        "retention", "Share of new users active so many days after their first, in each arm."
    )
    campaigns = TableOf("campaigns", "What became of the messages of each campaign, by outcome.")
    objectives = TableOf(
        "objectives", "Verdict on each objective, with the sentence of the report."
    )
    pressure = TableOf("pressure", "User-weeks by the number of pushes in them, in each arm.")
    variants = TableOf(
        "variants", "Users, sends, opens and conversions of each variant of a campaign."
    )
    experiments = TableOf(
        "tests", "Outcome of each simulated test, beside the truth that it estimates."
    )
    experiment_looks = TableOf("test_looks", "What each test shows, look by look.")
    experiment_decisions = TableOf(
        "decisions", "What each test decides by each rule, and whether that is right."
    )
    checklist = TableOf("checklist", "Checks of each test, such as that of the sample ratio.")
    uncertainty = TableOf(
        "uncertainty", "How much of the doubt comes from each uncertain number of the scenario."
    )
    inputs = TableOf("inputs", "The uncertain numbers of the scenario, and how they were drawn.")
    warnings = TableOf("warnings", "What the run warns of: code, level and message.")

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self._results: Optional[dict[str, Any]] = None
        self._chart_documents: Optional[list[dict[str, Any]]] = None

    @property
    def users(self) -> Table:
        """One row per user and arm: traits, days, and each KPI's own number.

        Raises:
            UsersNotKept: Unless the run was asked to keep them, by `keep_users=True`.
        """
        table = self._tables.get("users")
        if table is None:
            raise UsersNotKept(
                "the rows of users were not kept; play the scenario with keep_users=True"
            )
        return table

    @property
    def results(self) -> dict[str, Any]:
        """The document `results.json`."""
        if self._results is None:
            self._results = json.loads(self._documents["results.json"])
        return self._results

    @property
    def digest(self) -> str:
        """The SHA-256 of the results: the same for the same scenario, seed and version."""
        return str(self.results["digest"])

    @property
    def hash(self) -> str:
        """The hash of the scenario that was played."""
        return str(self.results["scenario"]["hash"])

    @property
    def name(self) -> str:
        """The name of the scenario that was played."""
        return str(self.results["scenario"]["name"])

    @property
    def title(self) -> str:
        """The title of the scenario that was played."""
        return str(self.results["scenario"]["title"])

    @property
    def seed(self) -> int:
        """The seed of all random draws."""
        return int(self.results["seed"])

    @property
    def baseline(self) -> str:
        """The arm that the others are compared with."""
        return str(self.results["scenario"]["baseline"])

    @property
    def summary(self) -> str:
        """What the command line prints about the run."""
        return self.text

    @property
    def scenario_text(self) -> Optional[str]:
        """The scenario that was played, as a file has it; None when only results were loaded."""
        return self._documents.get("scenario.yaml")

    # Charts

    @property
    def charts(self) -> Charts:
        """The charts of the report by name, through Altair; each is made when it is asked for.

        Raises:
            ImportError: If Altair is not installed.
        """
        return Charts(self._charts())

    def chart(self, name: str = "lift") -> altair.TopLevelMixin:
        """Return one chart of the report.

        Args:
            name: A key of `charts`, such as "lift-retention_7", or what it begins with: "lift" is
                the lift of the first KPI.

        Raises:
            KeyError: If the report has no such chart.
            ImportError: If Altair is not installed.
        """
        _check.text("name", name)
        charts = self.charts
        if name in charts:
            return charts[name]
        for known in charts:
            if known.startswith(f"{name}-"):
                return charts[known]
        raise KeyError(f"no chart {name!r}; there are {', '.join(charts)}")

    def _charts(self) -> list[dict[str, Any]]:
        if self._chart_documents is None:
            outcome = perform("charts", {"results": self._documents["results.json"]})
            self._chart_documents = outcome.json("charts")
        return self._chart_documents

    # Files

    def report(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write the report as one page for a browser, which needs no server.

        Args:
            path: Such as "report.html"; folders are made.

        Raises:
            OutputError: If the package has no pages.
        """
        outcome = perform("report", {"results": self._documents["results.json"]})
        write_file(path, outcome.documents["report.html"])

    def save(self, folder: Union[str, os.PathLike[str]], *, report: bool = True) -> None:
        """Write what `engagelab run` writes, for `load_run` and for people.

        It is results.json, scenario.yaml and report.html.

        Args:
            folder: Where to; it is made.
            report: Whether to write the report, too.
        """
        target = Path(_check.path("folder", folder))
        _check.flag("report", report)
        target.mkdir(parents=True, exist_ok=True)
        if report:
            self.report(target / "report.html")
        if self.scenario_text is not None:
            text = self.scenario_text
            head = "" if text.startswith(_SCENARIO_HEAD) else _SCENARIO_HEAD
            write_file(target / "scenario.yaml", head + text)
        write_file(target / "results.json", self._documents["results.json"])

    # Display

    def __repr__(self) -> str:
        return f"<Run of {self.name!r}, seed {self.seed}, digest {self.digest[:12]}>"

    def _repr_html_(self) -> str:
        return _display.run_html(self)


class RunJob:
    """A run that goes on in the background, until it is dropped.

    It may be looked at, waited for and cancelled from several threads.

    Example:
        >>> import engagelab as el
        >>> job = el.start_run("Scenarios/media.yaml", users=500)
        >>> job.result().name
        'media'
        >>> job.done
        True
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._outcome: Optional[Run] = None
        self._error: Optional[BaseException] = None
        self._lock = threading.Lock()

    @property
    def done(self) -> bool:
        """Whether it is over, one way or another."""
        return self._outcome is not None or self._error is not None or self._job.poll()

    @property
    def progress(self) -> tuple[int, int, str]:
        """How much is done, of how much (0: not known), and what is counted."""
        return self._job.progress

    def cancel(self) -> None:
        """Ask it to stop; `result` raises `Cancelled` then, unless it was done before."""
        self._job.cancel()

    def result(self, timeout: Optional[float] = None, progress: ProgressOption = False) -> Run:
        """Wait for it, and return the run.

        Args:
            timeout: Most seconds to wait; without, as long as it takes.
            progress: How to show progress meanwhile; see `run`.

        Raises:
            TimeoutError: If it was not done in time; it goes on.
            Cancelled: If it was stopped.
            EngagementLabError: What went wrong.
        """
        if self._outcome is None and self._error is None:
            seconds = None if timeout is None else _check.number("timeout", timeout)
            self._job.wait(progress, seconds)
            self._collect()
        if self._error is not None:
            raise self._error
        assert self._outcome is not None
        return self._outcome

    def _collect(self) -> None:
        with self._lock:
            if self._outcome is None and self._error is None:
                try:
                    self._outcome = Run(collect(self._job))
                except Exception as error:
                    self._error = error


def run(
    scenario: ScenarioLike,
    *,
    seed: Optional[int] = None,
    users: Optional[int] = None,
    threads: Optional[int] = None,
    replications: Optional[int] = None,
    keep_users: bool = False,
    people: Optional[TableLike] = None,
    progress: ProgressOption = None,
) -> Run:
    """Play a scenario, and return what each program would change.

    The same scenario, seed and version give the same results for any number of threads, here and on
    the command line.

    Args:
        scenario: A `Scenario`, the path of a file, or a dict.
        seed: Seed of all random draws, instead of that of the scenario.
        users: Users of the installed base, instead of those of the scenario (with `people`, as many
            as they are); new users are scaled with them.
        threads: Threads; without, one per processor. Does not change the results.
        replications: Worlds to draw where numbers are uncertain, instead of the scenario's.
        keep_users: Whether to keep a row per user and arm, for `Run.users`.
        people: Traits of the installed base from data of your own, a row per user: anything with
            Arrow, a pandas DataFrame, or a dict of arrays. What has no column is drawn.
        progress: None shows a bar after half a second where somebody looks (a terminal, a
            notebook), True always, False never; a callable is told `(done, total, unit)` instead.

    Raises:
        ScenarioError: If the scenario is faulty.
        DataError: If the people are.
        KeyboardInterrupt: If it was interrupted; the engine has stopped then.

    Example:
        >>> import engagelab as el
        >>> media = el.run("Scenarios/media.yaml", users=2_000)
        >>> media.name, media.baseline, len(media.digest)
        ('media', 'none', 64)
        >>> lifts = media.lifts.filter(kpi="ad_revenue_per_user", arm=["all", "weekly"])
        >>> lifts.select(["arm", "lift", "lift_low", "lift_high"])
        arm         lift  lift_low  lift_high
        weekly  0.179695  0.135085   0.230877
        all     0.232487  0.176218   0.298364
    """
    check_progress(progress)
    job = _start(scenario, seed, users, threads, replications, keep_users, people)
    job.wait(progress)
    return Run(collect(job))


def start_run(
    scenario: ScenarioLike,
    *,
    seed: Optional[int] = None,
    users: Optional[int] = None,
    threads: Optional[int] = None,
    replications: Optional[int] = None,
    keep_users: bool = False,
    people: Optional[TableLike] = None,
) -> RunJob:
    """Play a scenario in the background; arguments are those of `run`."""
    return RunJob(_start(scenario, seed, users, threads, replications, keep_users, people))


def _start(
    scenario: ScenarioLike,
    seed: Optional[int],
    users: Optional[int],
    threads: Optional[int],
    replications: Optional[int],
    keep_users: bool,
    people: Optional[TableLike],
) -> Job:
    request: dict[str, Any] = {"scenario": request_of(scenario, users=users, seed=seed)}
    if threads is not None:
        request["threads"] = _check.whole("threads", threads, 1, 1024)
    if replications is not None:
        request["replications"] = _check.whole("replications", replications, 2, 1000)
    if _check.flag("keep_users", keep_users):
        request["keep_users"] = True
    return Job("run", request, people_of(people), label="run")


def load_run(path: Union[str, os.PathLike[str]]) -> Run:
    """Return a run that `engagelab run` or `Run.save` wrote.

    Args:
        path: Its folder, or its results.json.

    Raises:
        EngagementLabError: If the file is no result of this version.
        OSError: If it cannot be read.
    """
    place = Path(_check.path("path", path))
    if place.is_dir():
        place = place / "results.json"
    results = place.read_text(encoding="utf-8")
    outcome = perform("result", {"results": results})
    outcome.documents.setdefault("results.json", results)
    scenario = place.with_name("scenario.yaml")
    if place.name == "results.json" and scenario.is_file():
        outcome.documents["scenario.yaml"] = scenario.read_text(encoding="utf-8")
    return Run(outcome)
