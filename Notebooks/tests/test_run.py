"""Runs: tables, digests, interruption, threads, displays, files."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import altair
import duckdb
import pandas
import polars
import pytest
from conftest import environment
from test_scenario import SMALL

import engagelab as el

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def media() -> el.Run:
    return el.run("Scenarios/media.yaml", users=2_000, keep_users=True)


def close(one: Any, other: Any) -> bool:
    """Whether numbers agree to the twelve digits of results.json, and anything else exactly."""
    if isinstance(one, float) and isinstance(other, (int, float)):
        return one == pytest.approx(other, rel=1e-10)
    return bool(one == other)


def same(one: el.Table, other: el.Table) -> bool:
    return one.schema == other.schema and all(
        close(a, b)
        for name in one.column_names
        for a, b in zip(one[name].to_pylist(), other[name].to_pylist())
    )


def test_tables_agree_with_results_json(media: el.Run) -> None:
    results = media.results
    assert media.kpis["kpi"].to_pylist() == [kpi["name"] for kpi in results["kpis"]]
    assert len(media.lifts) == len(results["lifts"])
    for row, lift in zip(media.lifts, results["lifts"]):
        assert (row["arm"], row["kpi"]) == (lift["arm"], lift["kpi"])
        assert close(row["lift"], lift["lift"]["estimate"])
        assert close(row["p_value"], lift["p_value"])
    for arm in results["arms"]:
        estimates = media.arms.filter(arm=arm["name"])
        for row in estimates:
            assert close(row["estimate"], arm["kpis"][row["kpi"]]["estimate"])
        days = media.series.filter(arm=arm["name"], kpi="active_users")
        assert days["value"].to_pylist() == arm["active_users"]
    assert set(media.tables) >= {"kpis", "arms", "lifts", "users"}


def test_users_add_up_to_the_estimates(media: el.Run) -> None:
    users = media.users.to_pandas()
    estimates = media.arms.to_pandas().set_index(["arm", "kpi"])["estimate"]
    assert len(users) == media.results["users"] * len(media.results["arms"])
    for arm, rows in users.groupby("arm", observed=True):
        assert rows["ad_revenue_per_user"].mean() == pytest.approx(
            estimates[arm, "ad_revenue_per_user"]
        )
        ratio = rows["pages_per_session"].sum() / rows["pages_per_session_of"].sum()
        assert ratio == pytest.approx(estimates[arm, "pages_per_session"])
        weeks = rows["days"].sum() / 7
        assert rows["sessions_per_week"].sum() / weeks == pytest.approx(
            estimates[arm, "sessions_per_week"]
        )


def test_pandas_polars_and_duckdb_read_the_users(media: el.Run) -> None:
    users = media.users
    rows = len(users)
    frame = users.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    mean = frame["sessions_per_week"].mean()
    assert polars.DataFrame(users).shape == users.shape
    assert users.to_polars()["sessions_per_week"].mean() == pytest.approx(mean)
    table = users.to_arrow()
    found = duckdb.sql("SELECT count(*), avg(sessions_per_week) FROM users").fetchall()
    assert found == [(rows, pytest.approx(mean))]
    # Without copying: the columns lie where the engine put them.
    again = media.users.to_arrow()
    for name in ("sessions_per_week", "entry_day"):
        assert (
            again[name].chunk(0).buffers()[1].address == table[name].chunk(0).buffers()[1].address
        )


def test_users_that_were_not_kept_are_told(tmp_path: Path) -> None:
    run = el.run(SMALL)
    with pytest.raises(el.UsersNotKept, match="keep_users=True"):
        _ = run.users
    assert "users" not in run.tables
    run.save(tmp_path, report=False)
    with pytest.raises(el.UsersNotKept):
        _ = el.load_run(tmp_path).users


def test_users_of_a_cancelled_run_are_an_error_and_no_crash(media_path: str) -> None:
    job = el.start_run(media_path, users=100_000, keep_users=True)
    job.cancel()
    with pytest.raises(el.Cancelled):
        _ = job.result().users
    with pytest.raises(el.Cancelled):
        job.result()
    assert job.done


def test_threads_and_order_do_not_change_the_digest(media: el.Run, media_path: str) -> None:
    assert el.run(media_path, users=2_000, threads=1).digest == media.digest
    assert el.run(media_path, users=2_000, seed=1).digest != media.digest
    loaded = el.Scenario(media_path).edit(users=2_000)
    assert el.run(loaded).digest == media.digest
    assert el.run(loaded).hash == loaded.hash


@pytest.mark.skipif(
    "ENGAGELAB_COMMAND" not in os.environ, reason="ENGAGELAB_COMMAND names no `engagelab`"
)
def test_the_command_line_has_the_same_digest(media_path: str, tmp_path: Path) -> None:
    changes = {"horizon": "10 weeks", "limits.push.at_most": 3}
    sets = [word for path, value in changes.items() for word in ("--set", f"{path}={value}")]
    options = [*sets, "--users", "1500", "--seed", "11", "--quiet", "--out", str(tmp_path)]
    subprocess.run([os.environ["ENGAGELAB_COMMAND"], "run", media_path, *options], check=True)
    run = el.run(el.Scenario(media_path).edit(changes), users=1_500, seed=11)
    assert run.digest == json.loads((tmp_path / "results.json").read_text())["digest"]
    loaded = el.load_run(tmp_path)
    assert loaded.digest == run.digest
    assert same(loaded.lifts, run.lifts)
    run.save(tmp_path / "again", report=False)
    there, here = tmp_path / "scenario.yaml", tmp_path / "again" / "scenario.yaml"
    assert there.read_text(encoding="utf-8") == here.read_text(encoding="utf-8")


def test_two_runs_at_once_from_threads(media: el.Run, media_path: str) -> None:
    found: dict[int, str] = {}

    def play(seed: int) -> None:
        found[seed] = el.run(media_path, users=2_000, seed=seed).digest

    threads = [threading.Thread(target=play, args=(seed,)) for seed in (20_160_819, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[20_160_819] == media.digest
    assert len(set(found.values())) == 4


def test_progress_is_told(media_path: str) -> None:
    told: list[tuple[int, int, str]] = []
    run = el.run(media_path, users=20_000, progress=lambda *seen: told.append(seen))
    assert told
    done, total, unit = told[-1]
    assert unit == "users"
    # Those who are gone before the start are simulated, too.
    assert done == total >= run.results["users"]


def test_nothing_is_printed(media_path: str, capfd: pytest.CaptureFixture[str]) -> None:
    el.run(media_path, users=500)
    assert capfd.readouterr() == ("", "")


def test_a_background_run(media: el.Run, media_path: str) -> None:
    job = el.start_run(media_path, users=2_000)
    assert job.result().digest == media.digest
    assert job.result() is job.result()
    assert job.done
    assert job.progress[0] == job.progress[1]
    slow = el.start_run(media_path, users=300_000)
    with pytest.raises(TimeoutError):
        slow.result(timeout=0.05)
    slow.cancel()
    with pytest.raises(el.Cancelled):
        slow.result()


def test_several_threads_wait_for_one_run(media_path: str) -> None:
    job = el.start_run(media_path, users=5_000)
    found: list[el.Run] = []
    threads = [threading.Thread(target=lambda: found.append(job.result())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(run is found[0] for run in found)


def test_a_cell_of_a_notebook_is_interrupted() -> None:
    manager = pytest.importorskip("jupyter_client.manager")
    pytest.importorskip("ipykernel")
    kernel, client = manager.start_new_kernel(kernel_name="python3", env=environment())
    try:

        def play(code: str, interrupt: bool = False) -> list[dict[str, Any]]:
            request = client.execute(code)
            if interrupt:
                time.sleep(1.5)
                kernel.interrupt_kernel()
            messages = []
            while True:
                message = client.get_iopub_msg(timeout=60)
                if message["parent_header"].get("msg_id") != request:
                    continue
                messages.append(message)
                if message["content"].get("execution_state") == "idle":
                    return messages

        play(f"import os\nos.chdir({os.getcwd()!r})\nimport engagelab as el")
        stopped = play("el.run('Scenarios/media.yaml', users=5_000_000)", interrupt=True)
        errors = [m["content"]["ename"] for m in stopped if m["msg_type"] == "error"]
        assert errors == ["KeyboardInterrupt"]
        shown = play("el.run('Scenarios/media.yaml', users=500)")
        (result,) = [m["content"]["data"] for m in shown if m["msg_type"] == "execute_result"]
        assert "engagelab-run" in result["text/html"]
        assert result["text/plain"].startswith("<Run of 'media'")
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)


def test_an_interruption_stops_the_engine(media_path: str) -> None:
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        el.run(media_path, users=5_000_000)
    assert time.monotonic() - begin < 30
    assert el.run(SMALL).name == "small"


def test_an_interrupted_process_ends_cleanly(media_path: str) -> None:
    code = (
        "import engagelab as el\nprint('begins', flush=True)\n"
        f"el.run({media_path!r}, users=5_000_000)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert out == ""
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert process.returncode in (-signal.SIGINT, 130, 1)


def test_the_interpreter_may_end_while_a_run_goes_on(media_path: str) -> None:
    code = f"import engagelab as el\njob = el.start_run({media_path!r}, users=3_000_000)\n"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_forked_child_is_told_and_a_fresh_process_works() -> None:
    el.run(SMALL)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            try:
                el.run(SMALL)
                answer = "worked"
            except el.UsageError as error:
                answer = error.problems[0].code
            os.write(write, answer.encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        assert pipe.read() == "after-fork"
    os.waitpid(child, 0)
    import concurrent.futures
    import multiprocessing

    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as pool:
        there = pool.submit(el.run, SMALL).result()
    assert there.digest == el.run(SMALL).digest


def test_a_child_works_when_the_engine_was_not_used_before() -> None:
    code = (
        "import os, engagelab as el\n"
        "child = os.fork()\n"
        "digest = el.run('Scenarios/media.yaml', users=500).digest\n"
        "os.write(1, f'{digest}\\n'.encode())\n"
        "os._exit(0) if child == 0 else os.waitpid(child, 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    first, second = done.stdout.split()
    assert first == second


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"users": "2000"}, TypeError, "users must be a whole number, not str"),
        ({"users": 0}, ValueError, "users must be from 1 to"),
        ({"users": True}, TypeError, "users must be a whole number"),
        ({"seed": 1.5}, TypeError, "seed must be a whole number, not float"),
        ({"seed": -1}, ValueError, "seed must be"),
        ({"threads": 0}, ValueError, "threads must be from 1 to 1,024"),
        ({"replications": 1}, ValueError, "replications must be from 2 to 1,000"),
        ({"keep_users": 1}, TypeError, "keep_users must be True or False"),
        ({"progress": 3}, TypeError, "progress must be None, True, False or a callable"),
        ({"people": 3}, TypeError, "people must be a table"),
        ({"people": {}}, ValueError, "people has no columns"),
    ],
    ids=str,
)
def test_wrong_arguments_are_told_by_name(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        el.run(SMALL, **options)


def test_replications_need_something_uncertain() -> None:
    with pytest.raises(el.UsageError) as caught:
        el.run(SMALL, replications=5)
    assert caught.value.problems[0].path == "replications"


def test_it_is_saved_and_loaded(media: el.Run, tmp_path: Path) -> None:
    media.save(tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "report.html",
        "results.json",
        "scenario.yaml",
    ]
    loaded = el.load_run(tmp_path / "out")
    assert loaded.digest == media.digest
    for name, table in loaded.tables.items():
        assert same(table, media.tables[name]), name
    assert el.Scenario(tmp_path / "out" / "scenario.yaml").hash == media.hash
    assert el.load_run(tmp_path / "out" / "results.json").digest == media.digest
    (tmp_path / "out" / "results.json").write_text("{}")
    with pytest.raises(el.EngagementLabError, match=r"not a results\.json"):
        el.load_run(tmp_path / "out")
    with pytest.raises(FileNotFoundError):
        el.load_run(tmp_path / "nothing")


def test_its_report_is_one_page(media: el.Run, tmp_path: Path) -> None:
    media.report(tmp_path / "new" / "report.html")
    page = (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "vega" in page
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["report.html"]


def test_its_charts_are_of_altair(media: el.Run) -> None:
    charts = media.charts
    assert "retention" in charts
    assert media.chart("lift").to_dict(validate=False) == charts[
        "lift-ad_revenue_per_user"
    ].to_dict(validate=False)
    assert "retention" in repr(charts)
    kinds = {name.partition("-")[0]: name for name in charts}
    assert len(kinds) >= 6
    for name in kinds.values():
        chart = charts[name]
        assert isinstance(chart, altair.TopLevelMixin), name
        # With the check that a notebook makes before it shows one.
        assert "$schema" in chart.to_dict(), name
    with pytest.raises(KeyError, match="no chart 'pie'"):
        media.chart("pie")


def test_tables_are_drawn_by_altair(media: el.Run) -> None:
    lifts = media.lifts.filter(kpi="opt_outs")
    chart = altair.Chart(lifts.to_arrow()).mark_point().encode(x="lift:Q", y="arm:N")
    assert len(next(iter(chart.to_dict()["datasets"].values()))) == len(lifts)


def test_it_shows_itself_in_a_notebook(media: el.Run) -> None:
    page = media._repr_html_()
    assert "None of the six alternatives" in page
    assert "reaches its objective" in page
    assert "warnings" in page
    assert "<table>" in page
    assert media.digest[:12] in page
    for fixed in ("background", "color:", "#fff"):
        assert fixed not in page
    risky = {**SMALL, "title": "<script>alert(1)</script>"}
    page = el.run(risky)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert el.run(SMALL)._repr_html_()


def test_results_do_not_change_and_can_be_pickled(media: el.Run) -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        media.lifts = media.arms  # type: ignore[assignment]
    again = pickle.loads(pickle.dumps(media))
    assert again.digest == media.digest
    assert again.lifts == media.lifts


def test_tables_outlive_their_run() -> None:
    import gc

    users = el.run(SMALL, keep_users=True).users
    column = users["sessions_before"]
    total = sum(column.to_pylist())
    del users
    gc.collect()
    for _ in range(5):
        el.run(SMALL, keep_users=True)
    assert sum(column.to_pylist()) == total
