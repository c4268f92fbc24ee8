"""Calibrations of real data, and what they forecast of the days that they had not seen."""
import csv
import gzip
import random
from bisect import bisect_right
from datetime import date
from math import log, sqrt

from lab import ROOT, Section, number, percent, table

DATA = ROOT / "Tests/RecordedDataTests/Fixtures"
GAME = "[launch of a mobile game](../Tests/RecordedDataTests/Fixtures/README.md)"
CDNOW = "[CDNOW](../Tests/RecordedDataTests/Fixtures/README.md)"
NOTE = "[Fader, Hardie & Lee 2005](https://doi.org/10.1287/mksc.1040.0098)"
COHORTS = 400
EARLY = "Nobody came back in the first week, when few had bought at all: at the edge of what chance leaves."


def rows(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def series(result, name):
    return next(s for s in result["series"] if s["id"] == name)["points"]


# The game: users who come back, day by day.

SCENARIO = """\
scenario: game-launch
horizon: 31 days
population:
  size: 1_000_000
{block}
comparison: {{arms: {{}}}}
kpis: {{sessions: {{count: session}}}}
"""


def game_until(lab, day):
    """The calibration of the game's first days, and its model."""
    result = lab.calibrate(
        "activity", str(DATA / "mobile-game-events.csv.gz"), "--user", "uid", "--time", "day", "--event", "eventName",
        "--install", "newPlayer", "--activity", "gameStarted", "--until", str(day))
    return result, next(model for model in result["models"] if model["chosen"])


def game(lab, part):
    result, model = game_until(lab, 15)
    chosen = model["holdout"]
    error = chosen["standard_error"]
    part.check(
        "Game: returning users of days 16 to 30", f"{number(chosen['actual'], 0)} in fact",
        f"{GAME}, fitted on days 0 to 15",
        f"{number(chosen['forecast'], 0)} ± {number(1.96 * error, 0)} ({percent(chosen['relative_error'], 1, True)})",
        abs(chosen["actual"] - chosen["forecast"]) < 1.96 * error)
    days = [point for point in series(result, "daily") if point["holdout"]]
    outside = [point["label"] for point in days if abs(point["residual"]) > 1.96]
    part.check(
        "Game: days whose users lie within 1.96 standard deviations", f"at least 12 of {len(days)}",
        "binomial, 99.5 %", f"{len(days) - len(outside)} of {len(days)}",
        len(outside) <= 3)

    # The simulator plays the block; those who installed on each day come back as its people do.
    run = lab.run(SCENARIO.format(block=result["block"]))
    curve = {day: active / users for day, (users, active) in run.retention("none").items()}
    fitted = {point["x"]: point["fitted"] for point in series(result, "retention")}
    users = run.retention("none")[1][0]
    scores = [(curve[day] - fitted[day]) / sqrt(fitted[day] * (1 - fitted[day]) / users) for day in range(1, 31)]
    worst = max(scores, key=abs)
    part.check(
        "Game: the simulator plays the block, largest &#124;z&#124; of days 1 to 30",
        "below 3.6, as of 30 days at the level 0.01", f"the formula of the calibration; {users:,} people",
        number(abs(worst), 2), abs(worst) < 3.6)
    installs = [0] * 16
    seen = set()
    for row in rows("mobile-game-events.csv.gz"):
        if row["eventName"] == "newPlayer" and int(row["day"]) <= 15 and row["uid"] not in seen:
            seen.add(row["uid"])
            installs[int(row["day"])] += 1
    simulated = {day: sum(n * curve[day - start] for start, n in enumerate(installs)) for day in range(16, 31)}
    total = sum(simulated.values())
    part.check(
        "Game: the simulator's forecast of the same days", f"{number(chosen['actual'], 0)} in fact",
        f"{GAME}; installs of days 0 to 15", f"{number(total, 0)} ({percent(total / chosen['actual'] - 1, 1, True)})",
        abs(total - chosen["actual"]) < 1.96 * error)
    body = []
    for point in days:
        sigma = sqrt(point["fitted"])
        low, high = point["fitted"] - 1.96 * sigma, point["fitted"] + 1.96 * sigma
        body.append([
            point["x"], number(point["actual"], 0), number(point["fitted"], 0), number(simulated[point["x"]], 0),
            f"{number(low, 0)} to {number(high, 0)}", "" if low <= point["actual"] <= high else "outside"])
    part.tables.append(
        "Returning users of the game by day. The band is that of chance alone, 95 % for each day.\n\n"
        + table(["Day", "Actual", "Formula", "Simulator", "Band", ""], body))
    cut_days(lab, part)


def cut_days(lab, part):
    """The same forecast with other last days: one day is an anecdote."""
    body = []
    for day in (7, 9, 11, 13, 15, 18, 21):
        _, model = game_until(lab, day)
        found = model["holdout"]
        off = found["forecast"] - found["actual"]
        body.append([
            day, number(found["actual"], 0), number(found["forecast"], 0), percent(found["relative_error"], 1, True),
            number(off / found["standard_error"], 1)])
    part.tables.append(
        "Day 15 above is one choice. What fits until other days forecast of all days after them, until day 30; the last column "
        "counts standard errors of the forecast. Players who installed on days 4 to 8 return less than the others, which a model "
        "without a calendar does not know:\n\n"
        + table(["Fitted until day", "Actual", "Forecast", "Error", "In standard errors"], body))


# CDNOW: repeat purchases until the end of each week.


def cohort():
    """Day of the first purchase of each customer, from 0, and the sorted days of all repeats."""
    first, days = {}, set()
    for row in rows("cdnow-sample.csv.gz"):
        day = (date.fromisoformat(row["date"]) - date(1997, 1, 1)).days
        days.add((row["customer"], day))
        first[row["customer"]] = min(day, first.get(row["customer"], day))
    return sorted(first.values()), sorted(day for customer, day in days if day > first[customer])


def simulate(draw, starts, parameters):
    """Repeats of a cohort until the end of each of 78 weeks, under MBG/NBD: who leaves does so after a purchase, or the first."""
    r, alpha, a, b = (parameters[name] for name in ("r", "alpha", "a", "b"))
    weeks = [0] * 79
    for start in starts:
        rate = draw.gammavariate(r, 1 / alpha)
        x, y = draw.gammavariate(a, 1), draw.gammavariate(b, 1)
        leaves = x / (x + y)
        time = start / 7
        while draw.random() >= leaves and rate > 0:
            time -= log(1 - draw.random()) / rate
            if time >= 78:
                break
            weeks[int(time) + 1] += 1
    for week in range(1, 79):
        weeks[week] += weeks[week - 1]
    return weeks


def cdnow(lab, part):
    result = lab.calibrate(
        "transactions", str(DATA / "cdnow-sample.csv.gz"), "--user", "customer", "--time", "date", "--value", "dollars",
        "--currency", "USD", "--until", "1997-09-30")
    models = {model["name"]: model for model in result["models"]}
    published = {"BG/NBD": -9582.4, "Pareto/NBD": -9595.0}
    for name, expected in published.items():
        found = models[name]["fit"]["log_likelihood"]
        part.check(
            f"CDNOW: log-likelihood of {name}", number(expected, 1), NOTE, number(found, 1), abs(found - expected) < 0.06)

    chosen = next(model for model in result["models"] if model["chosen"])
    parameters = {e["name"]: e["value"] for e in chosen["fit"]["estimates"]}
    starts, repeats = cohort()
    curve = {point["x"]: point for point in series(result, "cumulative")}
    draw = random.Random(39)
    cohorts = [simulate(draw, starts, parameters) for _ in range(COHORTS)]
    actual = {week: bisect_right(repeats, 7 * week - 1) for week in range(1, 79)}
    band, forecast = {}, {}
    cut = COHORTS // 40
    for week in range(1, 79):
        values = sorted(c[week] for c in cohorts)
        band[week] = (values[cut - 1], values[-cut])
        forecast[week] = curve[week]["fitted"]
    outside = [week for week in range(1, 79) if not band[week][0] <= actual[week] <= band[week][1]]
    later = [week for week in range(17, 79)]
    inside = [week for week in later if week not in outside]
    part.check(
        "CDNOW: weeks 17 to 78 within the band of the fit to weeks 1 to 39", f"all {len(later)}",
        f"{CDNOW}, {len(starts):,} customers", f"{len(inside)} of {len(later)}", len(inside) == len(later))
    body = []
    for week in (2, 4, 6, 8, 12, 16, 20, 26, 39, 52, 65, 78):
        body.append([
            week, number(actual[week], 0), number(forecast[week], 1), f"{band[week][0]:,} to {band[week][1]:,}",
            "" if week not in outside else "outside"])
    part.tables.append(
        f"Repeat purchases of CDNOW until the end of a week: {chosen['name']} fitted to weeks 1 to 39, the others forecast. The "
        f"band holds 95 % of {COHORTS} simulated cohorts with the parameters of the fit.\n\n"
        + table(["Week", "Actual", "Forecast", "Band", ""], body))
    misses(part, models, actual, forecast, band, outside, cohorts)


def misses(part, models, actual, forecast, band, outside, cohorts):
    """What these models are known not to say: shown, and not counted."""
    body = []
    runs = [week for week in outside if week - 1 not in outside]
    for first in runs:
        last = first
        while last + 1 in outside:
            last += 1
        worst = max(range(first, last + 1), key=lambda week: abs(actual[week] / forecast[week] - 1))
        body.append([
            f"Repeats until weeks {first} to {last}" if last > first else f"Repeats until week {first}",
            f"week {worst}: {actual[worst]}", f"{number(forecast[worst], 1)}, {band[worst][0]} to {band[worst][1]}",
            EARLY if last < 6 else "A customer of these models buys at a constant rate until leaving: they know no calendar, no offers and no news. "
            "In February and March 1997 people bought more than that, and the data do not say why. It is no echo of "
            "Christmas, as all of them first bought in January to March 1997."])
    later = sorted(c[78] - c[39] for c in cohorts)
    cut = len(later) // 40
    low, high = later[cut - 1], later[-cut]
    truth = actual[78] - actual[39]
    row = [
        "Repeats of weeks 40 to 78 alone", f"{truth:,}",
        f"{number(forecast[78] - forecast[39], 0)}, {low:,} to {high:,}",
        "The likeliest of the three models takes too many customers for lost. Errors: "
        + ", ".join(f"{name} {percent(models[name]['holdout']['relative_error'], 1, True)}"
                    for name in ("MBG/NBD", "BG/NBD", "Pareto/NBD"))
        + ". Christmas 1997 lies in these weeks too. What the fit does not know of its parameters is not in "
        "the band."]
    if not low <= truth <= high:
        body.append(row)
    part.tables.append(
        "**Known misses**, which are not among the rows that are counted:\n\n"
        + table(["What", "Actual", "Forecast and band", "Why"], body))


def section(lab):
    part = Section(
        "Forecasts of calibrations",
        "Real data, calibrated by `engagelab calibrate` on their first part; the rest is compared with what it says. How the "
        "blocks come about is on [a page of its own](calibrate.md).",
    )
    game(lab, part)
    cdnow(lab, part)
    return part
