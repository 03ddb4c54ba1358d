"""The optimized gradient method."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Convex, SmoothConvex
from gdcourse.proofs.optimized_gradient import (
    EVERY,
    bound,
    next_point,
    potential,
    thetas,
)
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.vectors import Vector

L, t = sp.symbols("L theta")


def one_step(before, factor, gain=1):
    """The step with another recursion of θ, another z, or a smaller potential after."""
    f = SmoothConvex(L)
    best, y, z = f.minimizer(), f.point("k"), Vector.letter("z")
    after = next_point(y, z)
    moved = z - factor * t / L * after.g
    claim = potential(best, after, moved, gain * t**2) <= potential(best, y, z, before)
    used = [
        (2 * before, f.interpolation(y, after)),
        (2 * t, f.interpolation(best, after)),
    ]
    return claim, used


def test_theorem_is_verified_and_nothing_is_left_over():
    proofs = verified("5c")
    assert [proof.squares for proof in proofs] == [[], [], []]


def test_recursion_of_the_weights_holds():
    found = np.array(thetas(30))
    inner, last = found[:-1], found[-1]
    assert inner[1:] ** 2 - inner[1:] == pytest.approx(inner[:-1] ** 2)
    assert last**2 - last == pytest.approx(2 * inner[-1] ** 2)


def test_it_is_twice_as_fast_as_the_usual_bound_of_nesterov():
    for k in (1, 5, 50, 500):
        assert bound(k) < 1 / (k + 1) ** 2


def test_the_step_itself_is_proved():
    prove(*one_step(t**2 - t, 2), EVERY)


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({"before": t**2 - t, "factor": 1}, "sum of squares"),
        ({"before": t**2 - t, "factor": 3}, "sum of squares"),
        ({"before": (t**2 - t) / 2, "factor": 2}, "must cancel"),
        ({"before": t**2 - t, "factor": 2, "gain": sp.Rational(101, 100)}, "cancel"),
    ],
)
def test_another_recursion_or_step_is_refused(changed, left):
    with pytest.raises(Refused, match=left):
        prove(*one_step(**changed), EVERY)


def test_convexity_alone_is_refused():
    f = SmoothConvex(L)
    assert not hasattr(Convex(), "interpolation")
    best, y, z = f.minimizer(), f.point("k"), Vector.letter("z")
    before, after = t**2 - t, next_point(y, z)
    moved = z - 2 * t / L * after.g
    claim = potential(best, after, moved, t**2) <= potential(best, y, z, before)
    used = [(2 * before, f.convex(y, after)), (2 * t, f.convex(best, after))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, EVERY)
