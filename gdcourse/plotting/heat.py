"""Lesson 09: a table of losses as colored fields, each with its number."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from gdcourse.arguments import finite
from gdcourse.plotting import style

RAMP = (style.METHODS["SGD"].color, style.PAPER)


def heat(
    ax: Axes, table: Any, rows: Sequence[Any], columns: Sequence[Any], high: float
) -> Axes:
    """The numbers of a table, the lower the darker; the lowest one has a frame.

    Row 0 is the lowest row. Fields of ``high`` or more are white, so that the worst of
    them do not hide the differences among the good ones.
    """
    numbers = finite("table", table, "Cut it off first, as by np.minimum(table, 9).")
    if numbers.shape != (len(rows), len(columns)):
        raise ValueError(
            f"table must have one row per name, shape {(len(rows), len(columns))}, got "
            f"{numbers.shape}. Pass one row for each of the rows' names."
        )
    shades = LinearSegmentedColormap.from_list("low is dark", RAMP)
    look = {"origin": "lower", "aspect": "auto", "vmin": numbers.min(), "vmax": high}
    ax.imshow(numbers, cmap=shades, zorder=0, **look)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set_xticks(range(len(columns)), [f"{c:g}" for c in columns])
    ax.set_yticks(range(len(rows)), [f"{r:g}" for r in rows])
    lowest = np.unravel_index(numbers.argmin(), numbers.shape)
    with style.styled():
        for (row, column), number in np.ndenumerate(numbers):
            weight = "bold" if (row, column) == lowest else "normal"
            word = {"ha": "center", "va": "center", "fontsize": 9.5}
            ax.text(column, row, f"{number:.2f}", fontweight=weight, **word)
    return frame(ax, *lowest)


def frame(ax: Axes, row: int, column: int) -> Axes:
    """A frame around one field."""
    across = column + np.array([-0.5, 0.5, 0.5, -0.5, -0.5])
    up = row + np.array([-0.5, -0.5, 0.5, 0.5, -0.5])
    ax.plot(across, up, color=style.INK, linewidth=2, zorder=3, clip_on=False)
    return ax
