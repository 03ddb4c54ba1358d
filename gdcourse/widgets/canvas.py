"""Lesson 00: one figure that is drawn once and then only repainted where it moves."""

from collections.abc import Mapping
from typing import Any

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
    moving artist in the same axes (a higher zorder) is painted anew with it.
    """

    def __init__(self, figure: Figure, artists: Mapping[str, Artist]) -> None:
        self.figure, self.artists = figure, dict(artists)
        self.background: Any = None
        self.frame: Any = None
        self.painted: list[Artist] = []
        self.backgrounds = 0

    def settle(self) -> None:
        """Find the layout with everything in place, then keep it."""
        self.figure.canvas.draw()
        self.figure.set_layout_engine("none")
        moving = list(self.artists.values())
        over = [a for ax in self.figure.axes for a in above(ax, moving)]
        self.painted = sorted([*moving, *over], key=Artist.get_zorder)
        for artist in self.painted:
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
            self.frame = frame
            self.backgrounds += 1
        canvas.restore_region(self.background)
        with styled():
            for artist in self.painted:
                artist.draw(canvas.get_renderer())
        return encode(canvas.buffer_rgba())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the page, in CSS pixels."""
        return page_size(self.figure)


def still(ax: Axes) -> list[Text]:
    """Titles, labels and texts of the axes that do not move."""
    texts = [a for a in ax.get_children() if isinstance(a, Text)]
    texts += [ax.xaxis.label, ax.yaxis.label]
    return [text for text in texts if not text.get_animated()]


def above(ax: Axes, moving: list[Artist]) -> list[Artist]:
    """What stays, but must be painted after something that moves beneath it."""
    here = [artist.get_zorder() for artist in moving if artist.axes is ax]
    drawn = [*ax.lines, *ax.patches, *ax.collections, *ax.texts, *ax.images]
    others = [artist for artist in drawn if artist not in moving]
    return [a for a in others if here and a.get_zorder() > min(here)]
