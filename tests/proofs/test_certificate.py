"""A learner's mistakes: each is refused, with a message that says what to do."""

import re

import pytest
import sympy as sp

from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothConvex, StronglyConvex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.squares import expanded
from gdcourse.proofs.vectors import Vector

L, mu, a, k, c = sp.symbols("L mu a k c")
Q = sp.Rational
COUNTED = Region(L, nonnegative=[k])


class Rate:
    """k (f_k - f*) + L/2 ‖x_k - x*‖² never grows for steps of size / L."""

    def __init__(self, size=1):
        self.f = f = SmoothConvex(L)
        self.best, self.x = f.minimizer(), f.point("k")
        self.y = f.at(self.x - size * self.x.g / L, "k+1")

    def potential(self, p, k):
        return k * (p.f - self.best.f) + L / 2 * (p - self.best) ** 2

    def prove(self, first=k + 1, second=1, where=COUNTED, **more):
        f, best, x, y = self.f, self.best, self.x, self.y
        used = [(first, f.descent(x, y)), (second, f.convex(best, x))]
        claim = self.potential(y, k + 1) <= self.potential(x, k)
        return prove(claim, used, where, **more)


def test_the_right_multipliers_prove_it_and_the_square_is_found():
    proof = Rate().prove(name="2a")
    assert isinstance(proof, Proof)
    assert [(c, v.latex) for c, v in proof.squares] == [(k / (2 * L), "g_{k}")]
    assert proof.name == "2a"


def test_given_squares_are_compared_with_what_is_left():
    rate = Rate()
    rate.prove(squares=[(k / (2 * L), rate.x.g)])
    for wrong in ([], [(k / L, rate.x.g)], [(k / (2 * L), rate.y.g)]):
        with pytest.raises(Refused, match="claim and sum must agree, got .* left over"):
            rate.prove(squares=wrong)
    with pytest.raises(Refused, match="a square needs a coefficient .* 0, got .*left"):
        rate.prove(squares=[(k / L, rate.x.g), (-k / (2 * L), rate.x.g)])


