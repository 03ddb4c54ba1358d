"""Heavy ball beyond quadratics: an exact cycle, and a safe learning rate."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.nesterov import Nesterov
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Convex, SmoothConvex
from gdcourse.proofs.heavy_ball_beyond_quadratics import (
    CYCLE,
    SAFE,
    THEOREMS,
    bent,
    prove_noisy_safe,
    prove_safe,
    stays,
)
from gdcourse.proofs.heavy_ball_tuning import tuned
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.refusal import Refused

BY_NAME = {theorem.name: theorem for theorem in THEOREMS}


@pytest.mark.parametrize("name", BY_NAME)
def test_theorem_is_verified(name):
    assert len(BY_NAME[name].verify()) == len(BY_NAME[name].proofs)


@pytest.mark.parametrize(("name", "times"), [("4e", 1000), ("4g", 1000)])
def test_no_random_problem_violates_the_bound(name, times):
    rng = np.random.default_rng(7)
    worst = max(BY_NAME[name].experiment(rng).ratio.max() for _ in range(times))
    assert 0.5 < worst <= 1 + 1e-9


@pytest.mark.parametrize("k", [1, 2, 5, 20, 100])
def test_distance_from_the_cycle_is_attained(k):
    run = BY_NAME["4e"].worst_case(k)
    assert run.ks[-1] == k
    assert run.ratio == pytest.approx(1, rel=1e-9)


def test_safe_bound_is_called_an_upper_bound():
    assert [theorem.kind for theorem in THEOREMS] == ["attained", "upper bound"]


def test_errors_of_this_size_never_reach_a_bend():
    largest = max(Fraction(2, 3) ** k * (1 + Fraction(5 * k, 3)) for k in range(50))
    assert largest == Fraction(52, 27)
    way = min(1 - CYCLE[0], CYCLE[2] - 2)
    assert largest * Fraction(6, 100) < way


def test_a_larger_error_leaves_the_cycle():
    run = stays(Fraction(1, 2), Fraction(3, 2), 60)
    assert run.ratio.max() > 1e3


def test_others_with_their_own_pairs_reach_the_minimum_and_heavy_ball_does_not():
    def gradient(x):
        return np.array([float(bent(x[0]))])

    problem = Problem(lambda x: 0.0, gradient, L=25.0, mu=1.0, start=np.array([3.3]))
    assert tuned(1.0, 25.0) == pytest.approx((1 / 9, 4 / 9))
    ends = {}
    for rule in (
        Momentum(1 / 9, 4 / 9),
        GradientDescent(2 / 26),
        Nesterov(1 / 25, 1.0),
    ):
        ends[type(rule)] = [abs(p[0]) for p in walk(problem, rule, 300).points[-3:]]
    cycle = sorted(abs(float(p)) for p in CYCLE)
    assert sorted(ends.pop(Momentum)) == pytest.approx(cycle, rel=1e-12)
    assert max(max(end) for end in ends.values()) < 1e-6


def test_noise_costs_exactly_its_part():
    quiet, noisy = prove_safe(), prove_noisy_safe()
    s = sp.Symbol("sigma")
    constant = noisy.claim.slack.parts[()]
    assert s in constant.free_symbols
    assert () not in quiet.claim.slack.parts


def test_a_larger_learning_rate_is_refused():
    L, a, b, s, t, u = sp.symbols("L alpha beta sigma t u")
    wide = type(SAFE)(
        L,
        s,
        nonnegative={u: b / (1 - b), t: sp.Rational(21, 10) * (1 - b) / (a * L) - 1},
        solve={b: u / (1 + u), a: sp.Rational(21, 10) * (1 - b) / (L * (1 + t))},
    )
    proof = prove_safe()
    with pytest.raises(Refused, match="sum of squares"):
        prove(proof.claim, proof.using, wide)


def test_convexity_without_smoothness_is_refused():
    f = SmoothConvex(1)
    plain = Convex()
    assert not hasattr(plain, "interpolation")
    best, before, now = f.minimizer(), f.point("k-1"), f.point("k")
    a, b = sp.symbols("alpha beta")
    proof = prove_safe()
    weights = [weight for weight, _ in proof.using]
    L, u, t = sp.symbols("L u t")
    after = now - a * now.g + b * (now - before)
    z, z_after = now + b / (1 - b) * (now - before), after + b / (1 - b) * (after - now)
    fall = weights[1] * (before.f - now.f) - weights[0] * (now.f - best.f)
    claim = (z_after - best) ** 2 <= (z - best) ** 2 + fall
    used = [(weights[0], f.convex(best, now)), (weights[1], f.convex(before, now))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, SAFE)
