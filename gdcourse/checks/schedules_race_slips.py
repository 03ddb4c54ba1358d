"""Lesson 10: E10.6, usual wrong races."""

from collections.abc import Callable

import numpy as np

from gdcourse.checks.schedules_race import answer, run
from gdcourse.checks.schedules_race import race as race


def walking(
    keeps: Callable = lambda i: True,
    time: Callable = lambda epoch, i, size: epoch * size + i,
    inside: bool = False,
    share: float | None = None,
    lag: bool = False,
) -> Callable:
    """A run with a memory, a time or a formula of its own."""

    def walk(rate, noise, h, beta, epochs):
        x, size = np.ones((len(noise), len(h))), noise.shape[1] // epochs
        v = np.zeros_like(x)
        for k in range(size * epochs):
            epoch, i = divmod(k, size)
            alpha = rate(time(epoch, i, size))
            g = h * x + noise[:, k]
            old = v
            v = beta * (v if keeps(i) else 0 * v)
            v = v + (alpha * g if inside else g * (1 if share is None else 1 - beta))
            x = x - (v if inside else alpha * (old if lag else v))
        return (x * x) @ h / 2

    return walk


def slip(name: str, hint: str, **changed) -> None:
    """A mutant: the right race with something changed."""

    def mutant(*given):
        return answer(*given, **changed)

    mutant.__name__ = name
    race.mutant(hint)(mutant)


slip(
    "makes_the_optimizer_anew_each_epoch",
    "v is 0 again at each epoch. The optimizer is made once; only α changes.",
    walk=walking(keeps=lambda i: i > 0),
)
slip(
    "makes_the_optimizer_anew_each_update",
    "This is plain gradient descent: v never sees an older gradient.",
    walk=walking(keeps=lambda i: False),
)
slip(
    "asks_the_schedule_once_per_epoch",
    "A schedule counts updates. Yours gets the number of the epoch, so one cycle has "
    "hardly begun when the run ends.",
    walk=walking(time=lambda epoch, i, size: epoch),
)
slip(
    "begins_the_schedule_anew",
    "k begins at 0 again in each epoch with you. It counts from the run's beginning.",
    walk=walking(time=lambda epoch, i, size: i),
)
slip(
    "counts_from_one",
    "The first update has k = 0: no update has been made yet.",
    walk=walking(time=lambda epoch, i, size: epoch * size + i + 1),
)
slip(
    "puts_the_rate_into_the_velocity",
    "v = βv + g, and α multiplies v. Inside v, an old α would live on.",
    walk=walking(inside=True),
)
slip(
    "averages_the_gradients",
    "v = βv + g: a sum, without 1 − β.",
    walk=walking(share=1.0),
)
slip(
    "moves_with_the_old_velocity",
    "The first update leaves x where it is: v takes in g first, then x moves with it.",
    walk=walking(lag=True),
)


def carried(rate, noise, h, beta, epochs):
    """Each seed goes on where the one before it ended."""
    x, v, ends = np.ones(len(h)), np.zeros(len(h)), []
    for own in noise:
        for k in range(len(own)):
            v = beta * v + h * x + own[k]
            x = x - rate(k) * v
        ends.append((x * x) @ h / 2)
    return np.array(ends)


def carried_velocity(rate, noise, h, beta, epochs):
    """x begins anew with each seed, v does not."""
    v, ends = np.zeros(len(h)), []
    for own in noise:
        x = np.ones(len(h))
        for k in range(len(own)):
            v = beta * v + h * x + own[k]
            x = x - rate(k) * v
        ends.append((x * x) @ h / 2)
    return np.array(ends)


def one_noise(rate, noise, h, beta, epochs):
    return run(rate, np.repeat(noise[:1], len(noise), axis=0), h, beta, epochs)


def without_noise(rate, noise, h, beta, epochs):
    return run(rate, 0 * noise, h, beta, epochs)


def without_half(rate, noise, h, beta, epochs):
    return 2 * run(rate, noise, h, beta, epochs)


slip("goes_on_with_the_next_seed", "Each seed starts at x = 1, v = 0.", walk=carried)
slip(
    "hands_the_velocity_on",
    "x begins anew with every seed, v does not. A new run has a new v.",
    walk=carried_velocity,
)
slip("uses_one_noise", "Seed s has its own noise: noise[s, k].", walk=one_noise)
slip("forgets_the_noise", "Add noise[s, k] to the gradient.", walk=without_noise)
slip("forgets_the_half", "f = ½ Σ hᵢ xᵢ²: half of what you give.", walk=without_half)


def mean_and_deviation(ends):
    return [ends.mean() - ends.std(), ends.mean(), ends.mean() + ends.std()]


def ends_of_the_range(ends):
    return [ends.min(), float(np.median(ends)), ends.max()]


def first_seed(ends):
    return [float(ends[0])] * 3


slip(
    "gives_mean_and_deviation",
    "Mean ± deviation: one bad seed moves both. Wanted are the quartiles.",
    rows=mean_and_deviation,
)
slip(
    "gives_lowest_and_highest",
    "Those are the best and the worst seed. Half of the seeds lie between quartiles.",
    rows=ends_of_the_range,
)
slip("trusts_one_seed", "One seed is an anecdote: take them all.", rows=first_seed)
slip(
    "crowns_the_best_seed",
    "The winner has the lowest median, not the luckiest seed.",
    best=lambda ends, report: min(ends, key=lambda name: min(ends[name])),
)
slip(
    "crowns_the_largest",
    "f is a loss: the winner has the lowest median.",
    best=lambda ends, report: max(report, key=lambda name: report[name][1]),
)
slip(
    "is_always_sure",
    "A lower median alone is not clear: do the intervals overlap?",
    clear=lambda mine, others: True,
)
slip("is_never_sure", "Sometimes it is clear: compare.", clear=lambda *both: False)
slip(
    "asks_one_rival",
    "Clear means: below the lower quartile of every other schedule, not of one.",
    clear=lambda mine, others: any(mine[2] < one[0] for one in others),
)
slip(
    "compares_with_medians",
    "Compare with the lower quartiles of the others, not with their medians.",
    clear=lambda mine, others: all(mine[2] < one[1] for one in others),
)
