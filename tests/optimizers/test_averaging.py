"""Means of iterates: what they hold, what they cost, how quiet they are."""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, walked

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.averaging import (
    Averaged,
    ExponentialAverage,
    PolyakRuppert,
    averaged,
)
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import Momentum

VALLEY = bowl(1, 25)
INNER = [GradientDescent(0.03), Momentum(0.02, 0.9), Adam(0.1)]


@pytest.mark.parametrize("inner", INNER)
def test_the_iterates_go_on_as_if_nobody_looked(inner):
    plain, memories = walked(inner, VALLEY, [1.0, -2.0], 60)
    for rule in (PolyakRuppert(inner, start=7), ExponentialAverage(inner, 0.9)):
        points, kept = walked(rule, VALLEY, [1.0, -2.0], 60)
        assert np.array_equal(points, plain)
        for memory, expected in zip(kept, memories, strict=True):
            np.testing.assert_equal(memory.inner, expected)


@pytest.mark.parametrize("start", [0, 1, 7, 59, 60, 100])
def test_the_mean_is_the_plain_mean_of_the_points_after_start(start):
    rule = PolyakRuppert(Momentum(0.02, 0.9), start)
    points, memories = walked(rule, VALLEY, [1.0, -2.0], 60)
    for t in range(61):
        wanted = np.mean(points[start + 1 : t + 1], axis=0) if t > start else points[t]
        close(averaged(memories[t]), wanted)


def test_the_exponential_mean_weighs_iterates_by_powers_of_its_decay():
    rule = ExponentialAverage(Momentum(0.02, 0.9), decay=0.8)
    points, memories = walked(rule, VALLEY, [1.0, -2.0], 60)
    for t in (0, 1, 2, 60):
        weights = 0.2 * 0.8 ** np.arange(t + 1)[::-1]
        weights[0] = 0.8**t  # x_0 is there from the start
        close(weights.sum(), 1)
        close(averaged(memories[t]), weights @ points[: t + 1])


def test_a_decay_schedule_is_read_at_k_zero():
    rule = ExponentialAverage(GradientDescent(0.5), lambda k: [0.0, 0.5][k])
    _, memories = walked(rule, lambda x: x, 8.0, 2)
    assert [averaged(memory) for memory in memories] == [8.0, 4.0, 3.0]


def test_decay_of_a_plain_mean_is_the_plain_mean():
    inner = Momentum(0.02, 0.9)
    plain = PolyakRuppert(inner)
    growing = ExponentialAverage(inner, decay=lambda k: k / (k + 1))
    means = [walked(rule, VALLEY, [1.0, 1.0], 40)[1][-1] for rule in (plain, growing)]
    close(averaged(means[0]), averaged(means[1]))


def test_symbols_unroll_to_the_mean():
    x, alpha = sp.symbols("x alpha")
    rule = PolyakRuppert(GradientDescent(alpha))
    _, memories = walked(rule, lambda p: p, x, 3)
    path = [(1 - alpha) ** k * x for k in (1, 2, 3)]
    assert sp.simplify(averaged(memories[3]) - sum(path) / 3) == 0


# Noise: x ← (1 - α) x - α ε has variance V = α / (2 - α) at rest, and correlation
# (1 - α)^j over j steps, so a mean over n steps has a variance in closed form.


def variance_of_the_mean(alpha, n):
    rho, j = 1 - alpha, np.arange(1, n)
    return alpha / (2 - alpha) / n * (1 + 2 * ((1 - j / n) * rho**j).sum())


def test_under_noise_the_mean_is_quiet_and_the_last_iterate_is_not():
    alpha, runs, steps, rng = 0.1, 3000, 600, np.random.default_rng(3)
    rule = PolyakRuppert(GradientDescent(alpha), start=steps // 2)
    points, memories = walked(
        rule, lambda x: x + rng.normal(size=runs), np.zeros(runs), steps
    )
    spread = np.sqrt(2 / runs)  # the relative standard error of a variance
    last, mean = points[-1].var(), averaged(memories[-1]).var()
    assert abs(last / (alpha / (2 - alpha)) - 1) < 4 * spread
    assert abs(mean / variance_of_the_mean(alpha, steps // 2) - 1) < 4 * spread
    assert last > 15 * mean


def test_the_variance_of_the_mean_falls_like_one_over_its_length():
    for n in (1000, 10_000):
        assert abs(n * variance_of_the_mean(0.1, n) - 1) < 0.01
    assert round(variance_of_the_mean(0.1, 10_000), 6) == 1e-4
    assert round(0.1 / 1.9, 4) == 0.0526


def test_leaving_out_the_way_from_the_start_is_a_hundredfold_gain():
    ends = []
    for start in (0, 100):
        rule = PolyakRuppert(GradientDescent(0.1), start)
        ends.append(averaged(walked(rule, lambda x: x, 1.0, 200)[1][-1]))
    assert ends[0] > 100 * ends[1]
    close(ends, [(0.9 - 0.9**201) / 0.1 / 200, (0.9**101 - 0.9**201) / 0.1 / 100])


# Every kind of number, and the door


@pytest.mark.parametrize("wrap", [PolyakRuppert, ExponentialAverage])
def test_a_grid_of_settings_equals_single_runs_bit_for_bit(wrap):
    lrs, start = np.array([0.01, 0.03, 0.07]), [[1.0] * 3, [-2.0] * 3]
    curved = np.array([[1.0], [25.0]])
    rule = wrap(Momentum(lrs, 0.9))
    grid = averaged(walked(rule, lambda x: curved * x, start, 40)[1][-1])
    for i in range(3):
        one = walked(wrap(Momentum(lrs[i], 0.9)), VALLEY, [1.0, -2.0], 40)[1][-1]
        assert np.array_equal(averaged(one), grid[:, i])


@pytest.mark.parametrize("wrap", [PolyakRuppert, ExponentialAverage])
def test_float32_stays_and_memory_is_not_shared(wrap):
    x = np.ones(3, dtype=np.float32)
    rule = wrap(Momentum(0.1))
    memory = rule.init(x)
    assert not np.shares_memory(memory.mean, x)
    for t in (1, 2):
        moved, memory = rule.step(x, 2 * x, memory, t)
        assert moved.dtype == averaged(memory).dtype == np.float32
    assert x.tolist() == [1.0] * 3


def test_a_grid_of_rates_inside_the_wrapper_is_found_by_minimize():
    rule = PolyakRuppert(GradientDescent(np.array([0.1, 0.2])))
    trace = minimize(lambda x: (x * x).sum(axis=0), lambda x: 2 * x, [1.0], rule)
    assert trace.x.shape == (1, 2)


@pytest.mark.parametrize("memory", [None, np.zeros(2), (1.0, 2.0)])
def test_the_memory_of_another_rule_has_no_mean(memory):
    with pytest.raises(TypeError, match=r"memory must come .*, got .+\. Wrap the rule"):
        averaged(memory)
    assert averaged(Averaged(1.0, memory)) == 1.0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PolyakRuppert(INNER[0], -1), r"start must be .* least 0, got -1\. "),
        (lambda: PolyakRuppert(INNER[0], 0.5), r"start must be .*, got 0\.5\. "),
        (lambda: ExponentialAverage(INNER[0], 1.0), r"decay must be below 1, got 1\.0"),
        (
            lambda: ExponentialAverage(INNER[0], -0.1),
            r"decay must not .*, got -0\.1\. ",
        ),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
