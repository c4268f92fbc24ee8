"""The published stories of Azure Mobile Engagement as plausibility bands, from runs of the library."""
from dataclasses import dataclass

from lab import Section, interval, number, percent, table
from maths import survival

EXTRA = [
    "--set", "kpis.stay_30={returns_stay: 14 days, for: 30 days, title: Returned users still active after 30 days}",
]

INTRODUCTION = """\
# Published stories and what the lab says

<!-- Written by `make validate` from runs of the command; do not edit. -->

The documents of Azure Mobile Engagement (2015, 2016) tell how a media app, a game and others fared with programs of messages.
The people in them are invented, nothing was compared with a control group, and hardly a number has a definition. They are no
truth to be calibrated on. They say what a strategist of that trade found plausible, so the lab plays the same programs to
people whose behavior comes from elsewhere ([parameters](parameters.md)), and this page says where the two agree and where not.

```sh
engagelab run Scenarios/media.yaml --users 20000 --set "{extra}"
```

`Scenarios/media.yaml` has the four programs of the media story, over 17 weeks and {users} people. Lifts are against the same
people without messages; intervals are the simulation error of this run, at 95 %.
"""

CLOSING = """\
## What is behind the returns

The story counts inactive users who come back after the program began, and calls that its doing. Two comparisons tell what
is: the same people without messages, and the holdout of one in ten inside `inactive_feedback`, which a real app could have
had.

{split}

## What stays open

- **No number here proves the model.** The stories have no error bars; agreement with them means that the lab is not absurd.
- **Effects hang on assumed sizes.** What an open does to the habit, how many lapsed users a push wins back and how pushes cause
  sessions without an open have no published size ([parameters](parameters.md)). They set the level of every lift above.
- **Sessions do not double.** The story does not say whether it means sessions per user or in total, in which app growth would
  count. No program of the library comes near, however the numbers are read.
- **Media apps do not retain better here.** Public retention by vertical disagrees by a factor of two, so the preset `media` has
  the median curve.
"""


@dataclass
class Story:
    text: str
    section: Section


def page(lab):
    media = lab.run("media", *EXTRA)
    others = {name: lab.run(name) for name in ("welcome", "banking", "gaming", "rate-the-app")}
    rows = rows_of(media, others)
    kinds = {kind: sum(row[3].startswith(kind) for row in rows) for kind in ("**As told", "**Missed", "**Between")}
    tally = (
        f"Of {len(rows)} stories {kinds['**As told']} come out as told, {kinds['**Missed']} are missed and "
        f"{kinds['**Between']} between two readings; the others have no outcome to compare with.\n")
    text = "\n".join([
        INTRODUCTION.format(users=f"{media.users:,}", extra=EXTRA[1]), tally,
        table(["Story", "What it tells", "Simulated", "Honest comparison"], rows), "",
        CLOSING.format(split=split(media))])
    return Story(text, bands(media))


def share(run, kpi, arm, digits=1):
    return percent(run.value(kpi, arm), digits)


def lift(run, kpi, arm):
    return interval(run.lift(kpi, arm)["lift"])


def curve(run, arm, days):
    found = run.retention(arm)
    return ", ".join(percent(found[day][1] / found[day][0]) for day in days)


def half_gone():
    """The first day by which half of the users have lost interest."""
    return next(day for day in range(1, 1000) if survival(day) <= 0.5)


def points(estimate):
    """A difference of shares with its interval, in points."""
    low, high = (number(100 * estimate[key], 1, True) for key in ("low", "high"))
    return f"{number(100 * estimate['estimate'], 1, True)} points ({low} to {high})"


def told(holds):
    return "**As told.**" if holds else "**Missed.**"


