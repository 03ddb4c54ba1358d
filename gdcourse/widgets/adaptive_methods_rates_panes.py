"""Lesson 08: the two panes of ``effective_rates``: rates over rounds, and travel."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.weight_decay_labels import apart

LINES = {"AdaGrad": ("--", "-."), "RMSprop": ("-", ":")}
ROOM = 0.42  # between two names, in powers of ten


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
        ax.text(930, 0.08, "α", va="top", color=style.TICK)
    moving = {"rates title": ax.set_title("Rates")}
    for name, lines in LINES.items():
        for which, line in zip(("rare", "common"), lines, strict=True):
            look = style.line(name, linestyle=line, linewidth=1.6, marker="", zorder=3)
            (moving[f"{name} {which}"],) = ax.plot([], [], **look)
            words = {"color": readable(look["color"]), "va": "center"}
            with style.styled():
                text = ax.text(1040, 1, name_of(name, which), **words)
            moving[f"{name} {which} name"] = text
        dot = style.line(name, linestyle="none", markersize=8, zorder=5)
        (moving[f"{name} end"],) = ax.plot([], [], **dot)
    return moving


def name_of(name: str, which: str) -> str:
    """The words beside a curve."""
    return f"{name}, {which}"


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each name at the end of its curve, and none on another."""
    curves = [f"{name} {which}" for name in LINES for which in ("rare", "common")]
    ends = [np.log10(numbers[curve][1, -1]) for curve in curves]
    for curve, height in zip(curves, apart(ends, ROOM, -3.0, 2.0), strict=True):
        artists[f"{curve} name"].set_position((1040, 10**height))


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
