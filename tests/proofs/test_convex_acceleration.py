"""Nesterov's method on convex functions."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import Nesterov
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convex_acceleration import (
    THEOREMS,
    potential,
    prove_slower_step,
    prove_step,
    pushed,
    step,
    uses,
    weights,
)
from gdcourse.proofs.functions import Smooth, SmoothConvex
from gdcourse.proofs.problems import random_convex, walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.worst_functions import parabola

L, k, t, d = sp.symbols("L k t d")
EVERY_K = Region(L, nonnegative=[k])


def one_step(A, a, z_factor=1, later=None):
    """The step with weights A and a of anyone's choice, proved as Nesterov's is."""
    f = SmoothConvex(L)
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_k")
    y, after, _ = step(x, z, A, a)
    moved = z - z_factor * a / L * y.g
    claim = potential(best, after, moved, later or A + a) <= potential(best, x, z, A)
    return claim, uses(best, x, y, after, A, a)


def test_nothing_is_left_over():
    assert prove_step().squares == prove_slower_step().squares == []


def test_bounds_are_called_upper_bounds():
    assert {theorem.kind for theorem in THEOREMS} == {"upper bound"}


def test_weights_obey_their_equation_and_grow_like_half_of_k():
    t = weights(200)
    assert t[1:] ** 2 - t[1:] == pytest.approx(t[:-1] ** 2)
    assert (t >= (np.arange(200) + 2) / 2).all()


def test_slower_weights_grow_as_fast_as_they_may():
    prove(*one_step(k * (k + 1) / 4, (k + 1) / 2), EVERY_K)
    for A, a in ((k * (k + 1) / 4, (k + 4) / 2), (k * (k + 1) / 2, k + 1)):
        with pytest.raises(Refused, match="sum of squares"):
            prove(*one_step(A, a), EVERY_K)


def test_a_longer_or_shorter_step_of_z_is_refused():
    for factor in (2, sp.Rational(1, 2)):
        with pytest.raises(Refused, match="sum of squares"):
            prove(*one_step(k * (k + 1) / 4, (k + 1) / 2, factor), EVERY_K)


def test_a_better_rate_is_refused():
    A, a = t**2 - t, t
    where = Region(L, nonnegative={d: t - 1}, solve={t: 1 + d})
    with pytest.raises(Refused, match="must cancel"):
        prove(*one_step(A, a, later=sp.Rational(101, 100) * t**2), where)


def test_smoothness_alone_is_refused():
    f = Smooth(L)
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_k")
    y, after, moved = step(x, z, t**2 - t, t)
    claim = potential(best, after, moved, t**2) <= potential(best, x, z, t**2 - t)
    used = [
        (t**2 - t, f.lower(x, y)),
        (t, f.lower(best, y)),
        (t**2, f.descent(y, after)),
    ]
    where = Region(L, nonnegative={d: t - 1}, solve={t: 1 + d})
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, where)


def test_rule_and_momentum_of_the_weights_are_one_method():
    problem, t = random_convex(np.random.default_rng(3)), weights(13)
    ys = walk(problem, Nesterov(1 / problem.L), 11).points
    mine = pushed(problem, lambda k: (t[k] - 1) / t[k + 1], 12)
    xs = [y - problem.gradient(y) / problem.L for y in ys]
    assert mine[1:] == pytest.approx([problem.value(x) for x in xs], rel=1e-9)


def test_constant_momentum_misses_the_bound():
    """On a flat parabola momentum 0.99 swings on and on."""
    flat, ks = replace(parabola(curvature=0.01), L=1.0), np.arange(101)
    bounds = 2 / (ks + 1) ** 2
    assert (pushed(flat, lambda k: 0.99, 100) > bounds).any()
    assert (pushed(flat, lambda k: k / (k + 3), 100) <= bounds).all()
