"""Lesson 06: E06.1, the variance that noise keeps up, predicted and measured."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

UPDATES, CHAINS, FAR = 300, 2**9, 10.0


def kicks(seed: int, updates: int = 60, chains: int = 3) -> np.ndarray:
    """Noise of variance 1, one row for each update."""
    return np.random.default_rng(seed).normal(size=(updates, chains))


noise_floor = Task(
    "E06.1",
    "noise_floor(a, sigma, lr, beta, x0, noise)",
    points=8,
    returns=several(number, number),
    probes=[
        (1.0, 1.0, 0.1, 0.0, 5.0, kicks(1)),
        (2.0, 3.0, 0.5, 0.0, 5.0, kicks(2)),
        (2.0, 3.0, 0.1, 0.5, 5.0, kicks(3)),
    ],
    hints=[
        "Square the recursion and take means: what is the mean of x · e, if e is drawn "
        "after x?",
        "Three means, of x², of x·v and of v², tell their own future. Repeat their "
        "update from 0, 0, 0 until nothing changes.",
        "The new mean of v² is β² E[v²] + 2βa E[xv] + a² E[x²] + σ². For x·v and x², "
        "put x − αv' in place of the new x.",
    ],
)


def floor(a: float, sigma: float, lr: float, beta: float) -> float:
    """ασ²(1 + β) / (a (1 − β)(2(1 + β) − αa))."""
    return lr * sigma**2 * (1 + beta) / (a * (1 - beta) * (2 * (1 + beta) - lr * a))


def walk(a, sigma, lr, beta, x0, noise) -> np.ndarray:
    """Where all chains are after each update, one row for each."""
    x, v = np.full(noise.shape[1], float(x0)), 0.0
    found = []
    for e in noise:
        v = beta * v + a * x + sigma * e
        x = x - lr * v
        found.append(x)
    return np.array(found)


def late(x: np.ndarray) -> np.ndarray:
    """The second half of the updates."""
    return x[len(x) // 2 :]


def plain(rng: Generator) -> Iterator[tuple]:
    """a, σ, α, β without momentum: the published ones, then others."""
    yield from ((1.0, 1.0, lr, 0.0) for lr in (1.0, 0.1, 0.2))
    for a in (0.5, 4.0):
        yield a, float(rng.choice([2.0, 3.0])), rate(rng, 0.1, 1.8) / a, 0.0


def heavy(rng: Generator) -> Iterator[tuple]:
    """a, σ, α, β with momentum."""
    yield from ((1.0, 1.0, 0.1, 0.9), (1.0, 1.0, 0.01, 0.9), (4.0, 1.0, 0.1, 0.5))
    for a in (0.5, 2.0):
        beta = float(rng.choice([0.3, 0.6, 0.8]))
        yield a, float(rng.choice([2.0, 3.0])), rate(rng, 0.1, 1.5) / a, beta


def rate(rng: Generator, low: float, high: float) -> float:
    """αa, with one decimal."""
    return float(np.round(rng.uniform(low, high), 1))


def drawn(rng: Generator) -> np.ndarray:
    """Coins with no luck in them: few chains measure what endlessly many would.

    Rows of the matrix of Hadamard, and its columns, in random order: over the chains
    each row has mean 0, each product of two rows, too. One chain looks random.
    """
    updates = 1 + rng.permutation(CHAINS - 1)[:UPDATES]
    shared = updates[:, None] & rng.permutation(CHAINS)
    return 1.0 - 2.0 * (sum(shared >> bit & 1 for bit in range(9)) % 2)


@noise_floor.property("β = 0: the first number is the exact variance.", 2, rtol=1e-8)
def predicted(call, rng):
    for setting in plain(rng):
        yield call(*setting, FAR, kicks(4))[0], floor(*setting)


@noise_floor.property("β = 0: the second is measured, to 5 %.", points=2, rtol=0.05)
def measured(call, rng):
    noise = drawn(rng)
    for setting in plain(rng):
        yield call(*setting, FAR, noise)[1], floor(*setting)
    rests = such_that("nearly 0", lambda found: abs(found) < 1e-6)
    words = "if the noise is 0 in every update, all chains come to rest."
    yield call(1.0, 1.0, 0.2, 0.0, FAR, 0 * kicks(4, 200))[1], rests, words


@noise_floor.property("with momentum: the first number, exactly.", 2, rtol=1e-8)
def predicted_with_momentum(call, rng):
    for setting in heavy(rng):
        yield call(*setting, FAR, kicks(4))[0], floor(*setting)


@noise_floor.property("with momentum: the second, to 5 %.", points=2, rtol=0.05)
def measured_with_momentum(call, rng):
    noise = drawn(rng)
    for setting in heavy(rng):
        yield call(*setting, FAR, noise)[1], floor(*setting)
    words = "noise twice as large: four times the variance, measured."
    once, twice = (call(1.0, 1.0, 0.1, 0.9, 0.0, k * noise)[1] for k in (1, 2))
    yield twice, 4 * once, words


def pair(setting: tuple, x: np.ndarray) -> tuple[float, float]:
    """The exact variance, and the measured one of these points."""
    return floor(*setting), float((x**2).mean())


@noise_floor.mutant(
    "Fine for small rates. Try α = 1/a: one update forgets x, and then?"
)
def believes_the_folklore(a, sigma, lr, beta, x0, noise):
    x = late(walk(a, sigma, lr, beta, x0, noise))
    return lr * sigma**2 / (2 * a * (1 - beta)), (x**2).mean()


@noise_floor.mutant("The way from x0 is in your mean. Wait until it is forgotten.")
def measures_from_the_start(a, sigma, lr, beta, x0, noise):
    setting = a, sigma, lr, beta
    return pair(setting, walk(*setting, x0, noise))


@noise_floor.mutant("One chain repeats itself: neighbors are nearly equal. Use all.")
def follows_one_chain(a, sigma, lr, beta, x0, noise):
    setting = a, sigma, lr, beta
    return pair(setting, late(walk(*setting, x0, noise))[:, 0])


@noise_floor.mutant("That is a standard deviation. A variance is its square.")
def measures_a_deviation(a, sigma, lr, beta, x0, noise):
    exact, seen = pair((a, sigma, lr, beta), late(walk(a, sigma, lr, beta, x0, noise)))
    return exact**0.5, seen**0.5


@noise_floor.mutant("The noise is in the gradient, so α stands before it, too.")
def shakes_the_point(a, sigma, lr, beta, x0, noise):
    setting = a, sigma, lr, beta
    return pair(setting, late(walk(a, sigma / lr, lr, beta, x0, noise)))


@noise_floor.mutant("The variance is σ², so the noise itself is σ times a row.")
def takes_sigma_for_a_variance(a, sigma, lr, beta, x0, noise):
    setting = a, sigma, lr, beta
    return pair(setting, late(walk(a, sigma**0.5, lr, beta, x0, noise)))


@noise_floor.mutant("Is β in both of your numbers? They are right for β = 0.")
def forgets_the_momentum(a, sigma, lr, beta, x0, noise):
    return pair((a, sigma, lr, 0.0), late(walk(a, sigma, lr, 0.0, x0, noise)))


@noise_floor.mutant("Your velocity is an average. Here the gradient enters whole.")
def averages_the_gradients(a, sigma, lr, beta, x0, noise):
    setting = a, sigma, lr * (1 - beta), beta
    return pair(setting, late(walk(*setting, x0, noise)))


@noise_floor.mutant("Each chain has taken its own mean along. Measure from 0.")
def measures_from_each_mean(a, sigma, lr, beta, x0, noise):
    x = late(walk(a, sigma, lr, beta, x0, noise))
    return floor(a, sigma, lr, beta), x.var(axis=0).mean()


@noise_floor.mutant("Your second number is the first again. What does the noise say?")
def measures_nothing(a, sigma, lr, beta, x0, noise):
    return floor(a, sigma, lr, beta), floor(a, sigma, lr, beta)
