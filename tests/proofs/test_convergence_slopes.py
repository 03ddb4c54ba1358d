"""Slope and distance on convex functions: proved, tried, and refused beyond 2/L."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convergence_slopes import (
    THEOREMS,
    distance_never_grows,
    gap_slope_and_distance,
    one_step,
    slope_bound,
    slope_never_grows,
)
from gdcourse.proofs.functions import Smooth
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, short_steps, t
from gdcourse.proofs.worst_functions import parabola, zigzag


def test_bounds_of_slopes_are_upper_bounds():
    assert {theorem.kind for theorem in THEOREMS} == {"upper bound"}


def test_bound_of_the_last_slope_is_the_proved_one():
    proof = gap_slope_and_distance()
    proved = max(c.subs({"N": 4, "L": 3}) for c in proof.claim.larger.parts.values())
    assert slope_bound(4, 1.0, 3.0) == pytest.approx(float(proved))
    assert slope_bound(0, 2.0, 3.0) == pytest.approx(36)


BEYOND = Region(
    L,
    positive={t: sp.Rational(21, 10) / (a * L) - 1},
    solve={a: sp.Rational(21, 10) / (L * (1 + t))},
)


def test_nothing_is_proved_beyond_two_over_smoothness():
    f, best, x, y = one_step(a)
    there, back = f.interpolation(x, y), f.interpolation(y, x)
    with pytest.raises(Refused, match="sum of squares"):
        prove(y.g**2 <= x.g**2, [(2 / a, there), (2 / a, back)], BEYOND)
    used = [(2 * a, f.interpolation(x, best)), (2 * a, f.interpolation(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove((y - best) ** 2 <= (x - best) ** 2, used, BEYOND)
    run = walk(parabola(), GradientDescent(2.1), 1)
    assert run.distances[1] > run.distances[0]
    assert run.gradients[1] > run.gradients[0]


def test_slope_may_grow_where_f_is_not_convex():
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    used = [(2 / a, f.interpolation(x, y)), (2 / a, f.interpolation(y, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(y.g**2 <= x.g**2, used, short_steps())
    problem = zigzag(k=1)
    slopes = problem.gradient(np.array([-0.5, -1.0]))
    assert slopes[1] > slopes[0]


def test_what_is_left_names_the_ends_of_the_range():
    (slope, _), (distance, _) = (
        proof().squares[0] for proof in (slope_never_grows, distance_never_grows)
    )
    for left in (slope, distance):
        assert sp.solve(left, a) == [2 / L] or 2 / L in sp.solve(left, a)
