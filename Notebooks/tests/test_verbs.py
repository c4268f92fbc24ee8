"""Comparisons, sweeps, designs, analyses, calibrations, calculators, stories and logs."""

from __future__ import annotations

import csv
import inspect
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow as pa
import pytest
from test_scenario import SMALL

import engagelab as el

pytestmark = pytest.mark.engine

COMMAND = os.environ.get("ENGAGELAB_COMMAND")
needs_command = pytest.mark.skipif(COMMAND is None, reason="ENGAGELAB_COMMAND names no `engagelab`")


def command(*words: str, folder: Path) -> str:
    assert COMMAND is not None
    return subprocess.run(
        [os.path.abspath(COMMAND), *words], check=True, capture_output=True, text=True, cwd=folder
    ).stdout


# Comparisons


def test_two_runs_are_compared(media_path: str, tmp_path: Path) -> None:
    before = el.run(media_path, users=1_000)
    after = el.run(el.Scenario(media_path).edit({"limits.push.at_most": 3}), users=1_000)
    found = el.compare(before, after, confidence="90%")
    assert found.scenario.to_pylist() == [
        {"path": "limits.push.at_most", "before": "5", "after": "3"}
    ]
    assert set(found.changes["section"].to_pylist()) == {"kpi", "lift", "total"}
    assert len(found.counts) > 0
    assert "limits.push.at_most" in found.text
    assert found.json
    assert found.markdown
    before.save(tmp_path / "before", report=False)
    after.save(tmp_path / "after" / "results", report=False)
    again = el.compare(tmp_path / "before", tmp_path / "after" / "results", confidence=0.9)
    assert again.scenario == found.scenario
    assert len(again.changes) == len(found.changes)
    with pytest.raises(TypeError, match="before must be a Run or a path"):
        el.compare(3, after)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="confidence must lie between"):
        el.compare(before, after, confidence=95)


# Sweeps


def test_lists_vary_and_all_else_is_set(media_path: str) -> None:
    found = el.sweep(
        media_path,
        {
            "limits.push.at_most": [1, 5],
            "population.behavior.opt_in.ios": ["30%", "60%"],
            "horizon": "8 weeks",
            "seed": 3,
        },
        users=500,
    )
    points = found.points
    assert points.column_names[:5] == [
        "point",
        "limits.push.at_most",
        "population.behavior.opt_in.ios",
        "arm",
        "kpi",
    ]
    assert points["limits.push.at_most"].type == pa.int64()
    assert sorted(set(points["point"].to_pylist())) in ([0, 1, 2, 3], [1, 2, 3, 4])
    assert set(points["population.behavior.opt_in.ios"].to_pylist()) == {"30%", "60%"}
    assert "horizon" not in points
    assert len(found.failures) == 0
    assert found.text
    # A point is the run of its scenario.
    run = el.run(
        el.Scenario(media_path).edit(
            {
                "limits.push.at_most": 1,
                "population.behavior.opt_in.ios": "60%",
                "horizon": "8 weeks",
            },
            users=500,
            seed=3,
        )
    )
    row = points.filter(
        **{"limits.push.at_most": 1, "population.behavior.opt_in.ios": "60%"},
        arm="all",
        kpi="ad_revenue_per_user",
    ).to_pylist()
    (lift,) = run.lifts.filter(arm="all", kpi="ad_revenue_per_user")
    assert len(row) == 1
    assert row[0]["lift"] == pytest.approx(lift["lift"])


def test_a_point_that_cannot_be_played_is_a_row(tmp_path: Path) -> None:
    found = el.sweep(SMALL, {"horizon": ["14 days", "0 days"]})
    failed = found.failures
    assert len(failed) == 1
    assert failed["horizon"].to_pylist() == ["0 days"]
    assert failed["status"].to_pylist() == ["failed"]
    assert failed["reason"].to_pylist()[0]
    assert set(found.points["horizon"].to_pylist()) == {"14 days", "0 days"}


def test_replications_have_seeds_of_their_own() -> None:
    found = el.sweep(SMALL, {"population.size": [200, 400]}, replications=3)
    points = found.points.to_pandas()
    assert set(points["replication"]) == {0, 1, 2} or set(points["replication"]) == {1, 2, 3}
    one = points[points["population.size"] == 200]
    assert one.groupby(["arm", "kpi"], observed=True)["estimate"].nunique().max() == 3


