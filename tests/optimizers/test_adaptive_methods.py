"""AdaGrad, RMSprop and Adadelta against closed forms of the gradients they saw."""

import numpy as np
import pytest
import sympy as sp
from gradient_sequences import (
    changes_nothing_it_is_given,
    first_move,
    grid_error,
    keeps_float32,
    moves,
    nine_decades,
    points,
)

from gdcourse.optimizers.adaptive_methods import Adadelta, AdaGrad, RMSprop
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum

RULES = [AdaGrad(), RMSprop(momentum=0.9, centered=True), Adadelta()]


def until_one(rule, limit):
    """The steps on ½ x² from 100 until |x| < 1, and the last x."""
    x, memory = 100.0, rule.init(100.0)
    for t in range(1, limit + 1):
        x, memory = rule.step(x, x, memory, t)
        if abs(x) < 1:
            return t, x
    return limit, x


def test_adagrad_divides_by_the_length_of_all_gradients_so_far():
    g = nine_decades()
    wanted = 0.3 * g / (np.cumsum(g**2, axis=0) ** 0.5 + 1e-10)
    got = moves(AdaGrad(lr=0.3), g, np.zeros(10))
    np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-15)


def test_adagrad_inside_the_root_starts_its_sum_where_it_is_told():
    g = nine_decades()
    wanted = 0.3 * g / (0.1 + np.cumsum(g**2, axis=0) + 1e-7) ** 0.5
    rule = AdaGrad(0.3, initial_accumulator_value=0.1, eps=1e-7, eps_inside=True)
    got = moves(rule, g, np.zeros(10))
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-15)


def test_adagrad_travels_two_lr_root_n_under_a_constant_gradient():
    travel = moves(AdaGrad(lr=0.1), [1.0] * 10_000).sum()
    riemann = 0.1 * (2 * 10_000**0.5 - 1.4603545088095868)  # ζ(1/2)
    assert travel == pytest.approx(riemann + 0.1 / 200, abs=1e-7)
    assert round(travel, 2) == 19.85


@pytest.mark.parametrize("g", [1e-3, 1.0, 1e3])
def test_adagrad_steps_shrink_like_one_over_root_t(g):
    rule = AdaGrad(lr=0.1, eps=0.0)
    t = np.arange(1, 201)
    np.testing.assert_allclose(moves(rule, [g] * 200), 0.1 / t**0.5, rtol=1e-11)


def test_a_feature_seen_100_times_as_often_gets_a_tenth_of_the_rate():
    often, rarely = AdaGrad(), AdaGrad()
    rates = [moves(often, [1.0] * 1000)[-1], moves(rarely, [1.0] * 10)[-1]]
    assert rates[0] / rates[1] == pytest.approx(0.1, rel=1e-9)


def test_lr_decay_divides_by_one_plus_k_lr_decay():
    g = nine_decades()
    plain = moves(AdaGrad(lr=0.3), g, np.zeros(10))
    decaying = moves(AdaGrad(lr=0.3, lr_decay=0.5), g, np.zeros(10))
    k = np.arange(len(g))[:, None]
    np.testing.assert_allclose(decaying, plain / (1 + k / 2), rtol=1e-10, atol=1e-16)


def test_adagrad_stands_still_where_no_gradient_came():
    assert first_move(AdaGrad(eps=1e-7, eps_inside=True), 0.0) == 0
    assert first_move(AdaGrad(), 0.0) == 0


def test_rmsprop_forgets_what_keeps_adagrad_from_arriving():
    assert until_one(RMSprop(lr=0.1), 5000)[0] == 1201
    steps, x = until_one(AdaGrad(lr=0.1), 5000)
    assert steps == 5000
    assert x == pytest.approx(86.352, abs=1e-3)


@pytest.mark.parametrize("g", [1.0, -1e-3, 1e3])
@pytest.mark.parametrize("rho", [0.9, 0.99, 0.999])
def test_rmsprop_steps_fall_from_lr_over_root_one_minus_rho_to_lr(g, rho):
    steps = 20_000
    got = moves(RMSprop(lr=0.1, alpha=rho, eps=0.0), [g] * steps)
    wanted = 0.1 * np.sign(g) / (1 - rho ** np.arange(1, steps + 1)) ** 0.5
    np.testing.assert_allclose(got, wanted, rtol=1e-9)
    assert abs(got[0]) == pytest.approx(0.1 / (1 - rho) ** 0.5, rel=1e-9)


def test_no_step_of_rmsprop_is_longer_than_its_first():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        g = rng.normal(size=300) * 10.0 ** rng.integers(-6, 6, size=300)
        assert abs(moves(RMSprop(lr=1.0), g)).max() <= 10 * (1 + 1e-9)


def test_eps_is_ten_thousand_times_larger_inside_the_root():
    outside = first_move(RMSprop(lr=1e-3), 1e-6)
    inside = first_move(RMSprop(lr=1e-3, eps_inside=True), 1e-6)
    assert outside == pytest.approx(1e-3 * 1e-6 / (1e-7 + 1e-8), rel=1e-9)
    assert inside == pytest.approx(1e-3 * 1e-6 / (1e-14 + 1e-8) ** 0.5, rel=1e-9)
    assert round(outside / inside) == 909


def test_the_rate_of_rmsprop_grows_over_a_million_times_while_nothing_happens():
    tiny = 1e-12
    quiet = [1.0] * 2000 + [0.0] * 3000 + [tiny]
    rates = moves(RMSprop(lr=1.0), quiet)[[1999, -1]] / [1.0, tiny]
    assert rates[0] == pytest.approx(1.0, rel=1e-8)
    assert rates[1] == pytest.approx(1 / (0.99**1500.5 + 1e-8), rel=1e-6)
    assert 3.3e6 < rates[1] < 3.5e6


