"""Lesson 04: E04.5, what SciPy does with a gradient, and what it pays without one."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import array, number, several
from gdcourse.checks.task import Task
from gdcourse.landscapes import logistic

FEATURES, ROWS, STRENGTH = 10, 100, 0.01


def problem(rng: Generator) -> tuple[Function, Function, np.ndarray]:
    """A logistic regression with ten features: the loss, its gradient, the start."""
    X = rng.normal(size=(ROWS, FEATURES))
    noise = rng.normal(size=ROWS)
    loss = logistic(X, (X @ rng.normal(size=FEATURES) + noise > 0) * 1.0, STRENGTH)
    value = Function("the logistic loss", lambda w: float(loss.value(w)))
    slopes = Function("its gradient", lambda w: loss.gradient(w))
    return value, slopes, np.zeros(FEATURES)


def bowl() -> tuple[Function, Function, np.ndarray]:
    """A bowl in two variables, small enough to follow."""
    value = Function("½(x² + 4y²)", lambda p: float(p[0] ** 2 + 4 * p[1] ** 2) / 2)
    slopes = Function("(x, 4y)", lambda p: np.array([p[0], 4 * p[1]]))
    return value, slopes, np.array([3.0, 1.0])


scipy_fit = Task(
    "E04.5",
    "meet_scipy(f, g, x0)",
    points=5,
    returns=several(array, number, number),
    seconds=8.0,
    probes=[bowl(), problem(np.random.default_rng(4))],
    hints=[
        "What does SciPy do if you give no gradient? Look at nfev of both results.",
        "minimize(f, x0, jac=g, method=…): jac is the gradient function itself.",
        'Run method="BFGS" twice, once with jac=g and once without jac; return x and '
        "nfev of the first, and nfev of the second.",
    ],
)


def problems(rng: Generator) -> Iterator[tuple]:
    """The bowl, then two logistic regressions."""
    yield bowl()
    for _ in range(2):
        yield problem(rng)


@scipy_fit.property("the gradient at the returned point must be nearly 0.", points=1)
def arrives(call, rng):
    for f, g, x0 in problems(rng):
        x = call(f, g, x0)[0]
        small = such_that(
            "a point where no slope is above 0.0002",
            lambda x, g=g, x0=x0: (
                x.shape == x0.shape and np.abs(g.rule(x)).max() <= 2e-4
            ),
        )
        yield x, small


@scipy_fit.property("with g, f is needed a few dozen times, not hundreds.", points=1)
def few_values_with_the_gradient(call, rng):
    few = such_that("5 to 60 evaluations", lambda count: 5 <= count <= 60)
    for f, g, x0 in problems(rng):
        found = call(f, g, x0)
        yield found[1], few
        yield g.calls, such_that("some calls of g", bool), "g must be used."


@scipy_fit.property("without g it needs d + 1 times as many, for d variables.", 1, 0.3)
def many_values_without(call, rng):
    for f, g, x0 in problems(rng):
        _, few, many = call(f, g, x0)
        yield many / max(few, 1), float(len(x0) + 1)


@scipy_fit.property("both numbers must count calls of f.", points=2)
def counts_calls(call, rng):
    for f, g, x0 in problems(rng):
        f.calls = 0
        _, few, many = call(f, g, x0)
        made = f.calls
        words = f"f was called {made} times in both runs, your numbers say otherwise."
        added = such_that(
            f"two counts with the sum {made}",
            lambda pair, made=made: made - 2 <= pair[0] + pair[1] <= made,
        )
        yield (few, many), added, words


def runs(f, g, x0, **given):
    """SciPy's BFGS with these words, and once more without a gradient."""
    from scipy.optimize import minimize

    both = {"jac": g, "method": "BFGS"} | given
    return minimize(f, x0, **both), minimize(f, x0, method="BFGS")


def right(f, g, x0) -> tuple[np.ndarray, int, int]:
    """The right answer."""
    one, other = runs(f, g, x0)
    return one.x, one.nfev, other.nfev


@scipy_fit.mutant("nit counts iterations. What does each of them cost?")
def counts_iterations(f, g, x0):
    one, other = runs(f, g, x0)
    return one.x, one.nit, other.nit


@scipy_fit.mutant(
    "f returns one number: jac=True expects a pair. Give g by its name, jac=g."
)
def says_that_f_has_two_results(f, g, x0):
    one, other = runs(f, g, x0, jac=True)
    return one.x, one.nfev, other.nfev


@scipy_fit.mutant(
    "Your second count is as small as the first. Had that run the gradient, too?"
)
def gives_the_gradient_twice(f, g, x0):
    one, _ = runs(f, g, x0)
    return one.x, one.nfev, one.nfev


@scipy_fit.mutant("Your first run did without the gradient.")
def never_gives_the_gradient(f, g, x0):
    one, other = runs(f, g, x0, jac=None)
    return one.x, one.nfev, other.nfev


@scipy_fit.mutant("Which run comes first? x, then with g, then without.")
def swaps_the_counts(f, g, x0):
    one, other = runs(f, g, x0)
    return one.x, other.nfev, one.nfev


@scipy_fit.mutant("You stopped early: is the gradient small at your point?")
def stops_early(f, g, x0):
    one, other = runs(f, g, x0, options={"maxiter": 6})
    return one.x, one.nfev, other.nfev


@scipy_fit.mutant("You return SciPy's whole record; its .x is the point.")
def returns_the_record(f, g, x0):
    one, other = runs(f, g, x0)
    return one, one.nfev, other.nfev
