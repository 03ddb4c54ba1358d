"""Lesson 04: what the figure of the zigzag draws, pane by pane."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import maps, style

STEPS = 50
WINDOW = ((-1.25, 1.25), (-1.25, 1.25))


def level_lines(kappa: float) -> np.ndarray:
    """Ellipses of equal height in one row of points, with gaps (NaN) between them."""
    turn = np.linspace(0, 2 * np.pi, 121)[:, None]
    across = np.array([0.1, 0.25, 0.5, 0.9])  # where they cross the steep axis
    both = np.stack([kappa**0.5 * np.cos(turn) * across, np.sin(turn) * across])
    gaps = np.full((2, 1, across.size), np.nan)
    return np.concatenate([both, gaps], axis=1).transpose(0, 2, 1).reshape(2, -1)


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The path, its steep coordinate, and the updates over κ."""
    fig, (left, middle, right) = plotting.figure("pair", cols=3)
    return fig, map_pane(left) | meter_pane(middle) | cost_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """The level lines; start ○, end ●, minimizer ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    ends = {"linestyle": "none", "markersize": 8, "zorder": 5}
    maps.frame(ax, WINDOW)
    (levels,) = ax.plot([], [], color=style.CONTOUR, linewidth=0.8, zorder=1)
    ax.set(xlabel="flat coordinate x", ylabel="steep coordinate y")
    ax.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    plotting.minimizer(ax, (0, 0))
    (path,) = ax.plot([], [], **look | {"linewidth": 1.2, "markersize": 3})
    (begin,) = ax.plot([], [], **look | ends, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | ends)
    moving = {"levels": levels, "path": path, "begin": begin, "end": end}
    return moving | {"story": ax.set_title("The path")}


def meter_pane(ax: Any) -> dict[str, Any]:
    """The steep coordinate, step by step: each crossing of zero is a flip."""
    plotting.steps(ax, "steep coordinate $y_k/y_0$")
    ax.set(xlim=(-1, STEPS + 1), ylim=(-1.25, 1.25), yticks=(-1, 0, 1))
    ax.axhline(0, color=style.SPINE, linewidth=1)
    look = style.line("gradient descent", linewidth=1, markersize=3)
    (steep,) = ax.plot([], [], **look)
    return {"steep": steep, "meter": ax.set_title("Flips")}


def cost_pane(ax: Any) -> dict[str, Any]:
    """The updates over κ, and what the folklore says: κ times the round bowl's."""
    ax.set(xscale="log", yscale="log", xlim=(0.8, 1300), ylim=(0.6, 3e5))
    ax.set_xlabel("condition number κ\ndotted: κ times those of κ = 1")
    ax.set(ylabel="updates to $10^{-6}$ of the way")
    ax.grid(axis="y")
    (naive,) = ax.plot([], [], color=style.SPINE, linestyle=":", linewidth=1.6)
    look = style.line("gradient descent", markersize=4, zorder=3)
    (curve,) = ax.plot([], [], **look)
    rim = {"linestyle": "none", "markersize": 10, "path_effects": style.halo(3)}
    (now,) = ax.plot([], [], **look | rim | {"zorder": 5})
    moving = {"naive": naive, "cost": curve, "now": now}
    return moving | {"price": ax.set_title("The price of κ")}
