"""Lesson 10: statements of its prose that stand there without a number."""

import numpy as np
import pytest

from gdcourse import landscapes, optimizers
from gdcourse.checks.quiz import items_of
from gdcourse.datasets import load_digits
from gdcourse.optimizers import (
    GradientDescent,
    Momentum,
    constant,
    cosine,
    exponential,
    linear_warmup,
    minimize,
    one_cycle,
    scheduled,
    step_decay,
    sweep,
    warm_restarts,
)

PEAKS = np.arange(1, 200) / 100


def largest_peak(slope, x0, W):
    """The peak up to which all arrive; the warmup has the rates α t/W, t ≤ W."""
    lr = linear_warmup(PEAKS, W - 1, 1 / W) if W else PEAKS
    (last,) = sweep(slope, np.full((1, PEAKS.size), x0), GradientDescent(lr), 600)
    return PEAKS[np.cumprod(abs(last) < 1).sum() - 1]


def test_two_hundred_epochs_end_six_percent_above_the_minimum():
    last = cosine(0.1, 200, 1e-4)(199)
    assert last / 1e-4 == pytest.approx(1.06, abs=0.005)


def test_linear_warmup_rises_from_s_times_the_rate_to_the_rate_at_n():
    plan = linear_warmup(0.3, 7, start_factor=0.2)
    assert plan(0) == pytest.approx(0.06)
    assert plan(6) < plan(7) == plan(8) == pytest.approx(0.3)


def test_formula_alone_has_the_period_2t_and_no_jump():
    wave = cosine(0.1, 200, 1e-4, climbs_again=True)(np.arange(801))
    assert np.allclose(wave[:401], wave[400:])
    steps = abs(np.diff(wave))
    assert steps.max() < 0.001
    restarts = warm_restarts(0.1, 200, eta_min=1e-4)(np.arange(801))
    assert np.flatnonzero(abs(np.diff(restarts)) > 0.05).tolist() == [
        199,
        399,
        599,
        799,
    ]


def test_recipe_of_90_epochs_never_uses_its_third_drop():
    rates = step_decay(0.1, 30)(np.arange(90))
    assert np.unique(rates).size == 3
    assert rates[-1] == pytest.approx(0.001)


def test_large_gradients_need_no_warmup_and_a_falling_curvature_does():
    assert largest_peak(lambda x: x**3 + x, 5.0, 20) > 10 * largest_peak(
        lambda x: x**3 + x, 5.0, 0
    )
    for slope, x0 in ((lambda x: 10 * x, 5000.0), (np.tanh, 5.0)):
        gain = largest_peak(slope, x0, 20) / largest_peak(slope, x0, 0)
        assert 1 <= gain < 1.1


def test_warmup_does_not_help_a_rate_that_is_too_small():
    f = landscapes.quadratic(100.0)
    slow = linear_warmup(1e-4, 9, start_factor=0.1)
    ends = [
        sweep(f.gradient, np.ones(2), GradientDescent(lr), 1000)[0]
        for lr in (1e-4, slow, 1e-3)
    ]
    assert ends[0] < ends[1] < 1.01 * ends[0]
    assert ends[2] == pytest.approx(ends[0] ** 10, rel=1e-3)


def test_price_of_a_cosine_for_the_mean_grows_to_the_root_of_three_halves():
    T = 2.0 ** np.arange(1, 30)
    price = np.sqrt((3 * T + 4) / 8 * T) / ((T + 1) / 2)
    assert (np.diff(price) > 0).all()
    assert price[-1] == pytest.approx(1.5**0.5)
    assert (price > 1).all()


def test_one_rule_with_a_schedule_is_the_loop_that_keeps_its_memory():
    f, x = landscapes.quadratic(30.0, L=10.0), np.ones(2)
    memory = Momentum().init(x)
    for epoch in range(120):
        rule = Momentum(0.1 * 0.95**epoch, 0.9)
        x, memory = rule.step(x, f.gradient(x), memory, epoch + 1)
    rule = Momentum(exponential(0.1, 0.95), 0.9)
    run = minimize(f.value, f.gradient, np.ones(2), rule, steps=120, tol=0)
    assert np.allclose(run.x, x, rtol=1e-12, atol=0)


def test_one_cycle_that_is_asked_once_per_epoch_stays_in_its_warmup():
    plan = one_cycle(0.1, total_steps=20 * 50)
    rates = plan(np.arange(20))
    assert (np.diff(rates) > 0).all()
    assert rates[-1] < 0.01


def test_one_cycle_of_cosine_crosses_as_often_as_three():
    kicks = np.random.default_rng(1).normal(size=(630, 2000))

    def crossed(plan):
        x = np.full(2000, -1.0)
        for k, kick in enumerate(kicks):
            x = x - plan(k) * (x**3 - x - 0.15 + kick)
        return np.mean(x > 0)

    for lr in (0.1, 0.15, 0.2):
        one, three = cosine(lr, 630), warm_restarts(lr, 90, 2)
        sums = [plan(np.arange(630)).sum() for plan in (one, three)]
        assert sums[0] == pytest.approx(sums[1], rel=0.01)
        assert crossed(one) == pytest.approx(crossed(three), abs=0.03)
        assert crossed(constant(lr)) > max(crossed(one), crossed(three))
        rates = [np.sort(plan(np.arange(630))) for plan in (one, three)]
        assert abs(rates[0] - rates[1]).max() < 0.01 * lr
    # the sum of the rates does not tell: both have the sum 63
    assert crossed(cosine(0.2, 630)) > crossed(constant(0.1)) + 0.15


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_product_of_the_chosen_factors_reaches_its_worst_n_plus_one_times(n):
    nodes = np.cos((2 * np.arange(n) + 1) * np.pi / (2 * n))
    rates = 2 / (101 + 99 * nodes)
    angles = np.arange(n + 1) * np.pi / n
    where = (101 - 99 * np.cos(angles)) / 2  # T_n(cos θ) = cos nθ is ±1 here
    product = np.prod(1 - np.outer(rates, where), axis=0)
    worst = 1 / np.cosh(n * np.arccosh(101 / 99))
    assert np.allclose(product, worst * np.cos(n * angles), rtol=1e-9)


