"""Learning rates that fall, each against its closed form and what it does to a run."""

from dataclasses import replace

import numpy as np
import pytest

from gdcourse.optimizers import at
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.schedules import (
    constant,
    cosine,
    exponential,
    inverse_sqrt,
    inverse_time,
    linear_to_zero,
    multi_step,
    polynomial,
    step_decay,
)


def test_a_number_is_its_own_schedule():
    assert at(0.1, 0) == at(0.1, 99) == 0.1


def test_a_numpy_number_becomes_a_python_number():
    assert type(at(np.float64(0.1), 0)) is float
    assert type(at(lambda k: np.cos(k), 3)) is float


def test_an_array_of_settings_stays_an_array():
    lrs = np.array([0.1, 0.2])
    assert at(lrs, 5) is lrs


def test_a_constant_schedule_forgets_the_step():
    assert {constant(0.3)(k) for k in (0, 1, 10_000)} == {0.3}


def test_a_negative_constant_is_refused():
    with pytest.raises(ValueError, match=r"lr must not be negative, got -1\. .*try"):
        constant(-1)


def test_a_step_decay_halves_every_fifty_updates():
    rates = step_decay(0.1, step_size=50, gamma=0.5)(np.arange(200))
    assert rates.tolist() == [0.1] * 50 + [0.05] * 50 + [0.025] * 50 + [0.0125] * 50


def test_a_step_decay_of_thirty_epochs_uses_its_third_drop_only_after_ninety():
    schedule = step_decay(0.1, step_size=30)
    listed = [schedule(k) for k in (0, 29, 30, 59, 60, 89, 90, 99)]
    exact = [0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001, 0.0001]
    np.testing.assert_allclose(listed, exact, rtol=1e-14)


def test_steps_are_milestones_at_equal_distances_in_any_order():
    k = np.arange(130)
    steps, stones = step_decay(1.0, 30, 0.5), multi_step(1.0, (90, 30, 120, 60), 0.5)
    assert (steps(k) == stones(k)).all()
    assert multi_step(1.0, (10, 10), 0.5)(10) == 0.25


def test_gamma_is_the_exponential_of_the_decay():
    k, decay = np.arange(500), 0.0512932943875505
    exact = 0.1 * np.exp(-decay * k)
    np.testing.assert_allclose(exponential(0.1, 0.95)(k), exact, rtol=1e-12)


@pytest.mark.parametrize(
    ("decay", "left"), [(0.1, 0.3397), (0.05, 0.1218), (0.01, 3.31e-5)]
)
def test_exponential_decay_stops_short_of_the_minimizer(decay, left):
    rule, x = GradientDescent(exponential(0.1, np.exp(-decay))), 1.0
    for t in range(1, 5001):
        x, _ = rule.step(x, x, None, t)
    assert x == pytest.approx(left, rel=2e-3)


@pytest.mark.parametrize(("decay_rate", "left"), [(0.1, 9.0e-5), (1.0, 0.296)])
def test_the_1_over_t_decay_arrives_slowly_if_it_falls_too_fast(decay_rate, left):
    factors = 1 - inverse_time(0.1, decay_rate)(np.arange(100_000))
    assert np.prod(factors) == pytest.approx(left, rel=2e-3)


def test_rates_of_1_over_t_sum_to_infinity_and_their_squares_do_not():
    rates = inverse_time(1.0)(np.arange(10**6))
    assert rates.sum() == pytest.approx(np.log(10**6) + 0.5772157, rel=1e-6)
    assert (rates**2).sum() == pytest.approx(np.pi**2 / 6, rel=1e-5)


def test_the_inverse_root_is_one_over_the_root_of_t():
    t = np.arange(1, 1000)
    np.testing.assert_allclose(inverse_sqrt(2.0)(t - 1), 2 / np.sqrt(t), rtol=1e-15)


def test_the_cosine_has_the_five_values_of_the_exercise():
    schedule = cosine(0.1, T_max=100, eta_min=0.001)
    rates = [round(schedule(k), 6) for k in (0, 25, 50, 75, 100)]
    assert rates == [0.1, 0.085502, 0.0505, 0.015498, 0.001]


def test_the_cosine_stays_at_its_end_and_climbs_again_only_if_told():
    stays = cosine(0.1, T_max=200, eta_min=1e-4)
    climbs = replace(stays, climbs_again=True)
    assert set(stays(np.arange(200, 1000))) == {1e-4}
    np.testing.assert_allclose(
        climbs(np.array([200, 300, 400])), [1e-4, 0.05005, 0.1], rtol=1e-12
    )
    assert np.all(np.diff(climbs(np.arange(200, 401))) > 0)  # a ramp, no jump


def test_the_last_rate_used_is_not_the_last_rate_of_the_cosine():
    assert cosine(0.1, T_max=100, eta_min=1e-6)(99) == pytest.approx(2.57e-5, rel=2e-3)
    assert cosine(0.1, T_max=200, eta_min=1e-4)(199) == pytest.approx(1.0617e-4, 1e-4)


def test_the_cosine_falls_fastest_half_way_and_not_at_its_ends():
    falls = -np.diff(cosine(1.0, T_max=100)(np.arange(101)))
    assert set(np.flatnonzero(falls > falls.max() - 1e-12)) == {49, 50}
    assert falls.max() == pytest.approx(np.pi / 200, rel=1e-3)
    assert falls[0] == pytest.approx(falls[-1]) == pytest.approx(2.5e-4, rel=0.02)


def test_linear_to_zero_is_the_polynomial_of_power_one():
    k = np.arange(150)
    linear = linear_to_zero(0.1, 100)
    np.testing.assert_allclose(linear(k), polynomial(0.1, 100)(k), rtol=1e-15)
    assert linear(99) == pytest.approx(0.1 / 100)
    assert linear(100) == linear(149) == 0.0


def test_a_polynomial_ends_at_eta_min_along_its_power():
    schedule = polynomial(1.0, total_iters=10, power=3.0, eta_min=0.2)
    exact = [0.2 + 0.8 * (1 - k / 10) ** 3 for k in range(11)] + [0.2]
    np.testing.assert_allclose(schedule(np.arange(12)), exact, rtol=1e-15)


def test_a_schedule_keeps_the_velocity_that_a_new_rule_per_epoch_forgets():
    schedule = exponential(0.1, 0.95)

    def run(rule_of, forget):
        x, velocity, points = 5.0, 0.0, []
        for t in range(1, 40):
            velocity = 0.0 if forget else velocity
            x, velocity = rule_of(t).step(x, 4 * x, velocity, t)
            points.append(x)
        return points

    anew = run(lambda t: Momentum(schedule(t - 1), momentum=0.9), forget=True)
    kept = run(lambda t: Momentum(schedule, momentum=0.9), forget=False)
    assert anew == run(lambda t: GradientDescent(schedule), forget=True)
    assert max(map(abs, np.subtract(anew, kept))) > 1


def test_a_decaying_rate_goes_below_the_noise_floor_of_the_constant_one():
    noise = np.random.default_rng(20261122).normal(size=(2000, 200))

    def final(schedule):
        x, rule = np.full(200, 3.0), GradientDescent(schedule)
        for t, error in enumerate(noise, start=1):
            x, _ = rule.step(x, x + error, None, t)
        return (x**2).mean()

    floor = 0.5 / (2 - 0.5)  # α σ² / (2 - α) for a = σ = 1
    assert final(constant(0.5)) == pytest.approx(floor, rel=0.2)
    assert final(linear_to_zero(0.5, 2000)) < 0.03 * floor
