"""Scenarios: what is played."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any, Optional, Union

from . import _check
from ._job import Outcome, perform
from ._problems import Problem, ScenarioError
from ._table import Table
from ._values import plain, written

#: What is taken as a scenario: one, the path of a file, or a dict as the file would have it.
ScenarioLike = Union["Scenario", str, "os.PathLike[str]", Mapping[str, Any]]


class Scenario:
    """An app, its people, and the programs of messages that compete for them; it cannot be changed.

    The file is read once, and everything that is wrong with it is told at once.

    Args:
        path: Path of a scenario file.
        users: Users of the installed base, instead of those of the file; new users are scaled
            with them.
        seed: Seed of all random draws, instead of that of the file.

    Raises:
        ScenarioError: If the scenario is faulty; its problems have lines and columns.
        OSError: If the file cannot be read.

    Example:
        >>> import engagelab as el
        >>> media = el.Scenario("Scenarios/media.yaml")
        >>> media.name, media.baseline, media.arms[-1]
        ('media', 'none', 'broadcast')
        >>> small = media.edit({"population.size": 2_000, "limits.push.at_most": 3})
        >>> small.get("limits.push.at_most")
        3
        >>> media.diff(small)
        path                 before  after
        population.size      200000  2000
        limits.push.at_most  5       3
    """

    def __init__(
        self,
        path: Union[str, os.PathLike[str]],
        *,
        users: Optional[int] = None,
        seed: Optional[int] = None,
    ) -> None:
        self._load(request_of(_check.path("path", path), users=users, seed=seed))

    @classmethod
    def from_text(cls, text: str, name: str = "<text>") -> Scenario:
        """Return the scenario that a text in YAML or JSON describes.

        Args:
            text: What would stand in a file.
            name: What problems call it.

        Example:
            >>> import engagelab as el
            >>> try:
            ...     el.Scenario.from_text("{scenario: x, horizon: 5 days, population: {sise: 100}}")
            ... except el.ScenarioError as error:
            ...     problem = error.problems[-1]
            >>> problem.code, problem.line, problem.column, problem.remedy
            ('unknown-key', 1, 45, 'did you mean `size`?')
        """
        if not isinstance(text, str):
            raise TypeError(f"text must be a text, not {type(text).__name__}")
        return cls._of({"text": text, "name": _check.text("name", name)})

    @classmethod
    def from_dict(cls, tree: Mapping[str, Any], name: str = "<dict>") -> Scenario:
        """Return the scenario that a dict describes, with the keys of a file.

        Args:
            tree: Dicts, lists, texts, numbers, dates; "35%", "14 days" and "0.05 EUR" are texts.
            name: What problems call it.
        """
        if not isinstance(tree, Mapping):
            raise TypeError(f"tree must be a dict, not {type(tree).__name__}")
        text = json.dumps(plain("tree", tree), ensure_ascii=False, indent=2)
        return cls._of({"text": text, "name": _check.text("name", name)})

    @classmethod
    def _of(cls, source: Mapping[str, Any]) -> Scenario:
        scenario = cls.__new__(cls)
        scenario._load(source)
        return scenario

    def _load(self, source: Mapping[str, Any]) -> None:
        self._source = dict(source)
        outcome = _read(self._source)
        self._text = outcome.documents["text"]
        self._tree_text = outcome.documents["tree"]
        self._summary: dict[str, Any] = outcome.json("summary")
        self._warnings = tuple(outcome.problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return _scenario_of, (self._source,)

    # What it says

    @property
    def name(self) -> str:
        """Its name, the key `scenario` of the file."""
        return str(self._summary["name"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self._summary["title"])

    @property
    def hash(self) -> str:
        """The SHA-256 of what it says, whatever its layout; it is that of `results.json`."""
        return str(self._summary["hash"])

    @property
    def users(self) -> int:
        """Users of the installed base."""
        return int(self._summary["users"])

    @property
    def seed(self) -> int:
        """The seed of all random draws."""
        return int(self._summary["seed"])

    @property
    def baseline(self) -> str:
        """The arm that the others are compared with."""
        return str(self._summary["baseline"])

    @property
    def arms(self) -> list[str]:
        """The names of its arms, the baseline among them."""
        return [_name(arm) for arm in self._summary["arms"]]

    @property
    def kpis(self) -> list[str]:
        """The names of its KPIs."""
        return [_name(kpi) for kpi in self._summary["kpis"]]

    @property
    def summary(self) -> dict[str, Any]:
        """Name, title, hash, users, seed, baseline, arms, KPIs, days, start and currency."""
        return dict(self._summary)

    @property
    def warnings(self) -> list[Problem]:
        """What it says that was hardly meant."""
        return list(self._warnings)

    @property
    def text(self) -> str:
        """The scenario as the text of a file that reads back as the same, with all edits."""
        return self._text

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario as dicts and lists, values with a unit as they are written."""
        tree: dict[str, Any] = json.loads(self._tree_text)
        return tree

    def get(self, path: str) -> Any:
        """Return the value at a path of keys; one with a unit is a text.

        Args:
            path: Such as "limits.push.at_most" or "campaigns.weekly.when.days[0]".

        Raises:
            KeyError: If there is nothing; a value that is the default is left out of a scenario.
        """
        value: Any = self.to_dict()
        for step in _steps(_check.text("path", path)):
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                raise KeyError(f"the scenario has no value at {path!r}") from None
        return value

    def save(self, path: Union[str, os.PathLike[str]]) -> None:
        """Write it as a file."""
        with open(_check.path("path", path), "w", encoding="utf-8") as file:
            file.write(self._text)

    # What else it could say

    def edit(
        self,
        changes: Optional[Mapping[str, Any]] = None,
        *,
        users: Optional[int] = None,
        seed: Optional[int] = None,
    ) -> Scenario:
        """Return a scenario in which some values are others.

        Args:
            changes: From paths of keys to values, as `--set` of the command line takes them:
                numbers, dates, lists, dicts, and texts as they stand in files ("35%", "14 days").
                None takes a key away, so that its default holds.
            users: Users of the installed base; new users are scaled with them.
            seed: Seed of all random draws.

        Raises:
            ScenarioError: If a path is unknown, or the scenario would be faulty.

        Example:
            >>> import engagelab as el
            >>> media = el.Scenario("Scenarios/media.yaml")
            >>> media.edit({"population.size": 1_000}, seed=7).seed
            7
            >>> media.edit({"title": None}).title
            ''
        """
        source = dict(self._source)
        sets = list(source.get("set", ()))
        if changes is not None:
            if not isinstance(changes, Mapping):
                raise TypeError(
                    f"changes must be a dict of paths and values, not {type(changes).__name__}"
                )
            for path, value in changes.items():
                if not isinstance(path, str):
                    raise TypeError(f"the paths of changes must be texts, not {path!r}")
                sets.append(f"{path}={written(path, value)}")
        source["set"] = sets
        if users is not None:
            source["users"] = _check.whole("users", users, 1, 100_000_000)
        if seed is not None:
            source["seed"] = _check.whole("seed", seed, 0, 2**64 - 1)
        return Scenario._of(source)

    def diff(self, other: ScenarioLike) -> Table:
        """Return in which values another scenario differs: a table of path, before and after."""
        request = {"before": self._source, "after": scenario_of(other)._source}
        return perform("diff", request).tables["differences"]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return (self.hash, self.seed, self.users) == (other.hash, other.seed, other.users)

    def __hash__(self) -> int:
        return hash((self.hash, self.seed, self.users))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Scenario {self.name!r}: {self.users:,} users, arms {', '.join(self.arms)}>"


