"""Lesson 03: steep wherever it is high: a linear rate without convexity.

The Polyak–Łojasiewicz inequality, f - f* ≤ ‖∇f‖²/(2μ), is weaker than strong convexity
and enough for the gap to shrink at a linear rate (Karimi et al. 2016).
Least squares with dependent columns have it, and so have functions with waves.
"""

import numpy as np

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Point, SmoothPL, StronglyConvex
from gdcourse.proofs.problems import (
    Problem,
    random_steep,
    random_strongly_convex,
    walk,
)
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, d, mu, t
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import parabola

FALL = mu * a * (2 - a * L)  # the share of the gap that a step takes away
FLATTER = Region(mu, nonnegative={d: L - mu}, solve={L: mu + d})  # 0 < μ ≤ L
LONG = Region(
    mu,
    positive={t: 2 / (a * L) - 1},
    nonnegative={d: L - mu},
    solve={a: 2 / (L * (1 + t)), L: mu + d},
)


def one_step(size: object) -> tuple[SmoothPL, Point, Point, Point]:
    """A function that is steep where it is high, its minimizer, x_k and x_{k+1}."""
    f = SmoothPL(mu, L)
    best, x = f.minimizer(), f.point("k")
    return f, best, x, f.at(x - size * x.g, "k+1")


def linear_gap() -> Proof:
    """The step takes a share of the slope, and the slope is a share of the gap."""
    f, best, x, y = one_step(a)
    used = [(1, f.descent(x, y)), (FALL, f.steep(x, best))]
    claim = y.f - best.f <= (1 - FALL) * (x.f - best.f)
    return prove(claim, used, LONG, conditions=[FALL])


def steep_by_curvature() -> Proof:
    """Strongly convex functions are steep: the parabola at x_k, seen from x*."""
    f = StronglyConvex(mu)
    best, x = f.minimizer(), f.point("k")
    left = [(1 / (2 * mu), x.g + mu * (best - x))]
    claim = x.f - best.f <= x.g**2 / (2 * mu)
    return prove(claim, [(1, f.strongly_convex(best, x))], Region(mu), squares=left)


def faster_gap() -> Proof:
    """With α = 1/L: both slopes are steep, and the step pays for both."""
    f, best, x, y = one_step(1 / L)
    whole = 2 * L + mu
    used = [
        (2 * L / whole, f.interpolation(x, y)),
        (2 * mu / whole, f.steep(x, best)),
        (mu / whole, f.steep(y, best)),
    ]
    rate = 2 * (L - mu) / whole
    claim = y.f - best.f <= rate * (x.f - best.f)
    return prove(claim, used, FLATTER, conditions=[rate, 1 - rate])


def rate(lr: float, mu: float, L: float) -> float:
    """1 - μ α (2 - αL), what each step multiplies the gap by at most.

    >>> rate(lr=0.1, mu=2.0, L=10.0)
    0.8
    """
    return 1 - mu * lr * (2 - lr * L)


def faster_rate(mu: float, L: float) -> float:
    """2 (L - μ)/(2L + μ), the better rate of α = 1/L.

    >>> faster_rate(mu=2.0, L=10.0) < rate(0.1, 2.0, 10.0)
    True
    """
    return 2 * (L - mu) / (2 * L + mu)


def gaps(problem: Problem, lr: float, factor: float) -> Run:
    """f(x_k) - f* over 12 steps, against factor^k times the first."""
    run = walk(problem, GradientDescent(lr), 12)
    return Run(run.ks, run.gaps, factor**run.ks * run.gaps[0])


def try_steps(rng: np.random.Generator) -> Run:
    """An experiment: a random α < 2/L on a random function with waves."""
    problem = random_steep(rng)
    lr = rng.uniform(0.01, 2) / problem.L
    return gaps(problem, lr, rate(lr, problem.mu, problem.L))


def try_unit_steps(rng: np.random.Generator) -> Run:
    """The same with α = 1/L and the better rate."""
    problem = random_steep(rng)
    return gaps(problem, 1 / problem.L, faster_rate(problem.mu, problem.L))


def try_points(rng: np.random.Generator) -> Run:
    """f - f* against ‖∇f‖²/(2μ), along a run on a strongly convex function."""
    problem = random_strongly_convex(rng)
    run = walk(problem, GradientDescent(0.5 / problem.L), 5)
    return Run(run.ks, run.gaps, run.gradients / (2 * problem.mu))


def on_parabola(k: int) -> Run:
    """On μ x²/2 the inequality is an equation."""
    problem = parabola(0.25)
    run = walk(problem, GradientDescent(1.0), k)
    return Run(run.ks, run.gaps, run.gradients / (2 * problem.mu))


STEEP = r"$f - f^\star \le \|\nabla f\|^2/(2\mu)$, $\nabla f$ $L$-Lipschitz, "

THEOREMS = (
    Theorem(
        name="3b",
        title="Steep functions: the gap at a linear rate",
        assumptions=STEEP + r"a minimizer $x^\star$, $0 < \alpha < 2/L$",
        claim=r"$f(x_{k+1}) - f^\star \le (1 - \mu\alpha(2 - \alpha L))"
        r"(f(x_k) - f^\star)$; with $\alpha = 1/L$: $1 - \mu/L$",
        source="KarimiEtAl2016",
        proofs=(linear_gap,),
        experiment=try_steps,
        trusted="the power after k steps: induction",
    ),
    Theorem(
        name="3b'",
        title="Strongly convex functions are steep",
        assumptions=r"$f$ $\mu$-strongly convex with a minimizer $x^\star$",
        claim=r"$f(x) - f^\star \le \frac{1}{2\mu}\|\nabla f(x)\|^2$",
        source="KarimiEtAl2016",
        proofs=(steep_by_curvature,),
        experiment=try_points,
        worst_case=on_parabola,
    ),
    Theorem(
        name="3c",
        title="Steep functions: a better rate",
        assumptions=STEEP + r"a minimizer $x^\star$, $\alpha = 1/L$",
        claim=r"$f(x_{k+1}) - f^\star \le \frac{2L - 2\mu}{2L + \mu}"
        r"(f(x_k) - f^\star)$",
        source="AbbaszadehpeivastiEtAl2023",
        proofs=(faster_gap,),
        experiment=try_unit_steps,
        trusted="the power after k steps: induction",
    ),
)
