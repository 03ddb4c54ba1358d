"""Lesson 03: what its prose says in numbers, and its displayed equations."""

from collections.abc import Iterator

import numpy as np
import sympy as sp

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.proofs import convergence_proofs, descent
from gdcourse.proofs.problems import (
    random_convex,
    random_smooth,
    random_steep,
    random_strongly_convex,
    walk,
)
from gdcourse.proofs.smoothness import descent_lemma

PROSE = {}


def problems(make, how_many: int = 100) -> Iterator:
    """Random functions of a class."""
    for seed in range(how_many):
        yield make(np.random.default_rng(seed))


def is_below_its_parabolas() -> bool:
    """The integral, and 5 points of each of 100 random smooth functions."""
    for f in problems(random_smooth):
        rng = np.random.default_rng(1)
        for _ in range(5):
            x, y = rng.normal(size=(2, f.start.size)) * 2
            above = f.value(x) + f.gradient(x) @ (y - x)
            if f.value(y) > above + f.L / 2 * (y - x) @ (y - x) + 1e-9:
                return False
    return descent_lemma() == (0,)


def slopes_become_small() -> bool:
    """Proved, and kept by 100 random functions with a lower bound for inf f."""
    descent.small_slope()
    for f in problems(random_smooth):
        run = walk(f, GradientDescent(1 / f.L), 12)
        least = np.minimum.accumulate(run.gradients)
        if (least > 2 * f.L * run.gaps[0] / (run.ks + 1) + 1e-9).any():
            return False
    return True


def gap_falls_like_one_over_k() -> bool:
    """Proved for every k, and kept by 100 random convex functions."""
    convergence_proofs.weighted_gap()
    return all_below(lambda f, ks, R: f.L * R / (2 * ks))


def gap_is_at_most_the_exact_worst_case() -> bool:
    """Kept by 100 random functions, attained by Huber for k up to 100."""
    for k in (1, 2, 5, 20, 100):
        f = landscapes.huber(1 / (2 * k + 1))
        rule = GradientDescent(1.0)
        last = minimize(f.value, f.gradient, [1.0], rule, steps=k, tol=0).values[-1]
        if not np.isclose(last, 1 / (4 * k + 2), rtol=1e-12, atol=0):
            return False
    return all_below(lambda f, ks, R: f.L * R / (4 * ks + 2))


def all_below(bound) -> bool:
    for f in problems(random_convex):
        run = walk(f, GradientDescent(1 / f.L), 30)
        promised = bound(f, run.ks[1:], run.distances[0])
        if (run.gaps[1:] > promised + 1e-9).any():
            return False
    return True


def arms_of_the_v_meet() -> bool:
    """At 2/(L + μ), where both are (L - μ)/(L + μ); no rate of a grid is below."""
    L, mu, alpha = sp.symbols("L mu alpha", positive=True)
    best = sp.solve(sp.Eq(1 - alpha * mu, alpha * L - 1), alpha)
    height = sp.simplify(1 - best[0] * mu - (L - mu) / (L + mu))
    weighted = sp.expand(L * (1 - alpha * mu) + mu * (alpha * L - 1))
    rates = np.linspace(0, 2, 2001)
    arms = np.maximum(1 - rates / 9, rates - 1)  # L = 1, κ = 9
    kappa = (9 - 1) / (9 + 1)
    return bool(
        best == [2 / (L + mu)]
        and height == 0
        and weighted == L - mu
        and arms.min() >= kappa - 1e-12
    )


def distance_contracts() -> bool:
    """At 2/(L + μ), on 200 random strongly convex functions."""
    for f in problems(random_strongly_convex, 200):
        run = walk(f, GradientDescent(2 / (f.L + f.mu)), 30)
        rho = (f.L / f.mu - 1) / (f.L / f.mu + 1)
        promised = rho ** (2 * run.ks) * run.distances[0]
        if (run.distances > promised * (1 + 1e-9) + 1e-18).any():
            return False
    return True


def updates_are_kappa_times_a_logarithm() -> bool:
    """Within 6 % from κ = 100 on, and nearer for larger κ where ε is smaller."""
    for kappa, eps in ((100, 1e-6), (1000, 1e-12), (10_000, 1e-12)):
        for rate, times in ((1 / kappa, 1), (2 / (1 + kappa), 0.5)):
            exact = np.log(eps) / np.log1p(-rate)
            if abs(exact / (times * kappa * np.log(1 / eps)) - 1) > 0.02:
                return False
    return True


def steep_functions_shrink() -> bool:
    """1 - μ/L for the gap, on 100 random PL functions that are not convex."""
    descent_by_one = 1e-12
    for f in problems(random_steep):
        gaps = walk(f, GradientDescent(1 / f.L), 20).gaps
        if (gaps[1:] > (1 - f.mu / f.L) * gaps[:-1] + descent_by_one).any():
            return False
    return True


EQUATIONS = {
    "descent-lemma": is_below_its_parabolas,
    "slope-bound": slopes_become_small,
    "convex-rate": gap_falls_like_one_over_k,
    "exact-rate": gap_is_at_most_the_exact_worst_case,
    "minimax": arms_of_the_v_meet,
    "contraction": distance_contracts,
    "counts": updates_are_kappa_times_a_logarithm,
    "pl-rate": steep_functions_shrink,
}
