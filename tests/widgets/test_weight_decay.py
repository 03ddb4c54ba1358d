"""The live figures of lesson 09 show, say and test what is computed."""

import numpy as np
import pytest

from gdcourse.widgets.weight_decay import idle_weight
from gdcourse.widgets.weight_decay_idle import LAMBDAS, RATES, STEADY, WAVE, shrink

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
