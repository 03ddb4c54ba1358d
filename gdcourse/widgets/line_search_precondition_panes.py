"""Lesson 04: what the figure of the preconditioner draws, pane by pane."""

from typing import Any

from gdcourse import plotting
from gdcourse.plotting import maps, style

WINDOW = ((-1.6, 1.6), (-1.6, 1.6))
LOOKS = "angle θ in degrees\ndotted: P = I · solid: 1/diagonal\ndashed: inverse Hessian"


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The run as it is, the run in the new variables, and κ over the angle."""
    fig, (left, middle, right) = plotting.figure("pair", cols=3)
    before = map_pane(left, ("levels", "path", "begin", "end"))
    after = map_pane(middle, ("rings", "route", "first", "last"))
    left.set(xlabel="x", ylabel="y")
    middle.set(xlabel="$z_1$, where $x = Sz$", ylabel="$z_2$")
    titles = {"before": left.set_title("In x"), "after": middle.set_title("In z")}
    return fig, before | after | titles | kappa_pane(right)


def map_pane(ax: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Level lines and a path; start ○, end ●, minimizer ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    ends = {"linestyle": "none", "markersize": 8, "zorder": 5}
    maps.frame(ax, WINDOW)
    ax.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    plotting.minimizer(ax, (0, 0))
    (levels,) = ax.plot([], [], color=style.CONTOUR, linewidth=0.8, zorder=1)
    (path,) = ax.plot([], [], **look | {"linewidth": 1.2, "markersize": 3})
    (begin,) = ax.plot([], [], **look | ends, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | ends)
    return dict(zip(names, (levels, path, begin, end), strict=True))


def kappa_pane(ax: Any) -> dict[str, Any]:
    """The condition number in the new variables, for every angle."""
    ax.set(yscale="log", xlim=(-3, 93), ylim=(0.6, 3e4), xticks=(0, 45, 90))
    ax.set(xlabel=LOOKS, ylabel="condition number in z")
    ax.grid(axis="y")
    look = style.line("gradient descent", marker="")
    dots = {"color": style.TICK, "linestyle": ":", "linewidth": 2}
    (none,) = ax.plot([], [], **dots, zorder=3)
    (diagonal,) = ax.plot([], [], **look, zorder=2)
    (full,) = ax.plot([], [], **style.line("Newton", marker=""), zorder=2)
    dot = {"marker": "o", "markersize": 10, "path_effects": style.halo(3), "zorder": 5}
    (now,) = ax.plot([], [], **look | dot | {"linestyle": "none"})
    moving = {"none": none, "1/diagonal": diagonal, "inverse Hessian": full}
    return moving | {"now": now, "price": ax.set_title("The price")}
