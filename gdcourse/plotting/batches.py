"""Lesson 05: what the batch size does to the noise, and to the price of a target."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import integer
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.plotting.curves import band, curve, theory


def batch_errors(ax: Axes, sizes: Any, free: Any, drawn: Any, n: int) -> Axes:
    """Mean squared errors of batches as shares of σ², over their sizes B; n rows.

        dashed: 1/B with replacement,    dotted: (n − B) / (B (n − 1)) without

    ``free`` and ``drawn`` are measured, with and without replacement. Sizes from n on
    have no error without replacement, so there is no dot for it.
    """
    integer("n", n, 2, "It counts all rows.")
    sizes, drawn = np.asarray(sizes), np.asarray(drawn)
    near_n = n - np.geomspace(n - 1, 1, 60)  # there the dotted line is steep
    B = np.union1d(np.geomspace(1, n - 1, 60)[1:-1], near_n)
    dots = {"linestyle": "none", "markevery": 1}
    with style.styled():
        ax.set(xscale="log", yscale="log", xlabel="batch size B", ylabel="error / σ²")
        ax.grid(axis="y")
    theory(ax, 1 / B, B, label="with replacement")
    theory(ax, (n - B) / (B * (n - 1)), B, label="without", linestyle=":")
    curve(ax, free, "SGD", sizes, markersize=10, **dots)
    some = sizes < n
    return curve(ax, drawn[some], x=sizes[some], **dots)


def rows_seen(ax: Axes, losses: Mapping[int, Any], target: float) -> Axes:
    """Losses above the least over the rows that were seen: a median for each B.

    ``losses[B]`` holds a row per run, with a value per update, from the start on; a
    pale band reaches from the lowest to the highest run. The dashed line is the target.
    The largest batch has the color of gradient descent, up to three others that of SGD.
    """
    with style.styled():
        ax.set(xscale="log", yscale="log", xlabel="rows seen")
        ax.set_ylabel("loss above the least, as a share of it")
        ax.grid(axis="y")
    whole, dashes = max(losses), ("-", "--", "-.", ":")
    for B, dash in zip(sorted(losses), dashes, strict=False):
        runs = np.atleast_2d(losses[B])[:, 1:]
        middle = np.median(runs, axis=0)
        method = "gradient descent" if whole == B else "SGD"
        look = {"marker": "", "linestyle": "-" if whole == B else dash}
        look["linewidth"] = 2.0 if whole == B else 1.5
        seen = B * np.arange(1, runs.shape[1] + 1)
        band(ax, runs.min(axis=0), runs.max(axis=0), method, seen)
        curve(ax, middle, method, seen, **look)
        above = {"textcoords": "offset points", "path_effects": style.halo(3)}
        color = readable(style.method(method).color)
        ax.annotate(f"B = {B}", (B, runs[:, 0].max()), (0, 6), color=color, **above)
    ax.set_ylim(top=2 * ax.get_ylim()[1])  # room for the highest name
    return theory(ax, [target, target], [1, 2 * max(ax.get_xlim())])
