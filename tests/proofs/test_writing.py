"""Sums and multiples of LaTeX texts."""

import pytest
import sympy as sp

from gdcourse.proofs.writing import coefficient, combined, is_sum, product, scaled

x, y = sp.symbols("x y")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x", False),
        ("-x", True),
        ("x - y", True),
        (r"\left\|x - y\right\|^2", False),
        (r"\left\langle x - y,\,z + w\right\rangle", False),
        (r"\langle x - y,z\rangle + 1", True),
        ("x_{k+1}", False),
    ],
)
def test_sums_are_told_from_brackets(text, answer):
    assert is_sum(text) is answer


def test_two_minus_signs_make_none():
    assert scaled(-1, "-g") == "g"
    assert scaled(-x, "-g") == r"x\,g"
    assert scaled(2, "-g") == r"-2\,g"
    assert scaled(-1, "x - y") == r"-\left(x - y\right)"


def test_a_minus_sign_goes_into_a_difference():
    assert product(x * (1 - x)) == r"x \left(1 - x\right)"
    assert product(-x) == "- x"
    assert product(x - 1) == "x - 1"
    assert product(x * (1 - x) / (x + y)) == r"\frac{x}{x + y} \left(1 - x\right)"
    assert product(3 * (1 - x) / 2) == r"\frac{3 \left(1 - x\right)}{2}"
    assert coefficient(1 - x) == r"\left(1 - x\right)"


def test_a_minus_sign_before_sums_stays_in_front():
    assert product(-(x + 1)) == "- x - 1"
    assert coefficient(-(x + 1) * (x + 2) / 4) == (
        r"- \frac{\left(x + 1\right) \left(x + 2\right)}{4}"
    )
    text = product(-(x - 1) * (x + 2) / 2)
    assert text == r"\frac{x + 2}{2} \left(1 - x\right)"


def test_sums_of_multiples():
    assert combined([(1, "x"), (-1, "y"), (0, "z")]) == "x - y"
    assert combined([]) == "0"
