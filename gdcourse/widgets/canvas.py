"""Lesson 00: one figure that is drawn once and then only repainted where it moves."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from gdcourse.plotting.png import encode
from gdcourse.plotting.show import page_size
from gdcourse.plotting.style import styled


class Canvas:
    """A figure with a cached background, on which the named artists are painted anew.

    The layout is settled once, at the first drawing. The background is drawn again
    only when limits, scales, labels or titles of the axes change. What lies above a
    moving artist and is covered by it is painted once more, on top.
    """

    def __init__(self, figure: Figure, artists: Mapping[str, Artist]) -> None:
        self.figure, self.artists = figure, dict(artists)
        self.background: Any = None
        self.frame: Any = None
        self.over: list[tuple[Artist, Any]] = []
        self.backgrounds = 0

    def settle(self) -> None:
        """Find the layout with everything in place, then keep it."""
        self.figure.canvas.draw()
        self.figure.set_layout_engine("none")
        for artist in self.artists.values():
            artist.set_animated(True)

    def seen_frame(self) -> list[Any]:
        """What the background shows, as far as it can change."""
        return [
            (
                *(ax.get_xlim(), ax.get_ylim(), ax.get_xscale(), ax.get_yscale()),
                *(text.get_text() for text in still(ax)),
            )
            for ax in self.figure.axes
        ]

    def png(self) -> bytes:
        """The figure as it is now."""
        canvas = self.figure.canvas
        if self.background is None:
            self.settle()
        frame = self.seen_frame()
        if frame != self.frame:
            canvas.draw()
            self.background = canvas.copy_from_bbox(self.figure.bbox)
            self.over = above(self.figure, self.artists.values())
            self.frame = frame
            self.backgrounds += 1
        canvas.restore_region(self.background)
        with styled():
            for artist in self.painted():
                artist.draw(canvas.get_renderer())
        return encode(canvas.buffer_rgba())

    def painted(self) -> list[Artist]:
        """What moves, and what it covers although it lies beneath, lowest first."""
        moving = [artist for artist in self.artists.values() if artist.get_visible()]
        boxes = [(artist, artist.get_window_extent()) for artist in moving]
        covered = [
            still
            for still, place in self.over
            if any(a.axes is still.axes and beneath(a, still) and overlap(box, place)
                   for a, box in boxes)
        ]  # fmt: skip
        return sorted([*moving, *covered], key=Artist.get_zorder)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the page, in CSS pixels."""
        return page_size(self.figure)


def still(ax: Axes) -> list[Text]:
    """Titles, labels and texts of the axes that do not move."""
    texts = [a for a in ax.get_children() if isinstance(a, Text)]
    texts += [ax.xaxis.label, ax.yaxis.label]
    return [text for text in texts if not text.get_animated()]


def above(figure: Figure, moving: Iterable[Artist]) -> list[tuple[Artist, Any]]:
    """What stays but lies above something that moves, with its place on the page."""
    moving, found = list(moving), []
    for ax in figure.axes:
        here = [artist for artist in moving if artist.axes is ax]
        drawn = [*ax.lines, *ax.patches, *ax.collections, *ax.texts]
        found += [a for a in drawn if a not in moving and any_beneath(here, a)]
    return [(artist, artist.get_window_extent()) for artist in found]


def any_beneath(moving: list[Artist], still: Artist) -> bool:
    """Whether one of the moving artists lies beneath."""
    return any(beneath(artist, still) for artist in moving)


def beneath(moving: Artist, still: Artist) -> bool:
    """Whether the moving artist belongs under the one that stays."""
    return moving.get_zorder() < still.get_zorder()


def overlap(box: Any, place: Any) -> bool:
    """Whether two places on the page share a point; an endless one covers all."""
    return not np.isfinite(box.extents).all() or box.overlaps(place)
