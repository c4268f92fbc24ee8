"""Programs of messages against an independent simulation, and the orderings that the literature backs."""
from math import sqrt

from lab import Section, number, percent, table

# What an independent program in Python (numpy, 200,000 users, seed 11) found for the same model: sessions without the one
# of the install, open rate, opt-outs of those who accept pushes, retention on days 30 and 90.
REFERENCE = {
    "broadcast_1pw": (12.22474, 0.042458, 0.006902, 0.07236, 0.04405),
    "broadcast_3pw": (13.21805, 0.037726, 0.040862, 0.07847, 0.04819),
    "broadcast_daily": (14.33976, 0.031635, 0.166205, 0.08203, 0.0484),
    "broadcast_3perday": (14.257435, 0.021476, 0.422109, 0.07124, 0.03543),
    "targeted_1pw": (12.533505, 0.076655, 0.005367, 0.07504, 0.04654),
    "targeted_3pw": (14.363815, 0.07106, 0.027655, 0.08465, 0.05588),
    "targeted_3pw_own_hour": (14.686335, 0.081793, 0.027623, 0.0879, 0.05755),
    "triggered": (13.46396, 0.140814, 0.006751, 0.07843, 0.05132),
    "targeted_daily": (16.47939, 0.063699, 0.122076, 0.0971, 0.05964),
}
REFERENCE_USERS = 200_000
USERS = 100_000
SCHEDULES = {
    "1pw": (1, '"18:00"'), "3pw": (3, '"18:00"'), "daily": (7, '"18:00"'), "3perday": (21, '"18:00"'),
    "3pw_own_hour": (3, "usual or 18:00"),
}
VOLUMES = (0.25, 1, 3, 5, 7, 10, 14, 21)
OPT_IN = 0.35 * 0.56 + 0.65 * 0.67


def campaign(name):
    kind, _, pace = name.partition("_")
    topic = "random" if kind == "broadcast" else "recommended 75%"
    if name == "triggered":
        when, again = "{idle: 2 days, again_every: 6 days, at: usual or 18:00}", "3 days"
    else:
        rate, at = SCHEDULES[pace] if pace in SCHEDULES else (pace.replace("v", "").replace("_", "."), '"18:00"')
        when, again = f"{{per_week: {rate}, at: {at}}}", None
    lines = [f"  {name}:", "    who: everyone", f"    what: {{channel: push, title: Hello, topic: {topic}, offer: true}}",
             f"    when: {when}"]
    return "\n".join(lines + ([f"    again: {again}"] if again else []))


def scenario(names, users):
    return "\n".join(
        ["scenario: reference", "horizon: 91 days", f"population: {{size: {users}}}",
         "app: {topics: [a, b, c, d, e], events: {purchase: {chance: conversion, revenue: spend}}}", "campaigns:"]
        + [campaign(name) for name in names]
        + ["programs:"] + [f"  {name}: {{campaigns: [{name}]}}" for name in names]
        + ["comparison:", "  arms:"] + [f"    {name}: [{name}]" for name in names]
        + ["kpis:", "  sessions: {count: session}", "  opt_outs: {opt_outs: all}", ""])


def open_rate(run, name):
    return run.count("opened", name, name) / run.count("delivered", name, name)


def retention(run, arm, day):
    users, active = run.retention(arm)[day]
    return active / users


def against_reference(lab):
    run = lab.run(scenario(list(REFERENCE), USERS))
    part = Section(
        "Programs against an independent simulation",
        f"{USERS:,} people, 91 days, all installed on day 0, against a program in Python that shares no code with the lab "
        "(numpy, 200,000 people). Bands are four standard errors of both together; of open rates, which vary by user, 4 %.",
    )
    both = 1 + USERS / REFERENCE_USERS
    for name, (sessions, opened, opt_outs, day30, day90) in REFERENCE.items():
        found = run.value("sessions", name) - 1
        z = (found - sessions) / (run.error("sessions", name) * sqrt(both))
        scores = [z]
        for share, expected, users in [
            (run.value("opt_outs", name), opt_outs, USERS * OPT_IN),
            (retention(run, name, 30), day30, USERS), (retention(run, name, 90), day90, USERS),
        ]:
            scores.append((share - expected) / sqrt(expected * (1 - expected) / users * both))
        rate = open_rate(run, name)
        words = name.replace("_", " ").replace("3perday", "three a day").replace("pw", " a week")
        part.check(
            words[0].upper() + words[1:],
            f"{number(sessions)} sessions, {percent(opened)} opened, {percent(opt_outs)} opt out, "
            f"{percent(day30)} on day 30, {percent(day90)} on day 90",
            "numpy",
            f"{number(found)}, {percent(rate)}, {percent(run.value('opt_outs', name))}, "
            f"{percent(retention(run, name, 30))}, {percent(retention(run, name, 90))} "
            f"(largest &#124;z&#124; {number(max(map(abs, scores)), 1)})",
            max(map(abs, scores)) < 4 and abs(rate / opened - 1) < 0.04)
    return part


