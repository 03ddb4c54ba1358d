"""Lesson 07: Nesterov's method with momentum k/(k + 3), its exact worst case.

x_{k+1} = y_k - g_k/L, y_{k+1} = x_{k+1} + k/(k + 3) (x_{k+1} - x_k). After N steps
f(x_N) - f* ≤ 2 L R² / ((N + 2)(N + 3)), and a Huber function attains it. There is one
certificate for each N; here N = 1, …, 40 are proved. L = 1 without loss: f/L has it.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import sympy as sp

from gdcourse.proofs.certificate import Using, prove
from gdcourse.proofs.convex_acceleration import distance, pushed
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import random_convex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import huber

HORIZONS = range(1, 41)


def push(k: int) -> float:
    """The momentum of step k.

    >>> push(3)
    0.5
    """
    return k / (k + 3)


def bound(N: np.ndarray) -> np.ndarray:
    """2 / ((N + 2)(N + 3)), in units of L ‖x_0 - x*‖².

    >>> bound(2)
    0.1
    """
    return 2 / ((N + 2) * (N + 3))


def multiplier(i: int, N: int) -> sp.Rational:
    """λ_i of the inequality between two neighbors; it grows from λ_0 to λ_{N-1} ≤ 1.

    >>> [multiplier(i, 3) for i in range(3)]
    [2/13, 9/22, 13/17]
    """
    above = (i + 1) * (2 * (i + 4) * N * (N + 1) - i * (i + 2) * (i + 3))
    below = N * (N + 1) * (2 * (N**2 + 5 * N + 2) - i * (i + 7))
    return sp.Rational(above, below)


def points(f: SmoothConvex, N: int) -> list[Point]:
    """y_0 = x_0, y_1, …, y_{N-1}, and last x_N."""
    found = [f.point("0")]
    x = found[0]
    for k in range(N - 1):
        before, x = x, found[k] - found[k].g
        y = x + sp.Rational(k, k + 3) * (x - before)
        found.append(f.at(y, str(k + 1)))
    return [*found, f.at(found[-1] - found[-1].g, str(N))]


def uses(f: SmoothConvex, best: Point, ys: list[Point]) -> Using:
    """λ_i between y_i and y_{i+1}, and what λ grows by at y_i between x* and y_i."""
    N = len(ys) - 1
    each = [multiplier(i, N) for i in range(N)]
    grown = np.diff([sp.Integer(0), *each, sp.Integer(1)])
    along = [(each[i], f.interpolation(ys[i], ys[i + 1])) for i in range(N)]
    return along + [(grown[i], f.interpolation(best, ys[i])) for i in range(N + 1)]


def prove_rate(N: int) -> Proof:
    """f(x_N) - f* ≤ 2 / ((N + 2)(N + 3)) ‖x_0 - x*‖², for one N and L = 1.

    >>> proof = prove_rate(1)
    >>> [str(weight) for weight, _ in proof.using]
    ['1/2', '1/2', '1/2']
    """
    f = SmoothConvex(1)
    best, ys = f.minimizer(), points(f, N)
    rate = sp.Rational(2, (N + 2) * (N + 3))
    claim = ys[N].f - best.f <= rate * (ys[0] - best) ** 2
    return prove(claim, uses(f, best, ys), name=f"5d for N = {N}")


def each_horizon() -> tuple[Callable[[], Proof], ...]:
    """The proofs for N = 1, …, 40."""
    return tuple(partial(prove_rate, N) for N in HORIZONS)


def _random_run(rng: np.random.Generator) -> Run:
    problem, ks = random_convex(rng), np.arange(1, 21)
    gaps = pushed(problem, push, 20)[1:]
    return Run(ks, gaps, problem.L * distance(problem) * bound(ks))


def _huber_run(k: int) -> Run:
    """The Huber function of slope 4/((k + 2)(k + 3)), begun at 1: no step leaves it."""
    slow = huber(delta=4 / ((k + 2) * (k + 3)))
    gap = pushed(slow, push, k)[-1:]
    return Run(np.array([k]), gap, np.array([bound(k)]))


THEOREMS = (
    Theorem(
        name="5d",
        title="Nesterov's method with momentum k/(k + 3), exactly",
        assumptions=r"f is convex and L-smooth; $\alpha = 1/L$, momentum $k/(k + 3)$; "
        r"$N = 1, \dots, 40$",
        claim=r"$f(x_N) - f_\star \le \frac{2L}{(N + 2)(N + 3)} \|x_0 - x_\star\|^2$",
        source="TaylorHendrickxGlineurComposite2017",
        proofs=each_horizon(),
        experiment=_random_run,
        worst_case=_huber_run,
        trusted="that $L = 1$ is no restriction: f/L is 1-smooth",
    ),
)
