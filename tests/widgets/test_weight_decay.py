"""The live figures of lesson 09 show, say and test what is computed."""

import numpy as np
import pytest

from gdcourse.widgets.weight_decay import idle_weight, l2_or_decay, soft_threshold
from gdcourse.widgets.weight_decay_fixed_points import BOTH, DECOUPLED, FRICTIONS, L2
from gdcourse.widgets.weight_decay_fixed_points import rest as ends_of
from gdcourse.widgets.weight_decay_idle import LAMBDAS, RATES, STEADY, WAVE, shrink
from gdcourse.widgets.weight_decay_zeros import (
    PROX,
    STRENGTHS,
    SUB,
    problem,
    threshold,
    truth,
)
from gdcourse.widgets.weight_decay_zeros import (
    RATES as ZERO_RATES,
)

# The idle weight ---------------------------------------------------------------------

IDLE_GOALS = {
    "strong": {"decay": 10.0},
    "weak": {"decay": 1e-8},
    "wave": {"decay": 0.1, "schedule": WAVE, "k": 1000},
}


def test_idle_weight_shows_and_says_what_was_computed(sweep):
    sweep(idle_weight, goals=IDLE_GOALS, states=30)


@pytest.mark.parametrize("decay", [1e-4, 0.01, 1.0])
def test_adam_with_l2_leaves_the_same_weight_for_every_decay(decay):
    left = shrink(decay, STEADY, 0.001, 500)["left"]
    assert left["Adam + L2"] == pytest.approx(0.5605, abs=1e-4)
    assert left["AdamW"] == pytest.approx((1 - 0.001 * decay) ** 500, rel=1e-12)


@pytest.mark.parametrize("lr", RATES)
def test_without_a_gradient_adamw_and_sgd_decay_alike(lr):
    for decay in LAMBDAS:
        for schedule in (STEADY, WAVE):
            left = shrink(decay, schedule, lr, 1000)["left"]
            assert left["AdamW"] == pytest.approx(left["SGD + L2"], rel=1e-10)


def test_under_a_cosine_the_weight_shrinks_by_the_product_of_its_factors():
    k = np.arange(1000)
    factors = 1 - 0.1 * 0.001 * (1 + np.cos(np.pi * k / 1000)) / 2
    left = shrink(0.1, WAVE, 0.001, 1000)["left"]["AdamW"]
    assert left == pytest.approx(np.prod(factors), rel=1e-12)
    assert left == pytest.approx(0.9512, abs=5e-5)


def test_below_eps_adam_with_l2_feels_the_decay():
    heights = [shrink(d, STEADY, 0.001, 500)["left"]["Adam + L2"] for d in LAMBDAS]
    assert heights[0] > heights[1] > heights[2] > 0.5605
    assert np.ptp(heights[4:]) < 1e-4


# Where L2 and decoupled decay rest ---------------------------------------------------

REST_GOALS = {
    "same": {"momentum": 0.0},
    "tenth": {"decay": 1.0},
}


def test_l2_or_decay_shows_and_says_what_was_computed(sweep):
    sweep(l2_or_decay, goals=REST_GOALS, states=30)


def test_l2_and_decoupled_decay_rest_where_the_ledger_says():
    numbers = ends_of(0.1, 0.9, 0.2, BOTH)
    assert numbers["ends"][L2][0] == pytest.approx(0.454545, abs=1e-6)
    assert numbers["ends"][DECOUPLED][0] == pytest.approx(0.495050, abs=1e-6)


@pytest.mark.parametrize("momentum", FRICTIONS)
def test_every_run_ends_where_loss_and_decay_balance(momentum):
    for decay in (0.0, 0.05, 0.5, 1.0):
        for lr in (0.1, 0.5, 0.9):
            numbers = ends_of(decay, momentum, lr, BOTH)
            for kind, share in ((L2, 1.0), (DECOUPLED, 1 - momentum)):
                x, y = numbers["ends"][kind]
                slope = np.array([x - 0.5, (y - 0.3) / 4])
                left = slope + share * decay * np.array([x, y])
                assert np.abs(left).max() < 3e-4


def test_without_momentum_both_decays_take_the_same_steps():
    for lr in (0.1, 0.9):
        numbers = ends_of(1.0, 0.0, lr, BOTH)
        assert np.allclose(numbers[L2], numbers[DECOUPLED], rtol=0, atol=1e-12)


def test_a_method_that_is_not_chosen_is_hidden():
    figure = l2_or_decay().set(method=L2)
    assert figure.artists[f"{L2} end"].get_visible()
    assert not figure.artists[f"{DECOUPLED} end"].get_visible()


# Exact zeros -------------------------------------------------------------------------

ZERO_GOALS = {
    "true": {"strength": 0.05},
    "all": {"strength": 0.65},
    "never": {"lr": 0.1},
}


def test_soft_threshold_shows_and_says_what_was_computed(sweep):
    sweep(soft_threshold, goals=ZERO_GOALS, states=30)


@pytest.mark.parametrize("lr", ZERO_RATES[2:])
def test_the_prox_ends_at_the_minimum_of_loss_and_penalty(lr):
    for strength in STRENGTHS:
        w = threshold(strength, lr)["w"][PROX]
        slope = problem().gradient(w)
        still = w == 0
        assert (np.abs(slope[still]) <= strength + 1e-6).all()
        assert (
            np.abs(slope[~still] + strength * np.sign(w[~still])).max(initial=0) < 1e-4
        )


def test_a_subgradient_step_never_makes_an_exact_zero():
    for strength in STRENGTHS:
        assert threshold(strength, 1.0)["zeros"][SUB] == 0


def test_the_subgradient_ends_at_no_lower_objective():
    for strength in STRENGTHS:
        w = threshold(strength, 1.0)["w"]
        prox, sub = (
            problem().value(w[kind]) + strength * np.abs(w[kind]).sum()
            for kind in (PROX, SUB)
        )
        assert prox <= sub + 1e-9


def test_the_prox_zeros_are_the_true_ones_give_or_take_one():
    zeros = threshold(0.1, 1.0)["zeros"][PROX]
    assert abs(zeros - int((truth() == 0).sum())) <= 1


def test_the_drawn_step_is_the_minimizer_of_the_one_dimensional_problem():
    numbers, w = threshold(0.3, 0.8), np.linspace(-1.2, 1.2, 24001)
    for z, moved in numbers["prox step"].T:
        best = w[np.argmin((w - z) ** 2 / 2 + 0.24 * np.abs(w))]
        assert moved == pytest.approx(best, abs=2e-4)
