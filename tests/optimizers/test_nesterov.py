"""Nesterov's methods: one sequence in two forms, and the rates that they promise."""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, radius, transition, walked

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.nesterov import LookAhead, Nesterov

A, ALPHA, BETA = sp.symbols("a alpha beta", positive=True)
VALLEY = bowl(1, 25)
N = 401  # numbers in the chain


def chain_value(x):
    """Nesterov's chain, with smoothness 1: the worst that methods can be given."""
    ends = x[..., 0] ** 2 + x[..., -1] ** 2
    return (ends + (np.diff(x) ** 2).sum(axis=-1)) / 8 - x[..., 0] / 4


def chain_gradient(x):
    padded = np.concatenate([[1.0], x, [0.0]])
    return (2 * x - padded[:-2] - padded[2:]) / 4


CHAIN_END = 1 - np.arange(1, N + 1) / (N + 1)


def chain_gaps(rule):
    points, memories = walked(rule, chain_gradient, np.zeros(N), 400)
    if isinstance(rule, Nesterov):
        points = [x for x, _ in memories]
    return chain_value(np.array(points)) - chain_value(CHAIN_END)


# The look-ahead form


def test_look_ahead_is_the_push_before_the_gradient():
    points, _ = walked(LookAhead(ALPHA, BETA, lambda x: A * x), lambda x: 0, A, 4)
    for before, now, after in zip(points, points[1:], points[2:], strict=False):
        pushed = now + BETA * (now - before)
        assert sp.expand(after - (pushed - ALPHA * A * pushed)) == 0


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_torch_walks_along_the_points_where_look_ahead_takes_gradients(beta):
    seen = []

    def gradient(x):
        seen.append(x)
        return VALLEY(x)

    points, _ = walked(LookAhead(0.02, beta, gradient), lambda x: x, [1.0, 1.0], 200)
    torch = Momentum(0.02, beta, nesterov=True) if beta else GradientDescent(0.02)
    kept = np.array(walked(torch, VALLEY, [1.0, 1.0], 200)[0])
    close(seen, kept[:-1])
    apart = abs(np.array(points) - kept).max()
    assert round(apart, 2) == {0.0: 0.0, 0.5: 0.25, 0.9: 0.45}[beta]


def test_look_ahead_with_momentum_zero_is_gradient_descent():
    rule = LookAhead(0.02, 0.0, VALLEY)
    plain, _ = walked(GradientDescent(0.02), VALLEY, [1.0, -2.0], 100)
    assert np.array_equal(walked(rule, VALLEY, [1.0, -2.0], 100)[0], plain)


def test_minimize_fills_in_the_gradient_and_counts_both_evaluations():
    trace = minimize(lambda x: x @ x, bowl(2, 2), [1.0, 2.0], LookAhead(0.1), steps=9)
    assert trace.gradient_evaluations == 2 * 9 + 1


def test_look_ahead_reads_schedules_at_k_zero():
    rule = LookAhead(lambda k: [0.5, 0.25][k], lambda k: [0.1, 0.5][k], lambda x: x)
    points, _ = walked(rule, lambda x: x, 8.0, 2)
    ahead = 4.0 - 0.25 * 0.5 * 8.0
    assert points == [8.0, 4.0, 4.0 - 0.25 * (0.5 * 8.0 + ahead)]


# The sequence t_k


def test_t_solves_its_quadratic_equation_and_stays_above_half_of_k_plus_two():
    _, memories = walked(Nesterov(0.1), VALLEY, [1.0, 1.0], 300)
    t = np.array([number for _, number in memories])
    assert t[0] == 1
    close(t[1:] ** 2 - t[1:], t[:-1] ** 2)
    assert (t >= (np.arange(301) + 2) / 2).all()
    assert t[1] == (1 + 5**0.5) / 2


def test_each_update_is_a_plain_step_and_a_push_along_the_last_move():
    rule = Nesterov(0.02)
    points, memories = walked(rule, VALLEY, [1.0, -2.0], 60)
    x, t = np.array([m[0] for m in memories]), [m[1] for m in memories]
    assert np.array_equal(x[0], points[0])
    for k in range(60):
        close(x[k + 1], points[k] - 0.02 * VALLEY(points[k]))
        push = (t[k] - 1) / t[k + 1] * (x[k + 1] - x[k])
        close(points[k + 1], x[k + 1] + push)


@pytest.mark.parametrize("share_of_the_limit", [1.0, 0.5])
def test_the_gap_stays_below_the_bound_of_order_one_over_k_squared(share_of_the_limit):
    lr, k = share_of_the_limit, np.arange(1, 401)
    bound = 2 * (CHAIN_END @ CHAIN_END) / (lr * (k + 1) ** 2)
    assert (chain_gaps(Nesterov(lr))[1:] <= bound).all()
    if lr == 1:
        assert (chain_gaps(GradientDescent(lr))[1:] > bound).any()


def test_on_the_chain_no_method_is_below_the_lower_bound():
    middle = (N - 1) // 2
    lowest = 3 * (CHAIN_END @ CHAIN_END) / (32 * (middle + 1) ** 2)
    for rule in (GradientDescent(1.0), Momentum(1.0, 0.9), Nesterov(1.0)):
        assert chain_gaps(rule)[middle] >= lowest


