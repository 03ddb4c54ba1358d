"""Random problems belong to their classes, and a walk measures what theorems bound."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.problems import (
    Problem,
    random_convex,
    random_smooth,
    random_steep,
    random_strongly_convex,
    walk,
)

MAKERS = [random_convex, random_smooth, random_steep, random_strongly_convex]


def pairs(make, seed, count=300):
    """Random problems with two points each."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        problem = make(rng)
        size = problem.start.size
        yield problem, *(problem.start + 2 * rng.normal(size=(2, size)))


@pytest.mark.parametrize("make", MAKERS)
def test_gradient_of_a_random_problem_is_the_slope_of_its_value(make):
    h = 1e-5
    for problem, x, y in pairs(make, seed=1):
        v = (y - x) / np.linalg.norm(y - x)
        slope = (problem.value(x + h * v) - problem.value(x - h * v)) / (2 * h)
        scale = 1 + problem.L * (1 + np.abs(x).max())
        assert slope == pytest.approx(problem.gradient(x) @ v, abs=1e-4 * scale)


@pytest.mark.parametrize("make", MAKERS)
def test_gradient_of_a_random_problem_is_lipschitz(make):
    for problem, x, y in pairs(make, seed=2):
        w = problem.gradient(x) - problem.gradient(y)
        most = problem.L * np.linalg.norm(x - y)
        assert np.linalg.norm(w) <= most * (1 + 1e-9)


@pytest.mark.parametrize("make", [random_convex, random_strongly_convex])
def test_random_problem_lies_above_its_parabolas(make):
    for problem, x, y in pairs(make, seed=3):
        v = x - y
        below = problem.value(y) + problem.gradient(y) @ v + problem.mu / 2 * v @ v
        assert below <= problem.value(x) + 1e-12 * abs(problem.value(y))


@pytest.mark.parametrize("make", [random_steep, random_strongly_convex])
def test_random_problem_is_steep_where_it_is_high(make):
    for problem, x, _ in pairs(make, seed=4):
        g = problem.gradient(x)
        assert 2 * problem.mu * problem.value(x) <= g @ g * (1 + 1e-9)


@pytest.mark.parametrize("make", MAKERS)
def test_random_problem_is_nowhere_below_its_minimum(make):
    for problem, x, _ in pairs(make, seed=5):
        assert problem.value(x) >= problem.minimum
        if problem.minimizer is not None:
            assert problem.value(problem.minimizer) == pytest.approx(problem.minimum)
            assert problem.gradient(problem.minimizer) == pytest.approx(0)


def test_some_problems_of_each_kind_are_not_of_the_next():
    assert any(x.value(p) < 0.9 * x.L for x, p, _ in pairs(random_convex, seed=6))
    bent = [
        (p.gradient(x) - p.gradient(y)) @ (x - y) < 0
        for make in (random_smooth, random_steep)
        for p, x, y in pairs(make, seed=7)
    ]
    assert 0.05 < np.mean(bent) < 0.6


def test_walk_measures_values_gradients_and_distances():
    bowl = Problem(
        value=lambda x: x @ x,
        gradient=lambda x: 2 * x,
        L=2.0,
        start=np.array([3.0, 4.0]),
        minimizer=np.zeros(2),
    )
    run = walk(bowl, GradientDescent(lr=0.25), steps=2)
    assert run.ks.tolist() == [0, 1, 2]
    assert run.gaps.tolist() == run.distances.tolist() == [25, 6.25, 1.5625]
    assert run.gradients.tolist() == [100, 25, 6.25]
    assert run.points[2].tolist() == [0.75, 1]


def test_walk_without_a_known_minimizer_has_no_distances():
    problem = random_smooth(np.random.default_rng(8))
    run = walk(problem, GradientDescent(lr=1 / problem.L), steps=3)
    assert run.distances.size == 0
    assert run.gaps.size == run.gradients.size == 4
