"""Momentum against closed forms: its sums, its three conventions, its gain."""

import numpy as np
import pytest
import sympy as sp
from parabolas import bowl, close, walked

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import (
    CONVENTIONS,
    Momentum,
    convert,
    convert_velocity,
)

ALPHA, BETA = sp.symbols("alpha beta", positive=True)
VALLEY = bowl(1, 25)


# The formulas


def test_three_steps_on_a_constant_slope_unroll_to_the_discounted_sum():
    g = sp.Symbol("g")
    points, _ = walked(Momentum(ALPHA, BETA), lambda x: g, sp.Integer(0), 3)
    assert sp.expand(points[3] + ALPHA * g * (BETA**2 + 2 * BETA + 3)) == 0


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_one_step_reads_like_its_equation(convention, nesterov):
    x, g, v = sp.symbols("x g v")
    rule = Momentum(ALPHA, BETA, nesterov=nesterov, convention=convention)
    new, step = {
        "outside": (BETA * v + g, lambda u: -ALPHA * u),
        "inside": (BETA * v - ALPHA * g, lambda u: u),
        "average": (BETA * v + (1 - BETA) * g, lambda u: -ALPHA * u),
    }[convention]
    ahead = BETA * new + new - BETA * v  # the newest gradient counts once more
    moved, kept = rule.step(x, g, v, 2)
    assert sp.expand(kept - new) == 0
    assert sp.expand(moved - x - step(ahead if nesterov else new)) == 0


@pytest.mark.parametrize("dampening", [0.0, 0.5, 1.0])
def test_the_first_velocity_is_the_raw_gradient_whatever_the_dampening(dampening):
    rule = Momentum(0.1, 0.9, dampening=dampening)
    _, v = rule.step(3.0, 2.0, rule.init(3.0), 1)
    _, later = rule.step(3.0, 5.0, v, 2)
    assert v == 2
    assert later == 0.9 * 2 + (1 - dampening) * 5


def test_dampening_of_beta_is_the_average_except_for_its_first_step():
    first = {
        "damped": walked(Momentum(0.02, 0.9, dampening=0.9), VALLEY, [1.0, 1.0], 1),
        "average": walked(
            Momentum(0.02, 0.9, convention="average"), VALLEY, [1.0, 1.0], 1
        ),
    }
    steps = {name: points[0] - points[1] for name, (points, _) in first.items()}
    close(steps["damped"], 10 * steps["average"])


def test_weight_decay_is_the_gradient_of_half_lambda_x_squared():
    decayed = Momentum(0.02, 0.9, weight_decay=0.3)
    by_hand, _ = walked(Momentum(0.02, 0.9), lambda x: VALLEY(x) + 0.3 * x, [1, 2], 50)
    close(walked(decayed, VALLEY, [1, 2], 50)[0], by_hand)


def test_the_first_update_reads_schedules_at_k_zero():
    read = []
    rule = Momentum(lambda k: 0.1, momentum=lambda k: read.append(k) or 0.5)
    walked(rule, VALLEY, [1.0, 1.0], 3)
    assert read == [0, 1, 2]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_momentum_zero_is_gradient_descent(convention):
    plain, _ = walked(GradientDescent(0.03), VALLEY, [1.0, -2.0], 100)
    heavy = Momentum(0.03, momentum=0.0, convention=convention)
    assert np.array_equal(walked(heavy, VALLEY, [1.0, -2.0], 100)[0], plain)


# Three conventions


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("source", CONVENTIONS)
@pytest.mark.parametrize("target", CONVENTIONS)
def test_converted_rules_walk_one_path_with_converted_velocities(
    source, target, nesterov
):
    rule = Momentum(0.02, 0.9, nesterov=nesterov, convention=source)
    other = convert(rule, target)
    points, velocities = walked(rule, VALLEY, [1.0, 1.0], 200)
    again, converted = walked(other, VALLEY, [1.0, 1.0], 200)
    close(again, points)
    for v, w in zip(velocities, converted, strict=True):
        close(convert_velocity(rule, v, target), w)
        close(convert_velocity(other, w, source), v)


@pytest.mark.parametrize("source", CONVENTIONS)
@pytest.mark.parametrize("target", CONVENTIONS)
def test_a_running_rule_can_be_taken_over_in_another_convention(source, target):
    rule = Momentum(0.02, 0.9, convention=source)
    points, velocities = walked(rule, VALLEY, [1.0, 1.0], 60)
    other, x = convert(rule, target), points[20]
    v = convert_velocity(rule, velocities[20], target)
    for t in range(21, 61):
        x, v = other.step(x, VALLEY(x), v, t)
        close(x, points[t])