def rows_of(media, others):
    welcome, banking, gaming, rating = (others[x] for x in ("welcome", "banking", "gaming", "rate-the-app"))
    value = media.value
    margin, revenue = (media.lift(kpi, "all")["lift"] for kpi in ("margin_per_user", "revenue_per_user"))
    between = margin["low"] <= 0.15 <= revenue["high"]
    weekly = media.arms["all"]["pressure"]["weekly"]
    best = max(("tutorial", "calendar", "behavior", "insistent"), key=lambda arm: welcome.value("retention_week_2", arm))
    discovery = media.verdict("discovery", "discovery")
    return [
        ["C1", "The program runs four months.", "17 weeks.", "An input."],
        ["C2", "Without a program most people stop after about two weeks, and most never return.",
         f"Active on days 1, 7, 14 and 30: {curve(media, 'none', (1, 7, 14, 30))}. By day 14 {percent(1 - survival(14), 0)} "
         f"have lost interest. Of those away for 14 days {share(media, 'returns', 'none')} come back.",
         told(survival(14) < 0.5 and value("returns", "none") < 0.5)
         + f" But most are gone sooner than told: half have lost interest by day {half_gone()}."],
        ["C3", "Sessions per week doubled, users with one session decrease, more features are used.",
         f"All programs: sessions per week {lift(media, 'sessions_per_week', 'all')}; one session only: "
         f"{share(media, 'one_session', 'none')} → {share(media, 'one_session', 'all')}; with an account: "
         f"{share(media, 'accounts', 'none')} → {share(media, 'accounts', 'all')}.",
         told(media.lift("sessions_per_week", "all")["lift"]["high"] >= 1)
         + " The signs are right, a doubling is out of reach. Growth of the app may be in the story's number."],
        ["C4", "15 % of the inactive users return; most stay for at most a month.",
         f"Inactive program: {share(media, 'returns', 'inactive')} return, all programs: {share(media, 'returns', 'all')}; "
         f"without messages: {share(media, 'returns', 'none')}. After 30 days {share(media, 'stay_30', 'inactive', 0)} of "
         f"the returned still come, without messages {share(media, 'stay_30', 'none', 0)}.",
         told(0.10 <= value("returns", "inactive") <= 0.225 and value("stay_30", "inactive") < 0.5)
         + " Within a factor of 1.5, on the high side; with all programs it is "
         + f"{number(value('returns', 'all') / 0.15, 1)} times the story. See below for what was caused."],
        ["C5", "Discovery: cross-selling rises but misses its goal, and is stopped.",
         f"Pages {lift(media, 'pages_per_user', 'discovery')} where +5 % was asked; pages of the topic that it is about "
         f"{lift(media, 'entertainment_pages', 'discovery')}.",
         told(discovery == "does not reach it" and media.lift("entertainment_pages", "discovery")["lift"]["low"] > 0)
         + " The goal of +5 % is ours."],
        ["C6", "Return on investment per user +15 %.",
         f"All programs: revenue per user {interval(revenue)}; less the cost of messages {interval(margin)}.",
         ("**Between** the two readings of an undefined number." if between else "**Missed** by both readings.")],
        ["C7", "Mobile sales are 17.5 % of all sales, an increase of 7.5 %.", "Not simulated: the lab knows the app alone.",
         "No comparison: +75 % if points are meant, +7.5 % if not."],
        ["C8", "The objective was +25 % ad sales; whether it was reached is not told.",
         f"All programs: {lift(media, 'ad_revenue_per_user', 'all')}. {media.verdict('all').capitalize()}.",
         "No outcome to compare with. The campaigns of the scenario were written for this objective."],
        ["C9", "Game: first purchase at level 14, 90 % of it at $3, 80 % buy again; objective +15 % package sales.",
         f"`gaming.yaml`, all programs: {lift(gaming, 'package_revenue', 'all')}. {gaming.verdict('all').capitalize()}.",
         "No outcome to compare with. What players did before is an input."],
        ["C10", "Welcome program: +80 % usage and retention in the early days.",
         f"`welcome.yaml`, at best ({best}): active in week 2 {lift(welcome, 'retention_week_2', best)}; `banking.yaml`: sessions "
         f"{lift(banking, 'sessions_per_week', 'welcome')}.",
         told(welcome.lift("retention_week_2", best)["lift"]["high"] >= 0.8)
         + " A vendor's slide without a definition; messages alone do not carry that far here."],
        ["C11", "At most 5 pushes a week; fewer than 1 % of the base are asked to rate.",
         f"All programs: no week of a user has more than {max(i for i, x in enumerate(weekly) if x)}. `rate-the-app.yaml` asks "
         f"{percent(rating.value('asked_ambassadors', 'ambassadors'))}.",
         told(not any(weekly[6:]) and rating.value("asked_ambassadors", "ambassadors") < 0.01)
         + " Design figures, which the platform's rules keep."],
        ["C12", "27 apps per device, 30 hours a month.", "Not simulated: there is one app.", "No comparison."],
        ["C13", "Most people stop in the first days; media apps retain best; a badly targeted push is answered by an uninstall; "
         "holidays raise the use of games.",
         f"Day 1: {curve(media, 'none', (1,))}. Uninstalls: {share(media, 'uninstalls', 'none')} without messages, "
         f"{share(media, 'uninstalls', 'all')} with all programs, {share(media, 'uninstalls', 'broadcast')} with a broadcast of "
         f"{number(value('messages_per_week', 'broadcast') / value('messages_per_week', 'all'), 1)} times as many pushes.",
         "**Missed** in one of four: the preset `media` retains like the median app. Drop and uninstalls have the right sign; "
         "these runs have no holidays."],
        ["C14", "Screenshots: weekly cohorts decay over ten weeks, with a peak of installs at the holidays; a funnel of 12 pushes.",
         f"Active on days 7, 21, 42 and 60: {curve(media, 'none', (7, 21, 42, 60))}.",
         told(True) + " The shape only. Installs are even here, and 12 pushes of a test app are no figure."],
    ]