@pytest.mark.parametrize(
    ("rule", "slope", "gap"),
    [
        (GradientDescent(1.0), -0.52, 4.7e-3),
        (Nesterov(1.0), -1.34, 3.6e-4),
        (Momentum(1.0, 0.9, nesterov=True), -0.59, 1.3e-3),
        (Momentum(1.0, 0.9), -0.59, 1.3e-3),
    ],
)
def test_only_the_growing_momentum_gains_an_order_on_the_chain(rule, slope, gap):
    gaps = chain_gaps(rule)
    measured = np.log(gaps[400] / gaps[100]) / np.log(4)
    assert abs(measured - slope) < 0.01
    assert abs(gaps[400] / gap - 1) < 0.05


# Strong convexity


def nesterov_matrix(lr, mu, a):
    rule = Nesterov(lr, mu)
    return transition(rule, a, lambda x: (x, 1.0), lambda memory: memory[0])


@pytest.mark.parametrize("kappa", [10, 100, 1000])
def test_with_strong_convexity_each_step_shrinks_by_one_minus_root_of_kappa(kappa):
    rate = 1 - kappa**-0.5
    radii = [
        radius(nesterov_matrix(1 / kappa, 1, a)) for a in np.geomspace(1, kappa, 99)
    ]
    assert abs(max(radii) - rate) < 1e-7  # a double eigenvalue, so half the digits
    assert abs(radii[0] - rate) < 1e-7


def test_the_constant_push_makes_the_slowest_eigenvalue_double():
    M = nesterov_matrix(ALPHA, A, A).applyfunc(sp.nsimplify)
    assert sp.simplify(M.trace() ** 2 - 4 * M.det()) == 0
    assert sp.simplify(M.trace() / 2 - (1 - sp.sqrt(ALPHA * A))) == 0


@pytest.mark.parametrize("kappa", [10, 100, 1000])
def test_the_tuned_pair_shrinks_by_one_minus_two_over_root_of_three_kappa(kappa):
    root = (3 * kappa + 1) ** 0.5
    rule = Momentum(4 / (3 * kappa + 1), (root - 2) / (root + 2), nesterov=True)
    radii = [radius(transition(rule, a)) for a in np.geomspace(1, kappa, 99)]
    assert abs(max(radii) - (1 - 2 / root)) < 1e-7


def test_strong_convexity_is_momentum_with_the_constant_of_kappa():
    beta = (5 - 1) / (5 + 1)
    torch = Momentum(1 / 25, beta, nesterov=True)
    ours, _ = walked(Nesterov(1 / 25, 1.0), VALLEY, [3.0, 1.0], 200)
    close(ours, walked(torch, VALLEY, [3.0, 1.0], 200)[0])


# Every kind of number, and the door


@pytest.mark.parametrize("mu", [0.0, np.array([0.1, 0.5, 2.0])])
def test_a_grid_of_settings_equals_single_runs_bit_for_bit(mu):
    lrs, start = np.array([0.01, 0.03, 0.07]), [[1.0] * 3, [-2.0] * 3]
    curved = np.array([[1.0], [25.0]])
    grid = walked(Nesterov(lrs, mu), lambda x: curved * x, start, 50)[0][-1]
    for i in range(3):
        one = Nesterov(lrs[i], mu if isinstance(mu, float) else mu[i])
        assert np.array_equal(walked(one, VALLEY, [1, -2], 50)[0][-1], grid[:, i])


@pytest.mark.parametrize(
    "rule", [LookAhead(0.1, 0.9, lambda x: 2 * x), Nesterov(0.1), Nesterov(0.1, 0.5)]
)
def test_float32_stays_and_no_argument_is_changed(rule):
    x = np.ones(3, dtype=np.float32)
    memory = rule.init(x)
    for t in (1, 2):
        y, memory = rule.step(x, 2 * x, memory, t)
        assert y.dtype == np.float32
    assert x.tolist() == [1.0] * 3


def test_the_memory_at_the_start_is_a_copy():
    x = np.ones(3)
    kept, _ = Nesterov(0.1).init(x)
    assert not np.shares_memory(kept, x)


def test_a_step_without_a_gradient_is_refused():
    with pytest.raises(ValueError, match=r"LookAhead needs .* gradient, got None\. P"):
        LookAhead(0.1).step(1.0, 2.0, 0.0, 1)


@pytest.mark.parametrize("rule", [LookAhead, Nesterov])
def test_a_negative_learning_rate_is_refused(rule):
    with pytest.raises(ValueError, match=r"lr must not be negative, got -0\.1\. "):
        rule(-0.1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LookAhead(0.1, 1.5), r"momentum must be at most 1, got 1\.5\. "),
        (lambda: Nesterov(0.1, -1.0), r"strong_convexity must not be neg.*, got -1\.0"),
        (lambda: Nesterov(0.1, np.array([0.0, 1.0])), r"strong_convexity .*, got arr"),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