def test_conventions_part_when_the_learning_rate_drops():
    def drop(k):
        return 0.02 if k < 20 else 0.002

    outside, inside = (
        np.array(walked(Momentum(drop, 0.9, convention=c), VALLEY, [1, 1], 100)[0])
        for c in ("outside", "inside")
    )
    close(outside[:21], inside[:21])
    assert round(abs(outside - inside).max(), 3) == 0.578
    longer = (inside[21] - inside[20]) / (outside[21] - outside[20])
    assert longer.round(0).tolist() == [13, 46]


def test_velocity_is_a_sum_outside_and_a_mean_as_average():
    beta, t = 0.9, 400
    for convention, limit in (("outside", 1 / (1 - beta)), ("average", 1)):
        rule = Momentum(0.0, beta, convention=convention)
        _, velocities = walked(rule, lambda x: 1.0, 0.0, t)
        exact = limit * (1 - beta ** np.arange(t + 1))
        close(velocities, exact)


# The gain on a constant slope


@pytest.mark.parametrize(
    ("steps", "stated"), [(5, 2.63), (10, 4.14), (50, 8.21), (100, 9.10), (1000, 9.91)]
)
def test_on_a_constant_slope_momentum_goes_up_to_ten_times_as_far(steps, stated):
    beta = 0.9
    points, _ = walked(Momentum(0.1, beta), lambda x: 1.0, 0.0, steps)
    ratio = points[-1] / (-0.1 * steps)
    lost = beta * (1 - beta**steps) / (1 - beta) / steps
    close(ratio, (1 - lost) / (1 - beta), 1e-10)
    assert round(ratio, 2) == stated


# Every kind of number, and the door


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_grid_of_settings_equals_single_runs_bit_for_bit(convention):
    lrs, betas = np.array([[0.01], [0.05], [0.2]]), np.array([[0.0, 0.5, 0.9, 1.0]])
    start = np.broadcast_to(np.array([1.0, -2.0])[:, None, None], (2, 3, 4))
    curved = np.array([1.0, 25.0])[:, None, None]
    rule = Momentum(lrs, betas, convention=convention)
    grid = walked(rule, lambda x: curved * x, start, 50)[0][-1]
    for i, j in np.ndindex(3, 4):
        one = Momentum(lrs[i, 0], betas[0, j], convention=convention)
        assert np.array_equal(walked(one, VALLEY, [1, -2], 50)[0][-1], grid[:, i, j])


def test_float32_stays_float32_and_no_argument_is_changed():
    x, grad, v = (np.full(3, n, dtype=np.float32) for n in (1, 2, 3))
    rule = Momentum(np.float64(0.1), np.float64(0.9), weight_decay=0.1, nesterov=True)
    moved, kept = rule.step(x, grad, v, 2)
    assert moved.dtype == kept.dtype == np.float32
    assert (x.tolist(), grad.tolist(), v.tolist()) == ([1.0] * 3, [2.0] * 3, [3.0] * 3)


BAD = [
    ({"lr": -0.1}, r"lr must not be negative, got -0\.1\. .*1 / L\."),
    ({"momentum": 1.1}, r"momentum must be at most 1, got 1\.1\. .*try 0\.9\."),
    ({"momentum": -0.1}, r"momentum must not be negative, got -0\.1\. "),
    ({"dampening": 2}, r"dampening must be at most 1, got 2\. Try 0\."),
    ({"weight_decay": -1}, r"weight_decay must not be negative, got -1\. "),
    ({"convention": "ema"}, r"convention must be one of .*, got 'ema'\. "),
    ({"dampening": 0.5, "convention": "average"}, r"dampening belongs .*, got 'aver"),
    ({"nesterov": True, "momentum": 0}, r"nesterov needs .*, got momentum 0.* and "),
    ({"nesterov": True, "dampening": 0.5}, r"nesterov needs .* and dampening 0\.5\."),
]


@pytest.mark.parametrize(("options", "message"), BAD)
def test_settings_that_cannot_work_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        Momentum(**options)


@pytest.mark.parametrize(
    "rule",
    [Momentum(lambda k: 0.1), Momentum(0.1, lambda k: 0.9), Momentum(0.1, 0.9, 0.5)],
)
def test_schedules_and_dampening_have_no_other_convention(rule):
    with pytest.raises(ValueError, match=r"only constant .*, got Momentum.*\. With a"):
        convert(rule, "average")
    with pytest.raises(ValueError, match=r"only constant .*, got Momentum.*\. With a"):
        convert_velocity(rule, 1.0, "average")


def test_a_misspelled_target_convention_is_refused():
    with pytest.raises(ValueError, match=r"convention must be one of .*, got 'ema'\."):
        convert(Momentum(), "ema")


def test_only_momentum_below_one_has_an_average_to_convert_to():
    with pytest.raises(ValueError, match=r"an average needs momentum < 1, got 1\. "):
        convert(Momentum(0.1, momentum=1.0), "average")
    with pytest.raises(TypeError, match="must be a Momentum rule, got Gradient"):
        convert(GradientDescent(), "inside")
