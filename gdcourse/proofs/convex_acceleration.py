"""Lesson 07: Nesterov's method, by a quantity that never grows.

y_k lies between x_k and a slower point z_k, x_{k+1} = y_k - ∇f(y_k)/L, and z takes a
longer step along the same gradient. The potential A (f(x_k) - f*) + L/2 ‖z_k - x*‖²
never grows, though each of its parts may.
"""

from collections.abc import Callable

import numpy as np
import sympy as sp

from gdcourse.optimizers import Nesterov
from gdcourse.proofs.certificate import Using, prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import Problem, random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

L, N, d, k, t = sp.symbols("L N d k t")


def potential(best: Point, x: Point, z: Vector, A: sp.Expr) -> Form:
    """A (f(x) - f*) + L/2 ‖z - x*‖²."""
    return A * (x.f - best.f) + L / 2 * (z - best) ** 2


def step(x: Point, z: Vector, A: sp.Expr, a: sp.Expr) -> tuple[Point, Point, Vector]:
    """y_k, x_{k+1} and z_{k+1}: A and a are the weights of x_k and of z_k in y_k."""
    f = x.owner
    y = f.at(A / (A + a) * x + a / (A + a) * z, "y")
    return y, f.at(y - y.g / L, f"{x.name}+1"), z - a / L * y.g


def uses(
    best: Point, x: Point, y: Point, after: Point, A: sp.Expr, a: sp.Expr
) -> Using:
    """Convexity at y, seen from x_k and from x*, and the descent lemma below y."""
    f = x.owner
    return [(A, f.convex(x, y)), (a, f.convex(best, y)), (A + a, f.descent(y, after))]


# --- 5a: weights t_k² - t_k and t_k, where t_{k+1}² - t_{k+1} = t_k²


def prove_step() -> Proof:
    """The potential with A = t² - t before is not smaller than with A = t² after."""
    f = SmoothConvex(L)
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_k")
    A = t**2 - t
    y, after, moved = step(x, z, A, t)
    claim = potential(best, after, moved, t**2) <= potential(best, x, z, A)
    where = Region(L, nonnegative={d: t - 1}, solve={t: 1 + d})
    return prove(claim, uses(best, x, y, after, A, t), where, squares=[], name="5a")


def _as_momentum() -> tuple[sp.Expr, ...]:
    """y_{k+1} = x_{k+1} + (t_k - 1)/t_{k+1} (x_{k+1} - x_k), in letters."""
    x, z, g, later = sp.symbols("x z g t_{k+1}")
    after = (1 - 1 / t) * x + z / t - g / L
    y = (1 - 1 / later) * after + (z - t / L * g) / later
    return (y - (after + (t - 1) / later * (after - x)),)


def weights(steps: int) -> np.ndarray:
    """t_0 = 1, t_{k+1} = (1 + √(1 + 4 t_k²))/2; t_k ≥ (k + 2)/2.

    >>> weights(3).round(3).tolist()
    [1.0, 1.618, 2.194]
    """
    t = [1.0]
    while len(t) < steps:
        t.append((1 + (1 + 4 * t[-1] ** 2) ** 0.5) / 2)
    return np.array(t)


def _random_run(rng: np.random.Generator) -> Run:
    problem, ks = random_convex(rng), np.arange(1, 21)
    ys = walk(problem, Nesterov(1 / problem.L), 19).points
    xs = [y - problem.gradient(y) / problem.L for y in ys]
    gaps = np.array([problem.value(x) for x in xs]) - problem.minimum
    return Run(ks, gaps, problem.L * distance(problem) / (2 * weights(20) ** 2))


def distance(problem: Problem) -> float:
    """R² = ‖x_0 - x*‖²."""
    return float(np.sum((problem.start - problem.minimizer) ** 2))


# --- 5a': momentum k/(k + 3), with A = k(k + 2)/4 and a = (k + 2)/2


