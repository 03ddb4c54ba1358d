"""Lesson 03: how slow gradient descent can be on convex functions, exactly.

With steps of h/L, h ≤ 1, the gap after N steps is at most L R²/(4Nh + 2), about half of
what the potential proves, and a function of Huber attains it (Drori & Teboulle 2014).
The multipliers are verified here for one N after another; for every N at once, see
``exact_convergence_induction``.
"""

from functools import partial

import numpy as np
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import Problem, random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import huber

h, t = sp.symbols("h t")
ONE = sp.Integer(1)


def along(i: sp.Expr, N: sp.Expr) -> sp.Expr:
    """λ_i, the multiplier of the interpolation of x_i from x_{i+1}, i < N."""
    return (i + 1) / sp.sympify(2 * N - i)


def from_best(i: sp.Expr, N: sp.Expr) -> sp.Expr:
    """w_i = λ_i - λ_{i-1}, the multiplier of the interpolation of x* from x_i, i < N.

    The last one is w_N = 1 - λ_{N-1}, so that f_N - f* is left alone.
    """
    return (2 * N + 1) / sp.sympify((2 * N - i) * (2 * N + 1 - i))


def spare(i: sp.Expr, N: sp.Expr, h: sp.Expr) -> sp.Expr:
    """u_i = (2Nh + 1) w_i - h, what g_i still has to give to later gradients."""
    return (2 * N * h + 1) * from_best(i, N) - h


def gradient_descent(N: int, h: sp.Expr) -> tuple[SmoothConvex, Point, list[Point]]:
    """A convex function with L = 1, its minimizer, and x_0, …, x_N."""
    f = SmoothConvex(1)
    best, x = f.minimizer(), [f.point("0")]
    for i in range(N):
        x.append(f.at(x[i] - h * x[i].g, str(i + 1)))
    return f, best, x


def exact_rate(N: int, h: sp.Expr = ONE, where: Region | None = None) -> Proof:
    """f_N - f* ≤ R²/(4Nh + 2) for L = 1, from 2N + 1 interpolations."""
    f, best, x = gradient_descent(N, h)
    chain = [along(i, N) for i in range(N)]
    w = [from_best(i, N) for i in range(N)] + [1 - chain[-1]]
    used = [(chain[i], f.interpolation(x[i], x[i + 1])) for i in range(N)]
    used += [(w[i], f.interpolation(best, x[i])) for i in range(N + 1)]

    end = sum((-(2 * N * h + 1) * w[i] * x[i].g for i in range(N + 1)), x[0] - best)
    left = [(1 / (4 * N * h + 2), end)]
    for j in range(1, N + 1):
        for i in range(j):
            size = w[j] * spare(i, N, h) / 2
            if j == i + 1:
                size += chain[i] * (1 - h) / 2
            left.append((size, x[i].g - x[j].g))
    claim = x[N].f - best.f <= (x[0] - best) ** 2 / (4 * N * h + 2)
    return prove(claim, used, where, squares=left, name=f"N = {N}")


def exact_rate_of_steps(N: int, longest: sp.Expr = ONE) -> Proof:
    """The same for every h with 0 < h ≤ longest."""
    where = Region(nonnegative={t: longest / h - 1}, solve={h: longest / (1 + t)})
    return exact_rate(N, h, where)


def exact_bound(k: int, R: float, L: float, h: float = 1.0) -> float:
    """L R²/(4kh + 2), what f(x_k) - f* cannot exceed after k steps of h/L.

    >>> exact_bound(k=12, R=1.0, L=1.0)
    0.02
    """
    return L * R**2 / (4 * k * h + 2)


def gaps(problem: Problem, h: float, steps: int) -> Run:
    """f(x_k) - f* for k = 0, …, steps."""
    run = walk(problem, GradientDescent(h / problem.L), steps)
    R = np.sqrt(run.distances[0])
    return Run(run.ks, run.gaps, exact_bound(run.ks, R, problem.L, h))


def on_huber(k: int, h: float = 1.0) -> Run:
    """The worst case: a slope so gentle that k steps just do not leave it."""
    run = gaps(huber(delta=1 / (2 * k * h + 1)), h, k)
    return Run(run.ks[-1:], run.measured[-1:], run.bounds[-1:])


def try_unit_steps(rng: np.random.Generator) -> Run:
    """12 steps of 1/L on a random convex function."""
    return gaps(random_convex(rng), 1.0, 12)


def try_short_steps(rng: np.random.Generator) -> Run:
    """12 steps of a random h/L on a random convex function."""
    return gaps(random_convex(rng), rng.uniform(0.01, 1), 12)


THEOREMS = (
    Theorem(
        name="2c",
        title="The gap of gradient descent, exactly",
        assumptions=r"$f$ convex, $\nabla f$ $L$-Lipschitz, a minimizer $x^\star$, "
        r"$\alpha = 1/L$; $N = 1, \dots, 20$, each with its own certificate",
        claim=r"$f(x_N) - f^\star \le \frac{L\|x_0 - x^\star\|^2}{4N + 2}$",
        source="DroriTeboulle2014",
        proofs=tuple(partial(exact_rate, N) for N in range(1, 21)),
        experiment=try_unit_steps,
        worst_case=on_huber,
        trusted="scaling f to L = 1",
    ),
    Theorem(
        name="2c'",
        title="The gap with shorter steps, exactly",
        assumptions=r"$f$ convex, $\nabla f$ $L$-Lipschitz, a minimizer $x^\star$, "
        r"$\alpha = h/L$, $0 < h \le 1$; $N = 1, \dots, 4$ ($N = 1$: $h \le 3/2$)",
        claim=r"$f(x_N) - f^\star \le \frac{L\|x_0 - x^\star\|^2}{4Nh + 2}$",
        source="DroriTeboulle2014",
        proofs=(
            *(partial(exact_rate_of_steps, N) for N in range(1, 5)),
            partial(exact_rate_of_steps, 1, sp.Rational(3, 2)),
        ),
        experiment=try_short_steps,
        worst_case=partial(on_huber, h=0.5),
        trusted="scaling f to L = 1",
    ),
)
