"""NAdam, RAdam and Adamax: where they are Adam, and where they are not."""

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

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adam_family import Adamax, NAdam, RAdam
from gdcourse.optimizers.momentum import Momentum

RULES = [NAdam(), RAdam(), Adamax()]
ZERO = np.zeros(10)


def test_nadam_at_full_momentum_looks_one_step_ahead_of_adam():
    # μ_t = β₁ makes n = (1 - β₁) g / (1 - β₁ᵗ) + β₁ m / (1 - β₁ᵗ⁺¹): Keras, optax.
    b1, b2, g = 0.9, 0.999, nine_decades()
    m = v = ZERO
    wanted = []
    for t, grad in enumerate(g, start=1):
        m, v = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2
        ahead = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * grad / (1 - b1**t)
        wanted.append(ahead / ((v / (1 - b2**t)) ** 0.5 + 1e-8))
    got = moves(NAdam(lr=1.0, momentum_decay=1000.0), g, ZERO)
    np.testing.assert_allclose(got, wanted, rtol=1e-8, atol=1e-13)


def test_nadam_without_momentum_is_adam_without_momentum():
    g = nine_decades()
    wanted = points(Adam(lr=0.1, betas=(0.0, 0.99)), g, ZERO)
    got = points(NAdam(lr=0.1, betas=(0.0, 0.99)), g, ZERO)
    np.testing.assert_allclose(got, wanted, rtol=1e-13)


@pytest.mark.parametrize(("decay", "lowest"), [(0.0, 0.45), (1000.0, 0.9)])
def test_the_momentum_of_nadam_starts_between_a_half_and_all_of_beta1(decay, lowest):
    _, memory = NAdam(momentum_decay=decay).step(0.0, 1.0, (0.0, 0.0, 1.0), 1)
    assert memory[2] == pytest.approx(lowest, rel=1e-15)


def test_the_first_step_of_nadam_is_longer_than_lr_by_the_look_ahead():
    beta, g = sp.symbols("beta g", positive=True)
    rule = NAdam(lr=1, betas=(beta, 0.5), eps=0, momentum_decay=1000.0)
    moved, _ = rule.step(sp.Integer(0), g, rule.init(sp.Integer(0)), 1)
    # (1 - β) / (1 - β) + β (1 - β) / (1 - β²) = 1 + β / (1 + β)
    assert sp.simplify(sp.nsimplify(-moved) - (1 + beta / (1 + beta))) == 0


@pytest.mark.parametrize(
    ("beta2", "waits"), [(0.999, 5), (0.8, 6), (0.7, 9), (0.66, 200)]
)
def test_radam_is_momentum_until_its_memory_is_five_gradients_long(beta2, waits):
    g = nine_decades(steps=200)
    radam = moves(RAdam(lr=0.1, betas=(0.9, beta2)), g, ZERO)
    corrected = Momentum(
        lambda k: 0.1 / (1 - 0.9 ** (k + 1)), 0.9, convention="average"
    )
    momentum = moves(corrected, g, ZERO)
    same = np.isclose(radam, momentum, rtol=1e-9, atol=1e-14).all(axis=1)
    assert same[:waits].all()
    assert not same[waits:].any()


@pytest.mark.parametrize("beta2", [0.9, 0.999])
def test_under_a_constant_gradient_a_step_of_radam_is_lr_times_its_rectification(beta2):
    rule = RAdam(lr=0.1, betas=(0.9, beta2), eps=0.0)
    got, t = moves(rule, [-3.0] * 300)[5:], np.arange(6, 301)
    whole = 2 / (1 - beta2) - 1
    rho = whole - 2 * t * beta2**t / (1 - beta2**t)
    r2 = (rho - 4) * (rho - 2) * whole / ((whole - 4) * (whole - 2) * rho)
    np.testing.assert_allclose(got, -0.1 * r2**0.5, rtol=1e-9)


def test_radam_is_adam_after_a_long_time():
    g, late = nine_decades(steps=60, size=4), 10**6
    memories = [(np.ones(4), np.ones(4)), (np.ones(4), np.ones(4), np.ones(4))]
    for k, grad in enumerate(g):
        steps = []
        for i, rule in enumerate((RAdam(), Adam())):
            x, memories[i] = rule.step(np.zeros(4), grad, memories[i], late + k)
            steps.append(x)
        np.testing.assert_allclose(steps[0], steps[1], rtol=1e-12)


def test_a_grid_of_beta2_rectifies_each_run_at_its_own_time():
    betas = [(0.9, 0.999), (0.9, 0.66), (0.5, 0.9)]
    assert grid_error(RAdam(lr=0.1), {"betas": betas}) < 1e-13


@pytest.mark.parametrize("g", [1e-6, -1.0, 1e6])
def test_adamax_steps_are_lr_long_under_a_constant_gradient(g):
    steps = moves(Adamax(lr=0.1, eps=0.0), [g] * 50)
    np.testing.assert_allclose(steps, 0.1 * np.sign(g), rtol=1e-12)


