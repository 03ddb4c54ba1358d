"""Lesson 03: on convex functions the height falls like 1/k, and why.

Each proof has a potential that no step can raise: the gap with a growing weight, plus
the squared distance (Bansal & Gupta 2019). Summed over the steps it gives the rate.
"""

import numpy as np
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs import (
    convergence_slopes,
    exact_convergence,
    exact_convergence_induction,
)
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convergence_slopes import one_step
from gdcourse.proofs.descent import step_of
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point
from gdcourse.proofs.problems import Problem, random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, short_steps
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem

k, N, S = sp.symbols("k N S")


def weighted_gap() -> Proof:
    """V = k (f - f*) + L/2 ‖x - x*‖² with steps of 1/L."""
    f, best, x, y = one_step(1 / L)

    def V(p: Point, k: sp.Expr) -> Form:
        return k * (p.f - best.f) + L / 2 * (p - best) ** 2

    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    left = [(k / (2 * L), x.g)]
    where = Region(L, nonnegative=[k])
    step = prove(V(y, k + 1) <= V(x, k), used, where, squares=left)
    first = f.point("0")
    (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    rate = last.f - best.f <= L / (2 * N) * (first - best) ** 2
    left = [(L / (2 * N), last - best)]
    return prove(rate, [(1 / N, falls)], Region(L, N), squares=left)


def weighted_gap_of_short_steps() -> Proof:
    """The same with any constant α ≤ 1/L; the shorter the step, the slower."""
    f, best, x, y = one_step(a)

    def V(p: Point, k: sp.Expr) -> Form:
        return k * (p.f - best.f) + (p - best) ** 2 / (2 * a)

    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    left = [(k * (1 - a * L / 2) * a + (1 - a * L) * a / 2, x.g)]
    where = short_steps(counters=[k])
    step = prove(V(y, k + 1) <= V(x, k), used, where, squares=left)
    first = f.point("0")
    (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    rate = last.f - best.f <= (first - best) ** 2 / (2 * N * a)
    left = [(1 / (2 * N * a), last - best)]
    return prove(rate, [(1 / N, falls)], short_steps(N), squares=left)


def weighted_gap_of_changing_steps() -> Proof:
    """One step, where S is the sum of the α before it: the next weight is S + α."""
    f, best, x, y = one_step(a)
    before = S * (x.f - best.f) + (x - best) ** 2 / 2
    after = (S + a) * (y.f - best.f) + (y - best) ** 2 / 2
    used = [(S + a, f.descent(x, y)), (a, f.convex(best, x))]
    left = [(a * S * (1 - a * L / 2) + a**2 * (1 - a * L) / 2, x.g)]
    return prove(after <= before, used, short_steps(counters=[S]), squares=left)


def gap_bound(k: int, R: float, lr: float) -> float:
    """R²/(2 k α), what f(x_k) - f* cannot exceed for lr = α ≤ 1/L.

    >>> gap_bound(k=5, R=2.0, lr=0.1)
    4.0
    """
    return R**2 / (2 * k * lr)


def gaps(problem: Problem, lr: float, steps: int) -> Run:
    """f(x_k) - f* for k = 1, 2, …."""
    run = walk(problem, GradientDescent(lr), steps)
    ks, R = run.ks[1:], np.sqrt(run.distances[0])
    return Run(ks, run.gaps[1:], gap_bound(ks, R, lr))


def try_unit_steps(rng: np.random.Generator) -> Run:
    """The gap after steps of 1/L on a random convex function."""
    problem = random_convex(rng)
    return gaps(problem, 1 / problem.L, 12)


def try_short_steps(rng: np.random.Generator) -> Run:
    """The same with a random α < 1/L."""
    problem = random_convex(rng)
    return gaps(problem, rng.uniform(0.01, 1) / problem.L, 12)


def try_changing_steps(rng: np.random.Generator) -> Run:
    """The same with another random α in each step."""
    problem = random_convex(rng)
    rates = rng.uniform(0.01, 1, 13) / problem.L
    run = walk(problem, GradientDescent(lambda k: rates[k]), 12)
    bounds = run.distances[0] / (2 * np.cumsum(rates[:12]))
    return Run(run.ks[1:], run.gaps[1:], bounds)


ASSUMED = r"$f$ convex, $\nabla f$ $L$-Lipschitz, a minimizer $x^\star$, "

THEOREMS = (
    Theorem(
        name="2a",
        title="The gap falls like 1/N",
        assumptions=ASSUMED + r"$\alpha = 1/L$",
        claim=r"$f(x_N) - f^\star \le \frac{L\|x_0 - x^\star\|^2}{2N}$",
        source="BansalGupta2019",
        proofs=(step_of(weighted_gap), weighted_gap),
        experiment=try_unit_steps,
        trusted="induction over the steps",
    ),
    Theorem(
        name="2a'",
        title="The gap with shorter steps",
        assumptions=ASSUMED + r"$0 < \alpha \le 1/L$",
        claim=r"$f(x_N) - f^\star \le \frac{\|x_0 - x^\star\|^2}{2N\alpha}$",
        source="BansalGupta2019",
        proofs=(step_of(weighted_gap_of_short_steps), weighted_gap_of_short_steps),
        experiment=try_short_steps,
        trusted="induction over the steps",
    ),
    Theorem(
        name="2a''",
        title="The gap with changing steps",
        assumptions=ASSUMED + r"$0 < \alpha_k \le 1/L$",
        claim=r"$f(x_N) - f^\star \le "
        r"\frac{\|x_0 - x^\star\|^2}{2\,(\alpha_0 + \dots + \alpha_{N-1})}$",
        source="BansalGupta2019",
        proofs=(weighted_gap_of_changing_steps,),
        experiment=try_changing_steps,
        trusted="induction over the steps, where S is the sum of the α before",
    ),
    *exact_convergence.THEOREMS,
    *exact_convergence_induction.THEOREMS,
    *convergence_slopes.THEOREMS,
)
