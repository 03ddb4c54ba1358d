"""Turned valleys: what the figure counts is what single runs of the library count."""

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.optimizers import AdaGrad, Adam, GradientDescent, RMSprop
from gdcourse.widgets.adaptive_methods import turn_the_axes
from gdcourse.widgets.adaptive_methods_axes import at_angle, level_lines
from gdcourse.widgets.adaptive_methods_axes_runs import (
    ANGLES,
    BUDGET,
    FLOORS,
    KAPPAS,
    RUNS,
)

GOALS = {"slower": {"angle": 10.0}, "blind": {"angle": 45.0, "eps": 10.0}}


def counted(rule, angle, kappa):
    """Steps until f is a millionth of f(x₀), by hand, on a landscape of its own."""
    turn = np.radians(angle)
    f = landscapes.quadratic(kappa, turn)
    H = f.hessian([0.0, 0.0])
    c, s = np.cos(turn), np.sin(turn)
    x = np.array([c - s, s + c])
    memory, goal = rule.init(x), 1e-6 * float(f.value(x))
    for t in range(1, BUDGET + 1):
        x, memory = rule.step(x, H @ x, memory, t)
        if x @ H @ x / 2 <= goal:
            return t
    return None


def test_turn_the_axes_shows_and_says_what_was_computed(sweep):
    sweep(turn_the_axes, goals=GOALS)


def test_adam_needs_twenty_times_its_steps_as_the_ledger_says():
    counts = [at_angle(angle, 1000, 1e-8)["Adam at"] for angle in (0.0, 22.5, 45.0)]
    assert counts == pytest.approx([269, 5605, 6139], rel=0.05)
    assert counts[1] / counts[0] > 15


def test_gradient_descent_needs_the_same_steps_at_every_angle_as_its_formula_says():
    for kappa in KAPPAS:
        k = np.arange(BUDGET)
        left = (1 - 1 / kappa) ** (2 * k) + kappa * (k == 0)
        wanted = int(np.argmax(left <= 1e-6 * left[0]))
        for angle in ANGLES:
            for eps in FLOORS:
                numbers = at_angle(angle, kappa, eps)
                assert numbers["gradient descent at"] == wanted


@pytest.mark.parametrize("angle", [0.0, 7.5, 45.0])
@pytest.mark.parametrize("eps", [1e-8, 1e-2, 10.0])
def test_the_grid_counts_as_single_runs_do(angle, eps):
    rules = {
        "AdaGrad": AdaGrad(0.5, eps=eps),
        "Adam": Adam(0.01, eps=eps),
        "gradient descent": GradientDescent(0.01),
    }
    numbers = at_angle(angle, 100, eps)
    for name, rule in rules.items():
        assert numbers[f"{name} at"] == counted(rule, angle, 100)


def test_a_run_that_never_arrives_is_said_to_take_longer():
    numbers = at_angle(45.0, 10, 10.0)
    assert counted(RMSprop(0.001, eps=10.0), 45.0, 10) is None
    assert numbers["RMSprop words"] == "RMSprop: over 9000"
    assert numbers["RMSprop now"] is None


def test_curves_start_whole_and_end_at_a_millionth_where_the_row_says():
    numbers = turn_the_axes().set(angle=22.5).numbers
    for name in RUNS:
        k, share = numbers[f"{name} share"]
        assert share[0] == 1.0
        assert k[-1] - 1 == numbers[f"{name} at"]
        assert share[-1] <= 1e-6 < share[-2]


def test_level_lines_are_level():
    for kappa in KAPPAS:
        for angle in (0.0, 17.5, 45.0):
            f = landscapes.quadratic(kappa, np.radians(angle))
            lines = level_lines(kappa, angle).reshape(2, 5, -1)[:, :, :-1]
            heights = f.value(lines)
            assert np.allclose(heights, heights[:, :1], rtol=1e-9)
