"""The live figures of lesson 04 show, say and test what is computed and proved."""

import numpy as np
import pytest

from gdcourse.widgets.line_search import zigzag
from gdcourse.widgets.line_search_zigzag import (
    BEST,
    EVEN,
    EXACT,
    KAPPAS,
    SHARE,
    WORST,
    walk,
)

# Zigzag ------------------------------------------------------------------------------

ZIGZAG_GOALS = {
    "smooth": {"kappa": 100, "t": 0.5},
    "pace": {"kappa": 1000, "step": BEST},
    "same": {"kappa": 100, "step": EXACT, "start": WORST},
}


def test_zigzag_shows_and_says_what_was_computed(sweep):
    sweep(zigzag, goals=ZIGZAG_GOALS)


@pytest.mark.parametrize(
    ("step", "t", "flips", "updates"),
    [(SHARE, 0.5, 0, 1341), (SHARE, 0.95, 50, None), (BEST, 0.5, 50, 691)],
)
def test_the_fastest_rate_flips_at_every_step_and_1_over_L_never(
    step, t, flips, updates
):
    numbers = walk(100, step, t, EVEN)
    assert numbers["flips"] == flips
    assert updates in (None, numbers["updates"])


@pytest.mark.parametrize("t", [0.05, 0.5, 0.7, 0.99])
@pytest.mark.parametrize("start", [EVEN, WORST])
def test_the_price_of_kappa_is_the_number_of_multiplications_needed(t, start):
    _, updates = walk(1, SHARE, t, start)["cost"]
    for kappa, claimed in zip(KAPPAS[:7], updates, strict=False):
        x, y = start_x, start_y = 1.0, 1.0 if start == EVEN else 1 / kappa
        count = 0
        while x * x + y * y > 1e-12 * (start_x**2 + start_y**2):
            x, y, count = x * (1 - 2 * t / kappa), y * (1 - 2 * t), count + 1
        assert claimed == count


@pytest.mark.parametrize("kappa", [2, 10, 100, 1000])
def test_exact_search_from_its_worst_start_gains_no_more_than_the_best_fixed_rate(
    kappa,
):
    exact, fixed = (walk(kappa, step, 0.5, WORST) for step in (EXACT, BEST))
    factor = ((kappa - 1) / (kappa + 1)) ** 2
    assert exact["falls"] == pytest.approx(factor, rel=1e-9)
    assert fixed["falls"] == pytest.approx(factor, rel=1e-9)
    assert exact["updates"] == fixed["updates"]
    assert walk(100, EXACT, 0.5, WORST)["falls"][0] == pytest.approx(0.9607881580)


def test_a_thousandfold_condition_number_does_not_cost_a_thousandfold():
    for step, ratio in ((SHARE, 13463), (BEST, 6908)):
        _, updates = walk(1, step, 0.5, EVEN)["cost"]
        assert updates[-1] / updates[0] == ratio


def test_beyond_2_over_L_nothing_arrives_and_nothing_is_drawn():
    for t in (1.0, 1.05):
        numbers = walk(10, SHARE, t, EVEN)
        assert numbers["cost"] is None
        assert np.isnan(numbers["updates"])
        assert numbers["story"].startswith("No arrival")
