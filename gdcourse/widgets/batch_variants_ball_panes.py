"""Lesson 05: what the figure of the noise ball draws, pane by pane."""

from typing import Any

from gdcourse import plotting
from gdcourse.plotting import maps, style
from gdcourse.plotting.contrast import readable

WINDOW = ((-2.6, 2.6), (-2.6, 2.6))
LOOKS = (
    "x\ndashed: promised radius · solid: mean path\ndotted: radius if only α/B counted"
)


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The cloud on the left, the costs of the target on the right."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1.25))
    return fig, ball_pane(left) | cost_pane(right)


def ball_pane(ax: Any) -> dict[str, Any]:
    """The ends of all runs; the promised radius dashed, the rule of thumb dotted."""
    maps.frame(ax, WINDOW)
    ax.set(xlabel=LOOKS, ylabel="y", xticks=(-2, 0, 2), yticks=(-2, 0, 2))
    look = style.line("SGD", linestyle="none", markersize=3)
    (cloud,) = ax.plot([], [], **look, zorder=2)
    (mean,) = ax.plot([], [], **style.line("gradient descent", marker=""), zorder=3)
    (ball,) = ax.plot([], [], **style.line("theory", linewidth=1.6), zorder=5)
    dots = {"color": style.INK, "linestyle": ":", "linewidth": 1.2}
    (rule,) = ax.plot([], [], **dots, zorder=4)
    plotting.minimizer(ax, (0, 0))
    moving = {"cloud": cloud, "mean": mean, "ball": ball, "rule": rule}
    return moving | {"title": ax.set_title("Radius")}


def cost_pane(ax: Any) -> dict[str, Any]:
    """Updates and samples to the target, over the batch size."""
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    ax.set(xlim=(0.85, 190), ylim=(0.7, 6000), xlabel="batch size B")
    ax.set_xticks((1, 2, 4, 8, 16, 32, 64), (1, 2, 4, 8, 16, 32, 64))
    ax.set_ylabel("cost of getting within 0.5")
    ax.grid(axis="y")
    moving = {}
    for name, method in (("updates", "gradient descent"), ("samples", "heavy ball")):
        look = style.line(method, markersize=5)
        (moving[name],) = ax.plot([], [], **look, zorder=3)
        words = {"color": readable(look["color"]), "va": "center", "fontsize": 10}
        moving[f"{name} name"] = ax.text(76, 1, "", **words)
    ring = {"marker": "o", "markersize": 13, "markerfacecolor": "none", "zorder": 5}
    (moving["seen"],) = ax.plot([], [], **ring, linestyle="none", color=style.INK)
    note = {"color": style.TICK, "fontsize": 9, "transform": ax.transAxes}
    ax.text(0.02, 0.97, "ring: as measured", va="top", **note)
    return moving | {"price": ax.set_title("The cost")}


def name_curves(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Put each name beside the end of its curve."""
    for name in ("updates", "samples"):
        artists[f"{name} name"].set_y(numbers[name][1, -1])
