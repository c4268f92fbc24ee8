"""An A/A test: variants that do not differ must differ by chance, and as often as chance says."""
from lab import Section, number
from maths import binomial_band, kolmogorov

RUNS = 200
SCENARIO = """\
scenario: a-a
horizon: 56 days
population: {size: 3_000}
app: {topics: [a, b], events: {purchase: {chance: conversion, revenue: spend}}}
campaigns:
  weekly:
    who: everyone
    what: {channel: push, title: Hello}
    when: {every: monday, at: "18:00"}
    variants: {a: {weight: 50%}, b: {weight: 50%}}
    conversion: {tag: session, within: 1 day}
programs: {weekly: {campaigns: [weekly]}}
comparison: {arms: {weekly: [weekly]}}
kpis: {sessions: {count: session}}
"""


def section(lab):
    part = Section(
        "Tests of what does not differ",
        f"An A/A test: a weekly push in two variants that are the same, {RUNS} runs of 3,000 people with their own seeds. The "
        "p-values of an honest test are uniform.",
    )
    values = {}
    for seed in range(1, RUNS + 1):
        for test in lab.run(SCENARIO, "--seed", str(seed)).data["experiments"]:
            for comparison in test["comparisons"]:
                values.setdefault(comparison["metric"], []).append(comparison["p_value"])
    for metric in ("open rate", "conversion"):
        sample = [p for p in values[metric] if p is not None]
        low, high = binomial_band(len(sample), 0.05, 0.001)
        below = sum(p < 0.05 for p in sample)
        part.check(
            f"p < 0.05, {metric}", f"5 % of {len(sample)}: {low} to {high}", "binomial, 99.8 %", str(below),
            low <= below <= high)
        p = kolmogorov(sample)
        part.check(
            f"p-values of the {metric} are uniform", "p of Kolmogorov-Smirnov above 0.001", "definition of a p-value",
            number(p, 3), p > 0.001)
    return part
