"""Line searches and Polyak's step: theorems, equality, and false theorems."""

import math

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.line_search import backtrack
from gdcourse.proofs import line_search_armijo as accepted
from gdcourse.proofs import line_search_backtracking as backtracking
from gdcourse.proofs import line_search_exact as exact
from gdcourse.proofs import line_search_polyak as polyak
from gdcourse.proofs.assumptions import equation
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import (
    Convex,
    Smooth,
    SmoothConvex,
    SmoothPL,
    SmoothStronglyConvex,
)
from gdcourse.proofs.line_search import THEOREMS
from gdcourse.proofs.problems import random_convex, random_strongly_convex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import CURVED, L, a, mu, t
from gdcourse.proofs.theorem import is_zero
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.worst_functions import parabola

Q = sp.Rational
c, e, S = sp.symbols("c e S")
NAMES = [theorem.name for theorem in THEOREMS]
TIGHT = [theorem for theorem in THEOREMS if theorem.is_tight]


def test_group_of_line_searches_is_complete():
    assert NAMES == ["7a", "7a'", "7b", "7b'", "7c", "7d", "8f", "8f'"]
    assert [theorem.name for theorem in TIGHT] == ["7a", "7a'", "7b'", "7c", "7d"]


# --- backtracking


@pytest.mark.parametrize("beyond", [Q(101, 100), 2])
def test_test_need_not_pass_beyond_the_threshold(beyond):
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    where = Region(
        L,
        positive={e: 1 / c - 1},
        nonnegative={t: beyond * 2 * (1 - c) / (a * L) - 1},
        solve={c: 1 / (1 + e), a: beyond * 2 * e / ((1 + e) * L * (1 + t))},
    )
    claim = y.f <= x.f - c * a * x.g**2
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(1, f.descent(x, y))], where)


def test_refusals_of_backtracking_are_counted_right():
    rng = np.random.default_rng(0)
    counts = set()
    for _ in range(300):
        f, share, shrink = random_convex(rng), rng.uniform(0.01, 0.9), 0.5
        alpha0 = 10 ** rng.uniform(-1, 3) / f.L
        g = f.gradient(f.start)
        settings = {"alpha0": alpha0, "shrink": shrink, "c": share}
        alpha = backtrack(f.value, f.start, -g, -g @ g, **settings)
        refusals = round(math.log2(alpha0 / alpha))
        assert refusals <= backtracking.most_refusals(alpha0, shrink, share, f.L)
        counts.add(refusals)
    assert len(counts) >= 5


@pytest.mark.parametrize("k", [1, 5, 40])
def test_worst_search_refuses_as_often_as_promised(k):
    """The first trial is a hair beyond the threshold times 2^k."""
    alpha0 = 2 * 0.75 / 2.0 * (1 + 1e-6) * 2**k
    found = backtrack(
        parabola(curvature=2.0).value, 1.0, -2.0, -4.0, alpha0=alpha0, c=0.25
    )
    assert round(math.log2(alpha0 / found)) == k + 1
    assert backtracking.most_refusals(alpha0, 0.5, 0.25, 2.0) == k + 1


def test_no_trial_is_refused_below_the_threshold():
    assert backtracking.most_refusals(0.1, 0.5, 0.5, 1.0) == 0


