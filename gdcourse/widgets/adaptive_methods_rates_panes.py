"""Lesson 08: the two panes of ``effective_rates``: rates over rounds, and travel."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

LINES = {"AdaGrad": ("--", "-."), "RMSprop": ("-", ":")}
HEIGHTS = {"AdaGrad rare": 1.6e-2, "AdaGrad common": 3.3e-3}
HEIGHTS |= {"RMSprop rare": 0.7, "RMSprop common": 0.19}


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Rates of a common and a rare feature; beside them the travel."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(6, 5))
    return fig, rates_pane(left) | travel_pane(right)


def rates_pane(ax: Any) -> dict[str, Any]:
    """Four rates over the rounds."""
    ax.set(yscale="log", xlim=(0, 1720), ylim=(1e-3, 100), xlabel="round t")
    ax.set(ylabel="effective learning rate", xticks=(0, 500, 1000))
    ax.minorticks_off()
    ax.axhline(0.1, xmax=1000 / 1720, color=style.SPINE, linewidth=1, zorder=1)
    with style.styled():
        ax.text(1040, 0.085, "α", va="center", color=style.TICK)
    moving = {"rates title": ax.set_title("Rates")}
    for name, lines in LINES.items():
        for which, line in zip(("rare", "common"), lines, strict=True):
            look = style.line(name, linestyle=line, linewidth=1.6, marker="", zorder=3)
            (moving[f"{name} {which}"],) = ax.plot([], [], **look)
            words = {"color": readable(look["color"]), "va": "center"}
            with style.styled():
                ax.text(1040, HEIGHTS[f"{name} {which}"], f"{name}, {which}", **words)
        dot = style.line(name, linestyle="none", markersize=8, zorder=5)
        (moving[f"{name} end"],) = ax.plot([], [], **dot)
    return moving


def travel_pane(ax: Any) -> dict[str, Any]:
    """The way that a constant gradient leads, over the number of steps."""
    ax.set(xscale="log", yscale="log", xlim=(0.8, 1.6e4), ylim=(1e-2, 4e3))
    ax.set(xlabel="steps T, all with the same gradient", ylabel="way travelled")
    ax.minorticks_off()
    T = np.geomspace(1, 1e4, 30)
    ax.plot(T, 0.2 * T**0.5, **style.line("theory", linewidth=1.4, zorder=4))
    moving = {"travel title": ax.set_title("Travel")}
    for place, name in enumerate(LINES):
        look = style.line(name, marker="", linestyle=LINES[name][1], zorder=3)
        (moving[f"{name} travel"],) = ax.plot([], [], **look)
        dot = style.line(name, linestyle="none", markersize=8, zorder=5)
        (moving[f"{name} now"],) = ax.plot([], [], **dot)
        words = {"color": readable(look["color"]), "va": "center"}
        with style.styled():
            y = (0.12, 0.38)[place]
            moving[f"{name} words"] = ax.text(200, y, "", **words)
    with style.styled():
        moving["promise words"] = ax.text(200, 0.038, "", va="center")
    return moving
