"""Lesson 07: E07.1, one path written in three conventions."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.gradient_descent_bowls import bowl, turned_bowl
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import array, several
from gdcourse.checks.task import Task
from gdcourse.optimizers.momentum import CONVENTIONS, Momentum

SLOPED = Function("∇(x² + xy + 2y²)", lambda x: np.array([[2, 1], [1, 4]]) @ x)
SOON = Function("0.1, from k = 2 on 0.01", lambda k: 0.1 if k < 2 else 0.01)
LATE = Function("0.02, from k = 20 on 0.002", lambda k: 0.02 if k < 20 else 0.002)
START = np.array([2.0, 1.0])

# torch.optim.SGD(lr=0.02, momentum=0.9), lr = 0.002 from update 20 on, torch 2.13,
# on ½(x² + 25y²) from (1, 1): the point after so many updates.
TORCH = {
    2: (0.9424, -0.2),
    20: (-0.2706713381607903, -0.3040795138949253),
    21: (-0.272188754099942, -0.3079182668346498),
    60: (-0.14538391024131417, 0.02605139858894419),
}

paths = Task(
    "E07.1",
    "momentum_path(gradient, x0, lr, beta, n, convention)",
    points=10,
    returns=several(array, array),
    probes=[(SLOPED, START, SOON, 0.5, 4, name) for name in CONVENTIONS],
    hints=[
        "Write the velocity of “inside” in terms of the velocity of “outside”, while "
        "the rate is constant. Then the one of “average”.",
        "Everything of update k belongs to k: g = ∇f(x_k), the rate lr(k), then the "
        "new velocity, then the new point.",
        "The first step from rest must be −lr(0) · g in all three. Which rate must "
        "stand before the velocity (1 − β) g?",
    ],
)


def always(rate: float) -> Function:
    """A schedule that never changes."""
    return Function(f"{rate:g} at every k", lambda k: rate)


def walk(gradient, x0, lr, beta, n, convention) -> tuple[np.ndarray, np.ndarray]:
    """The right points and the last velocity, by the rule of the library."""
    gain = 1 - beta if convention == "average" else 1
    rule = Momentum(lambda k: lr(k) / gain, beta, convention=convention)
    x = np.array(x0, dtype=float)
    points, v = [x], rule.init(x)
    for k in range(n):
        x, v = rule.step(x, gradient(x), v, k + 1)
        points.append(x)
    return np.stack(points), v


def settings(rng: Generator) -> Iterator[tuple]:
    """Gradient, start, constant rate, β and n: the published ones first."""
    yield bowl(2.0).gradient, np.array([1.0]), 0.1, 0.5, 1
    yield bowl(2.0).gradient, np.array([1.0]), 0.1, 0.5, 3
    yield bowl(2.0, 8.0).gradient, np.array([2, 1]), 0.05, 0.75, 3
    for dimension in (1, 2, 5):
        f = turned_bowl(rng, dimension)
        lr = float(np.round(rng.uniform(0.2, 1.5) / f.curvatures[-1], 3))
        beta = inputs.rate(rng, 0.3, 0.95)
        yield f.gradient, inputs.point(rng, dimension), lr, beta, inputs.count(rng)


@paths.property("n updates make n + 1 rows; row 0 is x0.", points=1)
def rows_and_start(call, rng):
    for gradient, x0, lr, beta, n in settings(rng):
        points, v = call(gradient, x0, always(lr), beta, n, "outside")
        yield np.array(points.shape), np.array([n + 1, x0.size])
        yield points[0], x0 + 0.0
        yield np.array(v.shape), np.array(x0.shape), "v must have the shape of x0."


@paths.property("with β = 0 it must be gradient descent, in every convention.", 2)
def without_memory(call, rng):
    for gradient, x0, lr, _, n in settings(rng):
        wanted = walk(gradient, x0, always(lr), 0.0, n, "outside")[0]
        for convention in CONVENTIONS:
            yield call(gradient, x0, always(lr), 0.0, n, convention)[0], wanted


@paths.property("“outside” must be v = βv + g, then x = x − lr(k) v.", points=2)
def outside(call, rng):
    for gradient, x0, lr, beta, n in settings(rng):
        for rate in (always(lr), SOON):
            wanted = walk(gradient, x0, rate, beta, n, "outside")[0]
            yield call(gradient, x0, rate, beta, n, "outside")[0], wanted
    f, words = bowl(1.0, 25.0), "torch.optim.SGD stands elsewhere after {} updates."
    for n, point in TORCH.items():
        points, _ = call(f.gradient, np.ones(2), LATE, 0.9, n, "outside")
        yield points[-1], np.array(point), words.format(n)


@paths.property("with a constant rate all three must walk the same path.", points=2)
def one_path(call, rng):
    for gradient, x0, lr, beta, n in settings(rng):
        wanted = walk(gradient, x0, always(lr), beta, n, "outside")[0]
        for convention in ("inside", "average"):
            yield call(gradient, x0, always(lr), beta, n, convention)[0], wanted


@paths.property("v must be the velocity in the unit of its convention.", points=1)
def velocities(call, rng):
    for gradient, x0, lr, beta, n in settings(rng):
        for convention in CONVENTIONS:
            wanted = walk(gradient, x0, always(lr), beta, n, convention)[1]
            yield call(gradient, x0, always(lr), beta, n, convention)[1], wanted


@paths.property("when the rate drops, “inside” must still carry the old one.", 1)
def after_a_drop(call, rng):
    for gradient, x0, _, beta, _ in settings(rng):
        for convention in ("inside", "average"):
            wanted = walk(gradient, x0, SOON, beta, 4, convention)[0]
            yield call(gradient, x0, SOON, beta, 4, convention)[0], wanted
    f, steps = bowl(1.0, 25.0), {}
    for convention in ("outside", "inside"):
        points, _ = call(f.gradient, np.ones(2), LATE, 0.9, 21, convention)
        steps[convention] = points[21] - points[20]
    words = "the first step after the drop must be 13.2 and 45.6 times as long."
    with np.errstate(all="ignore"):  # an answer may stand still
        ratio = np.round(steps["inside"] / steps["outside"], 1)
    yield ratio, np.array([13.2, 45.6]), words


paths.leaves_arguments_alone(
    lambda rng: [
        (gradient, x0, always(lr), beta, n, convention)
        for gradient, x0, lr, beta, n in settings(rng)
        for convention in CONVENTIONS
    ],
    points=1,
)


def march(gradient, x0, n: int, step: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Points and last velocity of a step (x, v, k) -> (x, v)."""
    x = np.array(x0, dtype=float)
    points, v = [x], 0 * x
    for k in range(n):
        x, v = step(x, v, k)
        points.append(x)
    return np.stack(points), v