@pytest.mark.parametrize("share", [Q(1, 4), Q(49, 100)])
def test_convex_rate_needs_half_of_the_promised_fall(share):
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - a * x.g, "k+1")
    before = S * (x.f - best.f) + (x - best) ** 2 / 2
    after = (S + a) * (y.f - best.f) + (y - best) ** 2 / 2
    used = [(S + a, accepted.armijo(x, y, share)), (a, f.convex(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(after <= before, used, Region(L, a, nonnegative=[S]))


def test_gap_does_not_shrink_faster_than_the_test_promises():
    f = SmoothPL(mu, L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - a * x.g, "k+1")
    used = [(1, accepted.armijo(x, y, c)), (Q(101, 50) * c * a * mu, f.steep(x, best))]
    claim = y.f - best.f <= (1 - Q(101, 50) * c * a * mu) * (x.f - best.f)
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, Region(mu, L, a, c))


def test_accepted_steps_are_printed_as_a_hypothesis():
    (stated,) = accepted.convex_step().hypotheses
    assert stated.reason == "Armijo's test, c = 1/2"


# --- exact line search


def search_with(f, rate, slopes=True, along=True):
    best, x, y = f.minimizer(), f.point("0"), f.point("1")
    rho = exact.rho
    used = [
        (rho, f.interpolation(x, y)),
        (2 * mu * (L - mu) / (L + mu) ** 2, f.interpolation(best, x)),
        (2 * mu / (L + mu), f.interpolation(best, y)),
    ]
    used += [(-2 / (L + mu), equation(y.g * x.g, 0, "right angle"))] * slopes
    used += [(-1, equation(y.g * (y - x), 0, "right angle"))] * along
    return prove(y.f - best.f <= rate * (x.f - best.f), used, CURVED)


def test_exact_search_needs_both_right_angles():
    rho = exact.rho
    search_with(SmoothStronglyConvex(mu, L), rho**2)
    for missing in ({"slopes": False}, {"along": False}):
        with pytest.raises(Refused):
            search_with(SmoothStronglyConvex(mu, L), rho**2, **missing)


@pytest.mark.parametrize("better", [Q(99, 100), Q(1, 2)])
def test_exact_search_is_no_faster(better):
    with pytest.raises(Refused):
        search_with(SmoothStronglyConvex(mu, L), better * exact.rho**2)


def test_eigenvalue_outside_of_its_range_breaks_the_lemma():
    lam, p = sp.symbols("lambda p")
    g = Vector.letter("g")
    beyond = Region(mu, L, positive={p: lam - L - mu}, solve={lam: L + mu + p})
    with pytest.raises(Refused, match="sum of squares"):
        prove(((L + mu) - lam - mu * L / lam) * g**2 >= 0, [], beyond)


def test_false_kantorovich_is_no_identity():
    first, *_ = exact.kantorovich()
    assert is_zero(first)
    assert not is_zero(first + exact.u * exact.v)


def test_search_by_bisection_makes_the_gradients_orthogonal():
    rng = np.random.default_rng(1)
    for _ in range(50):
        f = random_strongly_convex(rng)
        g = f.gradient(f.start)
        new = f.gradient(exact.searched(f, f.start))
        assert abs(new @ g) <= 1e-9 * (g @ g)


def test_worst_start_zigzags_with_the_rate_of_theory():
    """κ = 100: .9607881580 each step."""
    rate = exact.gap_bound(np.array([1]), 1.0, 100.0, 1.0)[0]
    assert rate == pytest.approx(0.9607881580, abs=5e-11)
    run = exact.steady_zigzag(20)
    assert run.measured[1:] / run.measured[:-1] == pytest.approx((7.5 / 8.5) ** 2)


# --- Polyak's step


@pytest.mark.parametrize("times", [Q(1, 2), 2])
def test_another_multiple_of_polyaks_step_does_not_come_as_much_closer(times):
    f = Convex()
    best, x = f.minimizer(), f.point("k")
    size = times * a
    y = x - size * x.g
    used = [(2 * size, f.convex(best, x)), (-(times**2) * a, polyak.polyak(x, best))]
    for gain, fits in ((2 * times - times**2, True), (1, False)):
        claim = (y - best) ** 2 <= (x - best) ** 2 - gain * a * (x.f - best.f)
        if fits:
            prove(claim, used, Region(a), squares=[])
        else:
            with pytest.raises(Refused, match="must cancel"):
                prove(claim, used, Region(a))


def test_polyaks_step_is_not_always_one_over_L():
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    used = [(1, f.interpolation(x, best)), (1, polyak.polyak(x, best))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(x.g**2 / L <= a * x.g**2, used, Region(L, a))


def test_smooth_rate_needs_steps_of_at_least_half_of_one_over_L():
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = x - a * x.g
    claim = (y - best) ** 2 <= (x - best) ** 2 - (x.f - best.f) / (2 * L)
    used = [
        (2 * a, f.convex(best, x)),
        (-a, polyak.polyak(x, best)),
        (a - 1 / (2 * L), polyak.above(x, best)),
    ]
    with pytest.raises(Refused, match="A minus sign is left"):
        prove(claim, used, Region(L, a))
