"""Vectors of letters: inner products are those of any space, noise included."""

import itertools

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.assumptions import noise
from gdcourse.proofs.forms import Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.vectors import ZERO, Vector, inner

a, s = sp.symbols("a sigma")


def numeric(form, places):
    """The form where letters are vectors of numbers."""
    return sum(
        float(c) * np.prod([places[p] for p in pair], axis=0).sum()
        for pair, c in form.parts.items()
    )


def test_inner_products_are_those_of_coordinates():
    rng = np.random.default_rng(0)
    letters = [Vector.letter(name) for name in "xyz"]
    places = {next(iter(v.parts)): rng.normal(size=4) for v in letters}
    values = [places[next(iter(v.parts))] for v in letters]
    for _ in range(30):
        c, d = rng.integers(-4, 5, size=(2, 3))
        u = sum(int(m) * v for m, v in zip(c, letters, strict=True))
        w = sum(int(m) * v for m, v in zip(d, letters, strict=True))
        expected = (c @ values) @ (d @ values)
        assert numeric(u * w, places) == pytest.approx(expected, abs=1e-9)


def test_the_product_does_not_depend_on_the_order():
    x, y = Vector.letter("x"), Vector.letter("y")
    assert (x * y).parts == (y * x).parts
    assert ((x + y) ** 2 - (x - y) ** 2 - 4 * (x * y)).parts == {}


def test_the_polarization_identity_with_symbols():
    x, y = Vector.letter("x"), Vector.letter("y")
    left = (x - a * y) ** 2
    right = x**2 - 2 * a * (x * y) + a**2 * y**2
    rest = (left - right).parts.values()
    assert all(sp.expand(c) == 0 for c in rest)


def test_zero_is_orthogonal_to_everything():
    x = Vector.letter("x")
    assert (x * ZERO).parts == {}
    assert (x - x).parts == {}


def test_a_sum_begins_with_zero():
    x, y = Vector.letter("x"), Vector.letter("y")
    assert sum([x, y]).parts == (x + y).parts


def test_noise_is_seen_by_younger_letters_only():
    old = Vector.letter("x")
    e = noise(s**2, "e")
    young, later = Vector.letter("g"), noise(s**2, "e'")
    assert inner(old, e).parts == inner(e, old).parts == {}
    assert len(inner(young, e).parts) == 1
    assert inner(later, e).parts == inner(later, young).parts == {}
    assert ((old - a * e) ** 2).parts[()] == a**2 * s**2


def test_a_square_is_the_only_power():
    x = Vector.letter("x")
    for power in (1, 3, 0, -2):
        with pytest.raises(Refused, match=f"got power {power}. Write v"):
            x**power


@pytest.mark.parametrize("other", [1, sp.Symbol("a"), Form.of(1), Form.value("f")])
def test_numbers_are_not_added_to_vectors(other):
    x = Vector.letter("x")
    with pytest.raises(Refused, match="only vectors are added to a vector, got"):
        x + other
    with pytest.raises(Refused, match="added to x"):
        x - other


def test_a_vector_is_divided_by_numbers_only():
    x, y = Vector.letter("x"), Vector.letter("y")
    assert (x / 2).parts == (sp.Rational(1, 2) * x).parts
    with pytest.raises(Refused, match="a factor must be a number"):
        x / y
    with pytest.raises(Refused, match=r"exact numbers, got 0\.1"):
        0.1 * x


def test_a_place_without_a_function_has_no_value():
    x, y = Vector.letter("x"), Vector.letter("y")
    for name in ("f", "g"):
        with pytest.raises(Refused, match=r"got x - y. Make the point with f\.at"):
            getattr(x - y, name)
    assert not hasattr(x, "owner")


def test_vectors_are_written_as_they_were_made():
    x, g = Vector.letter("x_k"), Vector.letter("g_k")
    y = x - a * g
    assert y.latex == r"x_k - a\,g_k"
    assert (2 * y).latex == r"2\,\left(x_k - a\,g_k\right)"
    assert y.named("x_{k+1}").latex == "x_{k+1}"
    assert y.named("x_{k+1}").parts == y.parts
    assert (y * g).latex == r"\left\langle x_k - a\,g_k,\,g_k\right\rangle"


def test_letters_do_not_cancel_by_name():
    for u, v in itertools.permutations([Vector.letter("x"), Vector.letter("x")]):
        assert (u - v).parts != {}
