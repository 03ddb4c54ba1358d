"""Lesson 04: what the steps are worth that Armijo's test has accepted.

The rates of a fixed learning rate hold with the steps that the search has found, and
neither L nor μ had to be known.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.line_search import Backtracking
from gdcourse.proofs.assumptions import Assumption, hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Point, SmoothConvex, SmoothPL
from gdcourse.proofs.problems import Problem, random_convex, random_strongly_convex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, mu
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import parabola

c, S = sp.symbols("c S")


def armijo(x: Point, y: Point, share: Any) -> Assumption:
    """The test that the accepted step has passed."""
    fall = y.f <= x.f - share * a * x.g**2
    return hypothesis(fall, f"Armijo's test, c = {share}")


def convex_step() -> Proof:
    """c = 1/2: S (f - f*) + ‖x - x*‖²/2 falls, where S is the sum of the steps."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - a * x.g, "k+1")
    before = S * (x.f - best.f) + (x - best) ** 2 / 2
    after = (S + a) * (y.f - best.f) + (y - best) ** 2 / 2
    used = [(S + a, armijo(x, y, sp.Rational(1, 2))), (1 * a, f.convex(best, x))]
    left = [(S * a / 2, x.g)]
    return prove(after <= before, used, Region(L, a, nonnegative=[S]), squares=left)


def steep_step() -> Proof:
    """With the PL inequality the gap shrinks by 1 - 2cαμ."""
    f = SmoothPL(mu, L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - a * x.g, "k+1")
    claim = y.f - best.f <= (1 - 2 * c * a * mu) * (x.f - best.f)
    used = [(1, armijo(x, y, c)), (2 * c * a * mu, f.steep(x, best))]
    return prove(claim, used, Region(mu, L, a, c), squares=[])


def factor_is_no_less_than_zero() -> Proof:
    """No step that passes is so long that 2cαμ > 1: f would fall below f*."""
    f = SmoothPL(mu, L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - a * x.g, "k+1")
    lowest = hypothesis(best.f <= y.f, "no value is below the minimum")
    used = [(1, armijo(x, y, c)), (2 * c * a * mu, f.steep(x, best)), (1, lowest)]
    claim = (1 - 2 * c * a * mu) * (x.f - best.f) >= 0
    return prove(claim, used, Region(mu, L, a, c), squares=[])


def convex_bound(rates: Any, radius: float) -> np.ndarray:
    """R²/(2 Σ α_i) after 1, 2, … accepted steps, for c = 1/2.

    >>> convex_bound([0.5, 0.5], radius=1.0).tolist()
    [1.0, 0.5]
    """
    return radius**2 / (2 * np.cumsum(rates))


def steep_bound(rates: Any, c: float, mu: float, gap: float) -> np.ndarray:
    """(f(x_0) - f*) Π (1 - 2cα_i μ) after 0, 1, … accepted steps.

    >>> steep_bound([0.5, 0.5], c=0.5, mu=1.0, gap=4.0).tolist()
    [4.0, 2.0, 1.0]
    """
    factors = np.maximum(0.0, 1 - 2 * c * np.asarray(rates) * mu)
    return gap * np.cumprod(np.concatenate([[1.0], factors]))


def _walked(f: Problem, rule: Backtracking, steps: int) -> tuple[np.ndarray, list]:
    """The gaps before and after each step, and the accepted rates."""
    x, memory, rates, gaps = f.start, None, [], [f.value(f.start)]
    for count in range(1, steps + 1):
        x, memory = rule.step(x, f.gradient(x), memory, count)
        rates.append(memory)
        gaps.append(f.value(x))
    return np.array(gaps), rates


def random_convex_run(rng: np.random.Generator) -> Run:
    """Searches that begin anywhere from 0.1/L to 10/L."""
    f = random_convex(rng)
    rule = Backtracking(f.value, alpha0=10 ** rng.uniform(-1, 1) / f.L, c=0.5)
    gaps, rates = _walked(f, rule, 6)
    radius = np.linalg.norm(f.start - f.minimizer)
    return Run(np.arange(1, 7), gaps[1:], convex_bound(rates, radius))


def random_steep_run(rng: np.random.Generator) -> Run:
    """The same with any c."""
    f, share = random_strongly_convex(rng), rng.uniform(0.01, 0.9)
    rule = Backtracking(f.value, alpha0=10 ** rng.uniform(-1, 1) / f.L, c=share)
    gaps, rates = _walked(f, rule, 6)
    return Run(np.arange(7), gaps, steep_bound(rates, share, f.mu, gaps[0]))


def steady_search(k: int) -> Run:
    """μx²/2, where the first trial 2(1 - c)/μ passes with nothing to spare."""
    f, share = parabola(curvature=2.0), 0.75
    gaps, rates = _walked(f, Backtracking(f.value, alpha0=0.25, c=share), k)
    return Run(np.arange(k + 1), gaps, steep_bound(rates, share, f.mu, gaps[0]))


THEOREMS = (
    Theorem(
        name="7b",
        title="Backtracking with c = 1/2, convex",
        assumptions=r"f is convex and L-smooth with a minimizer $x_*$, "
        r"$R = \|x_0 - x_*\|$; every step $\alpha_i$ passes Armijo's test, $c = 1/2$",
        claim=r"$f(x_k) - f_* \le R^2 / (2 (\alpha_0 + \dots + \alpha_{k-1}))$.",
        source="NocedalWright2006",
        proofs=(convex_step,),
        experiment=random_convex_run,
        trusted="induction over the steps: S is the sum of those before",
    ),
    Theorem(
        name="7b'",
        title="Backtracking under the PL inequality",
        assumptions=r"f is L-smooth, has a minimum $f_*$, and "
        r"$\|\nabla f(x)\|^2 \ge 2\mu (f(x) - f_*)$; each step passes Armijo's test",
        claim=r"$f(x_{k+1}) - f_* \le (1 - 2 c \alpha_k \mu) (f(x_k) - f_*)$, and the "
        "factor is never negative.",
        source="NocedalWright2006",
        proofs=(steep_step, factor_is_no_less_than_zero),
        experiment=random_steep_run,
        worst_case=steady_search,
        trusted="induction over the steps",
    ),
)