def test_a_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    told: list[int] = []
    first = el.sweep(SMALL, {"population.size": [100, 200, 300]}, folder=tmp_path)
    again = el.sweep(
        SMALL,
        {"population.size": [100, 200, 300, 400]},
        folder=tmp_path,
        restart=True,
        progress=lambda done, total, unit: told.append(total),
    )
    assert len(again.points) > len(first.points)
    assert (
        el.sweep(SMALL, {"population.size": [100, 200, 300, 400]}, folder=tmp_path).points
        == again.points
    )
    again.report(tmp_path / "sweep.html")
    assert "<html" in (tmp_path / "sweep.html").read_text(encoding="utf-8").lower()


def test_what_matters_is_told() -> None:
    found = el.sweep(
        SMALL,
        {
            "population.behavior.opt_in.ios": el.uniform("30%", "60%"),
            "population.behavior.opt_in.other": el.uniform("40%", "80%"),
        },
        sensitivity="morris",
        points=4,
        of="lift(sessions_per_week)",
    )
    assert sorted(found.sensitivity["parameter"].to_pylist()) == [
        "population.behavior.opt_in.ios",
        "population.behavior.opt_in.other",
    ]


def test_the_best_point_is_found(media_path: str) -> None:
    found = el.sweep(
        media_path,
        {"limits.push.at_most": [1, 7]},
        users=300,
        search=True,
        of="lift(sessions_per_week)",
        arm="all",
        indifference="20%",
        first_stage=5,
        most_replications=20,
    )
    assert len(found.search) == 2
    assert "fate" in found.search