MISTAKES = {
    "wrong multiplier": (
        lambda: Rate().prove(first=k),
        r"function values and constants must cancel, got .*f_k.* left over\. Change",
    ),
    "wrong direction": (
        lambda: Rate().prove(second=-1),
        r"a multiplier must be at least 0 in the whole region, got -1 for the convex.*"
        r"\. An inequality times a negative number turns\.$",
    ),
    "multiplier without a sign": (
        lambda: Rate().prove(second=k - 2),
        r"got k - 2 for the convexity at k seen from \*\. A minus sign is left in k",
    ),
    "step too large": (
        lambda: Rate(size=Q(21, 10)).prove(),
        r"what is left must be a sum of squares, got the pivot .* on .*g_k",
    ),
    "undeclared parameter": (
        lambda: Rate().prove(where=Region(L)),
        r"nothing is assumed about a parameter, got k\. Declare it: Region\(k",
    ),
    "another parameter": (
        lambda: Rate().prove(second=1 + c - c + c),
        r"nothing is assumed about a parameter, got c",
    ),
    "a float": (
        lambda: Rate().prove(second=1.0),
        r"a proof needs exact numbers, got 1\.0\. Write 1 or a fraction of symbols",
    ),
    "a float in the step": (
        lambda: Rate(size=0.5),
        r"a proof needs exact numbers, got 0\.5\. Write Rational\(1, 2\)",
    ),
    "a text": (
        lambda: Rate().prove(first="k + 1"),
        r"a factor must be a number or an expression of symbols, got 'k \+ 1'",
    ),
    "a condition that fails": (
        lambda: Rate().prove(conditions=[k - 1]),
        r"a condition of the claim must be at least 0, got k - 1\. The identity alone",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_a_message_that_helps(mistake):
    make, message = MISTAKES[mistake]
    with pytest.raises(Refused, match=message):
        make()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_message_has_three_parts_and_no_raw_objects(mistake):
    with pytest.raises(Refused) as caught:
        MISTAKES[mistake][0]()
    text = str(caught.value)
    assert re.fullmatch(r"\S.+, got .+?\. [A-Z].+\.", text)
    assert "object at" not in text
    assert "\n" not in text
    assert "\\" not in text


def test_what_is_no_assumption_is_refused():
    rate = Rate()
    claim = rate.x.f <= rate.y.f
    for wrong in (claim, 1, "convexity", rate.f.descent):
        with pytest.raises(Refused, match="a proof uses assumptions, got"):
            prove(claim, [(1, wrong)], COUNTED)


@pytest.mark.parametrize("claim", [True, 1, None, "f <= 1"])
def test_what_is_no_claim_is_refused(claim):
    with pytest.raises(
        Refused, match=r"a claim compares two numbers, got .*Write y\.f"
    ):
        prove(claim, [])


@pytest.mark.parametrize(
    ("using", "message"),
    [
        (lambda f, x, y: (1, f.descent(x, y)), "pairs"),
        (lambda f, x, y: [f.descent(x, y)], "pairs"),
        (lambda f, x, y: f.descent(x, y), "pairs"),
        (lambda f, x, y: [(1, f.descent(x, y), 2)], "pairs"),
    ],
)
def test_what_is_used_are_pairs(using, message):
    rate = Rate()
    claim = rate.y.f <= rate.x.f
    with pytest.raises(Refused, match=message):
        prove(claim, using(rate.f, rate.x, rate.y), COUNTED)


def test_parameters_are_declared_by_a_region():
    g = Vector.letter("g")
    with pytest.raises(Refused, match=r"by a region, got L\. Write Region\(L\)"):
        prove(g**2 + 0 >= 0, [], L)


def test_given_squares_are_pairs_too():
    g = Vector.letter("g")
    for wrong in ([g], [(1, 2)], [(1, g, 3)], g):
        with pytest.raises(Refused, match="squares are pairs"):
            prove(g**2 + 0 >= 0, [], squares=wrong)


def test_nothing_to_use_proves_what_is_a_square_already():
    g, h = Vector.letter("g"), Vector.letter("h")
    proof = prove(2 * (g * h) <= g**2 + h**2, [])
    assert len(proof.squares) == 1
    with pytest.raises(Refused, match="the pivot"):
        prove(3 * (g * h) <= g**2 + h**2, [])


def test_a_number_that_is_left_must_not_be_negative():
    g = Vector.letter("g")
    short = hypothesis(g**2 <= 4, "length at most 2")
    prove(g**2 <= 5, [(1, short)])
    with pytest.raises(Refused, match="function values and constants must cancel"):
        prove(g**2 <= 3, [(1, short)])


def test_found_squares_are_multiplied_out_again():
    """Whatever the finder says, the sum is compared; here it is compared by hand."""
    f = SmoothConvex(1)
    best, x = f.minimizer(), f.point("0")
    y = f.at(x - x.g, "1")
    half = Q(1, 2)
    inner = (f.interpolation(x, y), f.interpolation(best, x), f.interpolation(best, y))
    claim = y.f - best.f <= (x - best) ** 2 / 6
    proof = prove(claim, [(half, one) for one in inner])
    rest = claim.slack
    for one in inner:
        rest = rest - half * one.form
    total = expanded(proof.found, Region())
    left = {pair: Q(int(v.numerator), int(v.denominator)) for pair, v in total.items()}
    assert {p: v for p, v in left.items() if v} == rest.parts
    assert all(size > 0 for size, _ in proof.found)


def test_a_finder_that_lies_is_caught(monkeypatch):
    from gdcourse.proofs import certificate

    def lie(rest, region):
        return [
            (size, dict(list(row.items())[:1])) for size, row in honest(rest, region)
        ]

    honest = certificate.sum_of_squares
    monkeypatch.setattr(certificate, "sum_of_squares", lie)
    g, h = Vector.letter("g"), Vector.letter("h")
    with pytest.raises(Refused, match="claim and sum must agree"):
        prove((g - h) ** 2 + 0 >= 0, [])


def test_the_proof_fails_where_the_theorem_does():
    """f_+ ≤ f needs a ≤ 2/L; strong convexity does not help a step that is too long."""
    f = Smooth(L)
    x = f.point("k")
    for size, holds in ((Q(1, 2), True), (Q(2), True), (Q(21, 10), False)):
        y = f.at(x - size / L * x.g, f"k+{size}")
        claim, used = y.f <= x.f, [(1, f.descent(x, y))]
        if holds:
            prove(claim, used, Region(L))
        else:
            with pytest.raises(Refused, match="the pivot"):
                prove(claim, used, Region(L))


def test_a_class_cannot_be_used_where_its_constant_has_no_sign():
    f = StronglyConvex(mu)
    best, x = f.minimizer(), f.point("k")
    claim = x.f - best.f <= x.g**2 / (2 * mu)
    prove(claim, [(1, f.strongly_convex(best, x))], Region(mu))
    with pytest.raises(Refused, match="must not divide by what may be zero"):
        prove(claim, [(1, f.strongly_convex(best, x))], Region(nonnegative=[mu]))
