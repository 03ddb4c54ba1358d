"""Lesson 07: the optimized gradient method, the fastest that smoothness allows.

y_0 = x_0, x_{k+1} = y_k - g_k/L, z_{k+1} = z_k - 2 θ_k g_k/L (θ_N in the last step),
y_{k+1} = (1 - 1/θ_{k+1}) x_{k+1} + z_{k+1}/θ_{k+1}. After N steps f(y_N) is reported.
The number N of steps has to be known: the last θ is larger.
"""

import numpy as np
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convex_acceleration import distance
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import Problem, random_convex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.worst_functions import huber

L, d, t = sp.symbols("L d theta")
EVERY = Region(L, nonnegative={d: t - 1}, solve={t: 1 + d})  # t = θ_{k+1} ≥ 1


def potential(best: Point, y: Point, z: Vector, square: sp.Expr) -> Form:
    """2θ² (f(y) - f* - ‖g‖²/(2L)) + L/2 ‖z - x*‖², z after the step."""
    gap = y.f - best.f - y.g**2 / (2 * L)
    return 2 * square * gap + L / 2 * (z - best) ** 2


def next_point(y: Point, z: Vector) -> Point:
    """y_{k+1} from y_k and z_{k+1}."""
    return y.owner.at((1 - 1 / t) * (y - y.g / L) + z / t, "k+1")


def prove_start() -> Proof:
    """θ_0 = 1: the potential begins below L/2 ‖x_0 - x*‖²."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("0")
    claim = potential(best, x, x - 2 / L * x.g, 1) <= L / 2 * (x - best) ** 2
    return prove(claim, [(2, f.interpolation(best, x))], Region(L), name="5c")


def prove_step() -> Proof:
    """θ_{k+1}² - θ_{k+1} = θ_k²: the potential never grows, nothing is left over."""
    f = SmoothConvex(L)
    best, y, z = f.minimizer(), f.point("k"), Vector.letter("z_{k+1}")
    before, after = t**2 - t, next_point(y, z)
    moved = z - 2 * t / L * after.g
    claim = potential(best, after, moved, t**2) <= potential(best, y, z, before)
    used = [
        (2 * before, f.interpolation(y, after)),
        (2 * t, f.interpolation(best, after)),
    ]
    return prove(claim, used, EVERY, name="5c")


def prove_last_step() -> Proof:
    """θ_N² - θ_N = 2 θ_{N-1}²: θ_N² (f(y_N) - f*) is below the potential."""
    f = SmoothConvex(L)
    best, y, z = f.minimizer(), f.point("k"), Vector.letter("z_{k+1}")
    before, after = (t**2 - t) / 2, next_point(y, z)
    moved = z - t / L * after.g
    last = t**2 * (after.f - best.f) + L / 2 * (moved - best) ** 2
    used = [
        (2 * before, f.interpolation(y, after)),
        (t, f.interpolation(best, after)),
    ]
    return prove(last <= potential(best, y, z, before), used, EVERY, name="5c")


def _as_momentum() -> tuple[sp.Expr, ...]:
    """y_{k+1} = x_{k+1} + (θ_k-1)/θ_{k+1} (x_{k+1}-x_k) + θ_k/θ_{k+1} (x_{k+1}-y_k)."""
    x, z, g, later = sp.symbols("x z g theta_{k+1}")
    y = (1 - 1 / t) * x + z / t
    after, moved = y - g / L, z - 2 * t / L * g
    push = (t - 1) / later * (after - x) + t / later * (after - y)
    return ((1 - 1 / later) * after + moved / later - (after + push),)


def thetas(steps: int) -> list[float]:
    """θ_0 = 1, …, θ_N: θ_{k+1} = (1 + √(1 + 4 θ_k²))/2, and 8 for 4 in the last.

    >>> [round(theta, 3) for theta in thetas(2)]
    [1.0, 1.618, 2.842]
    """
    found = [1.0]
    for k in range(steps):
        factor = 8 if k == steps - 1 else 4
        found.append((1 + (1 + factor * found[-1] ** 2) ** 0.5) / 2)
    return found


def bound(steps: int) -> float:
    """1 / (2 θ_N²), in units of L ‖x_0 - x*‖².

    >>> bound(1)
    0.125
    """
    return 1 / (2 * thetas(steps)[-1] ** 2)


def last_gap(problem: Problem, steps: int) -> float:
    """f(y_N) - f* after N steps in the form with momentum."""
    x = y = problem.start
    found = thetas(steps)
    for theta, later in zip(found, found[1:], strict=False):
        after = y - problem.gradient(y) / problem.L
        push = (theta - 1) / later * (after - x) + theta / later * (after - y)
        x, y = after, after + push
    return problem.value(y) - problem.minimum


def _random_run(rng: np.random.Generator) -> Run:
    problem, steps = random_convex(rng), int(rng.integers(1, 21))
    promised = bound(steps) * problem.L * distance(problem)
    gap = last_gap(problem, steps)
    return Run(np.array([steps]), np.array([gap]), np.array([promised]))


def _huber_run(k: int) -> Run:
    """The Huber function of slope 1/θ_N², begun at 1: N steps do not reach its bend."""
    slow = huber(delta=1 / thetas(k)[-1] ** 2)
    return Run(np.array([k]), np.array([last_gap(slow, k)]), np.array([bound(k)]))


THEOREMS = (
    Theorem(
        name="5c",
        title="The optimized gradient method",
        assumptions=r"f is convex and L-smooth; $\theta_0 = 1$, $\theta_{k+1}^2 - "
        r"\theta_{k+1} = \theta_k^2$, and at last $\theta_N^2 - \theta_N = "
        r"2\theta_{N-1}^2$",
        claim=r"$f(y_N) - f_\star \le \frac{L}{2\theta_N^2} \|x_0 - x_\star\|^2$",
        source="KimFessler2016",
        proofs=(prove_start, prove_step, prove_last_step),
        identities=(_as_momentum,),
        experiment=_random_run,
        worst_case=_huber_run,
        trusted="induction over k",
    ),
)
