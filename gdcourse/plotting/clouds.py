"""Lesson 05: the gradients of all samples as a cloud, and their mean among them."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import finite
from gdcourse.plotting import maps, style


def cloud(ax: Axes, vectors: Any, reach: float | None = None) -> Axes:
    """Vectors as dots round zero, and a line from zero to their mean ●.

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
        look = {"color": style.INK, "path_effects": style.halo(4), "zorder": 5}
        ends = np.stack([np.zeros(2), v.mean(axis=1)], axis=1)
        ax.plot(*ends, marker="o", markersize=7, markevery=[1], **look)
    return ax
