"""Forms and claims: arithmetic is exact, and mistakes are told."""

import pytest
import sympy as sp

from gdcourse.proofs.forms import Claim, Form, Letter, merged, name_of
from gdcourse.proofs.functions import Smooth
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.vectors import Vector

L, a = sp.symbols("L a")


def value():
    return Form.value("f_k")


def test_forms_add_and_scale_like_numbers():
    f, h = value(), Form.value("h")
    (one,), (two,) = f.parts, h.parts
    assert (2 * f - h / 3 + 1).parts == {one: 2, two: -sp.Rational(1, 3), (): 1}
    assert (1 - f).parts == {(): 1, one: -1}
    assert (f - f).parts == {}
    assert (f * 0).parts == {}


def test_two_values_of_one_name_are_two_unknowns():
    assert (value() - value()).parts != {}


def test_a_comparison_is_a_claim_either_way_round():
    f, h = value(), Form.value("h")
    assert (f <= h).slack.parts == (h >= f).slack.parts
    assert (f <= h).latex == r"f_k \le h"
    assert (f <= 1).slack.parts == (1 - f).parts
    assert (f >= 1).slack.parts == (f - 1).parts


def test_a_chain_of_comparisons_is_refused():
    """Python would read a <= b <= c as "a <= b and b <= c" and forget the first."""
    f, h = value(), Form.value("h")
    with pytest.raises(Refused, match="neither true nor false before it is proved"):
        bool(f <= h <= 1)
    with pytest.raises(Refused, match="Write one comparison"):
        assert f <= h


def test_forms_are_not_multiplied_with_each_other():
    f = value()
    with pytest.raises(Refused, match="got f_k times f_k. Multiply by a number"):
        f * f
    with pytest.raises(Refused, match="not multiplied with each other"):
        f * Vector.letter("g")


def test_a_float_is_refused_wherever_it_enters():
    f = value()
    for make in (lambda: 0.5 * f, lambda: f / 2.0, lambda: f + 0.5, lambda: f <= 0.1):
        with pytest.raises(Refused, match=r"exact numbers.*Write (2|Rational\(1, )"):
            make()


def test_a_vector_is_not_a_number():
    x = Smooth(L).point("k")
    with pytest.raises(Refused, match=r"got the vector x_\{k\}. Take its square"):
        value() + x
    with pytest.raises(Refused, match="Take its square or an inner product"):
        assert value() <= x.g


def test_names_of_what_is_left():
    x, y = Letter("x"), Letter("y")
    assert name_of(()) == ""
    assert name_of((x,)) == "x"
    assert name_of((x, x)) == r"\|x\|^2"
    assert name_of((x, y)) == r"\langle x,y\rangle"


def test_letters_know_their_order_in_time():
    first, second = Letter("x"), Letter("x")
    assert first.born < second.born
    assert first != second


def test_merging_does_not_change_the_parts():
    first, second = {"a": 1}, {"a": 2, "b": 3}
    assert merged(first, second) == {"a": 3, "b": 3}
    assert (first, second) == ({"a": 1}, {"a": 2, "b": 3})


def test_a_claim_holds_its_two_sides():
    claim = Claim(value(), Form.of(a))
    assert claim.slack.parts[()] == a


@pytest.mark.parametrize(("sides", "got"), [((1, 0), "1"), ((0, "x"), "0")])
def test_a_claim_made_by_hand_of_plain_numbers_is_told_how_to_write_it(sides, got):
    words = rf"two numbers of a proof, got {got}\. Write it as a comparison"
    with pytest.raises(Refused, match=words):
        Claim(*sides)


def test_a_claim_made_by_hand_of_vectors_shows_the_vector():
    x = Smooth(L).point("k")
    with pytest.raises(Refused, match=r"two numbers of a proof, got x_\{k\}"):
        Claim(x, x)
