"""The numbers of a proof are exact, and what is not is refused with a cure."""

from fractions import Fraction

import pytest
import sympy as sp

from gdcourse.proofs.exactness import exact
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.vectors import Vector

L = sp.Symbol("L")


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (0.5, r"got 0\.5\. Write Rational\(1, 2\)"),
        (0.1 * L, r"got 0\.1\. Write Rational\(1, 10\)"),
        (sp.Float("0.25") + L, r"Write Rational\(1, 4\)"),
        ("k + 1", r"got 'k \+ 1'\. Write Rational"),
        (None, "got None"),
        ([1], r"got \[1\]"),
        (True, "got True"),
        (Vector.letter("g"), r"got g\. Write"),
        (Vector.letter("g") ** 2, "a factor must be a number"),
    ],
)
def test_numbers_that_are_not_exact_are_refused_with_a_cure(number, message):
    with pytest.raises(Refused, match=message):
        exact(number)


@pytest.mark.parametrize("number", [1, Fraction(1, 2), sp.Rational(1, 2), L / 2])
def test_exact_numbers_pass(number):
    assert exact(number) == sp.sympify(number)
