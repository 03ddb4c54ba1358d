"""The place of ε: first steps against their closed forms and the ledger."""

import numpy as np
import pytest

from gdcourse.widgets.adaptive_methods import where_is_epsilon
from gdcourse.widgets.adaptive_methods_epsilon import (
    CORRECTED,
    FLOORS,
    INSIDE,
    LOW,
    LR,
    OUTSIDE,
    PLAIN,
    SIZES,
    first_steps,
)

GOALS = {"half": {"g": 1e-8}, "place": {"g": 1e-6}}


def closed_forms(g, eps):
    """The first steps, by hand."""
    return {
        OUTSIDE: LR * g / (np.sqrt(0.01 * g**2) + eps),
        INSIDE: LR * g / np.sqrt(0.01 * g**2 + eps),
        PLAIN: LR * 0.1 * g / (np.sqrt(0.001 * g**2) + eps),
        CORRECTED: LR * g / (g + eps),
    }


def test_where_is_epsilon_shows_and_says_what_was_computed(sweep):
    sweep(where_is_epsilon, goals=GOALS)


@pytest.mark.parametrize("eps", FLOORS)
def test_first_steps_follow_their_closed_forms_at_every_position(eps):
    for g in SIZES:
        numbers = first_steps(eps, g)
        for name, wanted in closed_forms(g, eps).items():
            assert numbers["steps"][name] == pytest.approx(wanted, rel=1e-9)
            assert wanted >= LOW * 0.99
            xs, ys = numbers[name]
            assert np.allclose(ys, closed_forms(xs, eps)[name], rtol=1e-9)


def test_the_ledgers_numbers_for_the_place_of_epsilon():
    numbers = first_steps(1e-8, 1e-6)
    assert numbers["steps"][INSIDE] == pytest.approx(1.0e-5, rel=1e-3)
    assert numbers["steps"][OUTSIDE] == pytest.approx(9.09e-3, rel=1e-3)
    assert round(numbers["ratio"]) == 909
    assert first_steps(1e-8, 1e-4)["ratio"] == pytest.approx(10, rel=0.01)
    assert first_steps(1e-8, 1.0)["ratio"] == pytest.approx(1, abs=1e-6)


def test_a_gradient_as_small_as_epsilon_halves_the_first_step_of_adam():
    shares = [first_steps(1e-8, g)["steps"][CORRECTED] / LR for g in (1e-7, 1e-8, 1e-9)]
    assert shares == pytest.approx([0.909, 0.5, 0.0909], rel=1e-3)


def test_without_correction_adams_first_step_is_three_times_too_long():
    assert first_steps(1e-8, 1.0)["steps"][PLAIN] / LR == pytest.approx(3.162, abs=1e-3)


def test_the_title_says_whether_the_place_matters():
    figure = where_is_epsilon()
    assert figure.numbers["title"].endswith("the place of ε does not matter")
    assert "909 times as long" in figure.set(g=1e-6).numbers["title"]
