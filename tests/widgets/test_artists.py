import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

from gdcourse.plotting import figure
from gdcourse.widgets.artists import held, put


def artists():
    _, ax = figure("strip")
    arrow = ax.add_patch(FancyArrowPatch((0, 0), (1, 1)))
    return {
        "line": (ax.plot([], [])[0], np.array([[0.0, 1, np.nan], [2, np.inf, 3]])),
        "points": (ax.scatter([], []), np.array([[0.0, 1, 2], [2, 3, 4]])),
        "arrow": (arrow, np.array([[0.0, 0.5], [1.0, -0.5]])),
        "text": (ax.text(0, 0, ""), "α = 0.35"),
        "box": (ax.add_patch(Rectangle((0, 0), 1, 1)), np.array([0.5, 0, 2, 3])),
        "image": (ax.imshow(np.zeros((2, 2))), np.arange(4.0).reshape(2, 2)),
    }


@pytest.mark.parametrize("name", list(artists()))
def test_artist_gives_back_what_was_put(name):
    artist, data = artists()[name]
    put(artist, data)
    assert np.array_equal(held(artist), data, equal_nan=name == "line")
    artist.figure.canvas.draw()


@pytest.mark.parametrize("name", list(artists()))
def test_nothing_hides_an_artist_until_it_gets_numbers_again(name):
    artist, data = artists()[name]
    put(artist, None)
    assert held(artist) is None
    assert not artist.get_visible()
    put(artist, data)
    assert artist.get_visible()


@pytest.mark.parametrize("wrong", [[1, 2, 3], [[1, 2]], 5.0, np.ones((3, 2))])
def test_wrong_shape_is_an_error_that_says_what_to_write(wrong):
    line, _ = artists()["line"]
    with pytest.raises(ValueError, match=r"Line2D needs an array of shape \(2, n\)"):
        put(line, wrong)


def test_other_artists_are_sent_to_draw():
    with pytest.raises(TypeError, match=r"got Polygon. Set it yourself in draw"):
        put(Polygon([[0, 0], [1, 0], [1, 1]]), [[0], [0]])


def test_same_object_again_leaves_an_artist_as_it_was():
    fig, ax = figure("strip")
    (line,) = ax.plot([], [])
    numbers = np.array([[0.0, 1.0], [2.0, 3.0]])
    put(line, numbers)
    line.stale = False
    put(line, numbers)
    assert not line.stale
    put(line, numbers.copy())
    assert line.stale
    put(line, None)
    assert held(line) is None
    put(line, numbers)
    assert np.array_equal(held(line), numbers)
