"""Lesson 08: E08.3, what Adam is free of, and what it is not."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number, numbers, table
from gdcourse.checks.task import Task
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.sweep import sweep

RATES = [1e-5, 1e-3, 0.1, 10.0]
KINDS = {
    "bare": numbers,
    "ends": numbers,
    "scaled": numbers,
    "descent": numbers,
    "spread": number,
}


def valley(kappa: float) -> tuple[Function, Function]:
    """½(x² + κy²) and its gradient, for a point or for points (2, n)."""
    c = np.array([1.0, kappa])
    words = f"½(x² + {kappa:g}y²)"
    value = Function(words, lambda p: (p * p).T @ c / 2)
    return value, Function(f"∇({words})", lambda p: (np.asarray(p).T * c).T)


scale = Task(
    "E08.3",
    "scale_and_rate(value, gradient, rates, units, betas, n)",
    points=6,
    returns=table(**KINDS),
    seconds=4.0,
    probes=[
        (*valley(100.0), [0.001, 0.1, 1.0], units, betas, 30)
        for units, betas in ((1000.0, (0.9, 0.999)), (1e-7, (0.5, 0.96)))
    ],
    hints=[
        "m̂/√v̂ for a constant g: what is left of g? And m/√v, without correction?",
        "“scaled”: the gradient that Adam sees is units times as large; f itself is "
        "read as before.",
        "One step of gradient descent is α · units · ∇f. Which α makes it as long as "
        "before?",
    ],
)


def ends_of(value, gradient, rates, units, betas, n, **more) -> list[float]:
    """f after n updates of Adam from (1, 1), one for each rate."""
    start, rates = np.ones((2, len(rates))), np.array(rates)
    last = sweep(lambda x: units * gradient(x), start, Adam(rates, betas, **more), n)
    return value(last).tolist()


def bare(betas: tuple, first: int = 1) -> list[float]:
    """Five steps under a constant gradient, in units of α, not corrected."""
    m, v = (1 - np.power(beta, np.arange(first, first + 5.0)) for beta in betas)
    return (m / np.sqrt(v)).tolist()


def filled(value, gradient, rates, units, betas, n, **other) -> dict:
    """The right table, with some entries replaced."""
    found = {"bare": bare(betas), "descent": [lr / units for lr in rates]} | other
    run = (value, gradient, rates)
    if "ends" not in found:
        found["ends"] = ends_of(*run, 1.0, betas, n)
    if "scaled" not in found:
        found["scaled"] = ends_of(*run, units, betas, n)
    if "spread" not in found:
        found["spread"] = max(found["ends"]) / min(found["ends"])
    return found


def given(rng: Generator) -> Iterator[tuple]:
    """Value, gradient, rates, units, β and n: the published ones first."""
    for units, n in ((1000.0, 1), (1e-7, 3), (1000.0, 40)):
        yield *valley(100.0), RATES, units, (0.9, 0.999), n
    for _ in range(3):
        kappa, n = float(inputs.count(rng, 2, 60)), inputs.count(rng, 5, 60)
        rates = np.round(10.0 ** rng.uniform(-3, 0, 3), 4).tolist()
        betas = float(rng.choice([0.5, 0.8, 0.95])), float(rng.choice([0.9, 0.99]))
        units = float(rng.choice([1e-7, 0.01, 20.0, 500.0]))
        yield *valley(kappa), rates, units, betas, n


@scale.property("bare: the first five steps without bias correction.", 1, rtol=1e-9)
def first_steps(call, rng):
    for setting in given(rng):
        yield call(*setting)["bare"], bare(setting[4])


@scale.property("ends: f after n updates of Adam, for each rate.", points=2, rtol=1e-8)
def ends(call, rng):
    for setting in given(rng):
        yield call(*setting)["ends"], filled(*setting)["ends"]


@scale.property("scaled: f itself at the end, if Adam sees units · f.", 1, rtol=1e-8)
def scaled(call, rng):
    for setting in given(rng):
        yield call(*setting)["scaled"], filled(*setting)["scaled"]
    found = call(*valley(100.0), [0.001, 0.1], 1000.0, (0.9, 0.999), 300)
    with np.errstate(all="ignore"):
        change = np.abs(np.array(found["scaled"]) / found["ends"] - 1).max(initial=0)
    words = "with 1000 f Adam must end at the same f, to four digits."
    yield float(change), such_that("below 0.0001", lambda got: got < 1e-4), words


@scale.property("descent: the rates that make up for the units.", 1)
def repaired(call, rng):
    for setting in given(rng):
        yield call(*setting)["descent"], filled(*setting)["descent"]


@scale.property("spread: the worst end divided by the best one.", 1, rtol=1e-6)
def spread(call, rng):
    for setting in given(rng):
        yield call(*setting)["spread"], filled(*setting)["spread"]
    found = call(*valley(100.0), RATES, 1000.0, (0.9, 0.999), 300)["spread"]
    words = "after 300 updates the worst rate must end above a million times the best."
    yield found, such_that("above 1e6", lambda got: got > 1e6), words


def slip(hint: str, name: str, wrong: Callable[..., dict]) -> None:
    """A mutant: the right table with the entries that ``wrong`` gives."""

    def answer(value, gradient, rates, units, betas, n):
        asked = value, gradient, rates, units, betas, n
        return filled(*asked, **wrong(*asked))

    answer.__name__ = name
    scale.mutant(hint)(answer)
