"""Lesson 07: E07.5, how large the learning rate may be, from a 2×2 matrix."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

METHODS = ("gradient descent", "heavy ball", "Nesterov")

stability = Task(
    "E07.5",
    "stability(method, L, beta, lr)",
    points=5,
    returns=several(number, number),
    probes=[
        (method, L, beta, lr)
        for method in METHODS
        for L, beta, lr in ((1.0, 0.9, 1.5), (4.0, 0.5, 0.1), (1.0, 0.2, 3.5))
    ],
    hints=[
        "Spectral radius of the 2×2 companion matrix.",
        "Write the update as (x_{k+1}, x_k) = M (x_k, x_{k-1}). For the heavy ball M "
        "is given; Nesterov's gradient is taken at x_k + β(x_k − x_{k-1}).",
        "As the rate grows, a root leaves the circle at −1: put z = −1 into the "
        "characteristic polynomial. Or halve an interval until the radius is 1.",
    ],
)


def polynomial(method: str, A: float, beta: float) -> list[float]:
    """The characteristic polynomial of an update, A = αL."""
    if method == "gradient descent":
        return [1.0, -(1 - A)]
    if method == "heavy ball":
        return [1.0, -(1 + beta - A), beta]
    return [1.0, -(1 + beta) * (1 - A), beta * (1 - A)]


def radius(method: str, A: float, beta: float) -> float:
    """The largest modulus of its roots."""
    return float(np.abs(np.roots(polynomial(method, A, beta))).max(initial=0.0))


def limit(method: str, beta: float) -> float:
    """The largest stable A."""
    more = {"gradient descent": 2.0, "heavy ball": 2 * (1 + beta)}
    return more.get(method, 2 * (1 + beta) / (1 + 2 * beta))


def answer(method, L, beta, lr) -> tuple[float, float]:
    return radius(method, lr * L, beta), limit(method, beta) / L


def settings(rng: Generator) -> Iterator[tuple[float, float, float]]:
    """L, β and a rate, the published ones first."""
    yield 1.0, 0.9, 0.5
    yield 1.0, 0.5, 2.5
    yield 4.0, 0.9, 0.6
    for _ in range(6):
        L, beta = inputs.number(rng, 0.5, 20.0), inputs.rate(rng, 0.1, 0.98)
        yield L, beta, float(np.round(rng.uniform(0.1, 4.2) / L, 3))


@stability.property("with β = 0 it must be gradient descent, for all three.", 1, 1e-6)
def without_memory(call, rng):
    for L, _, lr in settings(rng):
        for method in METHODS:
            yield call(method, L, 0.0, lr), (abs(1 - lr * L), 2 / L)


@stability.property("the radius is the largest modulus of the eigenvalues.", 1, 1e-6)
def radii(call, rng):
    for L, beta, lr in settings(rng):
        for method in METHODS[:2]:
            yield call(method, L, beta, lr)[0], radius(method, lr * L, beta)
    words = "without friction, β = 1, the heavy ball must neither shrink nor grow."
    for lr in (0.1, 1.0, 3.9):
        yield call("heavy ball", 1.0, 1.0, lr)[0], 1.0, words


@stability.property("so it is for Nesterov's method.", points=1, rtol=1e-6)
def radii_ahead(call, rng):
    for L, beta, lr in settings(rng):
        yield call("Nesterov", L, beta, lr)[0], radius("Nesterov", lr * L, beta)


@stability.property("up to the largest rate, and no further, runs stay bounded.", 1)
def limits(call, rng):
    for L, beta, lr in settings(rng):
        for method in METHODS:
            wanted = limit(method, beta) / L
            near = such_that(
                f"{wanted:.6g}", lambda got, w=wanted: abs(got - w) <= 1e-6 * w
            )
            yield call(method, L, beta, lr)[1], near


@stability.property("at 1.5/L with β = 0.9 Nesterov's method alone diverges.", 1)
def the_odd_one(call, rng):
    for L in (1.0, 4.0, inputs.number(rng, 0.5, 20.0)):
        for method in METHODS:
            found = call(method, L, 0.9, 1.5 / L)
            wild = found[0] > 1 and found[1] < 1.5 / L
            calm = found[0] < 1 and found[1] > 1.5 / L
            words = "a radius {} 1 and a limit {} 1.5/L".format(
                *(("above", "below") if method == "Nesterov" else ("below", "above"))
            )
            right = wild if method == "Nesterov" else calm
            yield found, such_that(words, lambda _, right=right: right)


def bounded(method: str, L: float, beta: float, steps: int) -> float:
    """The largest of 400 rates after which a run of few steps has not grown."""
    rates = np.linspace(0, 4.4 / L, 400)
    x, before = np.ones_like(rates), np.ones_like(rates)
    beta = 0.0 if method == "gradient descent" else beta
    for _ in range(steps):
        y = x + beta * (x - before)
        slope = L * (y if method == "Nesterov" else x)
        before, x = x, y - rates * slope
    return float(rates[np.abs(x) <= 1].max())


@stability.mutant("2/L is gradient descent's limit. What does the velocity change?")
def has_one_limit_for_all(method, L, beta, lr):
    return answer(method, L, beta, lr)[0], 2 / L


@stability.mutant("A run of 20 steps may first grow and then shrink. Take eigenvalues.")
def reads_twenty_steps(method, L, beta, lr):
    return answer(method, L, beta, lr)[0], bounded(method, L, beta, 20)


@stability.mutant("Heavy ball and Nesterov are exchanged: one bears more, one less.")
def exchanges_the_two(method, L, beta, lr):
    other = dict(zip(METHODS, (METHODS[0], METHODS[2], METHODS[1]), strict=True))
    return answer(other[method], L, beta, lr)


@stability.mutant(
    "1/(1 − β) is the gain on a straight slope. In a bowl steps alternate."
)
def divides_by_the_gain(method, L, beta, lr):
    beta = 0.0 if method == "gradient descent" else beta
    return answer(method, L, beta, lr)[0], 2 * (1 - beta) / L


@stability.mutant("At 1/L gradient descent arrives at once. It diverges only later.")
def stops_at_one_over_l(method, L, beta, lr):
    found, most = answer(method, L, beta, lr)
    return found, most / 2


@stability.mutant("The limit for L = 1 is right. Twice the curvature, half the rate.")
def forgets_the_curvature(method, L, beta, lr):
    return answer(method, L, beta, lr)[0], limit(method, beta)


@stability.mutant("√β is the modulus of complex roots alone. Are these complex?")
def takes_the_root_of_beta(method, L, beta, lr):
    found, most = answer(method, L, beta, lr)
    return (found if method == "gradient descent" else beta**0.5), most


@stability.mutant("A root of −1.2 is as wild as one of 1.2: take the modulus, abs.")
def takes_the_largest_real_part(method, L, beta, lr):
    roots = np.roots(polynomial(method, lr * L, beta))
    return float(roots.real.max(initial=-1.0)), limit(method, beta) / L


@stability.mutant(
    "In Nesterov's matrix both entries of the first row feel the gradient."
)
def leaves_the_old_point_alone(method, L, beta, lr):
    if method != "Nesterov":
        return answer(method, L, beta, lr)
    matrix = [[(1 + beta) * (1 - lr * L), -beta], [1.0, 0.0]]
    return float(np.abs(np.linalg.eigvals(matrix)).max()), limit(method, beta) / L


@stability.mutant("That is the heavy ball's matrix. Nesterov takes the gradient ahead.")
def takes_one_matrix_for_both(method, L, beta, lr):
    other = "heavy ball" if method == "Nesterov" else method
    return answer(other, L, beta, lr)[0], limit(method, beta) / L


@stability.mutant("All this is the heavy ball. Nesterov takes the gradient ahead.")
def takes_nesterov_for_a_heavy_ball(method, L, beta, lr):
    return answer("heavy ball" if method == "Nesterov" else method, L, beta, lr)


@stability.mutant("Gradient descent has no memory, whatever beta says.")
def gives_descent_a_memory(method, L, beta, lr):
    return answer("Nesterov" if method == "Nesterov" else "heavy ball", L, beta, lr)
