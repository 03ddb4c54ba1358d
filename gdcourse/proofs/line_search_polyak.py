"""Lesson 04: Polyak's step: the height above the minimum tells how far to go.

α_k = (f(x_k) - f*) / ‖g_k‖². The certificates know it as the equation α ‖g‖² = f - f*.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.polyak_step import PolyakStep
from gdcourse.proofs.assumptions import Assumption, equation, hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Convex, Lipschitz, Point, SmoothConvex
from gdcourse.proofs.problems import Problem, random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, t
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

G, m, k, N = sp.symbols("G m k N")


def polyak(x: Point, best: Point) -> Assumption:
    """The step is what it is."""
    return equation(a * x.g**2, x.f - best.f, "Polyak's step")


def above(x: Point, best: Point) -> Assumption:
    """No value is below the minimum; the slope at a minimizer is 0."""
    return x.owner.convex(x, best)


# --- any convex function


def comes_closer() -> Proof:
    """α (f - f*) is (f - f*)² / ‖g‖²."""
    f = Convex()
    best, x = f.minimizer(), f.point("k")
    y = (x - a * x.g).named("x_{k+1}")
    claim = (y - best) ** 2 <= (x - best) ** 2 - a * (x.f - best.f)
    used = [(2 * a, f.convex(best, x)), (-a, polyak(x, best))]
    return prove(claim, used, Region(a), squares=[])


def step_is_long_with_kinks() -> Proof:
    """α ≥ m/G², if m is at most every gap."""
    f = Lipschitz(G)
    best, x = f.minimizer(), f.point("k")
    low = hypothesis(m <= x.f - best.f, "m is at most every gap")
    used = [(1, low), (1, polyak(x, best)), (a, f.bounded(x))]
    return prove(Form.of(m) <= a * G**2, used, Region(a, m, G), squares=[])


def smallest_gap() -> Proof:
    """N m² ≤ G² R², for α ≥ m/G²."""
    f = Lipschitz(G)
    best, x, first = f.minimizer(), f.point("k"), f.point("0")
    y = x - a * x.g
    low = hypothesis(m <= x.f - best.f, "m is at most every gap")

    def V(x: Vector, k: sp.Expr) -> Form:
        return (x - best) ** 2 + k * m**2 / G**2

    def where(counter: sp.Symbol) -> Region:
        closed = {t: a * G**2 / m - 1, counter: counter}
        return Region(m, G, nonnegative=closed, solve={a: m * (1 + t) / G**2})

    used = [(2 * a, f.convex(best, x)), (-a, polyak(x, best)), (a, low)]
    step = prove(V(y, k + 1) <= V(x, k), used, where(k))
    states = (x, k), (y, k + 1), (first, 0)
    (_, _), falls = telescope(V, step, *states, N)
    claim = N * m**2 <= G**2 * (first - best) ** 2
    return prove(claim, [(G**2, falls)], where(N))


def kinked_bound(ks: Any, radius: float, steepest: float) -> np.ndarray:
    """R G / √K for the smallest of the first K gaps.

    >>> kinked_bound(np.array([1, 4]), radius=2.0, steepest=3.0).tolist()
    [6.0, 3.0]
    """
    return radius * steepest / np.sqrt(ks)


def random_kinked(rng: np.random.Generator) -> Run:
    """Σ |a_i·(x - x*)|: kinks everywhere."""
    n, d = rng.integers(1, 7), rng.integers(1, 5)
    A, best = rng.normal(size=(n, d)), rng.normal(size=d)
    f = Problem(
        value=lambda x: abs(A @ (x - best)).sum(),
        gradient=lambda x: np.sign(A @ (x - best)) @ A,
        L=np.inf,
        start=rng.normal(size=d) * 3,
        minimizer=best,
    )
    run, ks = walk(f, PolyakStep(value=f.value), 9), np.arange(1, 11)
    steepest = np.linalg.norm(A, 2) * n**0.5
    radius = run.distances[0] ** 0.5
    lowest = np.minimum.accumulate(run.gaps)
    return Run(ks, lowest, kinked_bound(ks, radius, steepest))


# --- smooth ones


def step_is_long() -> Proof:
    """α ≥ 1/(2L): a smooth function is not steep near its minimum."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    claim = x.g**2 / (2 * L) <= a * x.g**2
    used = [(1, f.interpolation(x, best)), (1, polyak(x, best))]
    return prove(claim, used, Region(L, a), squares=[])


