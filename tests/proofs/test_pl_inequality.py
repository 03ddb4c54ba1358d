"""Steep wherever high: linear rates without convexity, proved and tried."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothPL
from gdcourse.proofs.pl_inequality import (
    FALL,
    FLATTER,
    LONG,
    THEOREMS,
    faster_rate,
    one_step,
    rate,
)
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, mu

NAMES = [theorem.name for theorem in THEOREMS]
Q = sp.Rational


@pytest.mark.parametrize("theorem", THEOREMS, ids=NAMES)
def test_theorem_about_steepness_is_proved(theorem):
    proofs = verified(theorem.name)
    assert len(proofs) == 1
    assert proofs[0].hypotheses == []


@pytest.mark.parametrize("name", ["3b", "3c"])
def test_rates_of_steep_functions_are_called_upper_bounds(name):
    theorems = {theorem.name: theorem for theorem in THEOREMS}
    assert theorems[name].kind == "upper bound"


def test_second_slope_makes_the_rate_better():
    for ratio in (0.001, 0.1, 0.5, 0.9):
        assert (
            faster_rate(ratio, 1.0) < rate(1.0, ratio, 1.0) == pytest.approx(1 - ratio)
        )


def test_waves_on_a_parabola_are_steep_but_not_convex():
    """x² + 3 sin²x has μ = 0.1754 and L = 8, better than the 1/32 often quoted."""
    grid = np.linspace(-20, 20, 400_000)
    height = grid**2 + 3 * np.sin(grid) ** 2
    slope = 2 * grid + 3 * np.sin(2 * grid)
    least = (slope**2 / (2 * height)).min()
    assert least == pytest.approx(0.1755, abs=1e-4)
    assert (2 + 6 * np.cos(2 * grid)).min() < 0
    problem = Problem(
        value=lambda x: x**2 + 3 * np.sin(x) ** 2,
        gradient=lambda x: 2 * x + 3 * np.sin(2 * x),
        L=8.0,
        start=10.0,
    )
    run = walk(problem, GradientDescent(1 / 8), 200)
    factor = faster_rate(0.1754, 8.0)
    assert np.all(run.gaps <= factor**run.ks * run.gaps[0] * (1 + 1e-9))


def test_dependent_columns_are_steep_with_the_smallest_curvature_above_zero():
    """Least squares is flat along a line, and the late rate is (1 - λ/L)² (CNV-06)."""
    rng = np.random.default_rng(9)
    X = rng.normal(size=(30, 5)) @ rng.normal(size=(5, 6))
    curvatures = np.linalg.eigvalsh(X.T @ X)
    least, L = curvatures[1], curvatures[-1]
    assert abs(curvatures[0]) < 1e-9 * L
    problem = Problem(
        value=lambda w: ((X @ w) ** 2).sum() / 2,
        gradient=lambda w: X.T @ (X @ w),
        L=L,
        start=rng.normal(size=6),
        minimizer=None,
    )
    run = walk(problem, GradientDescent(1 / L), 400)
    assert np.all(run.gaps <= faster_rate(least, L) ** run.ks * run.gaps[0])
    assert run.gaps[-1] / run.gaps[-2] == pytest.approx((1 - least / L) ** 2)


def test_steep_rate_is_refused_with_a_claim_one_percent_better():
    f, best, x, y = one_step(a)
    used = [(1, f.descent(x, y)), (FALL, f.steep(x, best))]
    better = (1 - Q(101, 100) * FALL) * (x.f - best.f)
    with pytest.raises(Refused, match="must cancel"):
        prove(y.f - best.f <= better, used, LONG)
    more = [(1, f.descent(x, y)), (Q(101, 100) * FALL, f.steep(x, best))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(y.f - best.f <= better, more, LONG)


def test_steepness_does_not_come_from_smoothness():
    f = Smooth(L)
    assert not hasattr(f, "steep")
    best, x = f.minimizer(), f.point("k")
    claim = x.f - best.f <= x.g**2 / (2 * mu)
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(1, f.descent(best, x))], Region(L, mu))


def test_steepness_of_half_the_size_is_refused():
    f = SmoothPL(mu / 2, L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - x.g / L, "k+1")
    claim = y.f - best.f <= (1 - mu / L) * (x.f - best.f)
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(1, f.descent(x, y)), (mu / L, f.steep(x, best))], FLATTER)
