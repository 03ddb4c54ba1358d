"""Lesson 10: what the schedule composer draws: rates above, gaps beneath."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.weight_decay_labels import apart

LONGEST = 150
LOWEST, HIGHEST = -5.0, 1.5  # powers of ten on the axis of gaps
ROOM = 0.62


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The rate over the updates, and beneath it the gap over the same updates."""
    fig, (top, bottom) = plotting.figure("pair", rows=2, cols=1, height_ratios=(2, 3))
    return fig, rate_pane(top) | gap_pane(bottom)


def rate_pane(ax: Any) -> dict[str, Any]:
    """The composed rate, the constant one, and the seam between two parts."""
    ax.set(xlim=(0, 1.33 * LONGEST), ylim=(-0.05, 1.1), ylabel="$\\alpha_k$ / peak")
    ax.set_xticks(range(0, LONGEST + 1, 25), [])
    ax.grid(axis="y")
    gray = {"color": style.SPINE, "linewidth": 1.6, "linestyle": "--"}
    (steady,) = ax.plot([], [], **gray)
    look = style.line("SGD", marker="", linewidth=2.4, zorder=3)
    (rate,) = ax.plot([], [], **look)
    ring = {"marker": "o", "linestyle": "none", "markersize": 9, "zorder": 4}
    hollow = {"color": look["color"], "markerfacecolor": style.PAPER}
    (seam,) = ax.plot([], [], **ring, **hollow, markeredgewidth=1.8)
    moving = {"steady": steady, "rate": rate, "seam": seam}
    return moving | {"rate title": ax.set_title("Rates")}


def gap_pane(ax: Any) -> dict[str, Any]:
    """Median and the middle 60 % of the seeds; the constant rate dashed gray."""
    plotting.gap(ax, "gap, 32 seeds")
    ax.set(xlim=(0, 1.33 * LONGEST), ylim=(10**LOWEST, 10**HIGHEST))
    ax.set_xticks(range(0, LONGEST + 1, 25))
    gray = {"color": style.SPINE, "linewidth": 1.6, "linestyle": "--"}
    (steady,) = ax.plot([], [], **gray, zorder=2)
    look = style.line("SGD", marker="", zorder=3)
    thin = look | {"linewidth": 0.8, "linestyle": ":"}
    low, high = (ax.plot([], [], **thin)[0] for _ in range(2))
    (middle,) = ax.plot([], [], **look, linewidth=2.4)
    words = {"va": "center", "path_effects": style.halo(3), "zorder": 6}
    note = {"color": style.TICK, "fontsize": 9, "transform": ax.transAxes}
    ax.text(1, 1.05, "dotted: the middle 60 %", ha="right", **note)
    moving = {"constant": steady, "low": low, "high": high, "gap": middle}
    moving["gap name"] = ax.text(1, 1, "", color=readable(look["color"]), **words)
    moving["constant name"] = ax.text(1, 1, "", color=style.TICK, **words)
    return moving | {"title": ax.set_title("Gaps")}


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The names at the ends of the two medians, apart from each other."""
    names = ("gap", "constant")
    ends = np.array([numbers[name][1, -1] for name in names])
    powers = np.log10(np.clip(np.nan_to_num(ends, nan=1e300), 1e-300, 1e300))
    heights = apart(powers, ROOM + 0.4, LOWEST + 1.0, HIGHEST - 0.3)
    for name, height in zip(names, heights, strict=True):
        place = numbers[name][0, -1] + 3, 10**height
        artists[f"{name} name"].set_position(place)
