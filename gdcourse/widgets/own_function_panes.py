"""Lesson 02: the panes of a typed function: its map, its values, its derivation."""

from typing import Any

import numpy as np
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D, ScaledTranslation

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.widgets.own_function_lines import GAP, fitted
from gdcourse.widgets.own_function_reading import Reading, reading

SIZE = (9.6, 6.6)  # inches
LEFT = (0.075, 0.5, 0.385, 0.45)  # left, bottom, width and height, of the page
RIGHT = (0.57, 0.5, 0.42, 0.45)
LOWER = (0.02, 0.01, 0.97, 0.39)
ROOM = (660.0, 172.0)  # points for the derivation
DEEP = 1e-12  # the lowest gap that is drawn, as a share of the map's range
FEW = 20  # so many higher minima are marked
HELP = (
    "Write products with *, powers with **, and use",
    "exp, log, sqrt, sin, cos, tan, tanh, atan, softplus, sigmoid, pi, e.",
)


def draw_function(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Map and values above, the derivation below; or room for what is wrong."""
    read = reading(state["formula"], state["half"])
    if isinstance(read, str):
        return problem_pane()
    fig, (left, right) = plotting.figure("pair")
    fig.set_size_inches(SIZE)
    fig.set_layout_engine("none")  # these places hold for any formula, and cost nothing
    left.set_position(LEFT)
    right.set_position(RIGHT)
    lines_pane(fig.add_axes(LOWER), read, state["by"])
    pane = map_pane if read.dimension == 2 else graph_pane
    return fig, pane(left, read) | curve_pane(right, read)


def problem_pane() -> tuple[Any, dict[str, Any]]:
    """One line about a formula that cannot be shown, and what can be typed."""
    fig, ax = plotting.figure("pair", cols=1)
    fig.set_size_inches(SIZE)
    bare(ax).set_title("This formula has no picture yet")
    look = {"va": "top", "parse_math": False}
    problem = ax.text(0, 0.97, "", linespacing=1.4, **look)
    ax.text(0, 0.8, "\n".join(HELP), color=style.TICK, linespacing=1.6, **look)
    return fig, {"problem": problem}


def printable(text: str) -> str:
    """The text with ? for letters that the font does not have.

    >>> printable("x² + \N{SLIGHTLY SMILING FACE}")
    'x² + ?'
    """
    letters = get_font(findfont("DejaVu Sans"))
    return "".join(c if letters.get_char_index(ord(c)) else "?" for c in text)


def bare(ax: Any) -> Any:
    """Axes that are a page to write on."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax


def map_pane(ax: Any, read: Reading) -> dict[str, Any]:
    """The function from above: lowest point ★, higher minima ☆."""
    plotting.contours(ax, on_map(read), [(-read.half, read.half)] * 2)
    ax.set(xlabel="x", ylabel="y")
    stars(ax, read.minima, read)
    return walker(ax, read)


def on_map(read: Reading) -> Any:
    """The heights of the map, as the function that is drawn."""
    return lambda p: read.heights


def graph_pane(ax: Any, read: Reading) -> dict[str, Any]:
    """A function of x alone: its graph."""
    x = np.linspace(-read.half, read.half, read.heights.size)
    ax.plot(x, read.heights, color=style.SPINE, linewidth=1.6, zorder=1)
    rise = read.top - read.floor
    ax.set(xlim=x[[0, -1]], ylim=(read.floor - 0.08 * rise, read.top + 0.15 * rise))
    ax.set(xlabel="x", ylabel="f(x)")
    stars(ax, np.stack([*read.minima, read.f.value(read.minima)]), read)
    return walker(ax, read)


def stars(ax: Any, places: np.ndarray, read: Reading) -> None:
    """The minima that were found: those of the map's lowest value are filled."""
    look = {"marker": "*", "linestyle": "none", "color": style.INK, "zorder": 3}
    look |= {"path_effects": style.halo(2.5)}
    lowest = np.array([read.lowest(v) for v in read.f.value(read.minima)], bool)
    if lowest.sum() <= FEW:
        ax.plot(*places[:, lowest], markersize=12, **look)
    if (~lowest).sum() <= FEW:
        hollow = {"markerfacecolor": style.PAPER}
        ax.plot(*places[:, ~lowest], markersize=9, **look | hollow)
    if not np.isfinite(read.heights).all():
        note = {"fontsize": 9, "color": style.TICK, "path_effects": style.halo(3)}
        blank = "white: no value" if read.dimension == 2 else "gap: no value"
        ax.text(0.02, 0.03, blank, transform=ax.transAxes, **note)


def walker(ax: Any, read: Reading) -> dict[str, Any]:
    """The run: start ○, end ●."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    rim = {"linestyle": "none", "markersize": 9, "zorder": 5}
    (path,) = ax.plot([], [], **look | {"linewidth": 1.4, "markersize": 3.5})
    (start,) = ax.plot([], [], **look | rim, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | rim)
    title = ax.set_title("Converged")
    return {"path": path, "start": start, "end": end, "title": title}


def curve_pane(ax: Any, read: Reading) -> dict[str, Any]:
    """How far above the map's lowest value the run is, over the steps."""
    plotting.gap(ax, "f($x_k$) − lowest value on the map")
    rise = read.top - read.floor
    ax.set(xlim=(-4, 204), ylim=(DEEP * rise, 10 * rise))
    look = style.line("gradient descent", markersize=2.5, linewidth=1.4)
    (gap,) = ax.plot([], [], **look)
    return {"gap": gap, "fall": ax.set_title("f falls")}


def lines_pane(ax: Any, read: Reading, by: str) -> None:
    """The derivation, line by line, each with its rule."""
    bare(ax)
    size, rows = fitted(read.f, by, *ROOM)
    beside = max((row.width for row in rows if row.rule), default=0) + 30
    words = {"color": style.TICK, "fontsize": min(size, 9.5)}
    down = 0.0
    for row in rows:
        down += row.height - row.depth
        if row.path is None:
            put_words(ax, row.text, (0, -down), fontsize=size)
        else:
            put_formula(ax, row.path, size, down)
        put_words(ax, row.rule, (beside, -down), **words)
        down += row.depth + GAP


def put_words(ax: Any, text: str, place: tuple[float, float], **look: Any) -> None:
    """A text so many points from the upper left corner, which moves no layout."""
    look |= {"textcoords": "offset points", "annotation_clip": False}
    with style.styled():
        ax.annotate(text, (0, 1), place, **look).set_in_layout(False)


def put_formula(ax: Any, path: Any, size: float, down: float) -> None:
    """The outline of a formula so many points beneath the upper left corner."""
    page = ax.figure.dpi_scale_trans + ScaledTranslation(0, 1, ax.transAxes)
    place = Affine2D().scale(size / 72).translate(0, -down / 72) + page
    look = {"facecolor": style.INK, "linewidth": 0, "clip_on": False}
    ax.add_artist(PathPatch(path, **look, transform=place)).set_in_layout(False)
