"""Memory and time: a million users, a thousand runs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import environment

pytestmark = pytest.mark.engine

SCENARIO = """
scenario: large
start: 2016-01-04
warm_up: 7 days
horizon: 7 days
population: {size: 1000}
app: {activities: {home: {next: {article: 50%}}, article: {next: {home: 40%}}}}
campaigns:
  digest: {who: everyone, what: {channel: push, title: News}, when: {every: monday, at: "10:00"}}
programs: {digest: {campaigns: [digest]}}
comparison: {baseline: none, arms: {digest: [digest]}}
kpis:
  sessions_per_week: {count: session, per: week}
  active_days: {active_days: all, per: week}
  pages: {count: article}
  home_pages: {count: home}
  pages_per_session: {count: article, per: session}
"""

COMMON = f"""
import gc, json, resource, sys, time
import engagelab as el

scenario = el.Scenario.from_text({SCENARIO!r})

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
"""

LARGE = (
    COMMON
    + """
import pyarrow.compute
el.run(scenario, users=1_000, keep_users=True).users["user"]
before = resident()
begin = time.monotonic()
run = el.run(scenario, users=int(sys.argv[1]), keep_users=True)
whole = time.monotonic() - begin
wall = run.results["timing"]["wall_seconds"]
begin = time.monotonic()
users = run.users.to_arrow()
after = time.monotonic() - begin
# Shared buffers count once: what the table takes of the memory.
buffers = {b.address: b.size for c in users.columns for k in c.chunks for b in k.buffers() if b}
del run
print(json.dumps({"rows": users.num_rows, "columns": users.num_columns, "bytes":
sum(buffers.values()),
    "growth": peak() - before, "arrival": whole - wall + after, "wall": wall,
    "sum": pyarrow.compute.sum(users["sessions_before"]).as_py()}))
del users
gc.collect()
"""
)

MANY = (
    COMMON
    + """
def play(count):
    for _ in range(count):
        el.run(scenario, users=200, keep_users=True)
    gc.collect()
    return resident()

play(200)
measured = [play(int(sys.argv[1]) // 4) for _ in range(4)]
print(json.dumps(measured))
"""
)


def measure(code: str, *arguments: str) -> object:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=600,
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_million_users_take_less_than_twice_their_table() -> None:
    # Those of the base who are gone by the start are no rows: a few more give a million and above,
    # in two arms.
    found = measure(LARGE, "600000")
    assert isinstance(found, dict)
    print(
        f"\n{found['rows']:,} rows x {found['columns']} columns, {found['bytes'] / 1e6:.0f} MB: "
        f"{found['arrival']:.2f} s after a run of {found['wall']:.1f} s, "
        f"{found['growth'] / 1e6:.0f} MB more at the peak"
    )
    assert found["rows"] >= 1_000_000
    assert found["columns"] >= 20
    assert found["sum"] > 0
    assert found["growth"] < 2 * found["bytes"]
    # 2 s on an idle machine; the bound is for one that does much else.
    assert found["arrival"] < 20


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_thousand_runs_leave_nothing() -> None:
    measured = measure(MANY, "1000")
    assert isinstance(measured, list)
    growth = (measured[-1] - measured[0]) / 750
    print(f"\n{growth:.0f} bytes a run; {[round(m / 1e6, 1) for m in measured]} MB")
    # A run keeps about 50 kB of results and users: to leak any of its tables would show.
    assert growth < 4_000