@pytest.mark.parametrize(
    ("values", "options", "error", "message"),
    [
        ([("a", 1)], {}, TypeError, "values must be a dict"),
        ({3: [1]}, {}, TypeError, "paths of values must be texts"),
        ({"population.size": []}, {}, ValueError, r"population\.size has no values"),
        ({"population.size": [object()]}, {}, TypeError, r"population\.size\[0\] cannot be"),
        ({"population.size": [1]}, {"design": "square"}, ValueError, "design must be one of grid"),
        ({"population.size": [1]}, {"points": 0}, ValueError, "points must be 1 or more"),
        ({"population.size": [1]}, {"search": 1}, TypeError, "search must be True or False"),
        ({"population.size": [1, 2]}, {"subject_to": "x <= 1"}, el.UsageError, "needs"),
        ({"population.sise": [1, 2]}, {}, el.EngagementLabError, "sise"),
    ],
    ids=str,
)
def test_a_wrong_sweep_is_told(
    values: Any, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        el.sweep(SMALL, values, **options)


@needs_command
def test_a_sweep_of_python_is_that_of_the_command_line(media_path: str, tmp_path: Path) -> None:
    path = os.path.abspath(media_path)
    words = ["sweep", path, "--users", "500", "--vary", "limits.push.at_most=1,2,3"]
    command(*words, "--out", "out", folder=tmp_path)
    found = el.sweep(path, {"limits.push.at_most": [1, 2, 3]}, users=500).points
    (file,) = (tmp_path / "out").glob("*.csv")
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(found)
    for row, mine in zip(rows, found):
        assert (row["arm"], row["kpi"]) == (mine["arm"], mine["kpi"])
        assert row["limits.push.at_most"] == str(mine["limits.push.at_most"])
        assert float(row["estimate"]) == pytest.approx(mine["estimate"], rel=1e-9)


# Designs


def test_a_test_is_designed(media_path: str, tmp_path: Path) -> None:
    plan = el.design(
        media_path,
        kpi="sessions_per_week",
        arm="weekly",
        users=1_000,
        looks=[7, 14],
        tests=200,
        power="90%",
        prior=(0, 0.05),
    )
    assert len(plan.recommendation) == 1
    for table in (plan.cells, plan.curve, plan.rules, plan.values, plan.looks):
        assert len(table) > 0
    assert "experiments" in plan.block
    assert plan.json
    assert plan.text
    plan.report(tmp_path / "design.html")
    assert (tmp_path / "design.html").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"weights": [0.5]}, ValueError, "weights must be two shares"),
        ({"weights": "half"}, TypeError, "weights must be a list"),
        ({"looks": [0]}, ValueError, r"looks\[0\]"),
        ({"prior": (0, -1)}, ValueError, "standard deviation"),
        ({"prior": "normal"}, TypeError, "prior must be a pair"),
        ({"alpha": 2}, ValueError, "alpha must lie between"),
        ({"kpi": 3}, TypeError, "kpi must be a text"),
        ({"kpi": "sesions_per_week"}, el.UsageError, "sesions_per_week"),
        ({"arm": "nobody"}, el.UsageError, "nobody"),
    ],
    ids=str,
)
def test_a_wrong_design_is_told(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        el.design(SMALL, tests=100, **options)


# Real experiments


def experiment_data() -> dict[str, list[Any]]:
    draw = random.Random(1)
    arms = ["A", "B"] * 1000
    before = [draw.gauss(10, 3) for _ in arms]
    return {
        "arm": arms,
        "spend": [x + draw.gauss(1 if arm == "B" else 0, 2) for arm, x in zip(arms, before)],
        "spend_before": before,
        "kept": [draw.random() < (0.45 if arm == "B" else 0.4) for arm in arms],
        "country": [draw.choice(["FR", "US"]) for _ in arms],
    }


def test_an_experiment_is_analysed(tmp_path: Path) -> None:
    data = experiment_data()
    options: dict[str, Any] = {
        "arm": "arm",
        "control": "A",
        "metrics": ["spend:mean:cuped=spend_before", "kept:proportion"],
        "segments": ["country"],
        "split": {"A": "50%", "B": 0.5},
        "correction": "none",
    }
    found = el.analyze(data, **options)
    overall = found.comparisons.filter(segment=None).to_pylist()
    assert [row["arm"] for row in overall] == ["B", "B"]
    assert overall[0]["difference"] == pytest.approx(1, abs=0.3)
    assert overall[0]["variance_ratio"] < 0.5
    assert len(found.comparisons.filter(segment="country")) == 4
    assert len(found.arms) == 2
    assert len(found.segment_differences) == 2
    found.report(tmp_path / "x.html")
    assert found.json
    assert found.markdown
    for other in (pandas.DataFrame(data), polars.DataFrame(data), pa.table(data)):
        assert el.analyze(other, **options).comparisons == found.comparisons
    with (tmp_path / "data.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(data)
        writer.writerows(
            [int(value) if isinstance(value, bool) else value for value in row]
            for row in zip(*data.values())
        )
    assert el.analyze(tmp_path / "data.csv", **options).comparisons == found.comparisons


def test_rows_of_a_user_are_added_up_from_a_stream() -> None:
    schema = pa.schema([("user", pa.int64()), ("arm", pa.utf8()), ("spend", pa.float64())])

    def batches() -> Any:
        for day in range(20):
            spend = [float((user * 7 + day * 3) % 11) for user in range(400)]
            columns = [pa.array(range(400)), pa.array(["A", "B"] * 200), pa.array(spend)]
            yield pa.record_batch(columns, schema=schema)

    stream = pa.RecordBatchReader.from_batches(schema, batches())
    found = el.analyze(
        stream, arm="arm", control="A", metrics="spend:mean", unit="user", correction="none"
    )
    (row,) = found.comparisons
    assert (row["n_control"], row["n_treatment"]) == (200, 200)


def test_an_error_of_a_stream_is_told() -> None:
    schema = pa.schema([("arm", pa.utf8()), ("spend", pa.float64())])

    def batches() -> Any:
        yield pa.record_batch([pa.array(["A", "B"]), pa.array([1.0, 2.0])], schema=schema)
        raise RuntimeError("the source is gone")

    stream = pa.RecordBatchReader.from_batches(schema, batches())
    with pytest.raises(el.DataError, match="the source is gone"):
        el.analyze(stream, arm="arm", control="A", metrics="spend:mean")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"metrics": []}, ValueError, "metrics must not be empty"),
        ({"metrics": [3]}, TypeError, r"metrics\[0\] must be a text"),
        ({"metrics": "spent:mean"}, el.UsageError, "spent"),
        ({"arm": "group"}, el.UsageError, "group"),
        ({"control": "Z"}, el.UsageError, "Z"),
        ({"metrics": "spend:average"}, el.UsageError, "average"),
        ({"segments": "country"}, TypeError, "segments must be a list"),
        ({"split": [0.5, 0.5]}, TypeError, "split must be a dict"),
        ({"correction": "holmes"}, ValueError, "correction must be one of"),
        ({"confidence": "five"}, ValueError, "confidence must be a share"),
    ],
    ids=str,
)
def test_a_wrong_analysis_is_told(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    plan: dict[str, Any] = {"arm": "arm", "control": "A", "metrics": "spend:mean", **options}
    with pytest.raises(error, match=message):
        el.analyze(experiment_data(), **plan)


def test_data_that_are_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="data must be a table"):
        el.analyze(3, arm="a", control="A", metrics="x:mean")  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        el.analyze(tmp_path / "nothing.csv", arm="a", control="A", metrics="x:mean")


# Calibration


