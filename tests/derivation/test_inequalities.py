"""Lines of an inequality are equivalent, or refused."""

import pytest
import sympy as sp

from gdcourse.derivation.inequalities import inequality_steps

FACTOR = ("abs(1 - alpha*a)", "1", "")
SQUARED = ("(1 - alpha*a)**2", "1", "square both sides")
PRODUCT = ("alpha*a*(alpha*a - 2)", "0", "factor")


def stable_rates():
    return inequality_steps([FACTOR, SQUARED, PRODUCT], "alpha", positive="a")


def test_stable_rates_of_a_parabola_lie_between_zero_and_two_over_a():
    a = sp.Symbol("a", positive=True)
    assert stable_rates().solution == sp.Interval.open(0, 2 / a)


@pytest.mark.parametrize(
    "line",
    [
        ("1 - alpha*a", "1", "forgets the bars"),
        ("alpha*a", "1", "divides the bound by two"),
        ("(1 - alpha*a)**2", "2", "squares one side only"),
        ("alpha", "2", "forgets the curvature"),
    ],
)
def test_a_line_that_holds_elsewhere_is_refused(line):
    with pytest.raises(ValueError, match="line 2 must hold where line 1 holds"):
        inequality_steps([FACTOR, line], "alpha", positive="a")


def test_lines_are_shown_with_reasons_and_the_answer():
    proof = stable_rates()
    assert str(proof).splitlines() == [
        "    |1 - a*alpha| < 1",
        "<=> (1 - a*alpha)**2 < 1        square both sides",
        "<=> a*alpha*(a*alpha - 2) < 0   factor",
        "<=> 0 < alpha < 2/a             the answer, as SymPy solves line 1",
    ]
    latex = proof._repr_latex_()
    assert latex.count("Longleftrightarrow") == 3
    assert r"\left|1 - a \alpha\right| < 1" in latex


def test_a_solution_that_is_no_interval_is_shown_too():
    apart = inequality_steps([("1", "x**2", "")], "x")
    assert "Union" in str(apart).splitlines()[-1]
