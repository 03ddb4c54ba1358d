"""Lesson 03: with curvature from μ to L the gap and the slope shrink at a linear rate.

The rates are those of the distance, ρ = max(1 - αμ, αL - 1), and both parabolas attain
them (Taylor et al. 2018). Textbooks often print a weaker one.
"""

from collections.abc import Callable

import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Point, SmoothStronglyConvex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import (
    L,
    a,
    mu,
    steps_beyond_the_best,
    steps_up_to_the_best,
)
from gdcourse.proofs.strong_convexity_runs import (
    both_parabolas,
    distances_to_best,
    gaps,
    random_runs,
    random_runs_up_to_the_best,
    slopes,
)
from gdcourse.proofs.theorem import Theorem

FLAT, STEEP = 1 - a * mu, a * L - 1  # ρ, up to the best step and beyond it
SPARE = 2 - a * (L + mu)  # at least 0 up to the best step, 0 there
ASSUMED = r"$f$ $\mu$-strongly convex, $\nabla f$ $L$-Lipschitz, $\mu < L$, "
RHO = r"$\rho = \max(1 - \alpha\mu, \alpha L - 1)$"


def both_ways(f: SmoothStronglyConvex, p: Point, q: Point, size: sp.Expr) -> list:
    """The interpolation of p from q and of q from p, with one multiplier."""
    return [(size, f.interpolation(p, q)), (size, f.interpolation(q, p))]


def one_step() -> tuple:
    """A function with curvature from μ to L, its minimizer, x_k and x_{k+1}."""
    f = SmoothStronglyConvex(mu, L)
    best, x = f.minimizer(), f.point("k")
    return f, best, x, f.at(x - a * x.g, "k+1")


def _gap(rho: sp.Expr, where: Region, squares: Callable) -> Proof:
    f, best, x, y = one_step()
    used = [(rho, f.interpolation(x, y)), (rho * (1 - rho), f.interpolation(best, x))]
    used += [(1 - rho, f.interpolation(best, y))]
    claim = y.f - best.f <= rho**2 * (x.f - best.f)
    return prove(claim, used, where, squares=squares(x - best, x.g, y.g))


def gap() -> Proof:
    """The gap shrinks by (1 - αμ)²."""
    wide = 2 - a * mu
    return _gap(
        FLAT,
        steps_up_to_the_best(),
        lambda d, g, after: [
            (L * a * mu**2 * wide / (2 * (L - mu)), d - (g + after) / (mu * wide)),
            (SPARE / (2 * (L - mu) * wide), FLAT * g - after),
        ],
    )


def gap_of_long_steps() -> Proof:
    """The gap shrinks by (αL - 1)²."""
    long = a * L + a * mu - 1
    return _gap(
        STEEP,
        steps_beyond_the_best(),
        lambda d, g, after: [
            (
                L**2 * a * mu * (2 - a * L) / (2 * (L - mu)),
                d - (long * g + after) / (a * L * mu),
            ),
            (-SPARE / (2 * a * mu * (L - mu)), STEEP * g + after),
        ],
    )


def slope() -> Proof:
    """The slope shrinks by 1 - αμ."""
    f, _, x, y = one_step()
    used = both_ways(f, x, y, 2 * FLAT / a)
    left = [(SPARE / (a * (L - mu)), FLAT * x.g - y.g)]
    claim = y.g**2 <= FLAT**2 * x.g**2
    return prove(claim, used, steps_up_to_the_best(), squares=left)


def slope_of_long_steps() -> Proof:
    """The slope shrinks by αL - 1."""
    f, _, x, y = one_step()
    used = both_ways(f, x, y, 2 * STEEP / a)
    left = [(-SPARE / (a * (L - mu)), STEEP * x.g + y.g)]
    claim = y.g**2 <= STEEP**2 * x.g**2
    return prove(claim, used, steps_beyond_the_best(), squares=left)


def textbook_distance() -> Proof:
    """‖x - x*‖² shrinks by 1 - 2αμL/(L + μ): true, and weaker but for one α."""
    f, best, x, y = one_step()
    used = both_ways(f, x, best, 2 * a * (L - mu) / (L + mu))
    left = [(a * SPARE / (L + mu), x.g)]
    rate = 1 - 2 * a * mu * L / (L + mu)
    claim = (y - best) ** 2 <= rate * (x - best) ** 2
    return prove(claim, used, steps_up_to_the_best(), squares=left)


THEOREMS = (
    Theorem(
        name="3d",
        title="The gap at a linear rate",
        assumptions=ASSUMED + r"$0 < \alpha \le 2/L$, " + RHO,
        claim=r"$f(x_{k+1}) - f^\star \le \rho^2\,(f(x_k) - f^\star)$",
        source="TaylorEtAl2018",
        proofs=(gap, gap_of_long_steps),
        experiment=random_runs(gaps),
        worst_case=both_parabolas(gaps),
        trusted="ρ^{2k} after k steps: induction",
    ),
    Theorem(
        name="3e",
        title="The slope at a linear rate",
        assumptions=ASSUMED + r"$0 < \alpha \le 2/L$, " + RHO,
        claim=r"$\|\nabla f(x_{k+1})\| \le \rho\,\|\nabla f(x_k)\|$",
        source="TaylorEtAl2018",
        proofs=(slope, slope_of_long_steps),
        experiment=random_runs(slopes),
        worst_case=both_parabolas(slopes),
        trusted="ρ^k after k steps: induction",
    ),
    Theorem(
        name="3f",
        title="The distance as textbooks bound it",
        assumptions=ASSUMED + r"$0 < \alpha \le 2/(L + \mu)$",
        claim=r"$\|x_{k+1} - x^\star\|^2 \le (1 - \tfrac{2\alpha\mu L}{L + \mu})"
        r"\|x_k - x^\star\|^2$",
        source="Nesterov2018",
        proofs=(textbook_distance,),
        experiment=random_runs_up_to_the_best(distances_to_best),
    ),
)
