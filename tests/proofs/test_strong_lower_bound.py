"""What no first-order method can do better on strongly convex functions."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.optimizers import GradientDescent, Momentum, Nesterov
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Convex
from gdcourse.proofs.heavy_ball_tuning import tuned
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.strong_lower_bound import (
    chain,
    prove_gap,
    ratio,
    remaining,
)


def test_theorem_is_verified_and_nothing_is_left_over():
    (gap,) = verified("9'")
    assert gap.squares == []
    assert len(gap.hypotheses) == 1


def test_minimizer_is_a_geometric_sequence():
    problem = chain(30.0, 200)
    assert problem.gradient(problem.minimizer)[:-1] == pytest.approx(0, abs=1e-12)
    eigenvalues = np.linalg.eigvalsh(
        problem.gradient(np.eye(200)).T - problem.gradient(np.zeros((200, 200))).T
    )
    assert problem.mu < eigenvalues[0] < eigenvalues[-1] < problem.L


def test_tuned_heavy_ball_finds_one_coordinate_after_the_other():
    points = walk(chain(100.0, 12), Momentum(*tuned(1.0, 100.0)), 10).points
    best = ratio(100.0) ** np.arange(1, 13)
    for k, x in enumerate(points):
        assert x == pytest.approx(np.where(np.arange(12) < k, best, 0), abs=1e-12)


def test_others_are_slower_on_the_chain():
    problem = chain(100.0, 32)
    for rule in (GradientDescent(2 / 101), Nesterov(1 / 100, 1.0)):
        run = remaining(walk(problem, rule, 30).points, 100.0)
        assert run.ratio[-1] < 0.5


def test_convexity_alone_leaves_no_gap():
    proof = prove_gap()
    f = Convex()
    best, x = f.minimizer(), f.point("k")
    Q, mu = sp.symbols("Q mu")
    start = f.point("0")
    claim = mu / 2 * Q * (start - best) ** 2 <= x.f - best.f
    with pytest.raises(Refused):
        prove(claim, [(1, f.convex(x, best))], proof.where)


def test_a_larger_gap_is_refused():
    proof = prove_gap()
    larger = sp.Rational(101, 100) * proof.claim.smaller <= proof.claim.larger
    with pytest.raises(Refused):
        prove(larger, proof.using, proof.where)
