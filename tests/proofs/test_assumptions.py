"""What a proof may use: made by few hands, and printed unless a class grants it."""

import pytest
import sympy as sp

from gdcourse.proofs.assumptions import (
    Assumption,
    equation,
    granted,
    hypothesis,
    noise,
    projection,
)
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Smooth
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

L, s = sp.symbols("L sigma")


def test_a_hypothesis_is_printed_and_a_granted_inequality_is_not():
    f = Smooth(L)
    x = f.point("k")
    assert hypothesis(x.g**2 <= 1, "short gradients").stated
    assert equation(x.f, 2, "height").stated
    assert not f.descent(x, f.at(x - x.g, "k+1")).stated
    assert not granted(x.g**2 <= 1, "a class says so").stated


def test_an_assumption_holds_its_slack_and_its_text():
    g = Vector.letter("g")
    assumption = hypothesis(g**2 <= 4, "short")
    assert assumption.form.parts == (4 - g**2).parts
    assert assumption.latex == r"\left\|g\right\|^2 \le 4"
    assert not assumption.is_equation


def test_an_equation_may_be_used_in_both_directions():
    g = Vector.letter("g")
    equal = equation(g**2, 4, "length 2")
    assert equal.latex == r"\left\|g\right\|^2 = 4"
    assert prove(g**2 <= 4, [(-1, equal)]).hypotheses == [equal]
    assert prove(g**2 >= 4, [(1, equal)]).hypotheses == [equal]


def test_an_inequality_is_used_in_one_direction_only():
    g = Vector.letter("g")
    short = hypothesis(g**2 <= 4, "length at most 2")
    prove(g**2 <= 4, [(1, short)])
    with pytest.raises(Refused, match="a multiplier must be at least 0.*got -1"):
        prove(g**2 >= 4, [(-1, short)])


def test_projection_is_stated_and_gives_the_distance():
    before, after, u = (Vector.letter(name) for name in ("y", "x", "u"))
    used = projection(before, after, u)
    assert used.stated
    prove((after - u) ** 2 <= (before - u) ** 2, [(1, used)])
    with pytest.raises(Refused, match="sum of squares"):
        prove((before - u) ** 2 <= (after - u) ** 2, [(1, used)])


@pytest.mark.parametrize("variance", [-1, -(s**2), sp.Rational(-1, 3)])
def test_a_negative_variance_would_prove_anything(variance):
    """E‖x + e‖² = ‖x‖² - 1 ≥ 0 fails at x = 0."""
    with pytest.raises(Refused, match="a variance must not be negative, got -"):
        noise(variance, "e")


def test_variances_are_exact():
    with pytest.raises(Refused, match=r"exact numbers, got 0\.01"):
        noise(0.01, "e")
    e = noise(s**2 / 4, "e")
    assert (e**2).parts == {(): s**2 / 4}


def test_noise_costs_what_its_variance_says():
    x = Vector.letter("x")
    e = noise(s**2, "e")
    prove((x + e) ** 2 <= x**2 + s**2, [], Region(s))
    with pytest.raises(Refused, match="left over"):
        prove((x + e) ** 2 <= x**2 + s**2 / 2, [], Region(s))


def test_nobody_else_makes_assumptions():
    with pytest.raises(
        Refused, match="assumptions come from function classes, got 'x'"
    ):
        Assumption(Form.of(1), "x", "x", None)
