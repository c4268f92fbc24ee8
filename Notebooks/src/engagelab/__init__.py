"""EngagementLab for Python: simulate programs of messages, compare them, and read real experiments.

Example:
    >>> import engagelab as el
    >>> run = el.run("Scenarios/media.yaml", users=2_000)
    >>> run.name, run.seed, run.kpis["kpi"][0].as_py()
    ('media', 20160819, 'ad_revenue_per_user')
"""

from . import calibrate, stats
from ._analyze import Analysis, analyze
from ._compare import Comparison, compare
from ._design import Design, design
from ._native import library as _library
from ._problems import (
    Cancelled,
    CannotTell,
    DataError,
    EngagementLabError,
    InternalError,
    OutputError,
    Problem,
    ScenarioError,
    StatisticsError,
    UsageError,
    UsersNotKept,
)
from ._run import Run, RunJob, load_run, run, start_run
from ._scenario import Scenario, schema, validate
from ._story import Story, explain, log
from ._sweep import Sweep, Uniform, sweep, uniform
from ._table import Table
from ._version import __version__
from .calibrate import Calibration
from .stats import StatsResult

__all__ = [
    "Analysis",
    "Calibration",
    "Cancelled",
    "CannotTell",
    "Comparison",
    "DataError",
    "Design",
    "EngagementLabError",
    "InternalError",
    "OutputError",
    "Problem",
    "Run",
    "RunJob",
    "Scenario",
    "ScenarioError",
    "StatisticsError",
    "StatsResult",
    "Story",
    "Sweep",
    "Table",
    "Uniform",
    "UsageError",
    "UsersNotKept",
    "__version__",
    "analyze",
    "calibrate",
    "compare",
    "design",
    "explain",
    "load_run",
    "log",
    "run",
    "schema",
    "start_run",
    "stats",
    "sweep",
    "uniform",
    "validate",
]

# The engine is loaded now, so that a package without it, or with another version of it, is told at
# once.
_library()
