"""Lesson 00: every color, marker and size of the course, by name.

The colors of the methods stay apart under the three kinds of color blindness; a test
computes the distances. Hex codes stand in this file only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, Normal, Stroke

INK = "#171817"
TICK = "#4A525A"
SPINE = "#8A929B"
GRID = "#E6E9ED"
CONTOUR = "#AEB8C3"
PAPER = "#FFFFFF"
TINT = ("#FFFFFF", "#F0F3F7", "#DDE4EC")
LIT = "#FFE08A"

INCH = 90
DENSITY = 2


@dataclass(frozen=True)
class Method:
    """How one method looks in every picture of the course."""

    color: str
    marker: str
    line: str = "-"


METHODS = {
    "gradient descent": Method("#1B4277", "o"),
    "heavy ball": Method("#EC7209", "s"),
    "Nesterov": Method("#B21802", "D"),
    "SGD": Method("#3C9FBC", "."),
    "AdaGrad": Method("#B26484", "^"),
    "RMSprop": Method("#047049", "v"),
    "Adam": Method("#855AD7", "P"),
    "AdamW": Method("#855AD7", "P", "--"),
    "Newton": Method(INK, "*", "--"),
    "theory": Method(INK, "", "--"),
    "exact": Method(INK, "*", "--"),
    "other": Method(SPINE, ""),
}

SIZES = {
    "single": (6.4, 4.0),
    "map": (6.4, 3.5),
    "strip": (6.4, 2.4),
    "pair": (9.6, 4.0),
}

SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10.5,
    "mathtext.fontset": "cm",
    "text.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": SPINE,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 11.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "xtick.color": TICK,
    "ytick.color": TICK,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "lines.linewidth": 2.0,
    "lines.markersize": 5.0,
    "lines.solid_capstyle": "round",
}


@contextmanager
def styled() -> Iterator[None]:
    """The style of the course inside a ``with`` block; nothing changes outside."""
    known = matplotlib.rcParams
    before = {name: known[name] for name in SETTINGS}  # rc_context copies all 300
    known.update(SETTINGS)
    try:
        yield
    finally:
        known.update(before)


class Plane(Axes):
    """Axes whose title stands at the left, in style, wherever it is set."""

    def set_title(self, label: str, *args: Any, **kwargs: Any) -> Any:
        """The one message of the figure."""
        with styled():
            return super().set_title(label, *args, **kwargs)

    def get_title(self, loc: str = "left") -> str:
        """What the title says."""
        return super().get_title(loc)


class Picture(Figure):
    """A figure that draws itself in the style of the course, whatever is set outside.

    ``before_draw`` holds functions that run just before drawing, such as the one that
    moves labels apart once the limits of the axes are known.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_draw: dict[Any, Any] = {}

    def draw(self, renderer: Any) -> None:
        """Draw everything, in style."""
        with styled():
            for arrange in list(self.before_draw.values()):
                arrange()
            super().draw(renderer)


def figure(
    kind: str = "single", rows: int = 1, cols: int | None = None, **grid: Any
) -> tuple[Picture, Any]:
    """A figure of a named size with its axes: one, or an array of them.

    kind is "single", "map", "strip" or "pair" (two axes side by side unless told
    otherwise); ``grid`` goes to ``Figure.subplots``, e.g. ``width_ratios=(1, 2)``.
    """
    if kind not in SIZES:
        raise ValueError(
            f"kind must be one of {', '.join(SIZES)}, got {kind!r}. "
            'Use "single" for one pair of axes.'
        )
    cols = cols or (2 if kind == "pair" else 1)
    with styled():
        fig = Picture(SIZES[kind], dpi=INCH * DENSITY, layout="constrained")
        FigureCanvasAgg(fig)
        return fig, fig.subplots(rows, cols, subplot_kw={"axes_class": Plane}, **grid)


def method(name: str) -> Method:
    """The look of a method, or an error that names the nearest one.

    >>> method("heavy ball").marker
    's'
    """
    if name not in METHODS:
        near = get_close_matches(str(name), METHODS, 1, 0.4) or ["gradient descent"]
        raise ValueError(
            f"method must be one of {', '.join(METHODS)}, got {name!r}. "
            f'Did you mean "{near[0]}"?'
        )
    return METHODS[name]


def line(name: str, **changes: Any) -> dict[str, Any]:
    """The arguments of ``ax.plot`` for a method; ``changes`` go on top.

    >>> line("gradient descent", marker="")["marker"]
    ''
    """
    look = method(name)
    settings = {"color": look.color, "marker": look.marker, "linestyle": look.line}
    return settings | changes


class Rim(Stroke):
    """A broader line of paper beneath a line; ``width`` in points."""

    OPACITY = 0.9

    def __init__(self, width: float) -> None:
        super().__init__(linewidth=width, foreground=PAPER, alpha=self.OPACITY)
        self.width = width


def halo(width: float = 2.5) -> Sequence[AbstractPathEffect]:
    """A white rim that keeps a line or a label readable on any ground."""
    return [Rim(width), Normal()]
