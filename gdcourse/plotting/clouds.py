"""Lesson 05: the gradients of all samples as a cloud, and their mean as an arrow."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import finite
from gdcourse.plotting import maps, style
from gdcourse.plotting.arrows import arrow


def cloud(ax: Axes, vectors: Any, reach: float | None = None) -> Axes:
    """Vectors as dots round zero, and an arrow from zero to their mean.

    ``vectors`` has shape (2, n), one column per sample, as ``per_example_gradients``
    gives them. The window reaches from -reach to reach; without it every dot is seen.
    """
    v = finite("vectors", vectors, "Give one column of two numbers per sample.")
    if v.ndim != 2 or len(v) != 2:
        raise ValueError(
            f"vectors must have shape (2, n), got {v.shape}. "
            "Pass f.per_example_gradients(w) of a loss with two parameters."
        )
    reach = 1.05 * np.abs(v).max() if reach is None else reach
    maps.frame(ax, ((-reach, reach), (-reach, reach)))
    with style.styled():
        ax.axhline(0, color=style.GRID, zorder=0)
        ax.axvline(0, color=style.GRID, zorder=0)
        ax.plot(*v, **style.line("SGD", linestyle="none", markersize=4), zorder=2)
    return arrow(ax, (0, 0), v.mean(axis=1), color=style.INK)
