"""Lesson 04: what the figure of the line search draws, pane by pane."""

from typing import Any

from gdcourse import landscapes, plotting
from gdcourse.plotting import style

LONGEST, DEEPEST = 4.2, -5.2  # the axes, unless a trial is longer or falls deeper
TOP = 2.5  # a trial above the picture stands at its upper edge


def draw_panes(f: landscapes.Landscape) -> tuple[Any, dict[str, Any]]:
    """The map with the ray on the left, the height along it on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, map_pane(left, f) | ray_pane(right)


def map_pane(ax: Any, f: landscapes.Landscape) -> dict[str, Any]:
    """Level lines and the ray; here ○, refused ×, accepted ●."""
    plotting.contours(ax, f.value, f.window, levels=14)
    ax.set(xlabel="x", ylabel="y")
    look = style.line("gradient descent", marker="", linewidth=1.4)
    (ray,) = ax.plot([], [], **look, zorder=3)
    marks, dots = points(ax)
    rim = {"linestyle": "none", "markersize": 9, "markerfacecolor": style.PAPER}
    (here,) = ax.plot([], [], **style.line("gradient descent") | rim, zorder=6)
    moving = {"ray": ray, "marks": marks, "there": dots, "here": here}
    return moving | {"story": ax.set_title("The ray")}


def points(ax: Any) -> tuple[Any, Any]:
    """Refused trials as crosses, the accepted one as a dot."""
    color = style.method("Nesterov").color
    cross = {"marker": "x", "linestyle": "none", "markersize": 7, "color": color}
    (refused,) = ax.plot([], [], **cross, markeredgewidth=1.8, zorder=5)
    dot = {"linestyle": "none", "markersize": 11, "path_effects": style.halo(3)}
    (accepted,) = ax.plot([], [], **style.line("gradient descent") | dot, zorder=7)
    return refused, accepted


def ray_pane(ax: Any) -> dict[str, Any]:
    """φ over α, the line it must not be above, and the trials."""
    ax.set(xlim=(0, LONGEST), ylim=(DEEPEST, 2.6))
    ax.set_ylabel(r"$(\varphi(\alpha) - \varphi(0))\,/\,\|g\|^2$")
    ax.set_xlabel("step α\ndashed: Armijo's line · ×: refused · gray: no shorter")
    ax.axhline(0, color=style.GRID, linewidth=1, zorder=0)
    (floor,) = ax.plot([], [], color=style.SPINE, linewidth=4, alpha=0.6, zorder=1)
    look = style.line("gradient descent", marker="", linewidth=1.8)
    (phi,) = ax.plot([], [], **look, zorder=3)
    (line,) = ax.plot([], [], **style.line("theory", linewidth=1.6), zorder=2)
    refused, accepted = points(ax)
    moving = {"phi": phi, "line": line, "refused": refused, "accepted": accepted}
    return moving | {"floor": floor, "title": ax.set_title("Trials")}


def stretch(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Let the axes end beyond the longest trial, and below the deepest."""
    bounds = {"xlim": (0, numbers["reach"]), "ylim": (numbers["depth"], 2.6)}
    artists["title"].axes.set(**bounds)
