"""Lesson 10: right answers of its exercises, written differently."""

import math
from itertools import pairwise

import numpy as np

from gdcourse.optimizers import (
    GradientDescent,
    Momentum,
    constant,
    cosine,
    exponential,
    find_learning_rate,
    inverse_time,
    linear_to_zero,
    linear_warmup,
    minimize,
    one_cycle,
    sequence,
    step_decay,
    warm_restarts,
)

# E10.1 -------------------------------------------------------------------------------


def rate_with_the_library(name, k, lr, T, gamma, low):
    schedules = {
        "constant": constant(lr),
        "step": step_decay(lr, T, gamma),
        "exponential": exponential(lr, gamma),
        "1/t": inverse_time(lr, gamma),
        "cosine": cosine(lr, T, low),
        "restarts": warm_restarts(lr, T, 2, low),
        "warmup": linear_warmup(lr, T - 1, 1 / T),
        "linear": linear_to_zero(lr, T),
        "one-cycle": one_cycle(lr, T),
    }
    return schedules[name](k)


def rate_one_at_a_time(name, k, lr, T, gamma, low):
    if np.ndim(k):
        return np.array([rate_one_at_a_time(name, i, lr, T, gamma, low) for i in k])
    if name in ("cosine", "restarts"):
        length = T
        while name == "restarts" and k >= length:
            k, length = k - length, 2 * length
        share = k / length if k < length else 1
        return low + (lr - low) * math.cos(math.pi * share / 2) ** 2
    if name == "one-cycle":
        top, first = round(0.3 * T) - 1, lr / 25
        last = first / 10_000
        if k < top:
            return first + (lr - first) * math.sin(math.pi * k / top / 2) ** 2
        share = (min(k, T - 1) - top) / (T - 1 - top)
        return lr + (last - lr) * (0.5 - 0.5 * math.cos(math.pi * share))
    if name == "step":
        for _ in range(T, k + 1, T):
            lr = lr * gamma
        return lr
    simple = {
        "constant": lr,
        "exponential": lr * math.exp(k * math.log(gamma)),
        "1/t": 1 / (1 / lr + gamma * k / lr),
        "warmup": lr if k >= T else lr * (k + 1) / T,
        "linear": max(0.0, lr - lr * k / T),
    }
    return simple[name]


# E10.2 -------------------------------------------------------------------------------


def values_with_the_library(high, low, T):
    schedule = cosine(high, T, low)
    quarters = np.arange(5) * T // 4
    slopes = -np.pi * (high - low) / (2 * T) * np.sin(np.pi * quarters / T)
    return {"slopes": slopes, "rates": schedule(quarters)}


def values_by_hand(high, low, T):
    root, half, mean = math.sqrt(0.5), (high - low) / 2, (high + low) / 2
    steepest = -math.pi * half / T
    return {
        "rates": (high, mean + root * half, mean, mean - root * half, low),
        "slopes": (0, steepest * root, steepest, steepest * root, 0),
    }


# E10.3 -------------------------------------------------------------------------------


def glue_with_the_library(parts, milestones, n):
    schedule = sequence(parts, milestones)
    begins = [0, *milestones]
    old = [part(b - a) for part, (a, b) in zip(parts, pairwise(begins), strict=False)]
    new = [schedule(m) for m in milestones]
    return {
        "rates": [schedule(k) for k in range(n)],
        "jumps": np.array(new) - np.array(old),
    }


def glue_part_by_part(parts, milestones, n):
    rates, jumps, begin = [], [], 0
    for part, end in zip(parts, [*milestones, max(n, 1000)], strict=True):
        if begin:
            jumps[-1] = part(0) - jumps[-1]
        rates += [part(k) for k in range(end - begin)]
        jumps.append(part(end - begin))
        begin = end
    return {"rates": rates[:n], "jumps": jumps[:-1]}


# E10.4 -------------------------------------------------------------------------------


def warmup_for_all_peaks_at_once(x0, W, peaks, lr):
    rates = np.array([*peaks, lr])

    def ends(length):
        x = np.full(rates.shape, float(x0))
        points = [x]
        for t in range(1, 201):
            x = x - rates * min(1, t / length) * (x * x + 1) * x
            points.append(x)
        return np.array(points)

    bare, warm = np.abs(ends(1)[-1]) < 1, np.abs(ends(W)[-1]) < 1
    best = np.flatnonzero(warm[:-1])
    return {
        "bare": float(rates[:-1][bare[:-1]].max(initial=0)),
        "warm": float(rates[best[-1]]) if len(best) else 0.0,
        "needed": warm[-1] and not bare[-1],
        "curvature": 1 + 3 * ends(W)[: 2 * W + 1, best[-1]] ** 2,
    }


