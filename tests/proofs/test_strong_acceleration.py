"""Nesterov's method with constant momentum on strongly convex functions."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothStronglyConvex
from gdcourse.proofs.nesterov_on_quadratics import bound as quadratic_bound
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.strong_acceleration import MU, THEOREMS, bound, prove_step
from gdcourse.proofs.vectors import Vector

(STEP,) = THEOREMS
L, d, q = sp.symbols("L d q")
BELOW = Region(L, nonnegative={d: 1 / q - 1}, solve={q: 1 / (1 + d)})


def one_step(rate, curved=True, part=q):
    """The step with another rate, with convexity alone, or with another z."""
    f = SmoothStronglyConvex(MU, L)
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_k")
    y = f.at((x + q * z) / (1 + q), "y")
    after, moved = f.at(y - y.g / L, "k+1"), (1 - part) * z + part * (y - y.g / MU)

    def V(x, z):
        return x.f - best.f + MU / 2 * (z - best) ** 2

    seen = f.strongly_convex(best, y) if curved else f.convex(best, y)
    used = [(1 - q, f.convex(x, y)), (q, seen), (1, f.descent(y, after))]
    return V(after, moved) <= rate * V(x, z), used


def test_theorem_is_verified():
    (proof,) = verified("5b")
    assert len(proof.squares) == 1
    assert STEP.kind == "upper bound"


def test_the_step_itself_is_proved():
    prove(*one_step(1 - q), BELOW)


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({"rate": sp.Rational(99, 100) * (1 - q)}, "must cancel"),
        ({"rate": 1 - 2 * q}, "must cancel"),
        ({"rate": 1 - q, "curved": False}, "sum of squares"),
        ({"rate": 1 - q, "part": 2 * q}, "sum of squares"),
    ],
)
def test_a_better_rate_or_less_curvature_is_refused(changed, left):
    with pytest.raises(Refused, match=left):
        prove(*one_step(**changed), BELOW)


def test_mu_beyond_L_is_refused():
    """At q = 1 the proof holds; beyond it there is no such function."""
    beyond = Region(L, positive={d: q - 1}, solve={q: 1 + d})
    with pytest.raises(Refused, match="no function has such constants"):
        prove(*one_step(1 - q), beyond)


def test_quadratics_obey_a_sharper_law():
    """‖x_k‖ ≤ (1 - q)^k (1 + kq) ‖x_0‖ gives the gap the square of the rate."""
    ks, q = np.arange(1, 50), 0.1
    assert (quadratic_bound(ks, q) ** 2 < bound(ks, q, 1.0, 2.0, 1.0)).all()


def test_proof_says_what_a_rate_must_be():
    assert prove_step().conditions == (1 - q, q)
