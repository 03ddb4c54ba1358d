"""The fog walk of lesson 00 shows, says and tests what the library computes."""

import numpy as np

from gdcourse import landscapes
from gdcourse.widgets.start_here import DRAWN, FLAT, STEPS, WINDOW, fog_walk

GOALS = {"floor": {"lr": 0.1, "k": 25}, "lost": {"lr": 0.12, "k": 10}}
MAP = "the map"


def test_fog_walk_shows_and_says_what_was_computed(sweep):
    sweep(fog_walk, goals=GOALS)


def test_every_step_is_the_learning_rate_times_the_slope():
    figure = fog_walk()
    for lr in figure.controls["lr"].values():
        trace = figure.compute(lr, 0, MAP)["trace"]
        steps = np.linalg.norm(np.diff(trace.points, axis=0), axis=1)
        assert len(steps) == STEPS
        np.testing.assert_allclose(steps, lr * trace.gradient_norms[:-1], rtol=1e-12)


def test_in_the_fog_the_map_and_the_floor_are_hidden():
    figure = fog_walk()
    for k in (0, 3):
        artists = figure.set(k=k, view="only the fog").artists
        (left, right), (low, high) = WINDOW
        assert artists["fog"].get_bbox().bounds == (left, low, right - left, high - low)
        assert artists["fog"].get_alpha() in (None, 1)
        assert not artists["floor"].get_visible()
        below = [c.get_zorder() for c in artists["fog"].axes.collections]
        assert max(below) < artists["fog"].get_zorder()
        artists = figure.set(view=MAP).artists
        assert artists["floor"].get_visible()
        assert not artists["fog"].get_visible()


def test_fog_hides_every_level_line_from_the_pixels():
    """With another landscape below, the picture in the fog would be the same."""
    figure = fog_walk()
    dark = figure.png()
    for lines in figure.canvas.figure.axes[0].collections:
        lines.set_visible(False)
    figure.canvas.frame = None
    assert figure.set(k=0).png() == dark


def test_both_arrows_point_against_the_gradient_from_the_present_point():
    figure = fog_walk().set(lr=0.05, k=2)
    here, grad = (
        figure.numbers["trace"].points[2],
        figure.numbers["trace"].gradients[2],
    )
    for name, length in (("uphill", DRAWN), ("next", 0.05)):
        start, end = figure.numbers[name].T
        assert (start == here).all()
        np.testing.assert_allclose(end, here - length * grad, rtol=1e-12)


def test_the_next_step_ends_where_the_walker_stands_next():
    figure = fog_walk().set(lr=0.08, k=4)
    end = figure.numbers["next"][:, 1]
    np.testing.assert_allclose(end, figure.set(k=5).numbers["here"][:, 0], rtol=1e-12)


def test_with_rate_zero_nobody_moves_and_no_step_is_drawn():
    figure = fog_walk().set(lr=0.0, k=30)
    assert figure.numbers["next"] is None
    assert (figure.numbers["here"][:, 0] == landscapes.booth.start).all()


def test_floor_and_loss_are_told_from_the_numbers():
    figure = fog_walk().set(lr=0.1, k=25)
    assert figure.numbers["slope"] < FLAT
    assert figure.done == {"floor"}
    assert "outside the picture" in fog_walk().set(lr=0.12, k=20).text
