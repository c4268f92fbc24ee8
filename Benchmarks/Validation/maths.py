"""Closed forms of the model, with the standard library only."""
from math import exp, isfinite, lgamma, log, sqrt

ALPHA_BETA = 1.7
MEAN = 0.36287530519792743
GAMMA = 0.48478121704818866
DELTA = 1.2152081638222298


def survival(day):
    """Share of users who have not lost interest by a day: B(gamma, delta + day) / B(gamma, delta)."""
    return exp(lgamma(DELTA + day) + lgamma(GAMMA + DELTA) - lgamma(GAMMA + DELTA + day) - lgamma(DELTA))


def retention(day):
    """Share of users who are active on a day after the install (Fader, Hardie & Shang 2010)."""
    return 1.0 if day == 0 else MEAN * survival(day)


def digamma(x):
    """By recurrence to 12 and the asymptotic series; error below 1e-12."""
    value = 0.0
    while x < 12:
        value -= 1 / x
        x += 1
    y = 1 / (x * x)
    series = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))
    return value + log(x) - 0.5 / x - series


def daily_sessions():
    """Mean sessions of a living user on a day: E[-ln(1 - p)] for p ~ Beta(a, b) is digamma(a + b) - digamma(b)."""
    return digamma(ALPHA_BETA) - digamma(ALPHA_BETA * (1 - MEAN))


def z_score(count, trials, share):
    return (count - trials * share) / sqrt(trials * share * (1 - share))


def kolmogorov(sample):
    """p-value of a uniform distribution (asymptotic, with Stephens' correction)."""
    ordered = sorted(sample)
    n = len(ordered)
    distance = max(max((i + 1) / n - x, x - i / n) for i, x in enumerate(ordered))
    t = distance * (sqrt(n) + 0.12 + 0.11 / sqrt(n))
    terms = ((-1) ** (k - 1) * exp(-2 * k * k * t * t) for k in range(1, 101))
    value = 2 * sum(terms)
    return min(1.0, max(0.0, value)) if isfinite(value) and t > 0.2 else 1.0


def binomial_band(trials, share, tail):
    """Smallest interval of counts that leaves at most `tail` on each side."""
    weight = (1 - share) ** trials
    low = high = None
    total = 0.0
    for count in range(trials + 1):
        total += weight
        if low is None and total > tail:
            low = count
        if high is None and total >= 1 - tail:
            high = count
        weight *= (trials - count) / (count + 1) * share / (1 - share)
    return low or 0, trials if high is None else high
