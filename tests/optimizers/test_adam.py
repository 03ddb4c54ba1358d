"""Adam and AdamW: how long their steps are, and what keeps them from arriving."""

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

from gdcourse.optimizers.adam import Adam, AdamW
from gdcourse.optimizers.adaptive_methods import RMSprop
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.sign_methods import SignDescent

ZERO = np.zeros(10)
LONGEST = 0.1 / ((1 - 0.999) * (1 - 0.9**2 / 0.999)) ** 0.5
VARIANTS = [
    Adam(),
    Adam(weight_decay=0.1),
    Adam(amsgrad=True),
    Adam(amsgrad="corrected"),
    Adam(amsgrad=True, bias_correction=False),
    Adam(eps_form="hat"),
    AdamW(),
]


@pytest.mark.parametrize(("g", "share"), [(1e-7, 0.909), (1e-8, 0.5), (1e-9, 0.0909)])
def test_the_first_step_is_lr_times_g_over_g_plus_eps(g, share):
    assert first_move(Adam(lr=1.0), g) == pytest.approx(g / (g + 1e-8), rel=1e-12)
    assert first_move(Adam(lr=1.0), g) == pytest.approx(share, abs=5e-4)
    assert first_move(Adam(lr=1.0), -g) == -first_move(Adam(lr=1.0), g)


def test_in_the_hat_form_eps_counts_32_times_as_much_at_first_and_once_at_last():
    g, eps = 1e-8, 1e-7
    steps = moves(Adam(lr=1.0, eps=eps, eps_form="hat"), [g] * 20_000)
    assert steps[0] == pytest.approx(g / (g + eps / 0.001**0.5), rel=1e-9)
    assert steps[0] == pytest.approx(0.0032, abs=5e-5)
    assert steps[-1] == pytest.approx(g / (g + eps), rel=1e-6)


@pytest.mark.parametrize("g", [3.0, -1e-4, 1e4])
def test_under_a_constant_gradient_the_corrected_step_is_lr_from_the_first(g):
    steps = moves(Adam(lr=0.1, eps=0.0), [g] * 100)
    np.testing.assert_allclose(steps, 0.1 * np.sign(g), rtol=1e-11)


def test_the_correction_makes_the_weights_of_a_mean_add_up_to_one():
    beta = sp.symbols("beta")
    for t in range(1, 8):
        weights = [(1 - beta) * beta ** (t - i) for i in range(1, t + 1)]
        assert sp.simplify(sum(weights) / (1 - beta**t)) == 1


def test_without_the_correction_early_steps_are_up_to_6_57_times_as_long():
    steps = moves(Adam(lr=1.0, eps=0.0, bias_correction=False), [2.0] * 200)
    t = np.arange(1, 201)
    wanted = (1 - 0.9**t) / (1 - 0.999**t) ** 0.5
    np.testing.assert_allclose(steps, wanted, rtol=1e-11)
    assert np.round(steps[:5], 3).tolist() == [3.162, 4.250, 4.950, 5.442, 5.797]
    assert steps.argmax() + 1 == 12
    assert round(steps.max(), 2) == 6.57


def test_a_gradient_after_a_long_silence_makes_a_step_of_3_162_lr():
    spike = moves(Adam(lr=1.0), [0.0] * 20_000 + [1.0])[-1]
    assert spike == pytest.approx(0.1 / 0.001**0.5, rel=1e-6)
    assert round(spike, 3) == 3.162


def test_all_moves_after_one_gradient_add_up_to_31_8_lr():
    total = moves(Adam(lr=1.0), [0.0] * 20_000 + [1.0] + [0.0] * 3000)[20_000:].sum()
    # Σ (1 - β₁) β₁ⁱ / √((1 - β₂) β₂ⁱ)
    wanted = 0.1 / 0.001**0.5 / (1 - 0.9 / 0.999**0.5)
    assert total == pytest.approx(wanted, rel=1e-6)
    assert round(total, 1) == 31.8


def test_gradients_that_grow_like_beta2_over_beta1_make_the_longest_step():
    ratio = 0.9 / 0.999
    growing = [0.0] * 20_000 + [ratio**i for i in range(400)][::-1]
    longest = moves(Adam(lr=1.0), growing).max()
    assert longest == pytest.approx(LONGEST, rel=1e-6)
    assert round(longest, 4) == round(LONGEST, 4) == 7.2703


