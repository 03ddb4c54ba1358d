"""Lesson 00: the place of a live figure in the page: picture, what moves, and words."""

from pathlib import Path

import anywidget
from traitlets import Dict, List, Unicode


class Area(anywidget.AnyWidget):
    """A picture that stays, under a drawing that is replaced at every move.

    ``background`` is an address that holds the picture, ``shown`` what changes with
    each move: ``moving`` (SVG), ``words`` (said aloud, and the name of the picture),
    ``below`` (HTML), ``labels`` (of the sliders, by their model's id) and ``failed``
    (no picture, only ``below``). The page tells about clicks, as shares of width and
    height, and about a reader who wants less motion.
    """

    _esm = Path(__file__).with_suffix(".js")
    size = List([1, 1]).tag(sync=True)
    pixels = List([1, 1]).tag(sync=True)
    background = Unicode().tag(sync=True)
    shown = Dict().tag(sync=True)
