"""Lesson 05: what the figure of the epochs draws, pane by pane."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

SEEN = "samples seen\nsolid: median · gray: all 342 · dashed: target"
SIZE = "batch size B\nbars: from the lowest to the highest of nine runs"
BARS = {"marker": "", "linewidth": 3.5, "alpha": 0.35}


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The loss over the samples on the left, the costs over B on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, loss_pane(left) | cost_pane(right)


def loss_pane(ax: Any) -> dict[str, Any]:
    """The loss above the least: this batch size, and the whole set."""
    ax.set(xscale="log", yscale="log", xlim=(0.8, 3e4), ylim=(1e-3, 60))
    ax.set_ylabel("loss above the least, as a share of it")
    ax.set_xlabel(SEEN)
    ax.grid(axis="y")
    gray = {"color": style.SPINE, "marker": "s", "markersize": 4, "markevery": 0.1}
    (whole,) = ax.plot([], [], **gray, linewidth=1.4, zorder=2)
    look = style.line("SGD", marker="", linewidth=1.8)
    (batch,) = ax.plot([], [], **look, zorder=3)
    (bars,) = ax.plot([], [], **look | BARS, zorder=1)
    (goal,) = ax.plot([], [], **style.line("theory", linewidth=1.2), zorder=1)
    moving = {"whole": whole, "batch": batch, "batch of all": bars, "goal": goal}
    moving["there"] = ring(ax)
    return moving | {"title": ax.set_title("Loss")}


def cost_pane(ax: Any) -> dict[str, Any]:
    """Updates and samples to the target, over the batch size."""
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    ax.set(xlim=(0.85, 1300), ylim=(1, 3e4), xlabel=SIZE)
    ax.set_xticks((1, 4, 16, 64, 342), (1, 4, 16, 64, 342))
    ax.set_ylabel("cost of first reaching the target")
    ax.grid(axis="y")
    moving = {"here": ring(ax)}
    for name, method in (("updates", "gradient descent"), ("samples", "heavy ball")):
        look = style.line(method, markersize=5)
        (moving[name],) = ax.plot([], [], **look, zorder=3)
        (moving[f"{name} of all"],) = ax.plot([], [], **look | BARS, zorder=2)
        words = {"color": readable(look["color"]), "va": "center", "fontsize": 10}
        moving[f"{name} name"] = ax.text(420, 1, "", **words)
    return moving | {"price": ax.set_title("The cost")}


def ring(ax: Any) -> Any:
    """A ring round what is chosen."""
    look = {"marker": "o", "markersize": 13, "markerfacecolor": "none", "zorder": 5}
    return ax.plot([], [], **look, linestyle="none", color=style.INK)[0]


def name_curves(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Put each name beside the end of its curve."""
    for name in ("updates", "samples"):
        ends = numbers[name][:, np.isfinite(numbers[name][1])]
        if ends.size:
            artists[f"{name} name"].set_position((1.22 * ends[0, -1], ends[1, -1]))
