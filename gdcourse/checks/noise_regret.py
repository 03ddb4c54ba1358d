"""Lesson 06: E06.5, projected online descent and its regret."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import array, number, several
from gdcourse.checks.task import Task

STREAM = np.array([1.0, -1.0, 1.0, 0.5])
OUTSIDE = np.array([2.0, 1.5, -1.0, 3.0, 1.5])
FULL, SEED = np.full(5, 1.5), 7  # the seed of the long streams

regret = Task(
    "E06.5",
    "regret(z, rates, squared)",
    points=8,
    returns=several(array, number, number),
    probes=[
        (z, rates[: len(z)], squared)
        for z, rates in (
            (STREAM, 0.75 / np.arange(1, 6)),
            (OUTSIDE, FULL),
            (-OUTSIDE, FULL / 3),
        )
        for squared in (False, True)
    ],
    hints=[
        "One fixed u for the whole stream, chosen when all of it is known.",
        "Pay for x_t first, then move: x = clip(x − rates[t] · slope, −1, 1).",
        "Σ|u − z_t| is least at a median, Σ½(u − z_t)² at the mean, and then u, too, "
        "must lie between −1 and 1.",
    ],
)


def slope(x: float, z: float, squared: bool) -> float:
    """The derivative of the loss; 0 at the kink."""
    return x - z if squared else float(x > z) - float(x < z)


def walk(z, rates, squared, limit: float = 1.0) -> np.ndarray:
    """The points x_1, …, x_T; x_1 = 0."""
    x, points = 0.0, []
    for target, lr in zip(z.tolist(), rates.tolist(), strict=True):
        points.append(x)
        x = min(max(x - lr * slope(x, target, squared), -limit), limit)
    return np.array(points)


def total(x, z, squared) -> float:
    """The sum of the losses of a point, or of the points played."""
    return float(np.sum((x - z) ** 2 / 2 if squared else abs(x - z)))


def fixed(z, squared) -> float:
    """A best fixed point of [−1, 1]."""
    return float(np.clip(np.mean(z) if squared else np.median(z), -1, 1))


def told(x, u, z, squared) -> tuple[np.ndarray, float, float]:
    """The points, u, and the regret of the points against u."""
    return x, u, total(x, z, squared) - total(u, z, squared)


def right(z, rates, squared) -> tuple[np.ndarray, float, float]:
    """The right answer."""
    return told(walk(z, rates, squared), fixed(z, squared), z, squared)


def streams(rng: Generator) -> Iterator[tuple]:
    """Targets and rates: short ones, ones outside [−1, 1], random ones."""
    yield np.array([0.5]), np.array([1.0])
    yield STREAM, np.full(4, 0.75)
    yield OUTSIDE, FULL
    for T in (3, 8, 25):
        z = np.round(rng.uniform(-2, 2, T), 1)
        yield z, np.round(rng.uniform(0.3, 1.9) / np.arange(1, T + 1) ** 0.5, 3)


def games(rng: Generator) -> Iterator[tuple]:
    """The streams, with both losses."""
    for z, rates in streams(rng):
        for squared in (False, True):
            yield z, rates, squared


@regret.property("x_1 = 0; then each point by descent, kept in [−1, 1].", 2, rtol=1e-9)
def played(call, rng):
    for given in games(rng):
        yield call(*given)[0], walk(*given)


@regret.property("u is one point of [−1, 1] with the least total.", 2, rtol=1e-9)
def comparator(call, rng):
    inside = such_that("a point of [−1, 1]", lambda u: abs(u) <= 1 + 1e-12)
    for z, rates, squared in games(rng):
        u = call(z, rates, squared)[1]
        yield u, inside
        words = "the losses of u, summed up, are not the least."
        yield total(u, z, squared), total(fixed(z, squared), z, squared), words


@regret.property("the regret is what was paid, less what u pays.", 2, rtol=1e-9)
def difference(call, rng):
    for given in games(rng):
        yield call(*given)[2], right(*given)[2]


def coins(T: int, seed: int) -> np.ndarray:
    """Targets 1 (in 6 of 10 rounds) and −1."""
    return np.where(np.random.default_rng(seed).random(T) < 0.6, 1.0, -1.0)


@regret.property("R_T grows like √T, like ln T, or like T.", points=1)
def growth(call, rng):
    for T in (100, 1000, 10_000):
        t, seed = np.arange(1, T + 1), SEED
        root = call(coins(T, seed), 2**0.5 / t**0.5, False)[2] / T**0.5
        words = "rates √2/√t: R_T/√T stays between its ends."
        yield root, such_that("a number in [0.3, 2]", lambda r: 0.3 <= r <= 2), words
        log = call(np.random.default_rng(seed).uniform(-1, 1, T), 1 / t, True)[2]
        words = "squared losses, rates 1/t: R_T/ln T stays below 0.5."
        yield log / np.log(T), such_that("below 0.5", lambda r: r < 0.5), words
        words = "a constant rate: R_T/T does not tend to 0."
        each = call(coins(T, seed), np.full(T, 0.5), False)[2] / T
        yield each, such_that("above 0.05", lambda r: r > 0.05), words


regret.leaves_arguments_alone(games, points=1)


@regret.mutant("Far steps leave [−1, 1]. What brings the point back?")
def never_projects(z, rates, squared):
    return told(walk(z, rates, squared, np.inf), fixed(z, squared), z, squared)


@regret.mutant("Your u changes from round to round. Nobody is so well informed.")
def compares_with_the_best_of_each_round(z, rates, squared):
    x, u, _ = right(z, rates, squared)
    return x, u, told(x, np.clip(z, -1, 1), z, squared)[2]


@regret.mutant("0 is a fixed point, too. Is it the best one?")
def compares_with_zero(z, rates, squared):
    return told(walk(z, rates, squared), 0.0, z, squared)


@regret.mutant("What was paid is not the regret. What would u have paid?")
def forgets_to_compare(z, rates, squared):
    x, u, _ = right(z, rates, squared)
    return x, u, total(x, z, squared)


@regret.mutant("The loss is ½(x − z)² here. Where is the ½?")
def forgets_the_half(z, rates, squared):
    x, u, found = right(z, rates, squared)
    return x, u, 2 * found if squared else found


@regret.mutant("You pay after having seen z_t. The point is played before.")
def moves_before_it_pays(z, rates, squared):
    x, u, _ = right(z, rates, squared)
    last = walk(np.append(z, 0.0), np.append(rates, 0.0), squared)[1:]
    return x, u, told(last, u, z, squared)[2]


@regret.mutant("Σ|u − z| is least at a median. The mean is for squares.")
def takes_the_mean_for_both(z, rates, squared):
    return told(walk(z, rates, squared), fixed(z, True), z, squared)


@regret.mutant("Σ(u − z)² is least at the mean. A median is for the other loss.")
def takes_a_median_for_both(z, rates, squared):
    return told(walk(z, rates, squared), fixed(z, False), z, squared)


@regret.mutant("Your u may stand where no point may. Which rule holds for x?")
def lets_u_go_anywhere(z, rates, squared):
    u = float(np.mean(z) if squared else np.median(z))
    return told(walk(z, rates, squared), u, z, squared)


@regret.mutant("That is the regret per round. The sum was asked.")
def tells_it_per_round(z, rates, squared):
    x, u, found = right(z, rates, squared)
    return x, u, found / len(z)


@regret.mutant("The slope of |x − z| is 1 or −1, not x − z. Only the sign counts.")
def takes_one_slope_for_both(z, rates, squared):
    return told(walk(z, rates, True), fixed(z, squared), z, squared)


@regret.mutant("Each point played was projected, but the walk went on from outside.")
def goes_on_from_outside(z, rates, squared):
    x = np.clip(walk(z, rates, squared, np.inf), -1, 1)
    return told(x, fixed(z, squared), z, squared)