def warmup_with_minimize(x0, W, peaks, lr):
    def slope(x):
        return x**3 + x

    def path(schedule):
        rule = GradientDescent(schedule)
        f = lambda x: (x**4 / 4 + x**2 / 2)[0]  # noqa: E731
        return minimize(f, slope, [x0], rule, steps=200, tol=0).points[:, 0]

    def warm(peak):
        return linear_warmup(peak, max(W - 1, 1), 1 / W)

    def works(schedule):
        return abs(path(schedule)[-1]) < 1

    def largest(plan):
        for peak in reversed(peaks):
            if works(plan(peak)):
                return peak
        return 0.0

    found = {"bare": largest(constant), "warm": largest(warm)}
    found["needed"] = works(warm(lr)) > works(constant(lr))
    points = path(warm(found["warm"]))[: 2 * W + 1]
    return found | {"curvature": 3 * points**2 + 1}


# E10.5 -------------------------------------------------------------------------------


def finder_with_the_library(loss, gradient, w, low, high, n):
    def one(f):
        return lambda x, k: f(x, int(k[0]))

    numbered, rule = ((np.array([k]),) for k in range(n)), GradientDescent()
    ends = {"low": low, "high": high, "steps": n}
    test = find_learning_rate(
        one(loss), one(gradient), w, rule, batches=numbered, **ends
    )
    return {
        "rates": test.rates,
        "smoothed": test.smoothed,
        "suggestion": test.suggestion,
    }


def finder_with_a_third_of_the_lowest(loss, gradient, w, low, high, n):
    losses, rates, smoothed, x = [], [], [], np.array(w)
    factor = (high / low) ** (1 / (n - 1))
    for k in range(n):
        rates.append(low * factor**k)
        losses.append(loss(x, k))
        weights = 0.95 ** np.arange(k, -1, -1)
        smoothed.append(weights @ losses / weights.sum())
        if k > 9 and smoothed[-1] / min(smoothed) > 4:
            break
        x = x - rates[-1] * gradient(x, k)
    third = min(zip(smoothed, rates, strict=True))[1] / 3
    return {"rates": rates, "smoothed": smoothed, "suggestion": third}


def finder_that_steps_back_from_the_explosion(loss, gradient, w, low, high, n):
    start, rates = w.copy(), [low * (high / low) ** (k / (n - 1)) for k in range(n)]
    mean, curve = 0.0, []
    for k, rate in enumerate(rates):
        mean += (loss(w, k) - mean) * 0.05
        curve.append(mean / (1 - 0.95 ** (k + 1)))
        if k >= 10 and curve[-1] > 4 * min(curve):
            break
        w -= rate * gradient(w, k)
    w[:] = start  # restored
    return {"rates": rates[: k + 1], "smoothed": curve, "suggestion": rates[k] / 15}


# E10.6 -------------------------------------------------------------------------------


def race_with_the_library(schedules, noise, h, beta, epochs):
    ends = {}
    for name, schedule in schedules.items():
        rule = Momentum(lambda k, s=schedule: s(k), beta)
        x = np.ones((len(h), len(noise)))
        memory = rule.init(x)
        for k in range(noise.shape[1]):
            gradient = h[:, None] * x + noise[:, k].T
            x, memory = rule.step(x, gradient, memory, k + 1)
        ends[name] = (h @ (x * x) / 2).tolist()
    report = {name: np.percentile(ends[name], (25, 50, 75)) for name in ends}
    ranking = sorted(report, key=lambda name: report[name][1])
    upper = report[ranking[0]][-1]
    return {
        "clear": upper < min((report[n][0] for n in ranking[1:]), default=np.inf),
        "winner": ranking[0],
        "report": report,
        "ends": ends,
    }


def race_epoch_by_epoch(schedules, noise, h, beta, epochs):
    ends = {
        name: [one_run(plan, own, h, beta, epochs) for own in noise]
        for name, plan in schedules.items()
    }
    quartiles = {}
    for name, found in ends.items():
        low, high = np.quantile(found, 0.25), np.quantile(found, 0.75)
        quartiles[name] = (low, np.median(found), high)
    medians = {name: row[1] for name, row in quartiles.items()}
    winner = np.array(list(medians))[np.argmin(list(medians.values()))]
    rivals = {name: row for name, row in quartiles.items() if name != winner}
    overlaps = [row[0] <= quartiles[winner][2] for row in rivals.values()]
    return {
        "ends": ends,
        "report": quartiles,
        "winner": winner,
        "clear": not any(overlaps),
    }


def one_run(plan, noise, h, beta, epochs):
    x, v, k = h / h, 0.0 * h, 0
    for part in np.split(noise, epochs):
        for disturbance in part:
            v = h * x + disturbance + beta * v
            x, k = x - plan(k) * v, k + 1
    return 0.5 * float((h * x * x).sum())


VARIANTS = {
    "E10.1": [rate_with_the_library, rate_one_at_a_time],
    "E10.2": [values_with_the_library, values_by_hand],
    "E10.3": [glue_with_the_library, glue_part_by_part],
    "E10.4": [warmup_for_all_peaks_at_once, warmup_with_minimize],
    "E10.5": [
        finder_with_the_library,
        finder_with_a_third_of_the_lowest,
        finder_that_steps_back_from_the_explosion,
    ],
    "E10.6": [race_with_the_library, race_epoch_by_epoch],
}