def test_no_step_is_longer_than_the_bound_of_cauchy_and_schwarz():
    for seed in range(30):
        rng = np.random.default_rng(seed)
        quiet = [0.0] * int(rng.integers(0, 2000))
        loud = rng.normal(size=100) * 10.0 ** rng.integers(-3, 3, size=100)
        assert abs(moves(Adam(lr=1.0), [*quiet, *loud])).max() <= LONGEST


def test_the_largest_gradient_of_all_bounds_the_steps_of_amsgrad():
    g = [1.0] + [0.0] * 20_000 + [1e-3]
    assert moves(Adam(lr=1.0), g)[-1] > 3
    kept = moves(Adam(lr=1.0, amsgrad=True), g)[-1]
    assert kept == pytest.approx(0.1 * 1e-3 / 0.001**0.5, rel=1e-6)


@pytest.mark.parametrize(
    ("amsgrad", "correction", "total"),
    [("corrected", True, 0.0032), (True, True, 0.0078), (True, False, 0.038)],
)
def test_three_meanings_of_amsgrad_part_after_one_large_gradient(
    amsgrad, correction, total
):
    rule = Adam(amsgrad=amsgrad, bias_correction=correction)
    got = abs(points(rule, [10.0] + [0.01] * 199)[-1])
    assert got == pytest.approx(total, rel=0.02)


def test_amsgrad_true_is_the_raw_maximum():
    g = nine_decades()
    one, two = (points(Adam(amsgrad=a), g, ZERO) for a in (True, "raw"))
    assert np.array_equal(one, two)


def projected_mean(rule):
    """Losses 3x, -x, -x, 3x, … on [-1, 1]: the mean of the last 1000 of 30 000 x."""
    x, memory, visited = 0.0, rule.init(0.0), []
    for t in range(1, 30_001):
        x, memory = rule.step(x, 3.0 if t % 3 == 1 else -1.0, memory, t)
        x = min(1.0, max(-1.0, x))
        visited.append(x)
    return np.mean(visited[-1000:])


def test_adam_walks_to_the_worst_point_of_a_convex_problem_and_amsgrad_to_the_best():
    # (ReddiEtAl2018): three steps lose (3 - 1 - 1) x together, so -1 is best.
    settings = {"betas": (0.0, 0.1), "eps": 0.0, "bias_correction": False}
    schedule = lambda k: 0.1 / (k + 1) ** 0.5  # noqa: E731
    assert projected_mean(Adam(schedule, **settings)) > 0.999
    assert projected_mean(Adam(schedule, amsgrad=True, **settings)) < -0.999
    assert projected_mean(GradientDescent(schedule)) < -0.999


def test_without_beta1_adam_is_rmsprop_with_the_bias_correction():
    g, rho = nine_decades(), 0.99
    adam = Adam(0.1, betas=(0.0, rho), eps_form="hat")
    rms = RMSprop(lambda k: 0.1 * (1 - rho ** (k + 1)) ** 0.5, alpha=rho)
    np.testing.assert_allclose(points(adam, g, ZERO), points(rms, g, ZERO), rtol=1e-12)


def test_without_both_averages_adam_is_sign_descent():
    g = nine_decades()
    adam = moves(Adam(0.1, betas=(0.0, 0.0), eps=0.0), g, ZERO)
    sign = moves(SignDescent(0.1), g, ZERO)
    np.testing.assert_allclose(adam, sign, rtol=1e-12)


def test_a_huge_eps_makes_adam_momentum_as_an_average():
    g = nine_decades()
    adam = Adam(1e14, eps=1e15, bias_correction=False)
    wanted = points(Momentum(0.1, 0.9, convention="average"), g, ZERO)
    np.testing.assert_allclose(points(adam, g, ZERO), wanted, rtol=1e-12)


def test_v_is_the_mean_square_and_not_the_variance():
    rule, memory = Adam(), (0.0, 0.0, 0.0)
    for t in range(1, 11):
        _, memory = rule.step(0.0, 3.0, memory, t)
    assert memory[1] / (1 - 0.999**10) == pytest.approx(9.0, rel=1e-12)


