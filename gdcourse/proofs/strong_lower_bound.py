"""Lesson 07: no first-order method shrinks faster than (√κ - 1)/(√κ + 1) per step.

The chain of ``convex_lower_bound`` without end, and μ/2 ‖x‖² added: its minimizer is
x*_i = q^i. After k steps from 0 the coordinates beyond k are still 0, and what they
miss is q^k ‖x*‖ by itself. The tuned heavy ball misses nothing more: x_k is the start
of x*. In a run ``measured`` is the distance that must remain.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers import GradientDescent, Momentum, Nesterov
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import StronglyConvex
from gdcourse.proofs.heavy_ball_tuning import tuned
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem

Q, mu, s = sp.symbols("Q mu s")


def ratio(kappa: float) -> float:
    """q = (√κ - 1)/(√κ + 1).

    >>> ratio(9.0)
    0.5
    """
    return (kappa**0.5 - 1) / (kappa**0.5 + 1)


def _minimizer() -> tuple[sp.Expr, ...]:
    """Row i of the gradient, (L - μ)/4 (2x_i - x_{i-1} - x_{i+1}) + μ x_i, for κ = s².

    It is divided by q^{i-1}; with x*_0 = 1 the first row is no exception.
    """
    q = (s - 1) / (s + 1)
    L = mu * s**2
    return ((L - mu) / 4 * (2 * q - 1 - q**2) + mu * q,)


def _tail() -> tuple[sp.Expr, ...]:
    """Σ q^{2i} over i > k is q^{2k} times the sum over i > 0: both sums, and a step."""
    q = sp.Symbol("q")
    whole = q**2 / (1 - q**2)
    return whole - q**2 * (1 + whole), Q * q**2 / (1 - q**2) - Q * whole


def _heavy_ball() -> tuple[sp.Expr, ...]:
    """α = 4/(√L + √μ)², β = q²: x_{k+1,i} = q (x_{k,i-1} + x_{k,i+1}) - q² x_{k-1,i}.

    For x_{k,i} = q^i up to i = k it gives q^i below k, at k, and at k + 1.
    """
    q, power, L = (s - 1) / (s + 1), sp.Symbol("q^i"), mu * s**2
    lr = 4 / (mu * (s + 1) ** 2)
    off, diagonal = lr * (L - mu) / 4, 1 + q**2 - lr * ((L - mu) / 2 + mu)
    below = q * (power / q + power * q) - q**2 * power - power
    return off - q, diagonal, below, q * (power / q) - power


def prove_gap() -> Proof:
    """μ/2 q^{2k} ‖x_0 - x*‖² ≤ f(x_k) - f*, with Q = q^{2k}."""
    f = StronglyConvex(mu)
    best, start = f.minimizer(), f.point("0")
    x = f.point("k")
    missed = Q * (start - best) ** 2 <= (x - best) ** 2
    used = [
        (1, f.strongly_convex(x, best)),
        (mu / 2, hypothesis(missed, "the coordinates beyond k are still 0")),
    ]
    claim = mu / 2 * Q * (start - best) ** 2 <= x.f - best.f
    return prove(claim, used, Region(mu, Q), squares=[], name="9'")


def chain(kappa: float, size: int) -> Problem:
    """The first coordinates, with L = κ and μ = 1: enough for size - 1 steps from 0."""
    A = 2 * np.eye(size) - np.eye(size, k=1) - np.eye(size, k=-1)
    H, first = (kappa - 1) / 4 * A + np.eye(size), (kappa - 1) / 4 * np.eye(size)[0]
    return Problem(
        value=lambda x: x @ H @ x / 2 - first @ x,
        gradient=lambda x: H @ x - first,
        L=kappa,
        mu=1.0,
        start=np.zeros(size),
        minimizer=ratio(kappa) ** np.arange(1, size + 1),
    )


def remaining(points: Any, kappa: float) -> Run:
    """q^k R against ‖x_k - x*‖, the coordinates beyond the last one included."""
    q, ks = ratio(kappa), np.arange(len(points))
    size = len(points[0])
    beyond = q ** (2 * size + 2) / (1 - q**2)
    best = q ** np.arange(1, size + 1)
    squares = ((np.array(points) - best) ** 2).sum(axis=1) + beyond
    return Run(ks, q**ks * (q**2 / (1 - q**2)) ** 0.5, squares**0.5)


def _random_method(rng: np.random.Generator) -> Run:
    kappa = float(np.exp(rng.uniform(0.5, 7)))
    lr = rng.uniform(0.2, 2) / kappa
    rules = (
        GradientDescent(2 / (kappa + 1)),
        Momentum(lr, rng.random()),
        Momentum(*tuned(1.0, kappa)),
        Nesterov(1 / kappa, 1.0),
    )
    run = walk(chain(kappa, 17), rules[rng.integers(4)], 15)
    return remaining(run.points, kappa)


def _tuned_heavy_ball(k: int) -> Run:
    rule = Momentum(*tuned(1.0, 100.0))
    return remaining(walk(chain(100.0, k + 2), rule, k).points, 100.0)


THEOREMS = (
    Theorem(
        name="9'",
        title="A lower bound for strongly convex functions",
        assumptions=r"$x_k - x_0$ is a sum of multiples of the gradients seen so far; "
        r"f is μ-strongly convex and L-smooth with infinitely many variables, $\kappa "
        r"= L/\mu$",
        claim=r"For some such f, $\|x_k - x_\star\| \ge q^k \|x_0 - x_\star\|$ and "
        r"$f(x_k) - f_\star \ge \frac{\mu}{2} q^{2k} \|x_0 - x_\star\|^2$ with $q = "
        r"(\sqrt\kappa - 1)/(\sqrt\kappa + 1)$. The tuned heavy ball attains it.",
        source="Nesterov2018",
        proofs=(prove_gap,),
        identities=(_minimizer, _tail, _heavy_ball),
        experiment=_random_method,
        worst_case=_tuned_heavy_ball,
        trusted="that each gradient reveals one coordinate more; geometric sums; "
        "induction over k for the heavy ball",
    ),
)
