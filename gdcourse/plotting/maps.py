"""Lesson 00: the landscape from above: level lines, and the path across them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import NullLocator

from gdcourse.arguments import finite, integer
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

Window = Sequence[Sequence[float]]
WINDOW = "Give ((x_low, x_high), (y_low, y_high)), such as ((-2, 2), (-1, 3))."


def limits(window: Window) -> np.ndarray:
    """The window as a 2 × 2 array, low before high, or an error."""
    box = finite("window", window, WINDOW)
    if box.shape != (2, 2) or not (box[:, 0] < box[:, 1]).all():
        raise ValueError(f"window must have low before high, got {window!r}. {WINDOW}")
    return box


def grid(window: Window, points: int = 161) -> np.ndarray:
    """Points over a window, shape (2, points, points): components first."""
    integer("points", points, 2, "Try 161.")
    (left, right), (low, high) = limits(window)
    across, up = np.linspace(left, right, points), np.linspace(low, high, points)
    return np.stack(np.meshgrid(across, up))


def level_values(heights: np.ndarray, levels: Any, spacing: str) -> np.ndarray:
    """Increasing heights at which to draw level lines.

    "quantile": an equal area between neighbors, for anything; "log": equal ratios above
    the lowest point, for narrow valleys; "equal": equal steps. Or give the heights.
    """
    if np.ndim(levels) == 1:
        return np.unique(finite("levels", levels, "Give increasing heights."))
    integer("levels", levels, 2, "Try 12.")
    low, high = heights.min(), heights.max()
    if low == high:
        raise ValueError(
            f"value must not be constant over the window, got {low:g} everywhere. "
            "Choose another window."
        )
    if spacing == "log":
        nearest = np.quantile(heights, 0.005) - low
        first = max(nearest, 1e-6 * (high - low))
        return low + np.geomspace(first, high - low, levels)
    if spacing == "quantile":
        return np.unique(np.quantile(heights, np.linspace(0.02, 1.0, levels)))
    if spacing == "equal":
        return np.linspace(low, high, levels + 1)[1:]
    raise ValueError(
        f'spacing must be "log", "quantile" or "equal", got {spacing!r}. Try "log".'
    )


def contours(
    ax: Axes,
    value: Callable[[np.ndarray], np.ndarray],
    window: Window,
    levels: Any = 12,
    spacing: str = "quantile",
    points: int = 161,
) -> Axes:
    """Level lines of ``value`` over a window, the valleys tinted, x and y to scale.

    ``value`` is called once, with all points of a grid: shape (2, points, points).
    Heights that are not finite stay white.
    """
    p = grid(window, points)
    with np.errstate(all="ignore"):
        heights = np.asarray(value(p), dtype=float)
    if heights.shape != p.shape[1:]:
        raise ValueError(
            f"value must give one height per point, shape {p.shape[1:]}, got "
            f"{heights.shape}. Write it for p of shape (2, n, n): x, y = p."
        )
    seen = np.ma.masked_invalid(heights)
    if seen.count() == 0:
        raise ValueError(
            "value must be finite somewhere in the window, got no finite height. "
            "Choose another window."
        )
    at = level_values(seen.compressed(), levels, spacing)
    bands = np.unique([min(float(seen.min()), at[0]), *at])
    tint = LinearSegmentedColormap.from_list("valley", style.TINT[::-1])
    shades = tint(np.linspace(0, 1, len(bands) - 1)) if len(bands) > 1 else None
    if shades is not None:
        ax.contourf(*p, seen, levels=bands, colors=shades, zorder=0)
    lines = {"colors": style.CONTOUR, "linewidths": 0.6, "linestyles": "solid"}
    ax.contour(*p, seen, levels=at, zorder=1, **lines)
    return frame(ax, window)


def frame(ax: Axes, window: Window) -> Axes:
    """The window of a map: same scale on both axes, so that right angles stay right."""
    across, up = limits(window)
    ax.set(xlim=across, ylim=up)
    ax.set_aspect("equal", adjustable="box")
    ax.spines[:].set_visible(False)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())
    return ax


def path(
    ax: Axes, points: Any, method: str = "gradient descent", label: str | None = None
) -> Axes:
    """The points of a run on a map: start ○, end ●, in the method's color.

    points has shape (n + 1, 2), as ``Trace.points``. Points that are not finite, or
    lie outside the map, are not shown; a run that leaves it is marked where it left.
    """
    p = np.asarray(points, dtype=float)
    if p.ndim != 2 or p.shape[1] != 2 or len(p) == 0:
        raise ValueError(
            f"points must have shape (n + 1, 2), got {p.shape}. Pass trace.points."
        )
    with style.styled():
        look = style.line(method, path_effects=style.halo(3.5), zorder=4)
        size = 3.5 if len(p) <= 60 else 0
        ax.plot(*p.T, linewidth=1.6, markersize=size, **look)
        color = look["color"]
        rim = {"marker": "o", "linestyle": "none", "zorder": 5, "color": color}
        ax.plot(*p[0], markersize=8, markerfacecolor=style.PAPER, **rim)
        last = p[np.isfinite(p).all(axis=1)][-1:]
        ax.plot(*last.T, markersize=8, **rim)
        if label:
            name(ax, anchor(ax, p), label, color)
    return ax


def anchor(ax: Axes, points: np.ndarray) -> np.ndarray:
    """The last point that can be seen, where a label can stand."""
    (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    x, y = points.T
    with np.errstate(invalid="ignore"):
        seen = (left <= x) & (x <= right) & (low <= y) & (y <= high)
    return (
        points[seen][-1]
        if seen.any()
        else np.clip(points[0], *np.array([(left, low), (right, high)]))
    )


def name(ax: Axes, point: Any, text: str, color: str = style.INK) -> Axes:
    """A direct label beside a point, with a halo, on the side that has room."""
    x, y = point
    ax.get_xlim(), ax.get_ylim()  # settles the limits, which Matplotlib puts off
    middle = ax.transAxes.inverted().transform(ax.transData.transform((x, y)))
    side = -1 if middle[0] > 0.6 else 1
    up = -1 if middle[1] > 0.85 else 1
    with style.styled():
        ax.annotate(
            text,
            (x, y),
            (9 * side, 7 * up),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="bottom" if up > 0 else "top",
            color=readable(color),
            path_effects=style.halo(3),
            zorder=6,
        )
    return ax


def minimizer(ax: Axes, point: Any, label: str | None = None) -> Axes:
    """The lowest point, ★, with a direct label if you give one."""
    x, y = finite("point", point, "Give the two coordinates of the minimizer.")
    look = {"marker": "*", "linestyle": "none", "markersize": 13, "zorder": 5}
    ax.plot(x, y, color=style.INK, path_effects=style.halo(2.5), **look)
    return name(ax, (x, y), label) if label else ax
