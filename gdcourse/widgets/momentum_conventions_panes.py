"""Lesson 07: the three panes of the conventions: velocity, way, and a bowl."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.momentum_names import apart

DROP_AT, STEPS = 20, 40
LINES = {"outside": ("-", "s"), "average": ("--", "^"), "inside": (":", "v")}
CONVENTIONS = tuple(LINES)


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Velocity and way under a constant push, and the same rule on a bowl."""
    fig, axes = plotting.figure("pair", cols=3)
    return fig, velocity_pane(axes[0]) | way_pane(axes[1]) | bowl_pane(axes[2])


def curves(ax: Any, kind: str) -> dict[str, Any]:
    """One curve for each convention, and a line where the rate drops."""
    ax.axvline(DROP_AT, color=style.SPINE, linewidth=1, linestyle="--")
    moving = {}
    for place, (name, (line, marker)) in enumerate(LINES.items()):
        look = {"linestyle": line, "marker": marker, "markevery": (2 * place, 6)}
        look |= {"linewidth": 1.8 - 0.2 * place, "zorder": 3 + place}
        settings = style.line("heavy ball", **look)
        (moving[f"{kind} {name}"],) = ax.plot([], [], **settings)
    return moving


def velocity_pane(ax: Any) -> dict[str, Any]:
    """What each convention keeps under a constant gradient of 1."""
    plotting.gap(ax, "velocity under a constant push")
    ax.set(xlim=(0, STEPS), ylim=(0.008, 120))
    moving, color = curves(ax, "velocity"), readable(style.method("heavy ball").color)
    for name in CONVENTIONS:
        text = ax.text(STEPS + 1, 1, name, color=color, va="center")
        moving[f"name {name}"] = text
    look = {"fontsize": 9, "color": style.TICK}
    ax.text(1, 0.017, "inside is counted in −α", **look)
    moving["limit"] = ax.text(1, 0.0095, "95 % of the limit at k = 100", **look)
    return moving | {"velocity title": ax.set_title("v₅ = 0.0000, limit 100")}


def way_pane(ax: Any) -> dict[str, Any]:
    """How far each comes under the constant push, measured by the way up to k = 20."""
    plotting.steps(ax, "way / way at k = 20")
    ax.set(xlim=(0, STEPS), ylim=(0, 3.8))
    look = style.line("gradient descent", markevery=5, linewidth=1.4)
    (descent,) = ax.plot([], [], **look)
    moving = curves(ax, "way") | {"descent": descent}
    words = {"va": "top", "path_effects": style.halo(3)}
    moving["five"] = ax.text(1, 3.7, "5 steps go 0.0000 far,\nwithout 5", **words)
    color = style.method("gradient descent").color
    ax.text(DROP_AT + 1, 0.05, "gradient\ndescent", color=color)
    return moving | {"way title": ax.set_title("One path until the rate drops")}


def bowl_pane(ax: Any) -> dict[str, Any]:
    """The flat coordinate on the bowl with curvatures 1 and 25, from (1, 1)."""
    plotting.steps(ax, "flat coordinate $x_k$")
    ax.set(xlim=(0, STEPS), ylim=(-1.4, 1.6))
    ax.axhline(0, color=style.INK, linestyle="--", linewidth=1.2)
    moving = curves(ax, "bowl")
    words = {"va": "top", "fontsize": 9, "path_effects": style.halo(3)}
    moving["ratio"] = ax.text(1, 1.56, "1st step after, inside ▼ / outside ■:", **words)
    return moving | {"bowl title": ax.set_title("A bowl: inside flies on")}


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each name at the end of its velocity, and none on another."""
    ends = [numbers[f"velocity {name}"][1, -1] for name in CONVENTIONS]
    heights = np.log10(np.clip(ends, 0.01, 100))
    for name, height in zip(CONVENTIONS, apart(heights, 0.28, -1.9, 1.9), strict=True):
        artists[f"name {name}"].set_position((STEPS + 1, 10**height))
