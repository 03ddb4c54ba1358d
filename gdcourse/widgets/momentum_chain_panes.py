"""Lesson 07: the two panes of the race on the chain: the gaps, and the links."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.momentum_names import apart

RACERS = {
    "descent": style.line("gradient descent"),
    "ball": style.line("heavy ball"),
    "fixed": style.line("Nesterov", linestyle=":", marker="d"),
    "sequence": style.line("Nesterov"),
}
MARKS = {
    "descent": "gradient descent",
    "ball": "heavy ball, β",
    "fixed": "Nesterov, β",
    "sequence": "Nesterov, tₖ",
}
LOW, HIGH = 1e-6, 1.0


def draw_race(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The gaps on the left, the coordinates after half of the steps on the right."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(7, 4))
    return fig, gap_pane(left) | links_pane(right)


def gap_pane(ax: Any) -> dict[str, Any]:
    """Gaps over steps, both in powers of ten, between promises and what must remain."""
    plotting.gap(ax, r"gap / $L\,\|x_0 - x^\star\|^2$")
    ax.set(xscale="log", xlim=(1, 2500), ylim=(LOW, HIGH), xticks=(1, 10, 100, 400))
    ax.set_xticklabels(("1", "10", "100", "400"))
    ks, words = np.arange(1, 401), {"path_effects": style.halo(3), "fontsize": 9}
    ax.plot(ks, 1 / (4 * ks + 2), **style.line("theory", linewidth=1.2))
    ax.plot(ks, 2 / (ks + 1) ** 2, **style.line("theory", linewidth=1.2))
    ax.text(60, 7e-3, "gradient descent's promise, 1/k", **words)
    ax.text(1.15, 0.6, "Nesterov's promise, 1/k²", **words)
    moving = {"name bottom": ax.text(1.15, LOW, "no method comes lower", **words)}
    for name, look in RACERS.items():
        thin = {"linewidth": 1.6, "markevery": 8, "zorder": 4}
        (moving[f"gap {name}"],) = ax.plot([], [], **look | thin)
        color = readable(look["color"])
        text = ax.text(448, 1, MARKS[name], color=color, va="center")
        text.set_path_effects(style.halo(3))
        moving[f"name {name}"] = text
    (moving["bottom"],) = ax.plot([], [], **style.line("theory", linewidth=1.2))
    return moving | {"race title": ax.set_title("Nesterov falls like 1/k")}


def links_pane(ax: Any) -> dict[str, Any]:
    """The coordinates along the chain, and where the news of the pull has come to."""
    ax.set(xlim=(0, 1), ylim=(-0.05, 1.25), xlabel="place in the chain")
    ax.set_ylabel("coordinate")
    ax.plot([0, 1], [1, 0], **style.line("theory", linewidth=1.4, zorder=2))
    ax.text(0.72, 0.34, "minimizer", color=style.INK, path_effects=style.halo(3))
    moving = {}
    for name, look in RACERS.items():
        thin = {"linewidth": 1.6, "markevery": 10, "zorder": 4, "markersize": 4}
        (moving[f"links {name}"],) = ax.plot([], [], **look | thin)
    (moving["front"],) = ax.plot([], [], color=style.SPINE, linewidth=1)
    return moving | {"links title": ax.set_title("After 100 steps")}


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each name at the end of its curve, and none on another."""
    tips = [numbers[f"gap {name}"][:, -1] for name in RACERS]
    heights = np.log10(np.clip([y for _, y in tips], LOW, HIGH))
    places = apart(heights, 0.38, -5.8, -0.2)
    for name, (x, _), height in zip(RACERS, tips, places, strict=True):
        artists[f"name {name}"].set_position((x * 1.12, 10**height))
    artists["name bottom"].set_position((1.15, numbers["bottom"][1, 0] / 12))
