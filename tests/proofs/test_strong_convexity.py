"""Linear rates: proved up to 2/(L + μ) and beyond, attained, and nothing is faster."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs import strong_convexity, strong_convexity_gaps
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import (
    L,
    a,
    d,
    mu,
    steps_beyond_the_best,
    steps_up_to_the_best,
    t,
)
from gdcourse.proofs.strong_convexity import two_runs
from gdcourse.proofs.strong_convexity_gaps import FLAT, STEEP, both_ways
from gdcourse.proofs.strong_convexity_runs import (
    best_rate,
    both_parabolas,
    distances,
    distances_to_best,
    gaps,
    rate,
    round_bowl,
    slopes,
    slower_parabola,
)
from gdcourse.proofs.worst_functions import parabola

THEOREMS = strong_convexity.THEOREMS
NAMES = [theorem.name for theorem in THEOREMS]
Q = sp.Rational


@pytest.mark.parametrize("measure", [distances, gaps, slopes])
@pytest.mark.parametrize("mu_over_L", [0.01, 0.5])
def test_parabolas_attain_the_rate_for_other_conditions(measure, mu_over_L):
    run = both_parabolas(measure, mu_over_L)(20)
    assert run.ratio == pytest.approx(np.ones(42), rel=1e-9)


def test_textbook_rate_is_weaker_except_for_the_best_step():
    flat = replace(parabola(0.1), L=1.0)
    weaker = distances_to_best(flat, 0.5, 10)
    assert weaker.ratio[-1] < 0.99
    best = distances_to_best(flat, 2 / 1.1, 10)
    assert best.ratio == pytest.approx(np.ones(11), rel=1e-9)


def test_strong_convexity_has_all_its_theorems():
    assert NAMES == ["3a", "3a'", "3a-opt", "3d", "3e", "3f"]


def test_best_step_is_where_two_rates_meet():
    assert sp.solve(sp.Eq(FLAT, STEEP), a) == [2 / (L + mu)]
    grid = np.linspace(0.01, 3, 1000)
    rates = [slower_parabola(lr, 0.25, 1.0) for lr in grid]
    assert rates == pytest.approx([rate(lr, 0.25, 1.0) for lr in grid])
    assert grid[np.argmin(rates)] == pytest.approx(2 / 1.25, abs=0.003)
    assert min(rates) >= best_rate(0.25, 1.0)


def test_best_step_states_that_it_uses_two_functions():
    (proof,) = verified("3a-opt")
    assert len(proof.hypotheses) == 2


def wider(limit):
    """α up to limit/(L + μ)."""
    far = limit / (L + mu)
    solve = {a: far / (1 + t), L: mu + d}
    return Region(mu, positive={d: L - mu}, nonnegative={t: far / a - 1}, solve=solve)


def test_contraction_is_refused_beyond_its_region():
    f, x, y, v, after, w = two_runs()
    used = both_ways(f, x, y, 2 * a * FLAT)
    claim = after**2 <= FLAT**2 * v**2
    assert prove(claim, used, wider(2)).squares
    with pytest.raises(Refused, match="a multiplier must be at least 0"):
        prove(claim, used, wider(Q(21, 10)))


def test_square_that_is_left_changes_sign_at_the_best_step():
    """Slide α past 2/(L + μ): the coefficient a (2 - a(L + μ))/(L - μ) is negative."""
    f, x, y, v, after, w = two_runs()
    used = both_ways(f, x, y, 2 * a * FLAT)
    left = [(a * (2 - a * (L + mu)) / (L - mu), w - mu * v)]
    claim = after**2 <= FLAT**2 * v**2
    prove(claim, used, steps_up_to_the_best(), squares=left)
    with pytest.raises(Refused, match="must be at least 0"):
        prove(claim, used, steps_beyond_the_best(), squares=left)


@pytest.mark.parametrize(
    ("rho", "make"), [(FLAT, steps_up_to_the_best), (STEEP, steps_beyond_the_best)]
)
def test_a_rate_one_percent_better_is_refused(rho, make):
    f, x, y, v, after, _ = two_runs()
    used = both_ways(f, x, y, 2 * a * rho)
    with pytest.raises(Refused, match="sum of squares"):
        prove(after**2 <= Q(99, 100) * rho**2 * v**2, used, make())


def test_convexity_without_curvature_gives_no_linear_rate():
    f = SmoothConvex(L)
    x, y = f.point("p"), f.point("q")
    v = x - y
    after = v - a * (x.g - y.g)
    used = both_ways(f, x, y, 2 * a * FLAT)
    with pytest.raises(Refused, match="sum of squares"):
        prove(after**2 <= FLAT**2 * v**2, used, steps_up_to_the_best())


def test_a_function_with_half_the_curvature_is_refused():
    f = SmoothStronglyConvex(mu / 2, L)
    x, y = f.point("p"), f.point("q")
    v = x - y
    after = v - a * (x.g - y.g)
    used = both_ways(f, x, y, 2 * a * FLAT)
    with pytest.raises(Refused, match="sum of squares"):
        prove(after**2 <= FLAT**2 * v**2, used, steps_up_to_the_best())


@pytest.mark.parametrize(
    "proof",
    [
        strong_convexity.contraction,
        strong_convexity_gaps.gap,
        strong_convexity_gaps.slope,
        strong_convexity_gaps.textbook_distance,
    ],
)
def test_what_is_left_at_the_best_step_has_no_spare_square(proof):
    sizes = [c.subs(a, 2 / (L + mu)) for c, _ in proof().squares]
    assert 0 in [sp.cancel(size) for size in sizes]


def test_equal_curvatures_end_in_one_step():
    center, start = np.array([1.0, -2.0]), np.array([5.0, 3.0])
    run = walk(round_bowl(center, start, 4.0), GradientDescent(0.25), 1)
    assert run.distances.tolist() == [41, 0]


def test_equal_curvatures_need_strong_convexity():
    f = SmoothConvex(L)
    p, q = f.point("p"), f.point("q")
    v, w = p - q, p.g - q.g
    used = [(2 * L, f.interpolation(p, q)), (2 * L, f.interpolation(q, p))]
    with pytest.raises(Refused, match="sum of squares"):
        prove((w - L * v) ** 2 <= 0, used, Region(L))