def test_bound_of_a_shape_at_its_best_peak_is_a_ratio_of_its_sums():
    shape = cosine(1.0, 50)(np.arange(50))
    first, second = shape.sum(), (shape**2).sum()
    peaks = np.geomspace(1e-3, 10, 100_001)
    bounds = (3.0**2 + 0.5**2 * peaks**2 * second) / (2 * peaks * first)
    assert bounds.min() == pytest.approx(3 * 0.5 * second**0.5 / first, rel=1e-6)


def test_chosen_rates_smallest_first_never_grow():
    nodes = np.cos((2 * np.arange(32) + 1) * np.pi / 64)
    rates, grid = 2 / (101 + 99 * nodes), np.linspace(1, 100, 5000)
    assert (np.diff(rates) > 0).all()
    factors = abs(np.cumprod(1 - np.outer(rates, grid), axis=0))
    backward = abs(np.cumprod(1 - np.outer(rates[::-1], grid), axis=0))
    assert factors.max() < 1
    assert backward.max() > 1e13


@pytest.fixture(scope="module")
def on_bowl():
    """The race on the noisy bowl, with other noise than in the lesson."""
    bowl = landscapes.quadratic(10.0, L=1.0, dimension=4)
    noise = np.random.default_rng(2).normal(size=(2000, 4))

    def slope(x, e):
        return (bowl.gradient(x).T + 0.2 * e[0]).T

    task = bowl.value, slope, lambda rng: bowl.start, [noise]
    grid, budget = np.geomspace(0.05, 3.2, 13), {"steps": 210, "size": 1, "tuning": 10}
    return optimizers.compare(*task, scheduled(210), grid, seeds=10, **budget)


def digits(tuning, makers):
    """The race on digits, as in the lesson."""
    X, labels = load_digits()
    part = np.arange(len(labels)) % 5
    net = landscapes.MLP((64, 16, 10)).on(X[part == 1] / 16, labels[part == 1])
    data = X[part > 1] / 16, labels[part > 1]
    budget = {"steps": 105, "every": 105, "tuning": tuning, "seeds": 10}
    grid = 10.0 ** np.arange(-1, -0.1, 0.25)
    task = net.value, net.gradient, net.initial, data
    return optimizers.compare(*task, makers, grid, **budget)


@pytest.fixture(scope="module")
def on_digits():
    return digits(3, scheduled(105, lambda lr: Momentum(lr, 0.9)))


def test_constant_that_is_tuned_on_one_seed_seems_far_worse(on_digits):
    makers = scheduled(105, lambda lr: Momentum(lr, 0.9))
    once = digits(1, {"constant": makers["constant"]})["constant"]
    fair = on_digits["constant"]
    assert once.lr == pytest.approx(10**-0.5)
    assert fair.lr == pytest.approx(10**-0.75)
    assert round(once.median[-1], 2) == 0.23
    assert fair.median[-1] < 0.2


def test_lead_on_digits_is_small_and_on_the_bowl_large(on_bowl, on_digits):
    medians = [
        {name: np.median(run.losses[:, -1]) for name, run in raced.items()}
        for raced in (on_bowl, on_digits)
    ]
    bowl, net = ({n: m / row["constant"] for n, m in row.items()} for row in medians)
    assert np.median(list(bowl.values())) < 0.5
    assert max(share for name, share in bowl.items() if name != "constant") < 0.7
    assert min(net.values()) > 0.8


def test_peak_of_one_cycle_on_the_bowl_is_not_ten_times_the_constant(on_bowl):
    assert 1 < on_bowl["one-cycle"].lr / on_bowl["constant"].lr < 4


@pytest.mark.parametrize("name", list(scheduled(100))[1:])
def test_every_falling_shape_is_ahead_of_the_constant(name, on_bowl, on_digits):
    for raced in (on_bowl, on_digits):
        ends, base = raced[name].losses[:, -1], raced["constant"].losses[:, -1]
        assert np.median(ends) < np.median(base)
        assert (ends < base).sum() >= 6


def test_ranges_of_the_falling_shapes_overlap(on_bowl, on_digits):
    for raced in (on_bowl, on_digits):
        ends = [run.losses[:, -1] for name, run in raced.items() if name != "constant"]
        assert max(map(min, ends)) < min(map(max, ends))


def test_best_peaks_of_one_cycle_and_the_need_of_warmup_on_digits(on_digits):
    runs = on_digits
    assert runs["one-cycle"].lr < 2 * runs["constant"].lr
    assert runs["cosine"].lr == runs["warmup + cosine"].lr
    ends = [runs[name].losses[:, -1] for name in ("cosine", "warmup + cosine")]
    assert abs(np.median(ends[0]) - np.median(ends[1])) < 0.01


@pytest.mark.parametrize("seed", range(10))
def test_a_cosine_of_a_whole_wave_is_called_one(seed):
    question = items_of("schedules")["Q10.2"].version(seed)
    _, mean = question.key
    reply = question.judge(np.array([mean, 0.01]))[1]
    assert "a whole wave" in reply
    assert "πk/T, not 2πk/T" in reply
