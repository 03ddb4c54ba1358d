"""Lesson 00: one figure, drawn once; after that only what moves is written anew."""

from collections.abc import Mapping
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from gdcourse.plotting.png import encode
from gdcourse.plotting.show import page_size
from gdcourse.plotting.style import styled
from gdcourse.widgets.pen import Pen


class Canvas:
    """A picture that stays, and over it the named artists, which move.

    The layout is settled once, at the first drawing. The picture is drawn again only
    when limits, scales, labels or titles of the axes change. What stays but lies above
    a moving artist of its axes leaves the picture and is written with what moves.
    """

    def __init__(self, figure: Figure, artists: Mapping[str, Artist]) -> None:
        self.figure, self.artists = figure, dict(artists)
        self.over: list[Artist] = []
        self.frame: Any = None
        self.pixels: Any = None
        self.backgrounds = 0
        self.pen: Pen | None = None

    def settle(self) -> None:
        """Find the layout with everything in place, then keep it."""
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")
        self.over = above(self.figure, list(self.artists.values()))
        for artist in (*self.artists.values(), *self.over):
            artist.set_animated(True)
        self.pen = Pen(*self.figure.bbox.size, self.figure.dpi)

    def update(self) -> None:
        """Draw the picture that stays, unless it is up to date."""
        if self.pen is None:
            self.settle()
        frame = [seen(ax, self.over) for ax in self.figure.axes]
        if frame == self.frame:
            return
        self.figure.canvas.draw()
        self.pixels = self.figure.canvas.copy_from_bbox(self.figure.bbox)
        self.frame, self.backgrounds = frame, self.backgrounds + 1
        self.pen.forget()

    def painted(self) -> list[Artist]:
        """What moves or lies above it, lowest first."""
        drawn = [a for a in (*self.artists.values(), *self.over) if a.get_visible()]
        return sorted(drawn, key=Artist.get_zorder)

    def background(self) -> bytes:
        """The picture that stays, as PNG."""
        self.update()
        self.figure.canvas.restore_region(self.pixels)
        return encode(self.figure.canvas.buffer_rgba())

    def moving(self) -> str:
        """What lies over the picture, as SVG in its pixels, y upwards."""
        self.update()
        with styled():
            return self.pen.sheet(self.painted())

    def png(self) -> bytes:
        """The whole figure as it is now, for readers without a kernel."""
        self.update()
        canvas = self.figure.canvas
        canvas.restore_region(self.pixels)
        with styled():
            for artist in self.painted():
                artist.draw(canvas.get_renderer())
        return encode(canvas.buffer_rgba())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the page, in CSS pixels."""
        return page_size(self.figure)


def seen(ax: Axes, over: list[Artist]) -> tuple[Any, ...]:
    """What the picture shows of these axes, as far as it can change."""
    return (
        *(ax.get_xlim(), ax.get_ylim(), ax.get_xscale(), ax.get_yscale()),
        *(text.get_text() for text in still(ax, over)),
    )


def still(ax: Axes, over: list[Artist]) -> list[Text]:
    """Titles, labels and texts of the axes that do not move."""
    texts = [a for a in ax.get_children() if isinstance(a, Text)]
    texts += [ax.xaxis.label, ax.yaxis.label]
    return [text for text in texts if not text.get_animated() or text in over]


def above(figure: Figure, moving: list[Artist]) -> list[Artist]:
    """What stays but lies above something that moves in the same axes."""
    found = []
    for ax in figure.axes:
        lowest = min((a.get_zorder() for a in moving if a.axes is ax), default=None)
        drawn = [*ax.lines, *ax.patches, *ax.collections, *ax.texts]
        if lowest is not None:
            found += [a for a in drawn if a not in moving and a.get_zorder() > lowest]
    return found
