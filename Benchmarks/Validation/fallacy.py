"""The observational fallacy: naive and randomised estimates of the same thing, side by side."""
from lab import Section, interval, number, percent, table

VENDOR = "[Airship](https://www.mediapost.com/publications/article/303809/the-more-pushing-the-merrier.html)"


def section(lab):
    run = lab.run("observational-fallacy")
    naive = run.data["naive"]
    arm = next(x for x in naive["arms"] if x["arm"] == "echo")
    part = Section(
        "Naive and randomised",
        f"`Scenarios/observational-fallacy.yaml`: {run.users:,} people, whose pushes follow what they do and change nothing. "
        f"Grouped by the pushes of their first {naive['days']} days, as vendors group them ({VENDOR}: 2.2, 5.4 and 9.2 times "
        "the retention of users without pushes), they look as if pushes kept them.",
    )
    rows = []
    for group in arm["groups"]:
        most = group["to"]
        name = f"{group['from']} or more" if most is None else \
            str(most) if most == group["from"] else f"{group['from']} to {most}"
        rows.append([
            name, f"{group['users']:,}", percent(group["estimate"]["estimate"], 2), f"× {number(group['ratio'], 1)}",
            percent(group["baseline"]["estimate"], 2), number(100 * group["difference"]["estimate"], 2)])
    part.tables.append(table(
        ["Pushes", "Users", "Active in the last month", "Naive: against none", "The same people without pushes",
         "Caused, points"], rows))
    ratios = [group["ratio"] for group in arm["groups"]]
    part.check(
        "Naive ratios", "rise with the pushes, the last above 50", "another simulation without effects: 3.2, 21, 179, 437",
        ", ".join(number(x, 1) for x in ratios[1:]),
        all(a < b for a, b in zip(ratios, ratios[1:])) and ratios[-1] > 50)
    lifts = {kpi: run.lift(kpi, "echo") for kpi in ("kept", "sessions")}
    part.check(
        "Effect, same people in both arms", "exactly 0", "no effect was put in",
        ", ".join(f"{kpi} {percent(x['lift']['estimate'], 1)}" for kpi, x in lifts.items()),
        all(x["difference"]["estimate"] == 0 for x in lifts.values()))
    test = run.tests("tested", "tested")
    found = next(x for x in test["comparisons"] if x["metric"] == "conversion")
    part.check(
        "Effect, holdout of half, as a real test would see it", "0 in the interval of 99.9 %", "no effect was put in",
        f"{interval(found['lift'])}, p = {number(found['p_value'], 2)}", found["p_value"] > 0.001)
    return part