def steps_on_a_turned_bowl(rule, degrees):
    """Until f is a millionth of f(x₀); the axes have the curvatures 1 and 1000."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    Q = np.array([[c, -s], [s, c]])
    H, x = Q @ np.diag([1.0, 1000.0]) @ Q.T, Q @ np.ones(2)
    memory, goal = rule.init(x), 1e-6 * (x @ H @ x)
    for t in range(1, 10_000):
        x, memory = rule.step(x, H @ x, memory, t)
        if x @ H @ x <= goal:
            return t
    return None


def test_adam_needs_twenty_times_the_steps_when_the_axes_are_turned():
    counts = [steps_on_a_turned_bowl(Adam(lr=0.01), a) for a in (0, 22.5, 45)]
    assert counts == [269, 5605, 6139]


def test_gradient_descent_does_not_feel_the_turn():
    rule = GradientDescent(0.001)
    assert len({steps_on_a_turned_bowl(rule, a) for a in (0, 22.5, 45)}) == 1


def test_the_first_step_on_symbols_is_the_sign_of_the_gradient():
    x, g, lr = sp.symbols("x g alpha", positive=True)
    moved, _ = Adam(lr, (sp.Rational(9, 10), sp.Rational(1, 2)), eps=0).step(
        x, g, (0, 0, 0), 1
    )
    assert sp.simplify(sp.nsimplify(moved) - (x - lr)) == 0


@pytest.mark.parametrize("factor", [1e-3, 1e3])
def test_the_scale_of_the_loss_does_not_matter_without_eps(factor):
    g = nine_decades()
    plain, scaled = (points(Adam(eps=0.0), c * g, ZERO) for c in (1, factor))
    np.testing.assert_allclose(scaled, plain, rtol=1e-10, atol=1e-15)


def test_adamw_is_adam_with_a_decoupled_decay_of_one_hundredth():
    g, x = nine_decades(), np.ones(10)
    wanted = points(Adam(weight_decay=0.01, decoupled_weight_decay=True), g, x)
    assert np.array_equal(points(AdamW(), g, x), wanted)
    assert not np.allclose(points(Adam(weight_decay=0.01), g, x), wanted, rtol=1e-9)


@pytest.mark.parametrize("eps_form", ["outside", "hat"])
def test_every_number_may_be_a_schedule(eps_form):
    g = nine_decades()
    betas = (lambda k: 0.8, lambda k: 0.99)
    rule = Adam(lambda k: 0.1, betas, lambda k: 1e-4, lambda k: 0.1, eps_form=eps_form)
    numbers = Adam(0.1, (0.8, 0.99), 1e-4, 0.1, eps_form=eps_form)
    assert np.array_equal(points(rule, g, ZERO), points(numbers, g, ZERO))


@pytest.mark.parametrize("rule", VARIANTS, ids=str)
def test_steps_are_pure_and_float32_stays(rule):
    assert changes_nothing_it_is_given(rule)
    assert keeps_float32(rule)


@pytest.mark.parametrize("rule", VARIANTS, ids=str)
def test_a_grid_of_settings_equals_the_single_runs(rule):
    settings = {"lr": [0.1, 0.2], "betas": [(0.9, 0.99), (0.0, 0.5)]}
    assert grid_error(rule, settings) < 1e-13


@pytest.mark.parametrize("kind", [Adam, AdamW])
@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"lr": -0.1}, r"lr must not be negative, got -0\.1\. A negative learning"),
        ({"betas": 0.9}, r"betas must be a pair, got 0\.9\. Give two averaging"),
        ({"betas": (1, 0.9)}, r"betas\[0\] must be below 1, got 1\. Give two"),
        ({"betas": (0.9, -1)}, r"betas\[1\] must not be negative, got -1\. Give"),
        ({"eps": -1e-8}, r"eps must not be negative, got -1e-08\. It keeps"),
        ({"weight_decay": -1}, r"weight_decay must not be negative, got -1\. A neg"),
        ({"amsgrad": "hat"}, r"amsgrad must be one of False, True, 'raw', 'correct"),
        ({"eps_form": "inside"}, r"eps_form must be one of 'outside', 'hat', got 'i"),
    ],
)
def test_settings_that_cannot_work_are_refused(kind, setting, message):
    with pytest.raises(ValueError, match=message):
        kind(**setting)
