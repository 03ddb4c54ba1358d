"""Equal formulas have one form; what is not exact or not finite has none."""

from fractions import Fraction

import pytest
import sympy as sp

from gdcourse.proofs.canonical import canonical, is_formula, letters
from gdcourse.proofs.refusal import Refused


def test_equal_forms_become_the_same():
    a, L = letters("a L")
    forms = [a * (1 - L * a / 2), a - L * a**2 / 2, a * (2 - L * a) / 2]
    assert len({canonical(form) for form in forms}) == 1
    assert canonical(2 / (a + L)) == canonical(1 / ((a + L) / 2))


def test_numbers_of_every_exact_kind_become_the_same():
    halves = [Fraction(1, 2), sp.Rational(1, 2), sp.Integer(1) / 2]
    assert {canonical(half) for half in halves} == {sp.S.Half}
    assert canonical(2) == sp.Integer(2)


@pytest.mark.parametrize("value", [0.5, 0.5 * sp.Symbol("a")])
def test_floats_are_refused_with_the_fraction_to_write(value):
    with pytest.raises(Refused, match=r"got 0\.5\. Write Rational\(1, 2\)"):
        canonical(value)


@pytest.mark.parametrize("value", [sp.zoo, sp.oo, -sp.oo, sp.nan, sp.zoo + 1])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(Refused, match="needs finite numbers"):
        canonical(value)


def test_a_formula_with_cases_stays_as_it_is():
    a = sp.Symbol("a", positive=True)
    cases = sp.Piecewise((a, a < 1), (1, True))
    assert canonical(cases).subs(a, 2) == 1


def test_letters_are_positive_and_one_name_makes_a_tuple():
    [mu] = letters("mu")
    assert mu.is_positive
    assert [letter.name for letter in letters("a L")] == ["a", "L"]


@pytest.mark.parametrize("value", [True, "a", None, 1.0, sp.Symbol("a") < 1])
def test_only_expressions_are_formulas(value):
    assert not is_formula(value)
    assert is_formula(sp.Max(sp.Symbol("a"), 1))
