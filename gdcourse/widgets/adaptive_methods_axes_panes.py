"""Lesson 08: the two panes of ``turn_the_axes``: the map, and what is left."""

from typing import Any

from gdcourse import plotting
from gdcourse.plotting import maps, style
from gdcourse.plotting.contrast import readable

GOAL = 1e-6
AFTER = 100  # steps: where the markers on the map stand
LINES = {
    "gradient descent": "-",
    "AdaGrad": "-.",
    "RMSprop": ":",
    "Adam": "--",
}
HALF = 1.75


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The turned valley with four paths; beside it what is left, and steps needed."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(4, 5))
    return fig, map_pane(left) | share_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """Level lines and paths: the start ○ is a corner of the turned square."""
    maps.frame(ax, ((-HALF, HALF), (-HALF, HALF)))
    ax.set(xlabel="x", ylabel="y", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    with style.styled():
        note = {"color": style.TICK, "fontsize": 9, "ha": "right", "zorder": 7}
        note |= {"path_effects": style.halo(3)}
        ax.text(HALF, -HALF + 0.06, f"markers: after {AFTER} steps", **note)
    (levels,) = ax.plot([], [], color=style.CONTOUR, linewidth=0.9, zorder=1)
    ax.plot([0], [0], "*", color=style.INK, markersize=13, zorder=7)
    moving = {"levels": levels, "title": ax.set_title("Without a turn")}
    for name, line in LINES.items():
        look = style.line(name, linestyle=line, marker="", linewidth=1.7, zorder=4)
        (path,) = ax.plot([], [], **look)
        look |= {"marker": style.method(name).marker, "markersize": 8, "zorder": 6}
        (after,) = ax.plot([], [], **look | {"linestyle": "none"})
        moving |= {f"{name} path": path, f"{name} after": after}
    return moving


def share_pane(ax: Any) -> dict[str, Any]:
    """Shares left over the steps; one row per method from ○ at 0° to now."""
    ax.set(xscale="log", yscale="log", xlim=(1, 4e6), ylim=(1e-13, 3))
    ax.set_xticks([1, 11, 101, 1001], ["0", "10", "100", "1000"])
    ax.set_yticks([1, 1e-2, 1e-4, GOAL])
    ax.minorticks_off()
    ax.set(xlabel="step k", ylabel="share of the gap left")
    ax.yaxis.set_label_coords(-0.12, 0.72)
    ax.plot([1, 9001], [GOAL, GOAL], color=style.SPINE, linewidth=1)
    with style.styled():
        ax.text(1.4e4, GOAL, "steps needed", va="center", color=style.TICK)
        note = {"color": style.TICK, "fontsize": 9, "va": "center"}
        ax.text(1.3, 10**-12.7, "○ without a turn", **note)
    moving = {"same": ax.set_title("Gradient descent")}
    for place, name in enumerate(LINES):
        moving |= method_row(ax, name, 10.0 ** (-7.3 - 1.45 * place))
    return moving


def method_row(ax: Any, name: str, y: float) -> dict[str, Any]:
    """The curve of a method, and its row beneath."""
    look = style.line(name, linestyle=LINES[name], zorder=4)
    dot = look | {"linestyle": "none", "markersize": 7, "zorder": 5}
    every = {"markevery": 0.09, "linewidth": 1.7}
    (share,) = ax.plot([], [], **look | every)
    (reach,) = ax.plot([], [], **look | {"marker": "", "linewidth": 1.7})
    (was,) = ax.plot([], [], **dot, markerfacecolor=style.PAPER)
    (now,) = ax.plot([], [], **dot)
    words = {"color": readable(look["color"]), "va": "center"}
    with style.styled():
        said = ax.text(1.4e4, y, "", **words)
    return {
        f"{name} share": share,
        f"{name} reach": reach,
        f"{name} was": was,
        f"{name} now": now,
        f"{name} words": said,
    }
