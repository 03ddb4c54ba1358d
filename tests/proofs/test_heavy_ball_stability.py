"""Heavy ball on quadratics: stability, and an energy that shrinks by exactly β."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.heavy_ball_stability import _energy, rate
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

A, beta, r, u = sp.symbols("A beta r u")


def test_theorem_is_verified():
    energy, positive = verified("4a")
    assert energy.squares == []
    assert len(positive.squares) == 2


@pytest.mark.parametrize("momentum", [-0.9, -0.3, 0.0, 0.5, 0.95])
def test_roots_leave_the_unit_circle_at_the_edge_of_stability(momentum):
    edge = 2 * (1 + momentum)
    for A, inside in ((edge - 1e-6, True), (edge + 1e-6, False)):
        roots = np.roots([1, -(1 + momentum - A), momentum])
        assert (abs(roots).max() < 1) == inside


def test_rate_is_the_larger_modulus_of_the_roots():
    rng = np.random.default_rng(8)
    for A, b in rng.uniform([0, 0], [4, 1], (200, 2)):
        roots = np.roots([1, -(1 + b - A), b])
        assert rate(A, b) == pytest.approx(abs(roots).max(), rel=1e-7)


def test_energy_of_a_faster_decay_is_refused():
    x, y = Vector.letter("x"), Vector.letter("y")
    after = (1 + beta - A) * y - beta * x
    faster = sp.Rational(99, 100) * beta * _energy(x, y, A, beta)
    with pytest.raises(Refused, match="left over"):
        prove(_energy(y, after, A, beta) <= faster, [], Region(A, beta), squares=[])


def test_energy_has_no_sign_for_real_roots():
    x, y = Vector.letter("x"), Vector.letter("y")
    edge = (1 + r) ** 2
    above = Region(r, positive={u: A - edge}, solve={A: edge + u})
    with pytest.raises(Refused, match="sum of squares"):
        prove(_energy(x, y, A, r**2) >= 0, [], above)
