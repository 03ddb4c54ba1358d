"""LARS and LAMB: the length of a step is a share of the length of the weights."""

import numpy as np
import pytest
from gradient_sequences import (
    changes_nothing_it_is_given,
    grid_error,
    keeps_float32,
    moves,
    nine_decades,
    points,
)

from gdcourse.optimizers import minimize
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.layerwise import LAMB, LARS
from gdcourse.optimizers.momentum import Momentum

SIX = (slice(0, 4), slice(4, 9))
START = np.random.default_rng(5).normal(size=10)
RULES = [LARS(weight_decay=0.1, layers=(slice(0, 2),)), LAMB(weight_decay=0.1)]


def lengths(a, layers=SIX):
    """‖a‖ for each layer, one row for each step."""
    return np.array([np.linalg.norm(a[..., layer], axis=-1) for layer in layers])


def before(path):
    """The points from which the steps of a path were taken."""
    return np.vstack([START, path[:-1]])


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_a_step_of_lars_is_lr_times_trust_times_the_length_of_the_weights(scale):
    rule = LARS(lr=0.5, momentum=0.0, trust_coefficient=0.1, layers=SIX)
    path = points(rule, scale * nine_decades(), START)
    got = lengths(path - before(path))
    np.testing.assert_allclose(got, 0.05 * lengths(before(path)), rtol=1e-9)


@pytest.mark.parametrize("decay", [0.0, 0.5])
@pytest.mark.parametrize("scale", [1.0, 1e6])
def test_a_step_of_lamb_is_lr_times_the_length_of_the_weights(scale, decay):
    rule = LAMB(lr=0.05, weight_decay=decay, layers=SIX)
    path = points(rule, scale * nine_decades(), START)
    got = lengths(path - before(path))
    np.testing.assert_allclose(got, 0.05 * lengths(before(path)), rtol=1e-9)


def test_the_divisor_of_lars_is_a_sum_of_lengths_or_the_length_of_a_sum():
    x, g, lam = np.array([3.0, 4.0]), np.array([-4.0, 3.0]), 2.0
    rule = LARS(lr=1.0, momentum=0.0, weight_decay=lam, trust_coefficient=1.0)
    paper, _ = rule.step(x, g, rule.init(x), 1)
    np.testing.assert_allclose(x - paper, 5 / (5 + 2 * 5) * (g + lam * x))
    rule = LARS(1.0, 0.0, lam, trust_coefficient=1.0, ratio="sum")
    optax, _ = rule.step(x, g, rule.init(x), 1)
    np.testing.assert_allclose(x - optax, 5 / 125**0.5 * (g + lam * x))


def test_both_divisors_agree_without_decay_and_only_then():
    g = nine_decades()
    for decay, agree in ((0.0, True), (0.1, False)):
        paper, optax = (
            points(LARS(0.1, weight_decay=decay, ratio=ratio), g, START)
            for ratio in ("paper", "sum")
        )
        assert np.array_equal(paper, optax) == agree


def test_lars_in_one_dimension_is_momentum_of_the_sign_times_the_weight():
    # r g = η |x| sign(g): with g = x the weight shrinks by a constant factor.
    rule, x = LARS(lr=0.5, momentum=0.0, trust_coefficient=0.1), 8.0
    for t in range(1, 20):
        x, _ = rule.step(x, 1e3 * x, 0.0, t)
    assert x == pytest.approx(8 * 0.95**19, rel=1e-13)


def test_where_all_weights_are_zero_lars_is_momentum_and_lamb_is_adam():
    g, zero = [np.array([3.0, -4.0])], np.zeros(2)
    for rule, plain in (
        (LARS(0.1), Momentum(0.1, convention="inside")),
        (LAMB(0.1), Adam(0.1, eps=1e-6)),
    ):
        wanted = moves(plain, g, zero)
        np.testing.assert_allclose(moves(rule, g, zero), wanted, rtol=1e-15)


