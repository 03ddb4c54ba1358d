"""What learning rates add up to: sums of the schedules, and sums that are wrong."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.schedules import cosine, inverse_sqrt, inverse_time
from gdcourse.proofs import schedules, schedules_cosine
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.schedules import ROOTS, THEOREMS, high, low
from gdcourse.proofs.theorem import is_zero

Q = sp.Rational
NAMES = [theorem.name for theorem in THEOREMS]
TIGHT = [theorem for theorem in THEOREMS if theorem.is_tight]


def test_group_of_schedules_is_complete():
    assert NAMES == ["8g", "8g'", "8g''", "8g'''"]
    assert [theorem.name for theorem in TIGHT] == ["8g''", "8g'''"]


def test_roots_and_doublings_bound_the_sums_from_below():
    ns = np.arange(1, 5000)
    roots = np.cumsum(inverse_sqrt(0.5)(ns - 1))
    assert np.all(roots >= schedules.root_bounds(ns, 0.5)[0])
    sums = np.cumsum(inverse_time(0.5)(ns - 1))
    assert np.all(sums >= schedules.harmonic_bounds(ns, 0.5)[0] * (1 - 1e-12))


def test_harmonic_bound_is_attained_at_one_and_two():
    """1 = 1 + 0/2 and 1 + 1/2 = 1 + 1/2."""
    ns = np.array([1, 2])
    assert schedules.harmonic_bounds(ns, 1.0)[0].tolist() == [1.0, 1.5]
    assert schedules.harmonic_bounds(ns, 1.0)[1].tolist() == [1.0, 1.5]


@pytest.mark.parametrize("better", [Q(99, 100), Q(1, 2)])
def test_root_lemma_has_no_better_constant(better):
    claim = Form.of(1 / high) <= better * 2 * (high - low)
    with pytest.raises(Refused, match="must cancel"):
        prove(claim, [(1 / high, schedules.one_apart())], ROOTS)


def test_root_lemma_from_below_does_not_begin_at_zero():
    """1/√0 is nothing to divide by."""
    claim = Form.of(2 * (high - low)) <= 1 / low
    with pytest.raises(Refused, match="divide by what may be zero"):
        prove(claim, [(-1 / low, schedules.one_apart())], ROOTS)


def test_terms_beyond_the_double_are_too_small():
    """1/(n + j) ≥ 1/(2n) fails for j > n."""
    j, n, e = schedules.j, schedules.n, schedules.e
    beyond = Region(n, positive={e: j - n}, solve={j: n + e})
    with pytest.raises(Refused, match="must cancel"):
        prove(Form.of(1 / (2 * n)) <= 1 / (n + j), [], beyond)


def test_inverse_square_has_no_faster_telescope():
    k, e = schedules.k, schedules.e
    where = Region(positive={e: k - 1}, solve={k: 1 + e})
    with pytest.raises(Refused, match="must cancel"):
        prove(Form.of(1 / k**2) <= 1 / k - 1 / (k + 1), [], where)


@pytest.mark.parametrize("steps", [2, 3, 4, 5, 6, 12])
def test_cosine_sums_are_exact(steps):
    waves = [(1 + sp.cos(sp.pi * sp.Integer(j) / steps)) / 2 for j in range(steps)]
    plain, squares = schedules_cosine.cosine_sums(sp.Integer(steps), sp.Integer(1))
    assert is_zero(sum(waves) - plain)
    assert is_zero(sum(wave**2 for wave in waves) - squares)


def test_sum_of_squares_needs_two_steps():
    """One step at the full rate has Σα² = α², and not 7/8."""
    rates = cosine(1.0, T_max=1)(np.arange(1))
    assert (rates**2).sum() == 1.0
    assert schedules_cosine.cosine_sums(1, 1.0) == (1.0, 0.875)


def test_price_of_the_cosine_tends_to_its_limit():
    """√(3/2) = 1.22."""
    plain, squares = schedules_cosine.cosine_sums(10**9, 1.0)
    assert (squares * 10**9) ** 0.5 / plain == pytest.approx(1.5**0.5, rel=1e-8)
    T, w = schedules_cosine.T, schedules_cosine.w
    plain, squares = schedules_cosine.cosine_sums(T, 1)
    where = Region(positive={w: T - 1}, solve={T: 1 + w})
    with pytest.raises(Refused, match="must cancel"):
        prove(Form.of(squares / plain**2) <= Q(149, 100) / T, [], where)


def test_walk_with_geometric_rates_stops_short():
    """From x = 0 with slope 1 it never gets beyond α/(1 - γ) = 5."""
    run = schedules.steady_reach(2000)
    assert run.measured[-1] == pytest.approx(5.0)
    assert np.all(run.measured <= 5.0 + 1e-12)
