"""Inequalities between two points: proved from three, and attained by parabolas."""

import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs import smoothness
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.smoothness import THEOREMS
from gdcourse.proofs.step_ranges import L, d, mu

NAMES = [theorem.name for theorem in THEOREMS]


@pytest.mark.parametrize("theorem", THEOREMS, ids=NAMES)
def test_two_point_theorem_is_proved(theorem):
    proofs = verified(theorem.name)
    assert len(proofs) == len(theorem.proofs)
    assert [proof.squares for proof in proofs] == [[]] * len(proofs)
    assert [proof.hypotheses for proof in proofs] == [[]] * len(proofs)


@pytest.mark.parametrize(
    ("make", "prove_it"),
    [
        (lambda: SmoothConvex(L), smoothness.smooth_convex),
        (lambda: SmoothStronglyConvex(mu, L), smoothness.smooth_strongly_convex),
        (lambda: Smooth(L), smoothness.smooth),
    ],
)
def test_what_is_proved_is_what_the_class_grants(make, prove_it):
    """Letters differ from proof to proof, so the coefficients are compared in order."""
    f = make()
    granted = f.interpolation(f.point("p"), f.point("q"))
    proof = prove_it()
    assert proof.claim.latex == granted.latex
    where = proof.where
    ours, theirs = (
        sorted(
            (" ".join(sorted(letter.name for letter in pair)), str(where.evaluate(c)))
            for pair, c in form.parts.items()
            if where.evaluate(c)
        )
        for form in (proof.claim.slack, granted.form)
    )
    assert ours == theirs


def third_point(gain, fraction):
    """0a with another gain, or with z at another fraction of the way."""
    f = SmoothConvex(L)
    x, y = f.point("p"), f.point("q")
    w = x.g - y.g
    z = f.at(x - fraction * w / L, "z")
    claim = y.f + y.g * (x - y) + gain * w**2 / (2 * L) <= x.f
    return prove(claim, [(1, f.convex(z, y)), (1, f.descent(x, z))], Region(L))


def test_another_third_point_proves_less_and_never_more():
    assert third_point(1, 1).squares == []
    half = sp.Rational(1, 2)
    assert [c for c, _ in third_point(half, half).squares] == [1 / (8 * L)]
    for gain, fraction in [(sp.Rational(101, 100), 1), (1, half), (1, 2)]:
        with pytest.raises(Refused, match="sum of squares"):
            third_point(gain, fraction)


def test_equal_curvatures_are_not_covered():
    f = SmoothStronglyConvex(mu, L)
    x, y = f.point("p"), f.point("q")
    closed = Region(mu, nonnegative={d: L - mu}, solve={L: mu + d})
    with pytest.raises(Refused, match="divide by what may be zero"):
        prove(y.f + y.g * (x - y) <= x.f, [(1, f.interpolation(x, y))], closed)