def _slower_step(f: SmoothConvex, best: Point) -> tuple[tuple, tuple, Proof]:
    """The states before and after, and the proof that the potential falls."""
    x, z = f.point("k"), Vector.letter("z_k")
    A, a = k * (k + 2) / 4, (k + 2) / 2
    y, after, moved = step(x, z, A, a)
    later = potential(best, after, moved, (k + 1) * (k + 3) / 4)
    used = [*uses(best, x, y, after, A, a), (sp.Rational(1, 4), f.convex(after, best))]
    where = Region(L, nonnegative=[k])
    proof = prove(
        later <= potential(best, x, z, A), used, where, squares=[], name="5a'"
    )
    return (x, z, k), (after, moved, k + 1), proof


def prove_slower_step() -> Proof:
    """(k + 1)(k + 3)/4 is short of A + a = (k + 2)²/4 by 1/4: f_{k+1} ≥ f* is used."""
    f = SmoothConvex(L)
    return _slower_step(f, f.minimizer())[-1]


def prove_slower_rate() -> Proof:
    """N steps, and one more that is counted in full."""
    f = SmoothConvex(L)
    best, first = f.minimizer(), f.point("0")
    before, after, proof = _slower_step(f, best)

    def V(x: Point, z: Vector, k: sp.Expr) -> Form:
        return potential(best, x, z, k * (k + 2) / 4)

    start = (first, first, sp.Integer(0))
    (x, z, _), falls = telescope(V, proof, before, after, start, N)
    A, a = N * (N + 2) / 4, (N + 2) / 2
    y, last, _ = step(x, z, A, a)
    used = [(1, falls), *uses(best, x, y, last, A, a)]
    share = 4 / (N + 2) ** 2
    claim = last.f - best.f <= 2 * L / (N + 2) ** 2 * (first - best) ** 2
    used = [(share * weight, item) for weight, item in used]
    return prove(claim, used, Region(L, nonnegative=[N]), name="5a'")


def _slower_momentum() -> tuple[sp.Expr, ...]:
    """(t_k - 1)/t_{k+1} = k/(k + 3) for t_k = (k + 2)/2."""
    return (((k + 2) / 2 - 1) / ((k + 3) / 2) - k / (k + 3),)


def pushed(problem: Problem, push: Callable[[int], float], steps: int) -> np.ndarray:
    """f(x_k) - f* for k = 0, …: a step of 1/L from y, then push(k) of the last move.

    >>> from gdcourse.proofs.worst_functions import parabola
    >>> pushed(parabola(), lambda k: k / (k + 3), 2).tolist()
    [0.5, 0.0, 0.0]
    """
    x = y = problem.start
    gaps = [problem.value(x)]
    for i in range(steps):
        x, before = y - problem.gradient(y) / problem.L, x
        y = x + push(i) * (x - before)
        gaps.append(problem.value(x))
    return np.array(gaps) - problem.minimum


def _random_slower_run(rng: np.random.Generator) -> Run:
    problem, ks = random_convex(rng), np.arange(21)
    gaps = pushed(problem, lambda k: k / (k + 3), 20)
    return Run(ks, gaps, 2 * problem.L * distance(problem) / (ks + 1) ** 2)


THEOREMS = (
    Theorem(
        name="5a",
        title="Nesterov's method on convex functions",
        assumptions=r"f is convex and L-smooth; $\alpha = 1/L$, momentum "
        r"$(t_k - 1)/t_{k+1}$ with $t_0 = 1$, $t_{k+1}^2 - t_{k+1} = t_k^2$",
        claim=r"$f(x_k) - f_\star \le \frac{L}{2 t_{k-1}^2} \|x_0 - x_\star\|^2 "
        r"\le \frac{2L}{(k + 1)^2} \|x_0 - x_\star\|^2$",
        source="BeckTeboulle2009",
        proofs=(prove_step,),
        identities=(_as_momentum,),
        experiment=_random_run,
        trusted=r"induction over k; $t_{k-1} \ge (k + 1)/2$",
    ),
    Theorem(
        name="5a'",
        title="Nesterov's method with momentum k/(k + 3)",
        assumptions=r"f is convex and L-smooth; $\alpha = 1/L$, momentum $k/(k + 3)$",
        claim=r"$f(x_k) - f_\star \le \frac{2L}{(k + 1)^2} \|x_0 - x_\star\|^2$",
        source="Nesterov1983",
        proofs=(prove_slower_step, prove_slower_rate),
        identities=(_as_momentum, _slower_momentum),
        experiment=_random_slower_run,
        trusted="induction over k",
    ),
)
