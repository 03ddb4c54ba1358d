"""The tuned heavy ball on a function of one variable: an exact cycle."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, Momentum, Nesterov
from gdcourse.proofs.heavy_ball_cycle import CYCLE, bent, stays
from gdcourse.proofs.heavy_ball_tuning import tuned
from gdcourse.proofs.problems import Problem, walk


def test_function_is_strongly_convex_and_smooth():
    """No slope between two points is below μ = 1 or above L = 25."""
    x = np.array([Fraction(i, 7) for i in range(-20, 30)])
    slopes = np.diff([bent(p) for p in x]) / np.diff(x)
    assert min(slopes) >= 1
    assert max(slopes) <= 25


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
