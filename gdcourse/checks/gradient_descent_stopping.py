"""Lesson 02: E02.4, a stop rule that says truthfully how a run ended."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.gradient_descent_bowls import Bowl, bowl, turned_bowl
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import array, several, text
from gdcourse.checks.task import Task

ROUND, VALLEY, TINY = bowl(1.0), bowl(1e-3, 1.0), bowl(1.0, scale=1e-6)
EIGHT, FAR = np.array([8.0]), np.array([30.0, 1.0])
# From 2 with rate 1.2 the loss rises once, from 5.39 to 5.67, then the run converges.
RISES = Function("exp(x) − x", lambda x: float(np.exp(x[0]) - x[0]))
RISING = RISES, Function("∇(exp(x) − x)", lambda x: np.exp(x) - 1)
# From 1 with rate 1 the first update leads to −0.5, where no slope is a number.
ENDS = Function("x·√x", lambda x: float(x[0] * np.sqrt(x[0])))
ENDING = ENDS, Function("∇(x·√x)", lambda x: 1.5 * np.sqrt(x))


def run_of(f: Bowl, x0: np.ndarray, lr: float, tol: float, cap: int) -> tuple:
    """The arguments of a run on a bowl."""
    return f.value, f.gradient, x0, lr, tol, cap


# The first update ends at −inf, and there the gradient is −inf: no NaN yet.
INFINITE = run_of(ROUND, EIGHT, 1e308, 1e-3, 1)

honest_stop = Task(
    "E02.4",
    "run_until(f, g, x0, lr, tol, max_iter)",
    points=8,
    returns=several(array, text),
    probes=[
        run_of(ROUND, EIGHT, 0.5, 1e-3, 100),
        run_of(ROUND, EIGHT, 0.5, 1e-3, 10),
        (*ENDING, np.ones(1), 1.0, 1e-3, 9),
        INFINITE,
        (*RISING, np.full(1, 2.0), 1.2, 1e-3, 100),
        run_of(ROUND, EIGHT, 2.0, 1e-3, 20),
        run_of(ROUND, np.zeros(1), 0.5, 1e-3, 20),
        run_of(VALLEY, FAR, 1e-5, 1e-4, 20),
        run_of(TINY, EIGHT, 5e5, 1e-3, 100),
    ],
    hints=[
        "What does a small change of the loss prove? Divide it by lr.",
        "Compute the gradient at the point you hold, look at it, and only then step. "
        "The last point must be looked at too.",
        "Three ends: the norm is at most tol times the first norm; it is no finite "
        "number; max_iter updates are made. NaN fails every comparison, even with NaN.",
    ],
)


def stopped(
    g: Callable, x0: np.ndarray, lr: float, cap: int, small: Callable
) -> tuple[np.ndarray, str]:
    """Walk until ``small(norm, first norm, x)``; the last point is tested too."""
    x = np.array(x0, dtype=float)
    first = np.linalg.norm(g(x))
    for k in range(cap + 1):
        norm = np.linalg.norm(g(x))
        if small(norm, first, x):
            return x, "converged"
        if not np.isfinite(norm):
            return x, "diverged"
        if k < cap:
            x = x - lr * g(x)
    return x, "budget"


def right(f, g, x0, lr, tol, max_iter) -> tuple[np.ndarray, str]:
    """The right answer."""
    return stopped(g, x0, lr, max_iter, lambda norm, first, x: norm <= tol * first)


def settled(rng: Generator) -> Iterator[tuple]:
    """Runs that converge: the published one, then others."""
    yield run_of(ROUND, EIGHT, 0.5, 1e-3, 100)
    for dimension in (1, 2, 3):
        f = turned_bowl(rng, dimension)
        lr = float(f"{rng.uniform(0.4, 1.6) / f.curvatures[-1]:.3g}")
        yield run_of(f, inputs.point(rng, dimension) + 6.0, lr, 0.03, 2000)
    yield run_of(ROUND, np.array([8]), 0.5, 1e-3, 100)


@honest_stop.property("it must stop at the first point where ‖∇f‖ is small.", points=2)
def first_small_gradient(call, rng):
    x, status = call(*run_of(ROUND, EIGHT, 0.5, 1e-3, 100))
    yield status, "converged"
    yield x, EIGHT / 2**10
    for given in settled(rng):
        x, status = call(*given)
        yield status, "converged"
        yield x, right(*given)[0]
    x, status = call(*run_of(ROUND, np.zeros(1), 0.5, 1e-3, 20))
    yield status, "converged", "at the lowest point there is nothing left to do."


@honest_stop.property("measuring f in other units must not change the stop.", points=1)
def other_units(call, rng):
    x0 = np.array([inputs.number(rng, 1, 9)])
    for scale in (1e-6, 1e6):
        x, status = call(*run_of(bowl(1.0, scale=scale), x0, 0.5 / scale, 1e-3, 100))
        yield status, "converged"
        yield x, x0 / 2**10


@honest_stop.property("max_iter updates without a small gradient: budget.", points=2)
def budget(call, rng):
    words = "a loss that hardly changes is no small gradient: budget."
    for given in (
        run_of(VALLEY, FAR, 1e-5, 1e-4, 20),
        run_of(VALLEY, FAR, 0.01, 1e-4, 300),
    ):
        x, status = call(*given)
        yield status, "budget", words
        yield x, right(*given)[0], "after max_iter updates it returns the last point."
    yield call(*run_of(ROUND, EIGHT, 0.5, 1e-3, 9))[1], "budget"
    words = "the point after the last update must be tested too."
    yield call(*run_of(ROUND, EIGHT, 0.5, 1e-3, 10))[1], "converged", words
    words = "a few growing steps are still finite numbers: budget."
    yield call(*run_of(ROUND, EIGHT, 2.5, 1e-3, 5))[1], "budget", words
    words = "points that jump to and fro for ever are no divergence: budget."
    yield call(*run_of(ROUND, EIGHT, 2.0, 1e-3, 20))[1], "budget", words


@honest_stop.property("a run whose numbers overflow must say diverged.", points=2)
def diverged(call, rng):
    yield call(*run_of(ROUND, EIGHT, 2.5, 1e-3, 3000))[1], "diverged"
    f = turned_bowl(rng, 2)
    lr = float(f"{rng.uniform(3, 6) / f.curvatures[-1]:.3g}")
    given = run_of(f, f.center + np.array([1.0, 2.0]), lr, 1e-3, 3000)
    yield call(*given)[1], "diverged"
    yield call(*ENDING, np.ones(1), 1.0, 1e-3, 9)[1], "diverged"
    yield call(*INFINITE)[1], "diverged"
    words = "a loss that rises once is still finite: go on."
    yield call(*RISING, np.full(1, 2.0), 1.2, 1e-3, 100)[1], "converged", words


honest_stop.leaves_arguments_alone(settled, points=1)
