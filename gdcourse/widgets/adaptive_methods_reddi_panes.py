"""Lesson 08: the two panes of ``reddi``: the walks, and one cycle step by step."""

from typing import Any

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

LOOKS = {
    "Adam": ("Adam", "-", "P"),
    "AMSGrad": ("Adam", "--", "X"),
    "gradient descent": ("gradient descent", ":", "o"),
}
TICKS = [1, 11, 101, 1001, 9001]
LOSSES = ("", "C x", "−x", "−x")


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Three walks over the rounds; beside them the sum of the steps of one cycle."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(5, 4))
    return fig, walk_pane(left) | cycle_pane(right)


def walk_pane(ax: Any) -> dict[str, Any]:
    """Where the three methods are after each round."""
    ax.set(xscale="log", xlim=(1, 1.3e4), ylim=(-1.18, 1.75), yticks=(-1, 0, 1))
    ax.set_xticks(TICKS, [str(tick - 1) for tick in TICKS])
    ax.minorticks_off()
    ax.set(xlabel="round k", ylabel="point $x_k$")
    moving = {"walk title": ax.set_title("Walk")}
    glow = {"color": style.LIT, "linewidth": 10, "zorder": 1}
    (moving["best line"],) = ax.plot([], [], **glow)
    for place, name in enumerate(LOOKS):
        look = looks(name)
        (moving[name],) = ax.plot([], [], **look | {"marker": "", "linewidth": 1.7})
        dot = look | {"linestyle": "none", "markersize": 9, "zorder": 5}
        (moving[f"{name} now"],) = ax.plot([], [], **dot)
        where = ((1.25, 1.6), (18, 1.6), (1.25, 1.32))[place]
        moving |= key(ax, f"{name} words", where, look)
    return moving


def cycle_pane(ax: Any) -> dict[str, Any]:
    """What the three steps of a cycle add up to."""
    ax.set(xlim=(-0.15, 4.5), ylim=(-6.6, 2.4), yticks=(-6, -4, -2, 0, 2))
    ax.set_xticks(range(4), LOSSES)
    ax.set(xlabel="after the loss", ylabel="sum of the steps")
    ax.plot([0, 3], [0, 0], color=style.SPINE, linewidth=1, zorder=1)
    moving = {"cycle title": ax.set_title("Cycle")}
    for place, name in enumerate(LOOKS):
        look = looks(name)
        (moving[f"{name} cycle"],) = ax.plot([], [], **look | {"linewidth": 1.7})
        moving |= key(ax, f"{name} net", (3.35, -2.6 - 1.1 * place), look)
    with style.styled():
        ax.text(3.35, -1.5, "all three:", color=style.TICK, va="center")
    return moving


def looks(name: str) -> dict[str, Any]:
    """Color, line and marker of a method."""
    method, line, marker = LOOKS[name]
    return style.line(method, linestyle=line, marker=marker, zorder=4)


def key(ax: Any, name: str, place: tuple[float, float], look: Any) -> dict[str, Any]:
    """A line of words with the method's marker before it."""
    x, y = place
    dot = {"color": look["color"], "marker": look["marker"], "markersize": 7}
    ax.plot([x], [y], linestyle="none", clip_on=False, **dot)
    step = {"textcoords": "offset points", "xytext": (8, 0), "va": "center"}
    with style.styled():
        words = ax.annotate("", place, color=readable(look["color"]), **step)
    return {name: words}
