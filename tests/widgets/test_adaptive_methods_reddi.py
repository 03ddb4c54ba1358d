"""The losses of Reddi, Kale and Kumar: every walk again, in plain arithmetic."""

import numpy as np
import pytest

from gdcourse.proofs.adaptive_methods_adam import forgetful
from gdcourse.widgets.adaptive_methods import reddi
from gdcourse.widgets.adaptive_methods_reddi import (
    HEIGHTS,
    LR,
    MEMORIES,
    ROUNDS,
    RULES,
    all_rounds,
    up_to,
    verdict,
)

GOALS = {
    "worst": {"k": ROUNDS},
    "cure": {"k": ROUNDS, "beta2": 0.99},
    "harmless": {"C": 1.5, "k": ROUNDS},
}


def walk(name, C, beta2):
    """The points of a method, written out."""
    x = v = largest = 0.0
    points = [x]
    for t in range(1, ROUNDS + 1):
        g = C if t % 3 == 1 else -1.0
        v = beta2 * v + (1 - beta2) * g * g
        largest = max(largest, v)
        below = {"Adam": v, "AMSGrad": largest, "gradient descent": 1.0}[name]
        x = min(1.0, max(-1.0, x - LR / t**0.5 * g / below**0.5))
        points.append(x)
    return np.array(points)


def test_reddi_shows_and_says_what_was_computed(sweep):
    sweep(reddi, goals=GOALS)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize(("C", "beta2"), [(3.0, 0.1), (2.5, 0.9), (6.0, 0.02)])
def test_the_walks_are_those_of_the_formulas(name, C, beta2):
    here = HEIGHTS.index(C), MEMORIES.index(beta2)
    points = all_rounds()[name][0][(slice(None), *here)]
    assert np.allclose(points, walk(name, C, beta2), rtol=0, atol=1e-9)


def test_adam_ends_at_the_worst_point_the_others_at_the_best():
    mean = up_to(3.0, 0.1, ROUNDS)["mean"]
    assert mean["Adam"] > 0.99
    assert mean["AMSGrad"] < -0.99
    assert mean["gradient descent"] < -0.99


def test_a_cycle_of_gradient_descent_adds_two_minus_C():
    for C in HEIGHTS:
        for k in (3, 900, ROUNDS):
            net = up_to(C, 0.5, k)["net"]["gradient descent"]
            assert net == pytest.approx(2 - C, abs=1e-9)


@pytest.mark.parametrize("C", [C for C in HEIGHTS if C > 2])
def test_below_the_memory_of_the_theorem_adam_goes_the_wrong_way(C):
    beta2 = forgetful(LR, C).betas[1]
    for shown in (b for b in MEMORIES if b <= beta2):
        assert up_to(C, shown, ROUNDS)["mean"]["Adam"] > 0.99


def test_amsgrad_ends_at_the_best_point_with_every_memory_where_there_is_one():
    for C in HEIGHTS:
        for beta2 in MEMORIES:
            numbers = up_to(C, beta2, ROUNDS)
            if numbers["best"] is not None:
                assert numbers["best"] * numbers["mean"]["AMSGrad"] > 0.99


def test_the_title_compares_the_way_with_the_best_point():
    assert verdict(-0.1, -1.0) == "Best is −1: Adam goes down, rightly"
    assert verdict(0.1, None) == "All points are equally good: Adam goes up"
    for C in HEIGHTS:
        down, up = C > 2, C < 2
        best = up_to(C, 0.1, 900)["best"]
        assert (best == -1, best == 1) == (down, up)


def test_the_title_says_which_way_adam_has_gone_in_the_last_cycle():
    for C in HEIGHTS:
        for beta2 in MEMORIES:
            points = all_rounds()["Adam"][0][:, HEIGHTS.index(C), MEMORIES.index(beta2)]
            for k in (150, 300, 900, 3000, ROUNDS):
                gone = points[k] - points[k - 3]
                if gone and "goes" in (title := up_to(C, beta2, k)["walk title"]):
                    assert ("goes up" in title) == (gone > 0), (C, beta2, k)