def test_retention_is_calibrated() -> None:
    fit = el.calibrate.retention({1: "26%", 7: 0.13, 30: "7%", 90: "4%"})
    assert "dropout.gamma" in str(fit.parameters["parameter"].to_pylist())
    assert "dropout" in fit.block
    assert fit.json
    assert len(fit.series) >= 4
    with pytest.raises(TypeError, match="points must be a dict"):
        el.calibrate.retention([0.4, 0.2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"points\[7\] must lie between"):
        el.calibrate.retention({7: 13})


def test_an_old_test_is_calibrated() -> None:
    fit = el.calibrate.experiment((10_000, 350), (10_000, 420))
    assert fit.effects["effect"].to_pylist()
    kept = el.calibrate.experiment((5_000, 600), (5_000, 680), outcome="retention", day=30)
    assert "engagement" in kept.block
    with pytest.raises(ValueError, match=r"treatment\[1\]"):
        el.calibrate.experiment((10, 3), (10, 11))
    with pytest.raises(TypeError, match="control must be a pair"):
        el.calibrate.experiment(10, (10, 1))  # type: ignore[arg-type]


def activity_log() -> dict[str, list[Any]]:
    draw = random.Random(5)
    users, days = [], []
    for user in range(2_000):
        first = draw.randrange(10)
        chance, leaving = draw.betavariate(1.0, 2.0), draw.betavariate(0.6, 6.0)
        for day in range(first, 40):
            if day > first and draw.random() < leaving:
                break
            if day == first or draw.random() < chance:
                users.append(user)
                days.append(day)
    return {"user": users, "day": days}


def test_an_event_log_is_calibrated(tmp_path: Path) -> None:
    log = activity_log()
    fit = el.calibrate.activity(log, user="user", time="day", until=30)
    assert len(fit.parameters) > 3
    assert (
        fit.block
        == el.calibrate.activity(pandas.DataFrame(log), user="user", time="day", until="30").block
    )
    fit.report(tmp_path / "x.html")
    fitted = el.Scenario.from_dict(SMALL).edit(fit.edits)
    gamma = float(fit.parameters.filter(parameter="dropout.gamma")["value"][0].as_py())
    assert fitted.get("population.behavior.dropout.gamma") == pytest.approx(gamma, rel=1e-4)
    assert el.run(fitted).name == "small"
    doubtful = el.calibrate.activity(log, user="user", time="day", until=30, uncertain=True)
    uncertain = el.Scenario.from_dict(SMALL).edit(doubtful.edits)
    assert "normal(" in str(uncertain.to_dict())
    assert len(el.run(uncertain, replications=2).inputs) >= 2
    with pytest.raises(el.UsageError, match="users"):
        el.calibrate.activity(log, user="users", time="day")
    with pytest.raises(TypeError, match="user must be a text"):
        el.calibrate.activity(log, user=3, time="day")  # type: ignore[arg-type]


def test_summaries_are_calibrated() -> None:
    draw = random.Random(2)
    rows = []
    for _ in range(1_500):
        chance, alive = draw.betavariate(1.2, 0.75), draw.betavariate(0.66, 2.8)
        x = last = 0
        for period in range(1, 7):
            if draw.random() < alive:
                break
            if draw.random() < chance:
                x, last = x + 1, period
        rows.append((x, last))
    data = {"x": [r[0] for r in rows], "t_x": [r[1] for r in rows], "n": [6] * len(rows)}
    fit = el.calibrate.summary(data, repeats="x", last="t_x", days="n")
    assert len(fit.estimates) >= 4
    with pytest.raises(ValueError, match="either days"):
        el.calibrate.summary(data, repeats="x", last="t_x")


def test_campaigns_are_calibrated() -> None:
    data = {
        "platform": ["ios", "android"] * 3,
        "sent": [10_000, 12_000, 9_000, 15_000, 8_000, 9_000],
        "opened": [500, 1_100, 430, 1_300, 390, 800],
        "opted_out": [20, 18, 17, 22, 15, 16],
    }
    fit = el.calibrate.responses(data, lapsed="40%")
    assert len(fit.parameters) > 0
    assert fit.text
    with pytest.raises(el.UsageError, match="opened"):
        el.calibrate.responses({"platform": ["ios"], "sent": [3]})


def test_transactions_are_calibrated() -> None:
    draw = random.Random(3)
    rows: dict[str, list[Any]] = {"user": [], "day": [], "value": []}
    for user in range(300):
        rate, day = draw.gammavariate(0.6, 0.1), float(draw.randrange(20))
        end = day + draw.expovariate(0.01)
        while day < min(end, 200):
            for name, value in (
                ("user", user),
                ("day", int(day)),
                ("value", 10 + draw.random() * 20),
            ):
                rows[name].append(value)
            day += draw.expovariate(max(rate, 1e-6))
    fit = el.calibrate.transactions(rows, user="user", time="day", value="value", until=150)
    assert len(fit.models) >= 3
    assert "Gamma-Gamma" in fit.models.filter(chosen=True)["model"].to_pylist()


# Calculators


def test_every_calculator_is_a_function() -> None:
    names = el.stats.methods()["name"].to_pylist()
    assert len(names) > 60
    assert set(names) <= set(dir(el.stats))
    for name in names:
        function = getattr(el.stats, name)
        assert function.__name__ == name
        assert function.__doc__
        assert "Source: " in function.__doc__ or "Args:" in function.__doc__
        inspect.signature(function)
    assert el.stats.mde_means is el.stats.mde_means


def test_a_calculator_calculates() -> None:
    found = el.stats.mde_means(n1=5_000, sd=25, baseline_mean=12)
    assert found.method == "mde_means"
    assert found.sentence.endswith(".")
    assert dict(found)
    assert len(found) == len(list(found))
    first = next(iter(found))
    assert getattr(found, first) == found[first]
    assert found.sentence in repr(found)
    a = el.stats.sample_size_proportions(p_control="10%", p_treatment="12%", power=0.8)
    b = el.stats.sample_size_proportions(p_control=0.1, p_treatment=0.12, power="80%")
    assert dict(a) == dict(b)
    welch = el.stats.welch_t(
        control={"n": 1000, "mean": 10, "sd": 4}, treatment={"n": 1100, "mean": 10.6, "sd": 4.4}
    )
    assert welch["p_two_sided"] < 0.01
    numpy = pytest.importorskip("numpy")
    values = numpy.array([1.0, 2.0, 4.0])
    assert dict(el.stats.stable_moments(data=values)) == dict(
        el.stats.stable_moments(data=[1, 2, 4])
    )


def test_wrong_inputs_of_a_calculator_are_told() -> None:
    with pytest.raises(AttributeError, match="did you mean mde_means"):
        _ = el.stats.mde_mean
    with pytest.raises(ValueError, match="no calculator 'mde_mean'; did you mean mde_means"):
        el.stats.calculate("mde_mean")
    with pytest.raises(TypeError, match="mde_means needs n1"):
        el.stats.mde_means()
    with pytest.raises(TypeError, match="has no input 'power_'; did you mean power"):
        el.stats.mde_means(n1=10, power_=0.5)
    with pytest.raises(el.EngagementLabError):
        el.stats.mde_means(n1=10, alpha=2)
    with pytest.raises(ValueError, match="n1 must be a finite number"):
        el.stats.mde_means(n1=float("nan"))
    with pytest.raises(TypeError):
        el.stats.mde_means(10)


@needs_command
def test_a_calculator_of_python_is_that_of_the_command_line(tmp_path: Path) -> None:
    words = ["stats", "mde_means", "--n1", "5000", "--sd", "25", "--format", "json"]
    answer = json.loads(command(*words, folder=tmp_path))
    found = el.stats.mde_means(n1=5_000, sd=25)
    assert answer.get("values", answer) == dict(found)


# Stories and logs


def test_a_story_is_told(media_path: str) -> None:
    story = el.explain(media_path, 7, arm="all", users=200)
    assert "7" in story.text
    assert len(story.records) > 0
    assert set(story.records["user"].to_pylist()) == {7}
    some = el.explain(media_path, 7, arm="all", campaign="weekly_digest", users=200)
    assert len(some.text) <= len(story.text)
    with pytest.raises(el.UsageError, match="weekly_digets"):
        el.explain(media_path, 7, campaign="weekly_digets", users=200)
    with pytest.raises(el.UsageError, match="no user"):
        el.explain(media_path, 10_000_000, users=200)
    with pytest.raises(TypeError, match="user must be a whole number"):
        el.explain(media_path, "7")  # type: ignore[arg-type]


def test_events_are_a_table(media_path: str) -> None:
    events = el.log(media_path, users=[3, 7], size=200)
    assert set(events["user"].to_pylist()) <= {3, 7}
    assert events.column_names[:5] == ["user", "arm", "n", "time", "kind"]
    assert len(set(el.log(media_path, users=20, size=200)["user"].to_pylist())) <= 20
    with pytest.raises(ValueError, match="users must not be empty"):
        el.log(media_path, users=[])
    with pytest.raises(el.UsageError):
        el.log(media_path, users=[10_000_000], size=200)