def test_centered_rmsprop_divides_by_the_standard_deviation():
    g, rho, t = 3.0, 0.75, np.arange(1, 21)
    got = moves(RMSprop(lr=1.0, alpha=rho, eps=1.0, centered=True), [g] * 20)
    deviation = g * (rho**t * (1 - rho**t)) ** 0.5
    np.testing.assert_allclose(got, g / (deviation + 1), rtol=1e-12)


def test_centered_rmsprop_survives_the_rounding_that_gives_torch_nan():
    g, rho = np.random.default_rng(0).normal(size=100), 0.9
    v = a = np.zeros(100)
    for _ in range(1000):
        v, a = rho * v + (1 - rho) * g * g, rho * a + (1 - rho) * g
    assert (v - a * a < 0).any()
    rule = RMSprop(lr=0.01, alpha=rho, centered=True)
    assert np.isfinite(points(rule, [g] * 1000, np.zeros(100))).all()


@pytest.mark.parametrize("convention", ["outside", "inside"])
def test_rmsprop_with_a_huge_eps_is_momentum(convention):
    g = nine_decades()[:, 9]
    huge = RMSprop(
        lambda k: 1e14 / (1 + k), eps=1e15, momentum=0.9, convention=convention
    )
    momentum = Momentum(lambda k: 0.1 / (1 + k), 0.9, convention=convention)
    np.testing.assert_allclose(points(huge, g), points(momentum, g), atol=1e-12)


def test_the_conventions_of_rmsprop_agree_until_the_learning_rate_changes():
    g = nine_decades()
    for lr, agree in ((0.1, True), (lambda k: 0.1 if k < 20 else 0.01, False)):
        one, two = (
            points(RMSprop(lr, momentum=0.9, convention=c), g, np.zeros(10))
            for c in ("outside", "inside")
        )
        assert np.allclose(one, two, rtol=1e-12, atol=1e-14) == agree


def test_adadelta_on_symbols_is_the_algorithm_of_the_paper():
    x, g, rho, eps, v, u = sp.symbols("x g rho epsilon v u", positive=True)
    moved, (v1, u1) = Adadelta(1.0, rho, eps).step(x, g, (v, u), 5)
    seen = rho * v + (1 - rho) * g**2
    delta = -sp.sqrt(u + eps) / sp.sqrt(seen + eps) * g
    wanted = (x + delta, seen, rho * u + (1 - rho) * delta**2)
    for got, want in zip((moved, v1, u1), wanted, strict=True):
        assert sp.simplify(sp.nsimplify(got) - want) == 0


def test_the_learning_rate_of_adadelta_scales_the_move_and_not_the_memory():
    g = nine_decades()
    whole, half = (moves(Adadelta(lr), g, np.zeros(10)) for lr in (1.0, 0.5))
    np.testing.assert_allclose(half, whole / 2, rtol=1e-9, atol=1e-16)


def test_adadelta_without_eps_never_moves():
    assert (points(Adadelta(eps=0.0), [1.0, -2.0, 3.0]) == 0).all()


@pytest.mark.parametrize("rule", RULES)
def test_weight_decay_adds_lambda_x_to_the_gradient(rule):
    kind = type(rule)
    x, g, memory = 3.0, 0.5, kind().init(3.0)
    decaying, plain = kind(weight_decay=0.1), kind()
    assert decaying.step(x, g, memory, 1) == plain.step(x, g + 0.1 * x, memory, 1)


def test_adagrad_with_a_huge_past_is_gradient_descent():
    g, past = nine_decades()[:, 8], AdaGrad(lr=1e9, initial_accumulator_value=1e20)
    wanted = points(GradientDescent(0.1), g)
    np.testing.assert_allclose(points(past, g), wanted, rtol=1e-12)


@pytest.mark.parametrize("rule", RULES)
def test_steps_are_pure_and_float32_stays(rule):
    assert changes_nothing_it_is_given(rule)
    assert keeps_float32(rule)


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        (AdaGrad(), {"lr": [0.1, 0.2], "lr_decay": [0.0, 1.0]}),
        (RMSprop(centered=True), {"alpha": [0.9, 0.99], "momentum": [0.0, 0.9]}),
        (Adadelta(), {"rho": [0.9, 0.5], "eps": [1e-6, 1e-2]}),
    ],
)
def test_a_grid_of_settings_equals_the_single_runs(rule, settings):
    assert grid_error(rule, settings) < 1e-13


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: AdaGrad(lr=-1), r"lr must not be negative, got -1\. A neg"),
        (lambda: AdaGrad(eps=-1), r"eps must not be negative, got -1\. It keeps"),
        (lambda: AdaGrad(lr_decay=-1), r"lr_decay must not be negative, got -1\. Try"),
        (
            lambda: AdaGrad(initial_accumulator_value=-0.1),
            r"initial_accumulator_value must not be negative, got -0\.1\. It is a sum",
        ),
        (lambda: RMSprop(alpha=1.0), r"alpha must be below 1, got 1\.0\. It is the"),
        (lambda: RMSprop(momentum=1.1), r"momentum must be at most 1, got 1\.1\. Try"),
        (lambda: RMSprop(weight_decay=-1), r"weight_decay must not be negative, got"),
        (lambda: RMSprop(convention="in"), r"convention must be one of 'outside', "),
        (lambda: Adadelta(rho=1), r"rho must be below 1, got 1\. It is the constant"),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
