"""Scenarios: what they say, edits, and everything that is wrong with one."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path
from typing import Any

import pytest

import engagelab as el

pytestmark = pytest.mark.engine

#: A small app as a dict.
SMALL: dict[str, Any] = {
    "scenario": "small",
    "start": datetime.date(2016, 1, 4),
    "warm_up": datetime.timedelta(days=7),
    "horizon": "14 days",
    "population": {"size": 500},
    "app": {"activities": {"home": {"next": {"exit": "100%"}}}},
    "campaigns": {
        "digest": {
            "who": "everyone",
            "what": {"channel": "push", "title": "News: été"},
            "when": {"every": "monday", "at": datetime.time(10)},
        }
    },
    "programs": {"digest": {"campaigns": ["digest"]}},
    "comparison": {"baseline": "none", "arms": {"digest": ["digest"]}},
    "kpis": {"sessions_per_week": {"count": "session", "per": "week"}},
}


def test_it_says_what_is_in_the_file(media_path: str) -> None:
    media = el.Scenario(media_path)
    assert media.name == "media"
    assert media.title.startswith("Four programs")
    assert len(media.hash) == 64
    assert media.users == 200_000
    assert media.seed == 20_160_819
    assert media.baseline == "none"
    assert media.arms[1:4] == ["welcome", "weekly", "discovery"]
    assert "ad_revenue_per_user" in media.kpis
    assert media.warnings == []
    assert media == el.Scenario(Path(media_path))
    assert el.Scenario(media_path, users=500, seed=3) == media.edit(users=500, seed=3)
    assert "media" in repr(media)


def test_its_text_and_its_tree_read_back_as_the_same(media_path: str) -> None:
    media = el.Scenario(media_path)
    assert str(media) == media.text
    assert el.Scenario.from_text(media.text).hash == media.hash
    assert el.Scenario.from_dict(media.to_dict()).hash == media.hash
    assert pickle.loads(pickle.dumps(media)) == media


def test_it_is_saved(media_path: str, tmp_path: Path) -> None:
    edited = el.Scenario(media_path).edit({"population.size": 1000}, seed=3)
    edited.save(tmp_path / "x.yaml")
    assert el.Scenario(tmp_path / "x.yaml") == edited


def test_a_dict_is_a_scenario() -> None:
    small = el.Scenario.from_dict(SMALL)
    assert small.arms == ["none", "digest"]
    assert small.get("campaigns.digest.what.title") == "News: été"
    assert small.summary["start"] == "2016-01-04"
    assert el.Scenario.from_dict(small.to_dict()).hash == small.hash


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        ("limits.push.at_most", 3, 3),
        ("population.behavior.opt_in.ios", "50%", "50%"),
        ("start", datetime.date(2016, 2, 1), "2016-02-01"),
        ("horizon", datetime.timedelta(days=60), "60 days"),
        ("limits.quiet_hours", {"from": datetime.time(21), "to": "07:30", "then": "drop"}, None),
        ("programs.weekly.campaigns", ["weekly_digest"], ["weekly_digest"]),
        ("title", "A: b # c", "A: b # c"),
    ],
    ids=str,
)
def test_edits_are_another_scenario(
    media_path: str, path: str, value: object, written: object
) -> None:
    media = el.Scenario(media_path)
    before = media.hash
    edited = media.edit({path: value})
    assert media.hash == before
    assert edited != media
    if written is not None:
        assert edited.get(path) == written
    changes = media.diff(edited)
    assert all(str(changed).startswith(path) for changed in changes["path"].to_pylist())
    assert len(changes) >= 1


def test_edits_add_up(media_path: str) -> None:
    media = el.Scenario(media_path)
    both = media.edit({"limits.push.at_most": 3}).edit({"limits.push.at_most": 2}, users=500)
    assert both.get("limits.push.at_most") == 2
    assert both.users == 500
    assert media.edit(users=500).diff(both)["path"].to_pylist() == ["limits.push.at_most"]


def test_problems_have_places(tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text("scenario: x\nhorizon: 3 parsecs\npopulation: {sise: 5}\n")
    with pytest.raises(el.ScenarioError) as caught:
        el.Scenario(path)
    problems = {problem.path: problem for problem in caught.value.problems}
    horizon = problems["horizon"]
    assert (horizon.source, horizon.line, horizon.column) == (str(path), 2, 10)
    assert horizon.is_error
    key = problems["population.sise"]
    assert (key.code, key.line, key.column) == ("unknown-key", 3, 14)
    assert "did you mean `size`?" in key.remedy
    assert f"{path}:3:14: error: unknown key `sise`" in str(caught.value)
    assert isinstance(caught.value, ValueError)
    with pytest.raises(el.ScenarioError) as again:
        el.run(path)
    assert again.value.problems == caught.value.problems
    assert el.validate(path) == caught.value.problems


def test_an_unknown_path_is_a_problem(media_path: str) -> None:
    media = el.Scenario(media_path)
    with pytest.raises(el.ScenarioError, match="at_mots") as caught:
        media.edit({"limits.push.at_mots": 3})
    assert "did you mean `at_most`?" in caught.value.problems[0].remedy
    with pytest.raises(KeyError, match=r"no value at 'limits\.push\.at_mots'"):
        media.get("limits.push.at_mots")
    with pytest.raises(ValueError, match="not a path of keys"):
        media.get("limits..push")


def test_warnings_are_no_errors() -> None:
    odd = {**SMALL, "segments": {"gone": "days_since(session) >= 400"}}
    problems = el.validate(odd)
    assert [(problem.path, problem.line) for problem in problems] == [("segments.gone", 53)]
    assert el.Scenario.from_dict(odd).warnings == problems
    assert all(not problem.is_error for problem in problems)


def test_files_that_are_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        el.Scenario(tmp_path / "nothing.yaml")
    with pytest.raises(FileNotFoundError):
        el.run(tmp_path / "nothing.yaml")
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"scenario: \xff\xfe\n")
    with pytest.raises(el.ScenarioError):
        el.Scenario(path)


@pytest.mark.parametrize("wrong", [None, 3, b"x.yaml", ["x.yaml"]])
def test_wrong_types_are_told_by_name(wrong: Any) -> None:
    with pytest.raises(TypeError, match="path"):
        el.Scenario(wrong)
    with pytest.raises(TypeError, match="scenario must be a Scenario, a path or a dict"):
        el.run(wrong)
    with pytest.raises(TypeError, match="tree must be a dict"):
        el.Scenario.from_dict(wrong)


def test_wrong_edits_are_told_by_name(media_path: str) -> None:
    media = el.Scenario(media_path)
    with pytest.raises(TypeError, match="changes must be a dict"):
        media.edit([("population.size", 3)])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="paths of changes must be texts"):
        media.edit({3: 3})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=r"population\.size cannot be a object"):
        media.edit({"population.size": object()})
    with pytest.raises(ValueError, match=r"population\.size must be a finite number"):
        media.edit({"population.size": float("nan")})
    with pytest.raises(TypeError, match="users must be a whole number"):
        media.edit(users=1.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="seed must be"):
        media.edit(seed=-1)


def test_the_schema_is_one() -> None:
    assert el.schema()["$schema"].startswith("https://json-schema.org/")
