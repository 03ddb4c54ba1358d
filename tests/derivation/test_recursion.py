"""A rule run on letters gives the formula of its points."""

import pytest
import sympy as sp

from gdcourse.derivation.recursion import factored, letters, same, unroll
from gdcourse.optimizers import GradientDescent


def descent_on_a_parabola():
    a, alpha, x0 = letters("a alpha x_0")
    rule = GradientDescent(lr=alpha)
    return unroll(lambda x: rule.step(x, a * x, None, 1)[0], x0, steps=5), a, alpha, x0


def test_gradient_descent_on_a_parabola_multiplies_by_one_factor():
    run, a, alpha, x0 = descent_on_a_parabola()
    assert run.points == tuple(x0 * (1 - alpha * a) ** k for k in range(6))


def test_an_unrolled_run_is_shown_in_factored_form():
    run, *_ = descent_on_a_parabola()
    assert str(run).splitlines()[3] == "x_3 = x_0*(1 - a*alpha)**3"
    assert r"x_{2} &= x_{0} \left(1 - a \alpha\right)^{2}" in run._repr_latex_()
    assert len(run) == 6


def test_factoring_keeps_the_value_and_turns_every_constant_positive():
    x, y = letters("x y")
    for text in (
        "y*(x - 1)",
        "(x - 1)**2*(y - 2)",
        "-3*(x - 1)*(2 - y)**3",
        "x*y - y",
        "7",
    ):
        expression = sp.sympify(text, locals={"x": x, "y": y})
        product = factored(expression)
        assert same(product, expression)
        sums = product.atoms(sp.Add)
        assert all(not part.as_coeff_Add()[0].is_negative for part in sums)


def test_formulas_are_the_same_only_if_they_are_equal_everywhere():
    x, y = letters("x y")
    assert same(sp.sin(x) ** 2 + sp.cos(x) ** 2, 1)
    assert not same(x * y, x + y)


@pytest.mark.parametrize(
    ("error", "call", "words"),
    [
        (TypeError, lambda: letters(["a"]), "names must be text"),
        (ValueError, lambda: letters("a b a"), "named once"),
        (ValueError, lambda: letters("  "), "named once"),
        (TypeError, lambda: unroll(lambda x: (x, None), 1, 1), "without the memory"),
        (ValueError, lambda: unroll(lambda x: x, 1, 0), "at least 1"),
    ],
)
def test_what_is_no_run_on_letters_is_refused(error, call, words):
    with pytest.raises(error, match=words):
        call()
