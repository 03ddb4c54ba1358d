"""Signs instead of gradients: steps of one length, and what follows from it."""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, walked

from gdcourse.optimizers.sign_methods import Lion, SignDescent

VALLEY = bowl(1, 25)
RULES = [SignDescent(0.01), Lion(0.01), Lion(0.01, (0.5, 0.9))]


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_every_component_of_every_step_is_as_long_as_the_learning_rate(scale):
    gradients = np.random.default_rng(1).normal(size=(50, 4)) * scale
    for rule in RULES:
        x, memory = np.zeros(4), rule.init(np.zeros(4))
        for t, grad in enumerate(gradients, start=1):
            moved, memory = rule.step(x, grad, memory, t)
            close(abs(moved - x), 0.01)
            x = moved


@pytest.mark.parametrize("scale", [1e-6, 0.5, 1024.0])
@pytest.mark.parametrize("rule", RULES)
def test_multiplying_f_changes_no_step(rule, scale):
    plain, _ = walked(rule, VALLEY, [1.0, -1.0], 100)
    louder, _ = walked(rule, lambda x: scale * VALLEY(x), [1.0, -1.0], 100)
    close(plain, louder)


def test_a_component_without_slope_stands_still():
    rule = SignDescent(0.25)
    x, _ = rule.step(np.array([1.0, 2.0]), np.array([0.0, -7.0]), None, 1)
    assert x.tolist() == [1.0, 2.25]


def test_with_a_constant_rate_signs_end_in_a_cycle_of_two_points():
    points, _ = walked(SignDescent(0.5), bowl(3), [1.75], 50)
    assert [p[0] for p in points[:6]] == [1.75, 1.25, 0.75, 0.25, -0.25, 0.25]
    assert points[-1] == points[-3] == -points[-2]


def test_with_a_falling_rate_signs_converge():
    points, _ = walked(SignDescent(lambda k: 1 / (1 + k)), bowl(3), [1.75], 2000)
    assert abs(points[-1][0]) <= 1 / 2000


def test_lion_with_betas_zero_is_sign_descent_bit_for_bit():
    for decay in (0.0, 0.3):
        lion, _ = walked(Lion(0.1, (0.0, 0.0), decay), VALLEY, [1.0, -1.0], 60)
        signs, _ = walked(SignDescent(0.1, decay), VALLEY, [1.0, -1.0], 60)
        assert np.array_equal(lion, signs)


def test_one_step_of_lion_reads_like_its_equations():
    x, g, m = sp.symbols("x g m", real=True)
    lr, b1, b2, decay = sp.symbols("alpha beta1 beta2 lambda", positive=True)
    moved, mean = Lion(lr, (b1, b2), decay).step(x, g, m, 1)
    signed = sp.sign(b1 * m + (1 - b1) * g)
    assert sp.expand(moved - ((1 - lr * decay) * x - lr * signed)) == 0
    assert sp.expand(mean - (b2 * m + (1 - b2) * g)) == 0


def test_lions_memory_is_the_exponential_average_of_the_gradients():
    gradients = np.random.default_rng(2).normal(size=(30, 3))
    rule, memory = Lion(0.01, (0.9, 0.8)), np.zeros(3)
    for t, grad in enumerate(gradients, start=1):
        _, memory = rule.step(np.zeros(3), grad, memory, t)
    weights = 0.2 * 0.8 ** np.arange(30)[::-1]
    close(memory, weights @ gradients)


def test_lion_may_step_against_the_newest_gradient_and_signs_may_not():
    x, _ = Lion(0.5, (0.9, 0.99)).step(0.0, -1.0, 1.0, 2)
    assert x == -0.5  # the mean, 0.9 · 1 - 0.1, is positive
    assert SignDescent(0.5).step(0.0, -1.0, None, 2)[0] == 0.5


@pytest.mark.parametrize("rule", [SignDescent(0.1, 0.5), Lion(0.1, weight_decay=0.5)])
def test_weight_decay_shrinks_the_weights_where_the_gradient_is_zero(rule):
    x, _ = rule.step(2.0, 0.0, rule.init(2.0), 1)
    assert x == 2.0 * (1 - 0.1 * 0.5)


@pytest.mark.parametrize("rule", [SignDescent, Lion])
def test_the_first_update_reads_the_schedule_at_k_zero(rule):
    points, _ = walked(rule(lambda k: [0.5, 0.25][k]), lambda x: 1.0, 0.0, 2)
    assert points == [0.0, -0.5, -0.75]


@pytest.mark.parametrize("rule", [SignDescent, Lion])
def test_a_grid_of_settings_equals_single_runs_bit_for_bit(rule):
    lrs, start = np.array([0.01, 0.1, 0.5]), [[1.0] * 3, [-2.0] * 3]
    curved = np.array([[1.0], [25.0]])
    grid = walked(rule(lrs), lambda x: curved * x, start, 40)[0][-1]
    for i in range(3):
        assert np.array_equal(
            walked(rule(lrs[i]), VALLEY, [1, -2], 40)[0][-1], grid.T[i]
        )


@pytest.mark.parametrize("rule", [SignDescent(0.1, 0.1), Lion(0.1, weight_decay=0.1)])
def test_float32_stays_and_no_argument_is_changed(rule):
    x, grad = np.ones(3, dtype=np.float32), np.full(3, 2, dtype=np.float32)
    moved, _ = rule.step(x, grad, rule.init(x), 1)
    assert moved.dtype == np.float32
    assert (x.tolist(), grad.tolist()) == ([1.0] * 3, [2.0] * 3)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SignDescent(-0.1), r"lr must not be negative, got -0\.1\. "),
        (lambda: Lion(-0.1), r"lr must not be negative, got -0\.1\. "),
        (lambda: SignDescent(weight_decay=-1), r"weight_decay must .*, got -1\. "),
        (lambda: Lion(weight_decay=-1), r"weight_decay must .*, got -1\. "),
        (lambda: Lion(betas=(0.9, 1.0)), r"betas\[1\] must be below 1, got 1\.0\. "),
        (lambda: Lion(betas=0.9), r"betas must be a pair, got 0\.9\. "),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
