"""Lesson 10: what several methods reach, and how much seeds change it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import shown
from gdcourse.plotting import style


def intervals(
    ax: Axes, rows: Mapping[str, Any], label: str, method: str = "SGD"
) -> Axes:
    """One line per name, from the lowest number to the highest; a dot at the median.

    The first row stands at the top, and a dashed line goes on from its median.
    """
    if not isinstance(rows, Mapping) or not rows:
        raise ValueError(
            f"rows must be names with their numbers, got {shown(rows)}. "
            'Write {"cosine": losses}.'
        )
    look, heights = style.line(method, linestyle="-"), -np.arange(len(rows))
    medians = [float(np.median(numbers)) for numbers in rows.values()]
    with style.styled():
        ax.set(xlabel=label, ylim=(0.6 - len(rows), 0.6))
        ax.set_yticks(heights, list(rows))
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.axvline(
            medians[0], color=style.SPINE, linestyle="--", linewidth=1.4, zorder=1
        )
        for height, numbers in zip(heights, rows.values(), strict=True):
            ends = [np.min(numbers), np.max(numbers)]
            line = look | {"marker": "|", "markersize": 7}
            ax.plot(ends, [height, height], **line, zorder=2)
        dots = look | {"marker": "o", "linestyle": "none", "markersize": 7}
        ax.plot(medians, heights, **dots, zorder=3)
    return ax
