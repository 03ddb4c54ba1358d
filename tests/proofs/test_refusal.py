"""A refusal is a ValueError with a sentence; it is not a refutation."""

import pytest
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region

L = sp.Symbol("L")


def test_a_refusal_is_an_ordinary_value_error():
    assert issubclass(Refused, ValueError)
    with pytest.raises(ValueError, match="a proof needs exact numbers"):
        Region(L).evaluate(0.5)


def test_a_refused_claim_may_be_true_and_need_another_sum():
    """f_+ ≤ f for a step of 1/L: convexity alone does not show it; smoothness does."""
    f = SmoothConvex(L)
    x = f.point("k")
    y = f.at(x - x.g / L, "k+1")
    with pytest.raises(Refused):
        prove(y.f <= x.f, [(1, f.convex(x, y))], Region(L))
    assert prove(y.f <= x.f, [(1, f.descent(x, y))], Region(L)).squares
