"""One user's story, and the log of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional, Union

from . import _check, _display
from ._arrow import TableLike, people_of
from ._job import perform
from ._progress import ProgressOption, check_progress
from ._result import Result, TableOf
from ._scenario import ScenarioLike, request_of
from ._table import Table


class Story(Result):
    """What one user lived: sessions, tags, and every decision with its rule; `print` tells it."""

    records = TableOf("records", "The story, record by record.")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _display.html_pre(self.text)


def explain(
    scenario: ScenarioLike,
    user: int,
    *,
    arm: Optional[str] = None,
    campaign: Optional[str] = None,
    users: Optional[int] = None,
    seed: Optional[int] = None,
    people: Optional[TableLike] = None,
) -> Story:
    """Tell one user's story.

    Args:
        scenario: A `Scenario`, the path of a file, or a dict.
        user: Number of the user, from 0.
        arm: Arm under which the user lives; the last unless given.
        campaign: Only decisions about this campaign.
        users: Users of the installed base, instead of those of the scenario.
        seed: Seed of all random draws, instead of that of the scenario.
        people: Traits of the users from data of your own, as of the run.

    Raises:
        UsageError: If there is no such user, arm or campaign.

    Example:
        >>> import engagelab as el
        >>> len(el.explain("Scenarios/media.yaml", 7, arm="weekly", users=200).records) > 0
        True
    """
    request: dict[str, Any] = {
        "scenario": request_of(scenario, users=users, seed=seed),
        "user": _check.whole("user", user),
    }
    if arm is not None:
        request["arm"] = _check.text("arm", arm)
    if campaign is not None:
        request["campaign"] = _check.text("campaign", campaign)
    return Story(perform("explain", request, people_of(people)))


def log(
    scenario: ScenarioLike,
    users: Union[int, Sequence[int]] = 1000,
    *,
    size: Optional[int] = None,
    seed: Optional[int] = None,
    people: Optional[TableLike] = None,
    progress: ProgressOption = None,
) -> Table:
    """Return what the platform heard and decided: a row per event, in every arm.

    Args:
        scenario: A `Scenario`, the path of a file, or a dict.
        users: How many users are logged, spread evenly; or a list of their numbers, from 0.
        size: Users of the installed base, instead of those of the scenario.
        seed: Seed of all random draws, instead of that of the scenario.
        people: Traits of the users from data of your own, as of the run.
        progress: How to show progress; see `run`.

    Example:
        >>> import engagelab as el
        >>> el.log("Scenarios/media.yaml", users=[7], size=200).column_names[:4]
        ['user', 'arm', 'n', 'time']
    """
    check_progress(progress)
    chosen: Any
    numbers = _check.listed(users)
    if numbers is None:
        chosen = _check.whole("users", users, 1)
    else:
        chosen = _check.wholes("users", numbers)
        if not chosen:
            raise ValueError("users must not be empty")
    request = {"scenario": request_of(scenario, users=size, seed=seed), "users": chosen}
    return perform("log", request, people_of(people), progress=progress).tables["events"]
