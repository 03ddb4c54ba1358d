"""Lesson 06: what the figure of the schedules draws, pane by pane."""

from typing import Any

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

LOOKS = "step k\nsolid: one run · dotted: rms of 60 · dashed: no noise"


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The sums on the left, the runs on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, sums_pane(left) | runs_pane(right)


def sums_pane(ax: Any) -> dict[str, Any]:
    """Σα and Σα² over the number of updates."""
    ax.set(xscale="log", yscale="log", xlim=(0.8, 5e4), ylim=(1e-3, 3e4))
    ax.set_xticks([1, 100, 10_000])
    ax.set(xlabel="updates n", ylabel="sums of the first n rates")
    ax.grid(axis="y")
    moving = {}
    for name, method in (("way", "gradient descent"), ("squares", "heavy ball")):
        look = style.line(method, markersize=5, markevery=8)
        (moving[name],) = ax.plot([], [], **look, zorder=3)
        words = {"color": readable(look["color"]), "va": "center", "fontsize": 10}
        moving[f"{name} name"] = ax.text(1.3e4, 1, "", **words)
    return moving | {"sums": ax.set_title("Two sums")}


def runs_pane(ax: Any) -> dict[str, Any]:
    """One noisy run, the spread of sixty, and the run without noise."""
    plotting.steps(ax, "$x_k$, from $x_0 = 1$; the minimum is 0")
    ax.set(xlim=(0, 300), ylim=(-2, 2), yticks=(-2, -1, 0, 1, 2))
    thin = style.line("SGD", marker="", linewidth=0.8)
    (one,) = ax.plot([], [], **thin, zorder=2)
    dots = {"color": style.TICK, "linestyle": ":", "linewidth": 1.8}
    (noisy,) = ax.plot([], [], **dots, zorder=3)
    (quiet,) = ax.plot([], [], **style.line("theory", linewidth=1.8), zorder=4)
    ax.set_xlabel(LOOKS)
    return {"one": one, "noisy": noisy, "quiet": quiet, "title": ax.set_title("Runs")}


def name_curves(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Put each name beside the end of its curve, and the two apart."""
    way, squares = numbers["way"][1, -1], numbers["squares"][1, -1]
    middle, apart = (way * squares) ** 0.5, 3.2
    close = way < apart**2 * squares
    artists["way name"].set_y(middle * apart if close else way)
    artists["squares name"].set_y(middle / apart if close else squares)
