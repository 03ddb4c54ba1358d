"""Momentum on a parabola: limits of stability, rates, cycles and noise floors.

All of it is asked of the rule itself, through the matrix of one of its steps.
"""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, radius, transition, walked

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum

A, ALPHA, BETA = sp.symbols("a alpha beta", positive=True)


# Limits of stability: eigenvalue -1 of the matrix of a step


LIMITS = [
    ("outside", False, 2 * (1 + BETA) / A),
    ("inside", False, 2 * (1 + BETA) / A),
    ("average", False, 2 * (1 + BETA) / (1 - BETA) / A),
    ("outside", True, 2 * (1 + BETA) / (1 + 2 * BETA) / A),
    ("inside", True, 2 * (1 + BETA) / (1 + 2 * BETA) / A),
    ("average", True, 2 * (1 + BETA) / (1 + 2 * BETA) / (1 - BETA) / A),
]


@pytest.mark.parametrize(("convention", "nesterov", "limit"), LIMITS)
def test_the_stability_limit_is_where_a_step_turns_a_state_around(
    convention, nesterov, limit
):
    rule = Momentum(ALPHA, BETA, nesterov=nesterov, convention=convention)
    turned = (transition(rule, A) + sp.eye(2)).det()
    assert sp.simplify(sp.solve(turned, ALPHA)[0] - limit) == 0


@pytest.mark.parametrize("beta", [0.3, 0.9, 0.99])
@pytest.mark.parametrize(("convention", "nesterov", "limit"), LIMITS)
def test_below_the_limit_runs_shrink_and_above_it_they_grow(
    convention, nesterov, limit, beta
):
    lr = float(limit.subs({A: 7, BETA: beta}))
    options = {"nesterov": nesterov, "convention": convention}
    assert radius(transition(Momentum(0.9999 * lr, beta, **options), 7)) < 1
    assert radius(transition(Momentum(1.0001 * lr, beta, **options), 7)) > 1


def test_nesterov_diverges_where_gradient_descent_and_heavy_ball_converge():
    ends = {
        rule: abs(walked(rule, bowl(1), [1.0], 500)[0][-1][0])
        for rule in (
            GradientDescent(1.5),
            Momentum(1.5, 0.9),
            Momentum(1.5, 0.9, nesterov=True),
        )
    }
    plain, heavy, ahead = ends.values()
    assert plain < 1e-9
    assert heavy < 1e-9
    assert ahead > 1e9


# Rates


@pytest.mark.parametrize("kappa", [10, 100, 1000])
def test_the_tuned_heavy_ball_shrinks_by_the_root_of_kappa(kappa):
    root = sp.sqrt(kappa)
    rule = Momentum(4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2)
    rate = (root - 1) / (root + 1)
    for a in [1, sp.Rational(kappa, 3), kappa]:
        matrix = transition(rule, a)
        distinct = sp.simplify(matrix.trace() ** 2 - 4 * matrix.det())
        assert distinct.evalf() <= 1e-12  # complex or double eigenvalues ...
        assert sp.simplify(matrix.det() - rate**2) == 0  # ... of modulus √det


def test_eigenvalues_are_complex_between_the_two_critical_curvatures():
    matrix = transition(Momentum(ALPHA, BETA), A)
    discriminant = matrix.trace() ** 2 - 4 * matrix.det()
    for edge in ((1 - sp.sqrt(BETA)) ** 2, (1 + sp.sqrt(BETA)) ** 2):
        assert sp.simplify(discriminant.subs(ALPHA, edge / A)) == 0
    assert discriminant.subs({ALPHA: 1 / A, BETA: 0.9}) < 0


def updates_until(rule, curvatures, steps, factor=1e-6):
    points = np.array(walked(rule, bowl(*curvatures), [1.0, 1.0], steps)[0])
    lengths = np.linalg.norm(points, axis=1)
    return int(np.argmax(lengths <= factor * lengths[0]))


def test_tuned_momentum_needs_93_updates_where_tuned_descent_needs_691():
    plain, heavy = GradientDescent(2 / 101), Momentum(4 / 121, (9 / 11) ** 2)
    assert updates_until(plain, (1, 100), 1000) == 691
    assert updates_until(heavy, (1, 100), 1000) == 93


def test_momentum_without_friction_swings_for_ever():
    matrix = transition(Momentum(ALPHA, BETA), A)
    assert sp.simplify(matrix.det() - BETA) == 0
    points, _ = walked(Momentum(0.1, momentum=1.0), lambda x: x, 1.0, 10_000)
    swing = np.abs(points[-100:]).max()
    assert round(swing, 4) == 1.0127


def three_slopes(x):
    """f' of a function with curvature 25, 1, 25: smooth and strongly convex."""
    return 25 * x if x < 1 else x + 24 if x < 2 else 25 * x - 24


def test_the_heavy_ball_can_cycle_on_a_strongly_convex_function():
    points, _ = walked(Momentum(1 / 9, 4 / 9), three_slopes, 3.07, 600)
    close(points[-3:], points[-6:-3])
    assert sorted(np.round(points[-3:], 4).tolist()) == [-1.8024, 0.6465, 2.1159]
    for other in (GradientDescent(1 / 25), Momentum(1 / 25, 2 / 3, nesterov=True)):
        assert abs(walked(other, three_slopes, 3.07, 600)[0][-1]) < 1e-9


def test_the_cycle_is_exact_and_draws_its_neighbors_in():
    rule, (start, v) = Momentum(sp.Rational(1, 9), sp.Rational(4, 9)), sp.symbols("x v")
    x, velocity, pieces = start, v, [(25, -24), (25, 0), (25, 0)]
    path = []
    for slope, shift in pieces:  # from above 2 to below 1 twice, and back
        path.append(x)
        x, velocity = rule.step(x, slope * x + shift, velocity, 2)
    cycle = sp.solve([x - start, velocity - v], [start, v])
    above, below, again = (point.subs(cycle) for point in path)
    assert above > 2
    assert max(below, again) < 1
    assert radius(transition(Momentum(1 / 9, 4 / 9), 25) ** 3) < 1


# Noise


def noise_floor(lr, beta, a=1, noise=1):
    """The variance at rest under gradient noise, where S = M S Mᵀ + N."""
    rule = Momentum(lr, beta)
    M = transition(rule, a)
    x, v = rule.step(0, 1, 0, 2)  # what one unit of noise does
    N = sp.Matrix([[x * x, x * v], [x * v, v * v]]) * noise
    s = sp.symbols("s:3")
    S = sp.Matrix([[s[0], s[1]], [s[1], s[2]]])
    return sp.solve(list(M * S * M.T + N - S), s)[s[0]]


def test_the_noise_floor_has_its_closed_form():
    floor = ALPHA * (1 + BETA) / (A * (1 - BETA) * (2 * (1 + BETA) - ALPHA * A))
    assert sp.simplify(noise_floor(ALPHA, BETA, A) - floor) == 0


def test_momentum_raises_the_noise_floor_unless_the_learning_rate_falls():
    rng, runs, steps = np.random.default_rng(7), 4000, 400
    settings = {(0.1, 0.0): 0.0526, (0.1, 0.9): 0.5135, (0.01, 0.9): 0.0501}
    for (lr, beta), stated in settings.items():
        exact = float(noise_floor(lr, beta))
        points, _ = walked(
            Momentum(lr, beta),
            lambda x: x + rng.normal(size=runs),
            np.zeros(runs),
            steps,
        )
        spread = np.sqrt(2 / runs)  # the relative standard error of a variance
        assert abs(points[-1].var() / exact - 1) < 4 * spread
        assert round(exact, 4) == stated
