"""Lesson 03: on convex functions slope and distance never grow, and the slope vanishes.

The gap can be small while the last slope is what we want to be small. A potential with
three parts bounds it as well (Taylor & Bach 2019).
"""

from collections.abc import Callable

import numpy as np
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.descent import step_of
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, long_steps
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem

k, N = sp.symbols("k N")


def one_step(size: sp.Expr) -> tuple[SmoothConvex, Point, Point, Point]:
    """A smooth convex function, its minimizer, x_k and x_{k+1} = x_k - size · g_k."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    return f, best, x, f.at(x - size * x.g, "k+1")


def gap_slope_and_distance() -> Proof:
    """V = (2k + 1) L (f - f*) + k (k + 2) ‖g‖² + L² ‖x - x*‖², with steps of 1/L."""
    f, best, x, y = one_step(1 / L)

    def V(p: Point, k: sp.Expr) -> Form:
        gap = (2 * k + 1) * L * (p.f - best.f)
        return gap + k * (k + 2) * p.g**2 + L**2 * (p - best) ** 2

    there, back = 2 * (k + 1) * (k + 3) * L, (2 * k**2 + 6 * k + 3) * L
    used = [(2 * L, f.interpolation(best, x))]
    used += [(there, f.interpolation(x, y)), (back, f.interpolation(y, x))]
    left = [(back / (2 * L), x.g - y.g)]
    where = Region(L, nonnegative=[k])
    step = prove(V(y, k + 1) <= V(x, k), used, where, squares=left)
    first = f.point("0")
    (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    up, down = f.interpolation(last, best), f.interpolation(best, last)
    used = [(1, falls), ((2 * N + 3) * L, up), (2 * L, down)]
    used += [(L, f.descent(best, first))]
    rate = 3 * L**2 / (2 * N**2 + 6 * N + 3)
    used = [(rate * 2 / (3 * L**2) * factor, item) for factor, item in used]
    claim = last.g**2 <= rate * (first - best) ** 2
    left = [(rate * 2 / 3, last - best - last.g / L)]
    return prove(claim, used, Region(L, nonnegative=[N]), squares=left)


def slope_never_grows() -> Proof:
    """‖∇f(x_{k+1})‖ ≤ ‖∇f(x_k)‖ for every α < 2/L."""
    f, _, x, y = one_step(a)
    used = [(2 / a, f.interpolation(x, y)), (2 / a, f.interpolation(y, x))]
    left = [(2 / (a * L) - 1, x.g - y.g)]
    return prove(y.g**2 <= x.g**2, used, long_steps(), squares=left)


def distance_never_grows() -> Proof:
    """‖x_{k+1} - x*‖ ≤ ‖x_k - x*‖ for every α < 2/L and every minimizer x*."""
    f, best, x, y = one_step(a)
    used = [(2 * a, f.interpolation(x, best)), (2 * a, f.interpolation(best, x))]
    left = [(a * (2 / L - a), x.g)]
    claim = (y - best) ** 2 <= (x - best) ** 2
    return prove(claim, used, long_steps(), squares=left)


def slope_bound(k: int, R: float, L: float) -> float:
    """3 L² R²/(2k² + 6k + 3), what ‖∇f(x_k)‖² cannot exceed for lr = 1/L."""
    return 3 * (L * R) ** 2 / (2 * k**2 + 6 * k + 3)


def try_last_slope(rng: np.random.Generator) -> Run:
    """‖∇f(x_k)‖² with steps of 1/L."""
    problem = random_convex(rng)
    run = walk(problem, GradientDescent(1 / problem.L), 12)
    R = np.sqrt(run.distances[0])
    return Run(run.ks, run.gradients, slope_bound(run.ks, R, problem.L))


def before_and_after(measured: str) -> Callable:
    """An experiment: a quantity after each of two steps, against the same before it."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = random_convex(rng)
        lr = rng.uniform(0.01, 2) / problem.L
        run = walk(problem, GradientDescent(lr), 2)
        values = getattr(run, measured)
        return Run(run.ks[1:], values[1:], values[:-1])

    return experiment


ASSUMED = r"$f$ convex, $\nabla f$ $L$-Lipschitz, "

THEOREMS = (
    Theorem(
        name="2b",
        title="The last slope falls like 1/N",
        assumptions=ASSUMED + r"a minimizer $x^\star$, $\alpha = 1/L$",
        claim=r"$\|\nabla f(x_N)\|^2 \le "
        r"\frac{3L^2\|x_0 - x^\star\|^2}{2N^2 + 6N + 3}$",
        source="TaylorBach2019",
        proofs=(step_of(gap_slope_and_distance), gap_slope_and_distance),
        experiment=try_last_slope,
        trusted="induction over the steps",
    ),
    Theorem(
        name="2d",
        title="The slope never grows",
        assumptions=ASSUMED + r"$0 < \alpha < 2/L$",
        claim=r"$\|\nabla f(x_{k+1})\| \le \|\nabla f(x_k)\|$",
        source="Nesterov2018",
        proofs=(slope_never_grows,),
        experiment=before_and_after("gradients"),
    ),
    Theorem(
        name="2e",
        title="The distance to every minimizer never grows",
        assumptions=ASSUMED + r"a minimizer $x^\star$, $0 < \alpha < 2/L$",
        claim=r"$\|x_{k+1} - x^\star\| \le \|x_k - x^\star\|$",
        source="Nesterov2018",
        proofs=(distance_never_grows,),
        experiment=before_and_after("distances"),
    ),
)