def test_the_divisor_of_adamax_is_the_largest_discounted_gradient():
    g = nine_decades()
    rule, (m, u) = Adamax(), (ZERO, ZERO)
    for t, grad in enumerate(g, start=1):
        _, (m, u) = rule.step(ZERO, grad, (m, u), t)
    age = np.arange(len(g))[::-1, None]
    np.testing.assert_allclose(
        u, (0.999**age * (abs(g) + 1e-8)).max(axis=0), rtol=1e-13
    )


def test_shrinking_gradients_make_adamax_step_farther_than_its_paper_says():
    b1, b2 = 0.9, 0.999
    longest = moves(Adamax(lr=1.0, eps=0.0), [b2**i for i in range(400)]).max()
    assert longest == pytest.approx((1 - b1) / (1 - b1 / b2), rel=1e-12)
    assert round(longest, 4) == 1.0091


def test_no_step_of_adamax_is_longer_than_its_supremum():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        g = rng.normal(size=300) * 10.0 ** rng.integers(-6, 6, size=300)
        longest = abs(moves(Adamax(lr=1.0), g)).max()
        assert longest <= 0.1 / (1 - 0.9 / 0.999) + 1e-12


@pytest.mark.parametrize("kind", [NAdam, RAdam])
def test_decoupled_decay_shrinks_a_weight_without_a_gradient_by_its_factor(kind):
    rule = kind(lr=0.01, weight_decay=0.5, decoupled_weight_decay=True)
    got = points(rule, [0.0] * 50, x=2.0)
    np.testing.assert_allclose(got, 2 * 0.995 ** np.arange(1, 51), rtol=1e-12)


@pytest.mark.parametrize("kind", [NAdam, RAdam, Adamax])
def test_coupled_decay_adds_lambda_x_to_the_gradient(kind):
    memory = kind().init(3.0)
    decaying = kind(weight_decay=0.1).step(3.0, 0.5, memory, 1)
    assert decaying == kind().step(3.0, 0.5 + 0.1 * 3.0, memory, 1)


@pytest.mark.parametrize("kind", [NAdam, RAdam, Adamax])
def test_scheduled_settings_equal_the_numbers(kind):
    g = nine_decades()
    numbers = points(kind(0.1, (0.8, 0.99), 1e-4, 0.1), g, ZERO)
    scheduled = kind(
        lambda k: 0.1, (lambda k: 0.8, lambda k: 0.99), lambda k: 1e-4, lambda k: 0.1
    )
    assert np.array_equal(points(scheduled, g, ZERO), numbers)


@pytest.mark.parametrize("rule", RULES)
def test_loss_scale_does_not_matter_without_eps_once_the_division_has_begun(rule):
    g = nine_decades(steps=30)
    kind = type(rule)
    one, thousand = (
        points(kind(lr=0.1, eps=0.0), scale * g, ZERO) for scale in (1, 1000)
    )
    start = 5 if kind is RAdam else 0
    quiet, loud = (np.diff(path[start:], axis=0) for path in (one, thousand))
    np.testing.assert_allclose(quiet, loud, rtol=1e-6, atol=1e-10)
    assert np.allclose(one[0], thousand[0]) == (kind is not RAdam)


@pytest.mark.parametrize("rule", RULES)
def test_steps_are_pure_and_float32_stays(rule):
    assert changes_nothing_it_is_given(rule)
    assert keeps_float32(rule)


@pytest.mark.parametrize("rule", RULES)
def test_a_grid_of_settings_equals_the_single_runs(rule):
    settings = {"lr": [0.1, 0.2], "betas": [(0.9, 0.99), (0.0, 0.5)]}
    assert grid_error(rule, settings) < 1e-13


@pytest.mark.parametrize("kind", [NAdam, RAdam, Adamax])
@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"lr": -0.1}, r"lr must not be negative, got -0\.1\. A negative learning"),
        ({"betas": 0.9}, r"betas must be a pair, got 0\.9\. Give two averaging"),
        ({"betas": (0.9, 1)}, r"betas\[1\] must be below 1, got 1\. Give two"),
        ({"eps": -1e-8}, r"eps must not be negative, got -1e-08\. It keeps"),
        ({"weight_decay": -1}, r"weight_decay must not be negative, got -1\. A neg"),
    ],
)
def test_settings_that_cannot_work_are_refused(kind, setting, message):
    with pytest.raises(ValueError, match=message):
        kind(**setting)


def test_a_negative_momentum_decay_is_refused():
    message = r"momentum_decay must not be negative, got -1\. With 0 the momentum"
    with pytest.raises(ValueError, match=message):
        NAdam(momentum_decay=-1)


def test_first_steps_with_torch_settings_are_known():
    mu1, mu2 = (0.9 * (1 - 0.5 * 0.96 ** (0.004 * t)) for t in (1, 2))
    ahead = 1 + mu2 * 0.1 / (1 - mu1 * mu2)
    assert first_move(NAdam(lr=1.0, eps=0.0), 5.0) == pytest.approx(ahead, rel=1e-12)
    assert first_move(RAdam(lr=1.0), 5.0) == pytest.approx(5.0)
    assert first_move(Adamax(lr=1.0, eps=0.0), 5.0) == pytest.approx(1.0)
