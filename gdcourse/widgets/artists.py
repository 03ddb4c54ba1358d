"""Lesson 00: giving artists the numbers they show, and reading them back.

A number for an artist has one shape: components first, as everywhere in the course.
"""

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

GIVEN: WeakKeyDictionary[Artist, Any] = WeakKeyDictionary()


def put(artist: Artist, data: Any) -> None:
    """Give an artist its numbers.

    A line or scattered points take an array (2, n); an arrow its two ends as (2, 2),
    xs above ys; a text its words; a rectangle (x, y, width, height); an image its
    pixels. ``None`` hides the artist. The same object once more changes nothing, so
    that what a figure keeps in a cache costs nothing: for new numbers, a new array.
    """
    if artist in GIVEN and GIVEN[artist] is data:
        return
    GIVEN[artist] = data
    if artist.get_visible() != (data is not None):
        artist.set_visible(data is not None)
    if data is None:
        return
    if isinstance(artist, Text):
        artist.set_text(str(data))
    elif isinstance(artist, Line2D):
        artist.set_data(*rows(artist, data))
    elif isinstance(artist, PathCollection):
        artist.set_offsets(rows(artist, data).T)
    elif isinstance(artist, FancyArrowPatch):
        artist.set_positions(*rows(artist, data).T)
    elif isinstance(artist, Rectangle):
        artist.set_bounds(*data)
    elif isinstance(artist, AxesImage):
        artist.set_data(data)
    else:
        raise TypeError(
            f"artists must be lines, points, arrows, texts, rectangles or images, got "
            f"{type(artist).__name__}. Set it yourself in draw(artists, numbers)."
        )


def held(artist: Artist) -> Any:
    """The numbers that an artist shows, in the shape in which ``put`` takes them."""
    if not artist.get_visible():
        return None
    if isinstance(artist, Text):
        return artist.get_text()
    if isinstance(artist, Line2D):
        return np.array(artist.get_data(orig=True), dtype=float)
    if isinstance(artist, PathCollection):
        return np.ma.getdata(artist.get_offsets()).T
    if isinstance(artist, FancyArrowPatch):
        return np.array(artist._posA_posB, dtype=float).T
    if isinstance(artist, Rectangle):
        return np.array([*artist.get_xy(), artist.get_width(), artist.get_height()])
    return np.ma.getdata(artist.get_array())


def rows(artist: Artist, data: Any) -> np.ndarray:
    """The numbers as two rows, xs above ys, or an error that says what came."""
    array = np.asarray(data, dtype=float)
    if array.ndim != 2 or len(array) != 2:
        raise ValueError(
            f"a {type(artist).__name__} needs an array of shape (2, n), got "
            f"{array.shape}. Put xs above ys: np.stack([xs, ys])."
        )
    return array
