from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from gdcourse.plotting import figure, style
from gdcourse.widgets import LiveFigure, Play, Slider
from gdcourse.widgets.film import film


def make(controls=None):
    def build(state):
        fig, ax = figure("strip")
        ax.set(xlim=(0, 1), ylim=(0, 9))
        return fig, {"line": ax.plot([], [], **style.line("SGD"))[0]}

    both = [
        Slider("a", "slope", "a", 0.0, 1.0, 0.5, 0.5),
        Play("k", "step", "k", 0, 8, 1, 2),
    ]
    return LiveFigure(
        "a line",
        both,
        lambda a, k: {"line": np.array([[0, 1], [0, a + k]])},
        build,
        None,
        lambda state, numbers: f"k = {state['k']}, a = {state['a']:.1f}.",
    )


def frames_of(webp):
    with Image.open(BytesIO(webp)) as image:
        frames = []
        for i in range(image.n_frames):
            image.seek(i)
            frames.append(np.asarray(image.convert("RGB")).astype(int))
        return frames


def test_film_shows_the_pictures_that_the_figure_draws():
    live = make()
    made = film(live)
    frames = frames_of(made.webp)
    assert len(frames) == 9
    for k in (0, 4, 8):
        with Image.open(BytesIO(live.set(k=k).png())) as full:
            wanted = np.asarray(full.convert("RGB").resize(made.size)).astype(int)
        assert np.abs(frames[k] - wanted).mean() < 2
        others = [np.abs(frames[j] - wanted).mean() for j in range(9) if j != k]
        assert np.abs(frames[k] - wanted).mean() < min(others)


def test_film_of_time_leaves_the_figure_where_it_was_and_says_what_moves():
    live = make()
    before, still = dict(live.state), live.png()
    made = film(live)
    assert live.state == before
    assert made.still == still == live.png()
    assert made.alt == "a line: step k goes from 0 to 8."
    assert film(live, over="a").alt == "a line: slope a goes from 0.0 to 1.0."


def test_film_is_small_and_plays_once():
    made = film(make(), frames=5)
    assert len(made.webp) < 60_000
    with Image.open(BytesIO(made.webp)) as image:
        assert image.n_frames == 5
        assert image.info["loop"] == 1


def test_reader_who_wants_less_motion_gets_the_first_picture():
    html = film(make(), frames=3).html()
    calm, moving = html.split("<img")
    assert "prefers-reduced-motion: reduce" in calm
    assert "data:image/png" in calm
    assert "data:image/webp" in moving
    assert 'alt="a line: step k goes from 0 to 8."' in moving


def test_unknown_control_is_an_error_that_names_the_others():
    with pytest.raises(ValueError, match="over must be .*, got 'z'. Try a, k."):
        film(make(), over="z")
