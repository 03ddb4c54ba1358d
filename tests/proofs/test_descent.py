"""Every step goes down: proved, tried on random functions, attained, and no further."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs import descent, descent_runs
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.descent import DROP, PAY, one_step
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, long_steps, short_steps, t
from gdcourse.proofs.worst_functions import parabola, zigzag

THEOREMS = [t for t in descent.THEOREMS if t.name.startswith("1")]


@pytest.mark.parametrize(("lr", "smoothness"), [(0.5, 1.0), (0.25, 2.0), (0.0625, 4.0)])
def test_shorter_steps_have_their_zigzag_too(lr, smoothness):
    run = descent_runs.slopes(zigzag(20, lr, smoothness), lr, 20)
    assert run.ratio[-1] == pytest.approx(1, rel=1e-9)


def test_descent_has_all_its_theorems():
    names = [theorem.name for theorem in descent.THEOREMS]
    assert names == ["1a", "1a'", "1b", "1c", "3b", "3b'", "3c"]


def test_hypotheses_are_printed_with_the_theorem():
    smallest = descent.smallest_slope()
    reasons = {assumption.reason for assumption in smallest.hypotheses}
    assert reasons == {"m is at most every slope", "f is bounded below"}
    assert descent.decrease().hypotheses == []


@pytest.mark.parametrize(
    ("proof", "bound"),
    [
        (descent.smallest_slope, descent_runs.slope_bound),
        (descent.small_slope, descent_runs.long_slope_bound),
    ],
)
def test_bound_of_the_slope_in_numbers_is_the_proved_one(proof, bound):
    """The proof says price · m² ≤ f_0 - f_inf."""
    price = proof().claim.smaller.parts[()] / descent.m**2
    values = {descent.N: 7, a: sp.Rational(1, 3), L: 2}
    assert bound(7, 1.0, 1 / 3, 2.0) == pytest.approx(1 / price.subs(values))


def test_textbook_bound_is_weaker():
    """With α = 1/L: 2/(N + 1) against 4/(3N + 2)."""
    ks = np.arange(1, 50)
    textbook = descent_runs.long_slope_bound(ks, 1.0, 1.0, 1.0)
    assert textbook == pytest.approx(2 / (ks + 1))
    assert np.all(descent_runs.slope_bound(ks, 1.0, 1.0, 1.0) < textbook)


def test_descent_is_refused_beyond_its_range():
    f, x, y = one_step()
    claim, used = y.f <= x.f - DROP * x.g**2, [(1, f.descent(x, y))]
    prove(claim, used, long_steps(), conditions=[DROP])
    wide = {t: sp.Rational(21, 10) / (a * L) - 1}
    wider = Region(L, positive=wide, solve={a: sp.Rational(21, 10) / (L * (1 + t))})
    with pytest.raises(Refused, match="a condition of the claim"):
        prove(claim, used, wider, conditions=[DROP])
    run = walk(parabola(), GradientDescent(2.05), 1)
    assert run.gaps[1] > run.gaps[0]


def test_two_slopes_do_not_pay_for_steps_beyond_one_over_smoothness():
    f, x, y = one_step()
    claim = y.f <= x.f - (PAY - a / 4) * x.g**2 - a / 4 * y.g**2
    used = [(1, f.interpolation(x, y))]
    prove(claim, used, short_steps())
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, long_steps())


def test_a_higher_price_is_refused():
    f, x, y = one_step()
    more = sp.Rational(101, 100)
    with pytest.raises(Refused, match="sum of squares"):
        prove(y.f <= x.f - more * DROP * x.g**2, [(1, f.descent(x, y))], long_steps())
    claim = y.f <= x.f - more * (PAY - a / 4) * x.g**2 - a / 4 * y.g**2
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(1, f.interpolation(x, y))], short_steps())
