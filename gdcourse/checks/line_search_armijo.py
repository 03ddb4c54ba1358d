"""Lesson 04: E04.1, a backtracking line search that always ends."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import Wanted, raises, such_that
from gdcourse.checks.gradient_descent_bowls import Bowl, bowl, turned_bowl
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number
from gdcourse.checks.task import Task

STEEP, ONE, THREE = bowl(4.0), np.array([1.0]), np.array([3.0])
CLIMBS = Function("x², with a gradient of the wrong sign", lambda x: float(x[0] ** 2))
CAP = 60


def half_line(words: str, rule: Callable) -> Function:
    """A function of x > 0 alone: elsewhere its value is NaN."""
    return Function(words, lambda x: rule(float(x[0])) if x[0] > 0 else np.nan)


ROOT = half_line("x − √x", lambda x: x - x**0.5)
LOG = half_line("x − log x", lambda x: x - float(np.log(x)))
NOWHERE = half_line("log x", lambda x: float(np.log(x)))

armijo = Task(
    "E04.1",
    "backtrack(f, x, d, g, alpha0, rho, c)",
    points=8,
    returns=number,
    probes=[
        (STEEP.value, ONE, np.array([-4.0]), np.array([4.0]), 8.0, 0.5, 0.3),
        (STEEP.value, ONE, np.array([-4.0]), np.array([4.0]), 0.4, 0.5, 0.1),
        (STEEP.value, ONE, np.array([-1.0]), np.array([4.0]), 8.0, 0.7, 0.3),
        (STEEP.value, ONE, np.array([4.0]), np.array([4.0]), 1.0, 0.5, 0.3),
        (STEEP.value, ONE, np.array([-4.0]), np.array([4.0]), 0.3 * 2.0**59, 0.5, 0.3),
        (LOG, np.array([0.5]), np.array([1.0]), np.array([-1.0]), 9.0, 0.5, 0.9),
        (ROOT, np.array([1.0]), np.array([-1.0]), np.array([0.5]), 4.0, 0.5, 0.1),
        (CLIMBS, ONE, np.array([2.0]), np.array([-2.0]), 1.0, 0.9, 1e-4),
        (NOWHERE, -THREE, np.array([-1.0]), np.array([1.0]), 1.0, 0.5, 0.3),
    ],
    hints=[
        "Write the line φ(0) + cαφ′(0) and plot it beside φ(α) = f(x + αd).",
        "φ(0) = f(x), computed once. φ′(0) = g · d, and it must be below 0. The trials "
        "are alpha0, rho·alpha0, rho²·alpha0, …",
        "for _ in range(60): return alpha if f(x + alpha * d) is on or below the line, "
        "else alpha = rho * alpha. After the loop, raise ValueError.",
    ],
)


def trials(
    f: Callable,
    x: np.ndarray,
    d: np.ndarray,
    line: Callable,
    alpha: float,
    rho: float,
    cap: int = CAP,
) -> float:
    """The first trial that is not above ``line(alpha)``; NaN is above every line."""
    for _ in range(cap):
        if f(x + alpha * d) <= line(alpha):
            return alpha
        alpha = rho * alpha
    raise ValueError("no step lowers f")


def right(f, x, d, g, alpha0, rho, c) -> float:
    """The right answer."""
    start, slope = f(x), float(g @ d)
    if not slope < 0 or np.isnan(start):
        raise ValueError("d must descend from a point where f is a number")
    return trials(f, x, d, lambda alpha: start + c * alpha * slope, alpha0, rho)


def given(f: Bowl, x: np.ndarray, d: np.ndarray | None = None, *rest: float) -> tuple:
    """The arguments of a search on a bowl, by default along −∇f."""
    g = f.gradient.rule(x)
    return f.value, x, -g if d is None else d, g, *rest


def searches(rng: Generator) -> Iterator[tuple]:
    """Searches on bowls: the published one first; no trial lies on the line."""
    yield given(STEEP, ONE, None, 1.0, 0.5, 0.3)
    yield given(STEEP, THREE, None, 0.3, 0.5, 0.3)
    yield given(STEEP, THREE, np.array([-1.0]), 8.0, 0.7, 0.3)
    yield given(bowl(2.0, 8.0), np.array([2.0, 1.0]), None, 1.0, 0.5, 1e-4)
    yield given(
        bowl(2.0, 8.0), np.array([2.0, 1.0]), np.array([1.0, -3.0]), 1.0, 0.5, 0.3
    )
    yield given(bowl(1.0), np.array([3]), None, 5.0, 0.6, 0.2)
    for dimension in (1, 2, 3, 5):
        f, x = turned_bowl(rng, dimension), inputs.point(rng, dimension) + 11.0
        g = f.gradient.rule(x)
        pull = rng.uniform(0.5, 2.0, dimension) if dimension > 1 else np.ones(1)
        rho, c = np.round(rng.uniform([0.3, 0.05], [0.8, 0.7]), 3).tolist()
        yield given(f, x, -g, inputs.number(rng, 1, 9), rho, c)
        yield given(f, x, -np.round(pull, 1) * g, inputs.number(rng, 1, 9), rho, c)


@armijo.property("f at the step must not be above the line f(x) + cα(g · d).", 2)
def is_below_the_line(call, rng):
    for f, x, d, g, *rest in searches(rng):
        alpha, c = call(f, x, d, g, *rest), rest[2]
        above = f.rule(x + alpha * d) - f.rule(x) - c * alpha * (g @ d)
        yield alpha, on_or_below(alpha, above <= 1e-9 * abs(f.rule(x)))
        yield alpha, right(f, x, d, g, *rest), "the first trial that passes is wanted."


def on_or_below(alpha: float, is_below: bool) -> Wanted:
    words = "an α > 0 where f is on or below the line"
    return such_that(words, lambda got: is_below and alpha > 0)


@armijo.property("no trial may be left out: α is at least min(α₀, 2ρ(1 − c)/L).", 1)
def is_long_enough(call, rng):
    for L, x0, alpha0, rho, c in [(4.0, 1.0, 1.0, 0.5, 0.3), (2.0, 3.0, 0.1, 0.5, 0.5)]:
        f = bowl(L)
        alpha = call(*given(f, np.array([x0]), None, alpha0, rho, c))
        least = min(alpha0, 2 * rho * (1 - c) / L)
        yield alpha, at_least(least)
    for _ in range(4):
        L, x0, alpha0 = (inputs.number(rng, 1, 9) for _ in range(3))
        rho, c = np.round(rng.uniform([0.2, 0.05], [0.9, 0.8]), 2).tolist()
        alpha = call(*given(bowl(L), np.array([x0]), None, alpha0, rho, c))
        yield alpha, at_least(min(alpha0, 2 * rho * (1 - c) / L))


def at_least(least: float) -> Wanted:
    return such_that(f"at least {least:.6g}", lambda got: got >= least * (1 - 1e-9))


@armijo.property("f must be asked once at x, then once for each trial.", points=1)
def counts_evaluations(call, rng):
    for f, x, d, g, alpha0, rho, c in searches(rng):
        before = f.calls
        alpha = call(f, x, d, g, alpha0, rho, c)
        asked = f.calls - before
        wanted = 2 + round(np.log(alpha / alpha0) / np.log(rho))
        steps = f"there are {wanted - 1} trials"
        words = f"from {alpha0:g} to {alpha:.4g} {steps}; one more call is for f(x)."
        yield asked, wanted, words


@armijo.property("a direction that does not descend is a ValueError.", points=1)
def refuses_to_climb(call, rng):
    for d in (np.array([4.0]), np.array([0.0])):
        yield call.raising(*given(STEEP, ONE, d, 1.0, 0.5, 0.3)), raises(ValueError)
    f, x = turned_bowl(rng, 2), inputs.point(rng) + 11.0
    g = f.gradient.rule(x)
    yield call.raising(*given(f, x, g, 1.0, 0.5, 0.3)), raises(ValueError)
    alpha = call(*given(f, x, -g, 1.0, 0.5, 0.3))
    yield alpha, right(*given(f, x, -g, 1.0, 0.5, 0.3))


@armijo.property("NaN is never good: refuse a trial there, and a start there.", 1)
def knows_nan(call, rng):
    for alpha0 in (4.0, inputs.number(rng, 2, 9)):
        search = (ROOT, ONE, np.array([-1.0]), np.array([0.5]), alpha0, 0.5, 0.1)
        yield call(*search), right(*search), "where f is NaN, the step is too long."
    words = "f(x) is NaN: a ValueError is wanted."
    start = (NOWHERE, -THREE, np.array([-1.0]), np.array([1.0]), 1.0, 0.5, 0.3)
    yield call.raising(*start), raises(ValueError), words


@armijo.property("after 60 trials without a fall it must raise ValueError.", points=1)
def always_ends(call, rng):
    words = "a wrong gradient promises a fall that never comes."
    for x in (1.0, inputs.number(rng, 1, 9)):
        wrong = (CLIMBS, np.array([x]), np.array([2 * x]), np.array([-2 * x]))
        yield call.raising(*wrong, 1.0, 0.9, 1e-4), raises(ValueError), words
    far = given(STEEP, ONE, None, 0.3 * 2.0**59, 0.5, 0.3)
    yield call(*far), right(*far), "60 trials are allowed, and this needs them all."
    farther = given(STEEP, ONE, None, 0.3 * 2.0**60, 0.5, 0.3)
    words = "trial 61 would pass, and only 60 are allowed."
    yield call.raising(*farther), raises(ValueError), words


armijo.leaves_arguments_alone(searches, points=1)
