import warnings

import numpy as np
import pytest

from gdcourse.plotting import figure, style
from gdcourse.widgets import LiveFigure, Slider, Task


def compute(lr):
    return {"line": np.array([[0.0, 1.0], [0.0, lr]])}


def build(state):
    fig, ax = figure("strip")
    return fig, {"line": ax.plot([], [], **style.line("SGD"))[0]}


def describe(state, numbers):
    return f"A line of slope {state['lr']:.1f}."


def factory(**changes):
    """A good figure, or one with a fault built in."""
    parts = {"compute": compute, "build": build, "draw": None, "describe": describe}
    parts["tasks"] = [Task("steep", "a steep line", lambda s, n: s["lr"] == 1)]
    slider = Slider("lr", "learning rate", "α", 0.0, 1.0, 0.1, 0.5)
    return lambda: LiveFigure("a line", [slider], **(parts | changes))


GOALS = {"steep": {"lr": 1.0}}


def fails_at_the_end(lr):
    if lr == 1:
        raise ZeroDivisionError("no slope")
    return compute(lr)


def warns(lr):
    if lr != 0.5:
        warnings.warn("careful", stacklevel=2)
    return compute(lr)


def draws_other_numbers(artists, numbers):
    artists["line"].set_data([0, 1], [0, 2])


def draws_by_itself(artists, numbers):
    artists["line"].set_data([0, 1], [0, numbers["slope"]])


def writes_off_the_page(state):
    fig, artists = build(state)
    title = fig.axes[0].set_title("")
    return fig, artists | {"words": title}


def writes_pale_words(state):
    fig, artists = build(state)
    fig.axes[0].text(0.0, 0.0, "pale", color=style.CONTOUR)
    return fig, artists


def draws_lines_that_differ_in_color_only(state):
    fig, artists = build(state)
    for method in ("gradient descent", "Nesterov"):
        color = style.method(method).color
        fig.axes[0].plot([0, 1], [0, 1], "-", color=color)
    return fig, artists


def counts_with_words(lr):
    return compute(lr) | {"words": "far too many words " * (10 if lr == 1 else 1)}


FAULTS = {
    "text words is cut off": {
        "build": writes_off_the_page,
        "compute": counts_with_words,
    },
    f"'pale' in {style.CONTOUR} is too pale": {"build": writes_pale_words},
    "two lines differ in color only": {"build": draws_lines_that_differ_in_color_only},
    "no slope": {"compute": fails_at_the_end},
    "careful": {"compute": warns},
    "artist line holds": {"draw": draws_other_numbers},
    "not in 'A line.'": {"describe": lambda state, numbers: "A line."},
    "reached at the start": {"tasks": [Task("steep", "g", lambda s, n: True)]},
    "does not reach": {"tasks": [Task("steep", "g", lambda s, n: False)]},
    "give goals=": {"tasks": []},
    "give holds=": {"compute": lambda lr: {}},
}


def test_sweep_accepts_a_good_figure(sweep):
    assert sweep(factory(), goals=GOALS).error is None


@pytest.mark.parametrize(("message", "fault"), FAULTS.items(), ids=list(FAULTS))
def test_sweep_finds_the_fault(sweep, message, fault):
    with pytest.raises(AssertionError, match=message):
        sweep(factory(**fault), goals=GOALS)


def test_sweep_checks_artists_that_draw_feeds(sweep):
    parts = {"compute": lambda lr: {"slope": lr}, "draw": draws_by_itself}
    right = {"line": lambda lr: [[0, 1], [0, lr]]}
    wrong = {"line": lambda lr: [[0, 1], [0, 2 * lr]]}
    sweep(factory(**parts), goals=GOALS, holds=right)
    with pytest.raises(AssertionError, match="line"):
        sweep(factory(**parts), goals=GOALS, holds=wrong)
