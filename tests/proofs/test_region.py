"""Parameters and signs: what is accepted is true everywhere in the region."""

import itertools
from fractions import Fraction

import pytest
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

L, mu, a, b, d, k, t, q = sp.symbols("L mu a b d k t q")
CURVED = Region(mu, positive={d: L - mu}, solve={L: mu + d})
SHORT = Region(L, nonnegative={t: 2 / (a * L) - 1}, solve={a: 2 / (L * (1 + t))})


@pytest.mark.parametrize(
    ("region", "expression", "answer"),
    [
        (CURVED, L - mu, True),
        (CURVED, mu - L, False),
        (CURVED, (L - mu) / (L + mu), True),
        (CURVED, 2 * mu - L, False),
        (CURVED, 0, True),
        (CURVED, (L - 3 * mu) ** 2, True),
        (CURVED, -((L - 3 * mu) ** 2), False),
        (CURVED, (L - 3 * mu) ** 3, False),
        (CURVED, (L - 3 * mu) ** 2 / (L - mu) ** 3, True),
        (SHORT, 2 - a * L, True),
        (SHORT, 1 - a * L, False),
        (SHORT, a * (1 - a * L / 2), True),
        (SHORT, a - 2 / L, False),
        (Region(), sp.Rational(-1, 7), False),
        (Region(), 0, True),
    ],
)
def test_signs_of_expressions(region, expression, answer):
    assert region.is_nonnegative(expression) is answer


def test_what_is_accepted_is_at_least_zero_everywhere():
    """Exact values on a grid of the region; a refusal may be timid, a yes may not."""
    grid = [Fraction(1, 9), Fraction(1), Fraction(7, 2)]
    factors = [L - mu, L + mu, 2 * mu - L, L - 3 * mu, mu]
    accepted = refused_but_true = 0
    for u, v, w in itertools.product(factors, repeat=3):
        for expression in (u * v * w, u * v / mu - w, u * v**2 + w):
            values = [expression.subs({mu: m, L: m + e}) for m in grid for e in grid]
            true = all(value >= 0 for value in values)
            if CURVED.is_nonnegative(expression):
                assert true, expression
                accepted += 1
            refused_but_true += true
    assert accepted > 60
    assert refused_but_true >= accepted


def test_a_plain_parameter_is_positive_and_may_divide():
    assert Region(L).is_nonnegative(1 / L)
    with pytest.raises(Refused, match="must not divide by what may be zero"):
        Region(nonnegative=[L]).evaluate(1 / L)


def test_sums_with_a_positive_part_may_divide():
    region = Region(mu, nonnegative=[k])
    assert region.is_nonnegative(1 / (k + mu))
    assert region.is_nonnegative(1 / (k + 1) ** 2)
    with pytest.raises(Refused, match=r"got 1/\(k\)"):
        region.evaluate(1 / k)
    with pytest.raises(Refused, match="divide by what may be zero"):
        region.evaluate(1 / (k * mu + k))
    with pytest.raises(Refused, match="divide by what may be zero"):
        region.evaluate(1 / (k - mu))


def test_dividing_by_zero_itself_is_refused():
    with pytest.raises(Refused, match=r"finite numbers, got zoo. Look for a division"):
        Region(L).evaluate(1 / (L - L))
    with pytest.raises(Refused, match="must not divide by what may be zero"):
        Region(L).evaluate(1 / ((L + 1) ** 2 - L**2 - 2 * L - 1))


def test_an_undeclared_parameter_is_named_with_a_cure():
    with pytest.raises(Refused, match=r"got b\. Declare it: Region\(b, \.\.\.\)"):
        SHORT.evaluate(a + b)


def test_another_symbol_of_the_same_name_is_told_apart():
    other = sp.Symbol("L", positive=True)
    with pytest.raises(Refused, match="Another symbol L is declared; make each"):
        Region(L).evaluate(other)


def test_solve_must_undo_the_meanings():
    with pytest.raises(Refused, match="must be what it stands for, got t for"):
        Region(L, positive={t: 2 / (a * L) - 1}, solve={a: 1 / (L * (1 + t))})


def test_solve_must_reach_every_parameter_of_the_range():
    """Only b = 1 would be proved, while a b > 0 is printed; a may be negative there."""
    with pytest.raises(Refused, match=r"must recover each parameter, got a\*b for a"):
        Region(positive={t: a * b}, solve={a: t, b: sp.Integer(1)})


def test_solve_in_circles_is_refused():
    region = Region(L, solve={a: 2 / (a * L)})
    with pytest.raises(Refused, match="goes in circles"):
        region.evaluate(a)
    with pytest.raises(Refused, match="goes in circles"):
        region.evaluate(a)


def test_a_refusal_is_not_remembered_as_a_circle():
    region = Region(L, solve={a: b / L})
    for _ in range(2):
        with pytest.raises(Refused, match=r"got b\. Declare it"):
            region.evaluate(a)


@pytest.mark.parametrize("what", [2, "L", L * mu, sp.Integer(3)])
def test_a_region_is_made_of_symbols(what):
    with pytest.raises(Refused, match="a region is described by symbols, got"):
        Region(what)


def test_what_is_assumed_is_listed_with_definitions():
    region = Region(L, q, nonnegative=[k], solve={mu: q**2 * L})
    assert region.inequalities() == [
        sp.Gt(L, 0),
        sp.Gt(q, 0),
        sp.Ge(k, 0),
        sp.Eq(mu, q**2 * L),
    ]
    assert SHORT.inequalities() == [sp.Gt(L, 0), sp.Ge(2 / (a * L) - 1, 0)]


def test_roots_and_functions_need_a_symbol_of_their_own():
    for expression in (
        sp.sqrt(L),
        sp.sin(L),
        L ** sp.Rational(3, 2),
        2**L,
        sp.I,
        sp.pi,
    ):
        with pytest.raises(Refused, match="fractions of polynomials, got"):
            Region(L).evaluate(expression)


def test_infinite_numbers_are_refused():
    for number in (sp.oo, sp.nan, sp.zoo, float("inf"), float("nan")):
        with pytest.raises(Refused, match="finite numbers"):
            Region(L).evaluate(number)


def test_evaluation_is_exact():
    region = Region(L)
    third = region.evaluate(sp.Rational(1, 3))
    assert region.shown(third + third + third) == 1
    assert region.evaluate((L**2 - 1) / (L + 1)) == region.evaluate(L - 1)


def test_a_closed_end_belongs_to_the_region_and_an_open_one_does_not():
    """At t = 0 a square's coefficient may vanish, and the proof still holds there."""
    g, h = Vector.letter("g"), Vector.letter("h")
    closed = Region(nonnegative=[t])
    prove(t * g**2 + h**2 + 0 >= 0, [], closed)
    with pytest.raises(Refused, match="Its sign is not settled"):
        prove(t * g**2 + 2 * (g * h) + h**2 >= 0, [], closed)