def test_components_outside_the_layers_follow_momentum_and_adam():
    g = nine_decades()
    for rule, plain in (
        (LARS(0.1, layers=SIX), Momentum(0.1, convention="inside")),
        (LAMB(0.1, layers=SIX), Adam(0.1, eps=1e-6)),
    ):
        got, wanted = points(rule, g, START), points(plain, g, START)
        np.testing.assert_allclose(got[:, 9], wanted[:, 9], rtol=1e-12)
        assert not np.allclose(got[:, :9], wanted[:, :9], rtol=1e-6, atol=0)


@pytest.mark.parametrize("kind", [LARS, LAMB])
def test_a_layer_does_not_feel_the_other_layers(kind):
    g = nine_decades()
    together = points(kind(layers=SIX), g, START)
    for layer in SIX:
        alone = points(kind(), g[:, layer], START[layer])
        np.testing.assert_allclose(together[:, layer], alone, rtol=1e-13)


def test_the_conventions_of_lars_agree_until_the_learning_rate_changes():
    for lr, agree in ((0.1, True), (lambda k: 0.1 if k < 20 else 0.01, False)):
        one, two = (
            points(LARS(lr, convention=c), nine_decades(), START)
            for c in ("outside", "inside")
        )
        assert np.allclose(one, two, rtol=1e-12, atol=1e-15) == agree


def test_at_rest_after_a_push_only_the_inside_convention_rolls_on():
    lr, push = (lambda k: 0.1 if k == 0 else 0.0), [np.array([3.0, 4.0])] * 2
    inside, outside = (
        moves(LARS(lr, convention=c), push, np.ones(2)) for c in ("inside", "outside")
    )
    np.testing.assert_allclose(inside[1], 0.9 * inside[0], rtol=1e-12)
    assert (outside[1] == 0).all()


def test_decoupled_decay_of_lamb_shrinks_first_and_stays_out_of_the_ratio():
    x, g = np.array([3.0, 4.0]), np.array([1.0, -1.0])
    rule = LAMB(0.1, eps=0.0, weight_decay=2.0, decoupled_weight_decay=True)
    moved, _ = rule.step(x, g, rule.init(x), 1)
    shrunk = 0.8 * x
    np.testing.assert_allclose(moved, shrunk - 0.1 * 4 / 2**0.5 * np.sign(g))


def test_the_bias_correction_of_lamb_is_lost_in_the_ratio_unless_there_is_decay():
    # One factor of u cancels in ‖x‖ u / ‖u‖; beside λ x it does not.
    g = nine_decades()
    for decay, agree in ((0.0, True), (0.1, False)):
        one, two = (
            points(LAMB(0.1, eps=0.0, weight_decay=decay, bias_correction=b), g, START)
            for b in (True, False)
        )
        assert np.allclose(one, two, rtol=1e-9, atol=1e-12) == agree


@pytest.mark.parametrize("rule", RULES)
def test_steps_are_pure_and_float32_stays(rule):
    assert changes_nothing_it_is_given(rule)
    assert keeps_float32(rule)


@pytest.mark.parametrize("rule", RULES)
def test_a_grid_of_settings_equals_the_single_runs(rule):
    assert grid_error(rule, {"lr": [0.1, 0.2], "weight_decay": [0.0, 0.3]}) < 1e-13


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LARS(lr=-1), r"lr must not be negative, got -1\. A negative"),
        (lambda: LARS(momentum=2), r"momentum must be at most 1, got 2\. Try 0\.9"),
        (
            lambda: LARS(trust_coefficient=-1),
            r"trust_coefficient must not be negative, got -1\. It is a share",
        ),
        (lambda: LARS(ratio="mean"), r"ratio must be one of 'paper', 'sum', got 'me"),
        (lambda: LARS(convention="average"), r"convention must be one of 'inside', "),
        (lambda: LAMB(betas=(0.9, 1.5)), r"betas\[1\] must be below 1, got 1\.5\. G"),
        (lambda: LAMB(eps=-1), r"eps must not be negative, got -1\. It keeps"),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("kind", [LARS, LAMB])
def test_rules_by_layer_run_in_minimize(kind):
    rule = kind(lr=0.5, layers=(slice(0, 1), slice(1, 2)))
    run = minimize(lambda x: x @ x / 2, lambda x: x, [3.0, 4.0], rule, steps=20)
    assert run.updates == 20
    assert run.values[-1] < run.values[0]
