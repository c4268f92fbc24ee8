"""Without messages the model is BG/BB, so that the simulator can be held against formulas."""
from lab import Section, number, percent, table
from maths import daily_sessions, retention, survival, z_score

PAPER = "[Fader, Hardie & Shang 2010](https://doi.org/10.1287/mksc.1100.0580)"
DAYS = (1, 7, 14, 30, 60, 89)


def section(lab):
    run = lab.run("null")
    part = Section(
        "Closed forms",
        f"`Scenarios/null.yaml`: {run.users:,} people, 90 days, no messages, a flat week. The chance to be active on day "
        "*d* is q · B(γ, δ + d) / B(γ, δ). Standard errors are binomial; a band is 3.5 of them, which chance leaves once in "
        "2,000 rows.",
    )
    found = run.retention("nothing")
    for day in DAYS:
        users, active = found[day]
        z = z_score(active, users, retention(day))
        part.check(
            f"Retention on day {day}", percent(retention(day), 2), PAPER,
            f"{percent(active / users, 2)} of {users:,} (z = {number(z, 2, True)})", abs(z) < 3.5)
    scores = [z_score(found[day][1], found[day][0], retention(day)) for day in range(1, 90)]
    worst = max(scores, key=abs)
    part.check(
        "Largest &#124;z&#124; of days 1 to 89", "below 3.9, as of 89 days at the level 0.01", PAPER,
        number(abs(worst), 2), abs(worst) < 3.9)
    horizon, base, new = 90, 200_000, 600
    ages = [(base + new, 89)] + [(new, 89 - day) for day in range(1, horizon)]
    gone = 0.35 * sum(n * (1 - survival(age)) for n, age in ages) / run.users
    z = (run.value("uninstalls", "nothing") - gone) / run.error("uninstalls", "nothing")
    part.check(
        "Users who uninstall", percent(gone, 2), "35 % of those who lose interest",
        f"{percent(run.value('uninstalls', 'nothing'), 2)} (z = {number(z, 2, True)})", abs(z) < 3.5)
    sessions = 1 + daily_sessions() * sum(n * sum(survival(d) for d in range(1, age + 1)) for n, age in ages) / run.users
    z = (run.value("sessions", "nothing") - sessions) / run.error("sessions", "nothing")
    part.check(
        "Sessions per user", number(sessions, 3), "1 + (ψ(α+β) − ψ(β)) · Σ B(γ, δ + d) / B(γ, δ)",
        f"{number(run.value('sessions', 'nothing'), 3)} (z = {number(z, 2, True)})", abs(z) < 3.5)
    lifts = [lift["difference"]["estimate"] for lift in run.data["lifts"]]
    part.check(
        "Differences between two arms without messages", "exactly 0, all of them", "the same draws in every arm",
        f"{sum(x == 0 for x in lifts)} of {len(lifts)} are 0", all(x == 0 for x in lifts))
    return part
