"""Three conventions of momentum are one run until the learning rate changes."""

import numpy as np
import pytest

from gdcourse.widgets.momentum import conventions
from gdcourse.widgets.momentum_conventions import settled

GOALS = {
    "gain": {"momentum": 0.8},
    "one": {"drop": 1},
    "far": {"drop": 100},
}


def test_conventions_shows_and_says_what_was_computed(sweep):
    sweep(conventions, goals=GOALS)


def by_hand(momentum, drop, inside, curvature):
    """The recursion as the two schools write it, from x = 1 (push: from 0)."""
    x, v, points = float(curvature > 0), 0.0, []
    for k in range(41):
        points.append(x)
        lr, grad = 0.02 / (drop if k >= 20 else 1), curvature * x if curvature else 1
        v = momentum * v + (lr if inside else 1) * grad
        x -= v if inside else lr * v
    return np.array(points)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("drop", [1, 10, 100])
def test_each_convention_follows_its_own_recursion(momentum, drop):
    points = conventions().set(momentum=momentum, drop=drop).numbers["points"]
    for direction, curvature in enumerate((0.0, 1.0, 25.0)):
        for name in ("outside", "average", "inside"):
            wanted = by_hand(momentum, drop, name == "inside", curvature)
            assert np.allclose(points[name][:, direction], wanted, atol=1e-12)


def test_five_steps_of_a_constant_push_have_the_numbers_of_the_geometric_series():
    numbers = conventions().numbers
    velocity, way = numbers["velocity"]["outside"], numbers["way"]["outside"]
    assert velocity[:5] == pytest.approx([1, 1.9, 2.71, 3.439, 4.0951])
    assert way[5] == pytest.approx(13.1441)
    assert numbers["velocity"]["average"][4] == pytest.approx(0.40951)
    k = np.arange(1, 41)
    assert velocity == pytest.approx((1 - 0.9**k) / 0.1)


@pytest.mark.parametrize("momentum", [0.3, 0.8, 0.9, 0.98])
def test_the_velocity_has_95_percent_of_its_limit_first_at_the_step_that_is_said(
    momentum,
):
    k = settled(momentum)
    assert 1 - momentum**k >= 0.95 > 1 - momentum ** (k - 1)
    assert settled(0.9) == 29


def test_the_first_steps_after_the_drop_have_the_ratios_of_the_exercise():
    flat, steep = conventions().numbers["ratios"]
    assert (round(flat, 1), round(steep, 1)) == (13.2, 45.6)


def test_before_the_drop_all_three_are_one_path_and_after_it_inside_parts():
    points = conventions().numbers["points"]
    gap = np.abs(points["inside"] - points["outside"]).max(axis=1)
    assert gap[:21].max() < 1e-15 < 1e-3 < gap[21]
    assert np.abs(points["average"] - points["outside"]).max() < 1e-14


@pytest.mark.parametrize("state", [{"drop": 1}, {"momentum": 0.0}, {"drop": 10}])
def test_the_titles_say_one_path_only_where_the_points_are_the_same(state):
    figure = conventions().set(**state)
    points = figure.numbers["points"]
    same = np.allclose(points["inside"], points["outside"], rtol=0, atol=1e-9)
    for title in ("way title", "bowl title"):
        said = figure.artists[title].get_text()
        assert ("always" in said) == same
