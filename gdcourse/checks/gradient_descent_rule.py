"""Lesson 02: E02.1, the update rule in any dimension, with a rate that may change."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.gradient_descent_bowls import bowl, turned_bowl
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import array
from gdcourse.checks.task import Task

SLOPED = Function("∇(x² + xy + 2y²)", lambda x: np.array([[2, 1], [1, 4]]) @ x)
FALLING = Function("1 / (k + 4)", lambda k: 1 / (k + 4))

descent = Task(
    "E02.1",
    "gd(gradient, x0, lr, n)",
    points=5,
    returns=array,
    probes=[
        (SLOPED, np.array([2.0, 1.0]), 0.1, 3),
        (SLOPED, np.array([1.0, -1.0]), FALLING, 3),
    ],
    hints=[
        "Compare your first step with x0 − lr · gradient(x0), worked out by hand.",
        "Update number k starts at x_k: both the rate lr(k) and the gradient belong to "
        "that k, the first one being 0.",
        "Two lines: rate = … (call lr if it can be called), then x = x − rate · …",
    ],
)


def rates_of(lr: object, n: int) -> list[float]:
    """The rate of each update, for a number or a schedule."""
    return [lr(k) if callable(lr) else lr for k in range(n)]


def steps_of(gradient, x0, rates) -> list[np.ndarray]:
    """The right path, one array for each point."""
    path = [np.array(x0, dtype=float)]
    for rate in rates:
        path.append(path[-1] - rate * gradient(path[-1]))
    return path


def walks(rng: Generator) -> Iterator[tuple]:
    """Bowls, starts, stable rates, numbers of updates: the published ones first."""
    yield bowl(2.0), np.array([3.0]), 0.1, 1
    yield bowl(2.0, 8.0), np.array([2.0, 1.0]), 0.1, 1
    yield bowl(2.0, 8.0), np.array([2, 1]), 0.1, 3
    for dimension in (1, 2, 5):
        f = turned_bowl(rng, dimension)
        lr = float(np.round(rng.uniform(0.1, 1.9) / f.curvatures[-1], 3))
        yield f, inputs.point(rng, dimension), lr, inputs.count(rng)


@descent.property("n updates make n + 1 rows; row 0 is x0.", points=1)
def rows_and_start(call, rng):
    for f, x0, lr, n in walks(rng):
        path = call(f.gradient, x0, lr, n)
        yield np.array(path.shape), np.array([n + 1, x0.size])
        yield path[0], x0 + 0.0


@descent.property("each row must be the row before, x_k, minus lr · ∇f(x_k).", points=2)
def closed_form(call, rng):
    for f, x0, lr, n in walks(rng):
        yield call(f.gradient, x0, lr, n), f.walk(x0, [lr] * n)


@descent.property("a schedule gives update k the rate lr(k): lr(0) comes first.", 1)
def schedules(call, rng):
    f, x0 = bowl(2.0, 8.0), np.array([2.0, 1.0])
    yield call(f.gradient, x0, FALLING, 1), f.walk(x0, [1 / 4])
    yield call(f.gradient, x0, FALLING, 4), f.walk(x0, rates_of(FALLING, 4))
    always = Function("0.1 at every k", lambda k: 0.1)
    words = "a schedule that always says 0.1 must be the number 0.1, digit by digit."
    same = np.array_equal(call(f.gradient, x0, always, 9), call(f.gradient, x0, 0.1, 9))
    yield float(same), 1.0, words


descent.leaves_arguments_alone(
    lambda rng: [(f.gradient, x0, lr, n) for f, x0, lr, n in walks(rng)], points=1
)


@descent.mutant("The path climbs. Which sign walks against the gradient?")
def walks_uphill(gradient, x0, lr, n):
    return np.stack(steps_of(gradient, x0, [-rate for rate in rates_of(lr, n)]))


@descent.mutant(
    "The gradient is taken after the step. It belongs to x_k, the old point."
)
def looks_ahead(gradient, x0, lr, n):
    return np.stack(
        steps_of(
            lambda x: gradient(x - rates_of(lr, 1)[0] * gradient(x)),
            x0,
            rates_of(lr, n),
        )
    )


@descent.mutant("One coordinate moves before the other is asked. Move all at once.")
def one_coordinate_after_the_other(gradient, x0, lr, n):
    path = [np.array(x0, dtype=float)]
    for rate in rates_of(lr, n):
        x = path[-1].copy()
        for i in range(x.size):
            x[i] -= rate * gradient(x)[i]
        path.append(x)
    return np.stack(path)


@descent.mutant("Your first update uses lr(1). How many updates came before it?")
def counts_from_one(gradient, x0, lr, n):
    rates = [lr(k + 1) if callable(lr) else lr for k in range(n)]
    return np.stack(steps_of(gradient, x0, rates))


@descent.mutant(
    "lr may be a function of k: if callable(lr), its value lr(k) is the rate."
)
def takes_every_rate_for_a_number(gradient, x0, lr, n):
    return np.stack(steps_of(gradient, x0, [1.0 * lr] * n))


@descent.mutant("lr may be a plain number, too: ask callable(lr) before you call it.")
def calls_every_rate(gradient, x0, lr, n):
    return np.stack(steps_of(gradient, x0, [lr(k) for k in range(n)]))


@descent.mutant("All rows are the same. x -= … changes the array that the path holds.")
def changes_the_rows_it_stored(gradient, x0, lr, n):
    return np.stack([steps_of(gradient, x0, rates_of(lr, n))[-1]] * (n + 1))


@descent.mutant("The gradient changes from point to point: ask for it at each update.")
def keeps_the_first_gradient(gradient, x0, lr, n):
    first = gradient(np.array(x0, dtype=float))
    return np.stack(steps_of(lambda x: first, x0, rates_of(lr, n)))


@descent.mutant("Every step has the same length. Is it in proportion to the gradient?")
def walks_at_one_speed(gradient, x0, lr, n):
    def direction(x):
        return gradient(x) / max(np.linalg.norm(gradient(x)), 1e-300)

    return np.stack(steps_of(direction, x0, rates_of(lr, n)))