def validate(scenario: Union[str, os.PathLike[str], Mapping[str, Any]]) -> list[Problem]:
    """Return everything that is wrong with a scenario, or worth a warning; nothing is raised.

    Args:
        scenario: Path of a file, or a dict.

    Example:
        >>> import engagelab as el
        >>> el.validate("Scenarios/media.yaml")
        []
        >>> [problem.path for problem in el.validate({"scenario": "x", "seed": "many"})]
        ['horizon', 'population', 'comparison', 'seed']
    """
    try:
        if isinstance(scenario, Mapping):
            return Scenario.from_dict(scenario).warnings
        return Scenario(scenario).warnings
    except ScenarioError as error:
        return error.problems


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors and for programs that write them."""
    result: dict[str, Any] = perform("schema", {}).json("schema")
    return result


def scenario_of(value: Any, name: str = "scenario") -> Scenario:
    """Return what is taken as a scenario as one."""
    if isinstance(value, Scenario):
        return value
    if isinstance(value, Mapping):
        return Scenario.from_dict(value)
    if isinstance(value, (str, os.PathLike)):
        return Scenario(value)
    raise TypeError(f"{name} must be a Scenario, a path or a dict, not {type(value).__name__}")


def request_of(
    scenario: ScenarioLike,
    *,
    users: Optional[int] = None,
    seed: Optional[int] = None,
    name: str = "scenario",
) -> dict[str, Any]:
    """Return a scenario as requests have it, with other users or another seed."""
    # The engine reads it again and tells what is wrong: there is no need to load it here.
    if isinstance(scenario, (str, os.PathLike)):
        source = _source_of_file(_check.path(name, scenario))
    else:
        source = dict(scenario_of(scenario, name)._source)
    if users is not None:
        source["users"] = _check.whole("users", users, 1, 100_000_000)
    if seed is not None:
        source["seed"] = _check.whole("seed", seed, 0, 2**64 - 1)
    return source


def _scenario_of(source: Mapping[str, Any]) -> Scenario:
    return Scenario._of(source)


def _source_of_file(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        content = file.read()
    try:
        return {"text": content.decode("utf-8"), "name": path}
    except UnicodeDecodeError:
        # The engine says where.
        return {"path": path}


def _read(source: Mapping[str, Any]) -> Outcome:
    return perform("scenario", {"scenario": source})


def _name(entry: Any) -> str:
    return str(entry["name"]) if isinstance(entry, Mapping) else str(entry)


def _steps(path: str) -> list[Union[str, int]]:
    steps: list[Union[str, int]] = []
    for part in path.split("."):
        match = re.fullmatch(r"([^\[\]]+)((?:\[\d+\])*)", part)
        if match is None:
            raise ValueError(
                f"{path!r} is not a path of keys; write e.g. 'campaigns.weekly.when.days[0]'"
            )
        steps.append(match.group(1))
        steps.extend(int(index) for index in re.findall(r"\d+", match.group(2)))
    return steps
