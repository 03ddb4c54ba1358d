"""Lesson 01: arrows for gradients and steps, and the right angle to the level line."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Polygon

from gdcourse.arguments import finite
from gdcourse.plotting import maps, style


def arrow(
    ax: Axes,
    start: Any,
    end: Any,
    method: str = "gradient descent",
    label: str | None = None,
    **changes: Any,
) -> Axes:
    """An arrow from start to end, in the method's color; the patch is the last one.

    For a live figure take ``ax.patches[-1]`` as the artist; it holds both ends.
    """
    start = finite("start", start, "Give the two coordinates.")
    end = finite("end", end, "Give the two coordinates.")
    color = changes.pop("color", style.method(method).color)
    look = {"arrowstyle": "-|>", "mutation_scale": 14, "linewidth": 2.2}
    look |= {"shrinkA": 0, "shrinkB": 0, "zorder": 5, "color": color}
    patch = FancyArrowPatch(start, end, **(look | changes))
    patch.set_path_effects(style.halo(4))
    ax.add_patch(patch)
    return maps.name(ax, end, label, color) if label else ax


def gradient(
    ax: Axes, point: Any, grad: Any, length: float | None = None, **changes: Any
) -> Axes:
    """The gradient at a point as an arrow uphill, ``length`` in units of the axes.

    Without ``length`` the arrow has the gradient's own length. Dashed ink: it is exact.
    """
    p, g = finite("point", point, "Give two numbers."), np.asarray(grad, dtype=float)
    size = np.linalg.norm(g)
    scale = 1.0 if length is None or size == 0 else length / size
    return arrow(ax, p, p + scale * g, **({"color": style.INK} | changes))


def step(ax: Axes, start: Any, end: Any, method: str = "gradient descent") -> Axes:
    """One step of a method, from x_k to x_{k+1}."""
    return arrow(ax, start, end, method)


def tangent(ax: Axes, point: Any, grad: Any, length: float = 1.0) -> Axes:
    """A short piece of the level line's tangent through a point."""
    p, along = finite("point", point, "Give two numbers."), across(grad)
    ends = np.stack([p - length / 2 * along, p + length / 2 * along])
    ax.plot(*ends.T, color=style.TICK, linewidth=1.2, zorder=4)
    return ax


def right_angle(ax: Axes, point: Any, grad: Any, size: float = 0.15) -> Axes:
    """The small square that says: the gradient is at right angles to the level line.

    It looks square only on axes with equal aspect, as ``maps.contours`` makes them.
    """
    p, along = finite("point", point, "Give two numbers."), across(grad)
    up = np.array([along[1], -along[0]])
    corners = p + size * np.stack([along, along + up, up])
    look = {"fill": False, "closed": False, "edgecolor": style.INK, "linewidth": 1.2}
    ax.add_patch(Polygon(corners, zorder=4, **look))
    return ax


def across(grad: Any) -> np.ndarray:
    """The unit vector at right angles to a gradient, a quarter turn to its left."""
    g = finite("grad", grad, "Give the gradient's two numbers.")
    size = np.linalg.norm(g)
    if size == 0:
        raise ValueError(
            "grad must not be zero, got [0, 0]. There is no direction at the minimizer."
        )
    return np.array([-g[1], g[0]]) / size
