"""Two ways to pull weights toward zero: the same for gradient descent, for no other."""

import math

import numpy as np
import pytest
import sympy as sp
from gradient_sequences import points

from gdcourse.optimizers.adam import Adam, AdamW
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.weight_decay import decay_strength, decayed

BOTH = pytest.mark.parametrize("decoupled", [False, True])


def settled(rule, strength, decoupled, steps=3000):
    """Where a rule comes to rest on ½ (x - ½)² with weight decay."""
    x, memory = 2.0, rule.init(2.0)
    for t in range(1, steps + 1):
        lr = rule.lr(t - 1) if callable(rule.lr) else rule.lr
        x, grad = decayed(x, x - 0.5, lr, strength, decoupled)
        x, memory = rule.step(x, grad, memory, t)
    return x


def test_coupled_decay_is_the_gradient_of_half_the_squared_length():
    x, lam = sp.symbols("x lambda")
    f = sp.Function("f")(x)
    _, grad = decayed(x, sp.diff(f, x), None, lam, decoupled=False)
    assert sp.expand(grad - sp.diff(f + lam * x**2 / 2, x)) == 0


def test_a_penalty_without_the_half_doubles_the_decay():
    x, lam, lr = sp.symbols("x lambda alpha")
    _, grad = decayed(x, 0, lr, 2 * lam, decoupled=False)
    assert grad == sp.diff(lam * x**2, x)
    moved, _ = GradientDescent(lr).step(x, grad, None, 1)
    assert sp.expand(moved - (1 - 2 * lr * lam) * x) == 0


def test_for_gradient_descent_both_decays_are_one_step():
    x, g, lam, lr = sp.symbols("x g lambda alpha")
    ends = []
    for decoupled in (False, True):
        start, grad = decayed(x, g, lr, lam, decoupled)
        ends.append(GradientDescent(lr).step(start, grad, None, 1)[0])
    assert sp.expand(ends[0] - ends[1]) == 0


@BOTH
def test_no_decay_gives_back_the_very_point_and_gradient(decoupled):
    x, grad = np.ones(3), np.ones(3)
    same = decayed(x, grad, 0.1, 0.0, decoupled)
    assert same[0] is x
    assert same[1] is grad


@BOTH
def test_gradient_descent_settles_at_the_minimum_of_the_penalized_function(decoupled):
    rule = GradientDescent(0.1)
    assert settled(rule, 0.1, decoupled) == pytest.approx(0.5 / 1.1, rel=1e-12)


def test_with_momentum_decoupled_decay_is_weaker_by_one_minus_beta():
    rule = Momentum(0.1, 0.9)
    coupled, decoupled = (settled(rule, 0.1, kind) for kind in (False, True))
    assert coupled == pytest.approx(0.5 / 1.1, rel=1e-9)
    # The decay pulls once a step, while the velocity repeats the gradient 10 times.
    assert decoupled == pytest.approx(0.5 / (1 + 0.1 * (1 - 0.9)), rel=1e-9)
    assert [round(coupled, 6), round(decoupled, 6)] == [0.454545, 0.495050]


@pytest.mark.parametrize("rule", [Momentum, Adam])
def test_the_weight_decay_of_a_rule_is_coupled(rule):
    inside, outside = rule(lr=0.01, weight_decay=0.1), rule(lr=0.01)
    x, grad = decayed(2.0, 1.5, 0.01, 0.1, decoupled=False)
    memory = inside.init(2.0)
    assert inside.step(2.0, 1.5, memory, 1) == outside.step(x, grad, memory, 1)


def test_adamw_is_adam_from_the_decayed_point():
    x, memory = np.array([2.0, -3.0]), AdamW().init(np.zeros(2))
    grad = np.array([1.5, 1e-4])
    start, same = decayed(x, grad, 0.01, 0.1, decoupled=True)
    wanted, _ = Adam(0.01).step(start, same, memory, 1)
    got, _ = AdamW(0.01, weight_decay=0.1).step(x, grad, memory, 1)
    assert np.array_equal(got, wanted)


@pytest.mark.parametrize(
    ("strength", "kept"), [(1e-4, 0.99995), (1e-2, 0.9950), (1.0, 0.606)]
)
def test_an_idle_weight_forgets_the_strength_under_adam_and_keeps_it_under_adamw(
    strength, kept
):
    idle = [0.0] * 500
    coupled = points(Adam(1e-3, weight_decay=strength), idle, x=1.0)[-1]
    decoupled = points(AdamW(1e-3, weight_decay=strength), idle, x=1.0)[-1]
    assert coupled == pytest.approx(0.5605, abs=1e-3)
    assert decoupled == pytest.approx((1 - 1e-3 * strength) ** 500, rel=1e-12)
    assert decoupled == pytest.approx(kept, abs=5e-4)


def test_half_the_learning_rate_halves_the_shrinking_of_an_idle_weight():
    logs = [
        math.log(points(AdamW(lr, weight_decay=0.1), [0.0] * 1000, x=1.0)[-1])
        for lr in (1e-3, 5e-4)
    ]
    assert logs[0] / logs[1] == pytest.approx(2.0, rel=1e-4)


@pytest.mark.parametrize(
    ("scale", "coupled"), [(100.0, 0.995), (1.0, 0.670), (0.01, 0.0)]
)
def test_noise_decides_how_strong_the_decay_of_adam_is_and_not_that_of_adamw(
    scale, coupled
):
    rng = np.random.default_rng(0)
    noise = scale * rng.normal(size=(4000, 400))
    ends = []
    for rule in (Adam(weight_decay=0.1), AdamW(weight_decay=0.1)):
        x, memory = np.ones(400), rule.init(np.ones(400))
        for t, grad in enumerate(noise, start=1):
            x, memory = rule.step(x, grad, memory, t)
        ends.append(x.mean())
    assert ends[0] == pytest.approx(coupled, abs=0.02)
    assert ends[1] == pytest.approx((1 - 1e-4) ** 4000, abs=0.02)


def test_under_a_cosine_schedule_a_weight_shrinks_by_exp_of_half_the_full_sum():
    lr, strength, steps = 1e-3, 0.1, 1000
    cosine = lambda k: lr * (1 + math.cos(math.pi * k / steps)) / 2  # noqa: E731
    end = points(AdamW(cosine, weight_decay=strength), [0.0] * steps, x=1.0)[-1]
    assert end == pytest.approx(math.exp(-strength * lr * steps / 2), abs=5.1e-5)
    assert round(end, 4) == 0.9512


@pytest.mark.parametrize("bad", [-0.01, float("nan"), [0.1, -1.0]])
def test_a_strength_that_cannot_work_is_refused(bad):
    with pytest.raises(ValueError, match=r"weight_decay must .*, got .*\. A negative"):
        decay_strength(bad)


def test_a_strength_may_be_a_number_a_grid_or_a_schedule():
    schedule = lambda k: 0.1  # noqa: E731
    assert decay_strength(0) == 0.0
    assert decay_strength([0.0, 0.1]).tolist() == [0.0, 0.1]
    assert decay_strength(schedule) is schedule