def split(media):
    """What came by itself and what was caused."""
    rows = []
    for arm in ("inactive", "all"):
        difference = media.lift("returns", arm)["difference"]
        rows.append([
            f"`{arm}`: away for 14 days, then back", share(media, "returns", arm), share(media, "returns", "none"),
            points(difference)])
    for arm in ("inactive", "all"):
        test = media.tests(arm, "inactive_feedback")
        found = next(x for x in test["comparisons"] if x["metric"] == "conversion")
        rows.append([
            f"`{arm}`: back within 3 days of a poll", percent(found["treatment"]), percent(found["control"]),
            points(found["difference"])])
    return table(["What", "With messages", "By themselves", "Caused"], rows) + (
        "\n\nThe first two rows compare worlds, the last two people inside one world: who is held out of the poll of `all` still "
        "gets the other pushes, so that less is left for the poll to do. A report that counts returns after a push claims the "
        "second column as well.")


def bands(media):
    """What of the stories must hold, for the page of validation."""
    part = Section(
        "Published stories",
        f"`Scenarios/media.yaml`, {media.users:,} people, 17 weeks. The bands are those within which the stories are not "
        "contradicted; the whole table with its misses is in [stories](stories.md).",
    )
    source = "Azure Mobile Engagement, uncontrolled"
    value, retention = media.value, media.retention("none")
    day14 = retention[14][1] / retention[14][0]
    part.check("Active on day 14 without messages", "5 to 15 %: most people are gone", source, percent(day14), 0.05 < day14 < 0.15)
    part.check(
        "Come back by themselves after 14 days", "1 to 15 %: most never return", source, share(media, "returns", "none"),
        0.01 < value("returns", "none") < 0.15)
    part.check(
        "Come back with the inactive program", "10 to 22.5 %: 15 % within a factor of 1.5", source,
        share(media, "returns", "inactive"), 0.10 < value("returns", "inactive") < 0.225)
    part.check(
        "Of these still active after 30 days", "below 50 %: most stay for at most a month", source,
        share(media, "stay_30", "inactive"), value("stay_30", "inactive") < 0.5)
    found = next(
        x for x in media.tests("inactive", "inactive_feedback")["comparisons"] if x["metric"] == "conversion")
    part.check(
        "Caused by the poll, against its holdout", "above 0, below all returns", "a holdout of one in ten",
        points(found["difference"]), 0 < found["difference"]["low"] < found["difference"]["high"] < found["treatment"])
    part.check(
        "Discovery", "pages rise, by less than 5 %", source, lift(media, "pages_per_user", "discovery"),
        0 < media.lift("pages_per_user", "discovery")["lift"]["low"]
        and media.lift("pages_per_user", "discovery")["lift"]["high"] < 0.05)
    part.check(
        "Users with one session, all programs", "fewer", source, lift(media, "one_session", "all"),
        media.lift("one_session", "all")["lift"]["high"] < 0)
    return part