def orderings(lab):
    users = 80_000
    arms = {kind: [f"{kind}_v{str(v).replace('.', '_')}" for v in VOLUMES] for kind in ("broadcast", "targeted")}
    run = lab.run(scenario(arms["broadcast"] + arms["targeted"], users))
    part = Section(
        "Orderings",
        f"Signs and orderings are what evidence backs; the size of a lift hangs on assumed numbers ([parameters]"
        f"(parameters.md)). {users:,} people, eight volumes of broadcasts (a topic by chance) and of targeted pushes (three of "
        "four about a topic that the person likes). The standard error of a retention on day 90 is 0.08 points.",
    )
    figures = {}
    for kind, names in arms.items():
        figures[kind] = [
            {
                "open": open_rate(run, name), "opt_out": run.value("opt_outs", name),
                "uninstall": run.count("caused-uninstall", name, name) / users,
                "sessions": run.value("sessions", name), "day90": retention(run, name, 90),
            }
            for name in names
        ]
    rows = [
        [f"{volume:g} a week"] + [
            text for kind in figures for text in (
                percent(figures[kind][i]["open"]), percent(figures[kind][i]["opt_out"]),
                number(figures[kind][i]["sessions"]), percent(figures[kind][i]["day90"], 2))
        ]
        for i, volume in enumerate(VOLUMES)
    ]
    part.tables.append(table(
        ["Pushes", "Broadcast: opened", "opt out", "sessions", "day 90", "Targeted: opened", "opt out", "sessions",
         "day 90"], rows))
    frequency = "[Wohllebe et al. 2021, randomised](https://doaj.org/article/32f944560a3f4051b62e902b2300f23b)"
    volume = "Meta 2022, randomised; [Pinterest 2018](https://medium.com/pinterest-engineering/" \
        "user-state-based-notification-volume-optimization-7764118f73ff)"
    for kind, curve in figures.items():
        def falls(key, sign):
            return all(sign * (b[key] - a[key]) > 0 for a, b in zip(curve, curve[1:]))
        holds = falls("open", -1) and falls("opt_out", 1) and falls("uninstall", 1)
        part.check(
            f"More {kind} pushes", "open rate falls; opt-outs and uninstalls rise", frequency,
            "at every step" if holds else "not at every step", holds)
        best = max(range(len(VOLUMES)), key=lambda i: curve[i]["day90"])
        busiest = max(range(len(VOLUMES)), key=lambda i: curve[i]["sessions"])
        gain = curve[best]["day90"] - max(curve[0]["day90"], curve[-1]["day90"])
        part.check(
            f"Day 90 by volume, {kind}", "rises and falls, best between 3 and 10 a week", volume,
            f"best at {VOLUMES[best]:g} a week, {number(100 * gain)} points above the better end",
            3 <= VOLUMES[best] <= 10 and gain > 0.004)
        part.check(
            f"Most sessions, {kind}", "at a higher volume than the best day 90", volume,
            f"at {VOLUMES[busiest]:g} a week", VOLUMES[busiest] > VOLUMES[best])
    pairs = list(zip(figures["broadcast"], figures["targeted"]))
    holds = all(
        b["open"] > a["open"] and b["opt_out"] < a["opt_out"] and b["day90"] >= a["day90"] and b["sessions"] >= a["sessions"]
        for a, b in pairs)
    part.check(
        "Targeted against broadcast, same volume", "more opened, fewer opt-outs, sessions and day 90 at least as good",
        "[Localytics 2016](http://info.localytics.com/blog/2016-the-beginning-of-individualized-push-messages), observed",
        f"at {sum(b['open'] > a['open'] and b['opt_out'] < a['opt_out'] and b['day90'] >= a['day90'] for a, b in pairs)} "
        f"of {len(pairs)} volumes", holds)
    return part
