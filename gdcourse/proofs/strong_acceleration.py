"""Lesson 07: Nesterov's method with constant momentum, for strongly convex functions.

With q = √(μ/L) the momentum is (1 - q)/(1 + q), and
f(x_k) - f* + μ/2 ‖z_k - x*‖² shrinks by 1 - q = 1 - 1/√κ in each step, where gradient
descent shrinks by about 1 - 1/κ.
"""

import numpy as np
import sympy as sp

from gdcourse.optimizers import Nesterov
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothStronglyConvex
from gdcourse.proofs.problems import random_strongly_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

L, d, q = sp.symbols("L d q")
MU = q**2 * L


def prove_step() -> Proof:
    """V_{k+1} ≤ (1 - q) V_k with V = f(x) - f* + μ/2 ‖z - x*‖²."""
    f = SmoothStronglyConvex(MU, L)
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_k")
    y = f.at((x + q * z) / (1 + q), "y")
    after = f.at(y - y.g / L, "k+1")
    moved = (1 - q) * z + q * (y - y.g / MU)

    def V(x: Point, z: Vector) -> Form:
        return x.f - best.f + MU / 2 * (z - best) ** 2

    used = [
        (1 - q, f.convex(x, y)),
        (q, f.strongly_convex(best, y)),
        (1, f.descent(y, after)),
    ]
    where = Region(L, nonnegative={d: 1 / q - 1}, solve={q: 1 / (1 + d)})
    claim = V(after, moved) <= (1 - q) * V(x, z)
    return prove(claim, used, where, conditions=[1 - q, q], name="5b")


def _as_momentum() -> tuple[sp.Expr, ...]:
    """y_{k+1} = x_{k+1} + (1 - q)/(1 + q) (x_{k+1} - x_k), in letters."""
    x, z, g = sp.symbols("x z g")
    y = (x + q * z) / (1 + q)
    after, moved = y - g / L, (1 - q) * z + q * (y - g / MU)
    return ((after + q * moved) / (1 + q) - after - (1 - q) / (1 + q) * (after - x),)


def bound(k: np.ndarray, q: float, gap: float, square: float, mu: float) -> np.ndarray:
    """(1 - q)^k (f(x_0) - f* + μ/2 ‖x_0 - x*‖²).

    >>> bound(1, q=0.5, gap=1.0, square=4.0, mu=0.5)
    1.0
    """
    return (1 - q) ** k * (gap + mu / 2 * square)


def _random_run(rng: np.random.Generator) -> Run:
    problem, ks = random_strongly_convex(rng), np.arange(21)
    run = walk(problem, Nesterov(1 / problem.L, problem.mu), 20)
    below = [y - problem.gradient(y) / problem.L for y in run.points[:-1]]
    gaps = np.array([problem.value(x) for x in [problem.start, *below]])
    q = (problem.mu / problem.L) ** 0.5
    bounds = bound(ks, q, run.gaps[0], run.distances[0], problem.mu)
    return Run(ks, gaps - problem.minimum, bounds)


THEOREMS = (
    Theorem(
        name="5b",
        title="Nesterov's method on strongly convex functions",
        assumptions=r"f is μ-strongly convex and L-smooth, $0 < \mu \le L$; "
        r"$\alpha = 1/L$, momentum $(1 - q)/(1 + q)$ with $q = \sqrt{\mu/L}$",
        claim=r"$f(x_k) - f_\star \le (1 - q)^k \left(f(x_0) - f_\star + "
        r"\frac{\mu}{2} \|x_0 - x_\star\|^2\right)$",
        source="Nesterov2018",
        proofs=(prove_step,),
        identities=(_as_momentum,),
        experiment=_random_run,
        trusted="induction over k",
    ),
)
