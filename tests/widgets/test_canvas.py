from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread
from matplotlib.patches import Rectangle

from gdcourse.plotting import contours, figure, style
from gdcourse.plotting.png import encode
from gdcourse.widgets.canvas import Canvas


def pixels(png):
    return imread(BytesIO(png), format="png")


def scene():
    """A map with a path that moves under a star, and a title that moves."""
    fig, ax = figure("map")
    contours(ax, lambda p: p[0] ** 2 + p[1] ** 2, ((-2, 2), (-1, 1)), points=41)
    (line,) = ax.plot([0, 1], [0, 0.5], **style.line("Adam"), zorder=3)
    light = ax.add_patch(Rectangle((-1, -1), 1, 1, color=style.LIT, zorder=2))
    ax.plot(0, 0, "*", color=style.INK, markersize=13, zorder=6)
    ax.text(-0.5, -0.5, "covered", zorder=4)
    title = ax.set_title("a title")
    return Canvas(fig, {"line": line, "light": light, "title": title})


def drawn_in_full(canvas):
    """The same picture without any cache."""
    for artist in canvas.painted():
        artist.set_animated(False)
    canvas.figure.canvas.draw()
    full = pixels(encode(canvas.figure.canvas.buffer_rgba()))
    for artist in canvas.painted():
        artist.set_animated(True)
    return full


def test_painting_what_moves_gives_the_full_picture():
    canvas = scene()
    rng = np.random.default_rng(0)
    for _ in range(5):
        canvas.artists["line"].set_data(rng.uniform(-1, 1, (2, 9)))
        canvas.artists["light"].set_x(rng.uniform(-2, 1))
        canvas.artists["title"].set_text(f"title {rng.integers(1000)}")
        seen = pixels(canvas.png())
        full = drawn_in_full(canvas)
        assert np.mean(np.abs(seen - full).max(axis=2) > 0.02) < 0.001
    assert canvas.backgrounds == 1


def test_what_lies_above_something_that_moves_is_painted_after_it():
    canvas = scene()
    canvas.png()
    assert [type(a).__name__ for a in canvas.over] == ["Line2D", "Text"]
    order = [type(artist).__name__ for artist in canvas.painted()]
    assert order == ["Rectangle", "Line2D", "Text", "Text", "Line2D"]
    assert canvas.moving().count("<path") > len(order)


def test_same_numbers_give_the_same_file():
    canvas = scene()
    first = canvas.png()
    canvas.artists["line"].set_data([0, 2], [0, 1])
    assert canvas.png() != first
    canvas.artists["line"].set_data([0, 1], [0, 0.5])
    assert canvas.png() == first


@pytest.mark.parametrize(
    "change",
    [
        lambda ax: ax.set_xlim(-1, 1),
        lambda ax: ax.set_ylim(0, 1),
        lambda ax: ax.set_xlabel("new words"),
        lambda ax: ax.set_title("new title", loc="right"),
        lambda ax: ax.texts[0].set_text("new text"),
    ],
)
def test_background_is_drawn_again_when_it_changes(change):
    canvas = scene()
    before = canvas.png()
    change(canvas.figure.axes[0])
    after = canvas.png()
    assert after != before
    assert canvas.backgrounds == 2
    assert np.mean(np.abs(pixels(after) - drawn_in_full(canvas)) > 0.02) < 0.001


def test_layout_stays_when_the_picture_moves():
    canvas = scene()
    canvas.png()
    (ax,) = canvas.figure.axes
    before = ax.get_position().bounds
    canvas.artists["title"].set_text("a title\nof two lines")
    canvas.png()
    assert ax.get_position().bounds == before


def test_infinite_numbers_can_be_painted():
    canvas = scene()
    canvas.artists["line"].set_data([0, 1, 1e300], [0, np.inf, np.nan])
    assert len(canvas.png()) > 1000
