"""Lesson 00: the graph of a function of one variable, and a walk down along it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import finite
from gdcourse.plotting import style

Value = Callable[[np.ndarray], np.ndarray]


def valley(ax: Axes, value: Value, window: tuple[float, float]) -> Axes:
    """The graph of f over a window (left, right), as the ground of a walk."""
    x = np.linspace(*finite("window", window, "Give (left, right)."), 201)
    with style.styled():
        ax.plot(x, value(x), color=style.SPINE, linewidth=1.6, zorder=1)
        ax.set(xlim=window, xlabel="x", ylabel="f(x)")
    return ax


def descent(
    ax: Axes, value: Value, points: Any, method: str = "gradient descent"
) -> Axes:
    """The points of a run on the graph of f: start ○, end ●."""
    x = finite("points", points, "Give the points of a run, one number each.")
    look = style.line(method, zorder=4, path_effects=style.halo(3.5))
    ends = look | {"linestyle": "none", "markersize": 9, "zorder": 5}
    with style.styled():
        ax.plot(x, value(x), linewidth=1.6, **look)
        ax.plot(x[:1], value(x[:1]), **ends | {"markerfacecolor": style.PAPER})
        ax.plot(x[-1:], value(x[-1:]), **ends)
    return ax


def rest(ax: Axes, value: Value, words: str, label: str = "x") -> Axes:
    """The graph of f around 0, where it is flat: end of a run ●, level tangent."""
    valley(ax, value, (-1.2, 1.2)).set(xlabel=label, ylabel="f", xticks=[0], yticks=[])
    ax.axhline(float(value(np.zeros(1))[0]), color=style.INK, ls="--", linewidth=1.2)
    descent(ax, value, [0.0]).set_title(words)
    return ax
