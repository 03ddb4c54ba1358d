"""Lesson 07: E07.4, the two best values of the heavy ball, and what they gain."""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, hypot, log

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import Wanted, such_that
from gdcourse.checks.kinds import number, table
from gdcourse.checks.task import Task

EPS = 1e-6

tune = Task(
    "E07.4",
    "tune(mu, L)",
    points=7,
    returns=table(lr=number, beta=number, heavy=number, plain=number),
    probes=[(1.0, 4.0), (1.0, 100.0), (2.0, 50.0), (0.5, 0.5)],
    hints=[
        "Both extreme eigenvalues should be critically damped.",
        "Critical damping at a curvature λ means αλ = (1 ± √β)², with the minus for μ "
        "and the plus for L. Two equations: divide one by the other.",
        "From √(αμ) = 1 − √β and √(αL) = 1 + √β: their sum gives α, then √β follows.",
    ],
)


@lru_cache(maxsize=200)
def run(mu: float, L: float, lr: float, beta: float) -> int:
    """Updates from (1, 1) at rest until the distance is a millionth of the first."""
    x = y = 1.0
    v = w = 0.0
    k = 0
    while hypot(x, y) > EPS * hypot(1, 1) and k < 200_000:
        v, w = beta * v + mu * x, beta * w + L * y
        x, y, k = x - lr * v, y - lr * w, k + 1
    return k


def best(mu: float, L: float) -> tuple[float, float]:
    """The two best values on quadratics."""
    r = (L**0.5 - mu**0.5) / (L**0.5 + mu**0.5)
    return 4 / (L**0.5 + mu**0.5) ** 2, r * r


def filled(mu: float, L: float, **other: float) -> dict[str, float]:
    """The right table, with some entries replaced."""
    lr, beta = best(mu, L)
    found = {"lr": lr, "beta": beta} | other
    found.setdefault("heavy", run(mu, L, found["lr"], found["beta"]))
    found.setdefault("plain", run(mu, L, 2 / (mu + L), 0.0))
    return found


def about(n: int, slack: int) -> Wanted:
    """n, give or take a few updates that rounding may cost."""
    return such_that(f"{n}, give or take {slack}", lambda got: abs(got - n) <= slack)


def bowls(rng: Generator) -> Iterator[tuple[float, float]]:
    """μ and L: the published ones first, then fresh ones."""
    yield 1.0, 100.0
    yield 1.0, 4.0
    yield 2.0, 50.0
    for _ in range(2):
        mu = inputs.number(rng, 0.2, 3.0)
        yield mu, round(mu * inputs.number(rng, 2.0, 60.0), 1)


@tune.property("κ = 1: no momentum, the rate 1/L, and one update each.", points=1)
def round_bowl(call, rng):
    for curvature in (1.0, 0.5, 4.0):
        found = call(curvature, curvature)
        yield np.array([found["lr"], found["beta"]]), np.array([1 / curvature, 0.0])
        yield found["heavy"], about(1, 2)
        yield found["plain"], about(1, 2)


@tune.property("β must damp both end curvatures critically.", points=2, rtol=1e-9)
def momentum(call, rng):
    for mu, L in bowls(rng):
        yield call(mu, L)["beta"], best(mu, L)[1]


@tune.property("so must the learning rate.", points=2, rtol=1e-9)
def rate(call, rng):
    for mu, L in bowls(rng):
        yield call(mu, L)["lr"], best(mu, L)[0]


@tune.property("heavy must be the updates that the tuned heavy ball takes.", points=1)
def updates(call, rng):
    for mu, L in bowls(rng):
        yield call(mu, L)["heavy"], about(run(mu, L, *best(mu, L)), 2)


@tune.property("plain must be those of gradient descent at its best rate.", points=1)
def descent(call, rng):
    for mu, L in bowls(rng):
        yield call(mu, L)["plain"], about(run(mu, L, 2 / (mu + L), 0.0), 2)


@tune.mutant("This β is the one of Nesterov's method. The heavy ball's is squared.")
def forgets_the_square(mu, L):
    return filled(mu, L, beta=best(mu, L)[1] ** 0.5)


@tune.mutant("Your β is negative: is κ = L/μ, and larger than 1?")
def turns_kappa_over(mu, L):
    return filled(mu, L, beta=-(best(mu, L)[1] ** 0.5))


@tune.mutant("β = 0.9 is a habit. For which κ would it be the best?")
def keeps_the_habit(mu, L):
    return filled(mu, L, beta=0.9)


@tune.mutant("That β holds for κ in place of √κ: gradient descent's own factor.")
def forgets_the_roots(mu, L):
    return filled(mu, L, beta=((L - mu) / (L + mu)) ** 2)


@tune.mutant("Your rate is gradient descent's. Momentum bears a larger one.")
def keeps_the_rate_of_descent(mu, L):
    return filled(mu, L, lr=2 / (mu + L))


@tune.mutant("1/L is safe, and not the best: with this β 2(1 + β)/L is the limit.")
def plays_it_safe(mu, L):
    return filled(mu, L, lr=1 / L)


@tune.mutant("The sum of the roots is squared, not the sum of the curvatures.")
def adds_the_curvatures(mu, L):
    return filled(mu, L, lr=4 / (L + mu))


@tune.mutant("In the rate the two roots are added. Their difference belongs to β.")
def takes_the_difference(mu, L):
    lr = 4 / (L**0.5 - mu**0.5) ** 2 if mu < L else 1 / L
    return filled(mu, L, lr=lr)


@tune.mutant("√β per update holds in the long run; a factor k comes before. Run it.")
def trusts_the_rate_alone(mu, L):
    beta = best(mu, L)[1]
    return filled(mu, L, heavy=ceil(log(EPS) / log(beta**0.5)) if beta else 1)


@tune.mutant(
    "Compare the two at their best: gradient descent's best rate is 2/(μ + L)."
)
def lets_descent_run_at_one_over_l(mu, L):
    return filled(mu, L, plain=run(mu, L, 1 / L, 0.0))


@tune.mutant("Do both runs take as many updates? Look at the rate √β.")
def counts_one_run_twice(mu, L):
    right = filled(mu, L)
    return right | {"plain": right["heavy"]}
