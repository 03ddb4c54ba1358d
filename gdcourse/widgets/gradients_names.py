"""Lesson 01: names that travel at the tips of arrows, level lines that follow κ."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from gdcourse.plotting import style


def unit(degrees: Any) -> np.ndarray:
    """The direction at an angle, shape (2, ...)."""
    return np.stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])


def level_lines(kappa: float, heights: Any) -> np.ndarray:
    """Level lines of ½(x² + κy²) as one line with gaps, shape (2, n)."""
    turn = unit(np.append(np.linspace(0, 360, 241), np.nan))
    radii = np.sqrt(2 * np.asarray(heights, dtype=float))
    lines = radii[:, None] * turn[:, None] / np.sqrt([1.0, kappa])[:, None, None]
    return lines.reshape(2, -1)


def name(ax: Axes, text: str, color: str) -> Annotation:
    """A name that ``place_names`` will put at the tip of an arrow."""
    return ax.annotate(
        text,
        (0, 0),
        (0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        color=color,
        path_effects=style.halo(3),
        zorder=7,
    )


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Put the artist "<arrow> name" 12 points beyond the tip of each arrow."""
    for key in [key for key in artists if key.endswith(" name")]:
        tail, tip = np.asarray(numbers[key.removesuffix(" name")], dtype=float).T
        length = np.linalg.norm(tip - tail)
        artists[key].xy = tip
        artists[key].set_position(12 * (tip - tail) / (length or 1.0))