def mean_gap() -> Proof:
    """S_N is the sum of N gaps; each step comes closer by (f - f*)/(2L)."""
    f = SmoothConvex(L)
    best, x, gaps = f.minimizer(), f.point("k"), Form.value("S_{k}")
    y, after, first = x - a * x.g, gaps + x.f - best.f, f.point("0")

    def V(x: Vector, gaps: Form, k: sp.Expr) -> Form:
        return (x - best) ** 2 + gaps / (2 * L) + 0 * k

    def where(counter: sp.Symbol) -> Region:
        closed = {t: 2 * L * a - 1, counter: counter}
        return Region(L, nonnegative=closed, solve={a: (1 + t) / (2 * L)})

    used = [
        (2 * a, f.convex(best, x)),
        (-a, polyak(x, best)),
        (a - 1 / (2 * L), above(x, best)),
    ]
    step = prove(V(y, after, k + 1) <= V(x, gaps, k), used, where(k))
    states = (x, gaps, k), (y, after, k + 1), (first, Form.of(0), 0)
    (_, total, _), falls = telescope(V, step, *states, N)
    claim = total <= 2 * L * (first - best) ** 2
    return prove(claim, [(2 * L, falls)], where(N))


def smooth_bound(ks: Any, radius: float, L: float) -> np.ndarray:
    """2 L R² / K for the mean of the first K gaps.

    >>> smooth_bound(np.array([1, 4]), radius=2.0, L=3.0).tolist()
    [24.0, 6.0]
    """
    return 2 * L * radius**2 / np.asarray(ks)


def random_smooth_run(rng: np.random.Generator) -> Run:
    """It needs no L; the bound does."""
    f, ks = random_convex(rng), np.arange(1, 11)
    run = walk(f, PolyakStep(value=f.value), 9)
    means = np.cumsum(run.gaps) / ks
    return Run(ks, means, smooth_bound(ks, run.distances[0] ** 0.5, f.L))


THEOREMS = (
    Theorem(
        name="8f",
        title="Polyak's step, convex with kinks",
        assumptions=r"f is convex with a minimizer $x_*$, $R = \|x_0 - x_*\|$; "
        r"$\alpha_k = (f(x_k) - f_*) / \|g_k\|^2$; for the rate $\|g_k\| \le G$",
        claim=r"$\|x_{k+1} - x_*\|^2 \le \|x_k - x_*\|^2 - (f(x_k) - f_*)^2 / "
        r"\|g_k\|^2$. So the smallest of K gaps is at most $R G / \sqrt K$.",
        source="Polyak1987",
        proofs=(comes_closer, step_is_long_with_kinks, smallest_gap),
        experiment=random_kinked,
        trusted="induction over the steps; a smallest gap of 0 needs no proof",
    ),
    Theorem(
        name="8f'",
        title="Polyak's step, convex and smooth",
        assumptions=r"f is convex and L-smooth with a minimizer $x_*$, "
        r"$R = \|x_0 - x_*\|$; $\alpha_k = (f(x_k) - f_*) / \|\nabla f(x_k)\|^2$",
        claim=r"$\alpha_k \ge 1/(2L)$ and $\|x_{k+1} - x_*\|^2 \le \|x_k - x_*\|^2 - "
        r"(f(x_k) - f_*) / (2L)$. So the mean of K gaps is at most $2 L R^2 / K$.",
        source="HazanKakade2019",
        proofs=(step_is_long, mean_gap),
        experiment=random_smooth_run,
        trusted="induction over the steps",
    ),
)
