"""Lesson 08: the panes of ``build_your_own_adam``: the method, and six problems."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.widgets.adaptive_methods_parts import PARTS, PROBLEMS, run, shares

CURVES = {
    "noisy valley": "path",
    "valley 1 : 10⁴": "share",
    "rare large slopes": "point",
    "first steps": "step",
    "a late feature": "point",
    "Reddi's losses": "point",
}
SMALL = 9.0
TALLEST = 1e9  # what diverges is drawn up to here
WINDOWS = {
    "noisy valley": ((-1.4, 3.4), (-1.4, 2.4)),
    "valley 1 : 10⁴": ((0, 400), (1e-9, 1e4)),
    "rare large slopes": ((0, 1500), (-1.25, 1.75)),
    "first steps": ((0, 30), (0.02, 400)),
    "a late feature": ((0, 100), (-0.4, 1.5)),
    "Reddi's losses": ((0, 1500), (-1.25, 1.75)),
}
AXES = {
    "noisy valley": "to the ★ on a short way",
    "valley 1 : 10⁴": "share left, below 10⁻⁶",
    "rare large slopes": "best is −1",
    "first steps": "no step above α",
    "a late feature": "to 0, after 10 quiet steps",
    "Reddi's losses": "best is −1; memory 0.8",
}
WANTED = {"valley 1 : 10⁴": 1e-6, "first steps": 1.0}


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The method on the left, beside it one pane per problem."""
    fig, axes = plotting.figure("pair", 2, 4, width_ratios=(5, 5, 5, 5))
    room = axes[0, 0].get_gridspec()
    for ax in axes[:, 0]:
        ax.remove()
    moving = method_pane(fig.add_subplot(room[:, 0], axes_class=style.Plane))
    for place, ax in enumerate(axes[:, 1:].flat):
        moving |= problem_pane(ax, place)
    return fig, moving


def method_pane(ax: Any) -> dict[str, Any]:
    """What the method is called, and how the library writes it."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    words = {"va": "top", "linespacing": 1.35}
    with style.styled():
        moving = {"method": ax.text(0, 0.96, "", fontweight="bold", **words)}
        for line in range(6):
            place = (0, 0.5 - 0.085 * line)
            moving[f"line {line}"] = ax.text(*place, "", fontsize=SMALL, **words)
        note = {"color": style.TICK, "fontsize": SMALL}
        ax.text(0, 0.0, "gray: with all six parts", **note)
    return moving | {"title": ax.set_title("Good on 6 of 6")}


def problem_pane(ax: Any, place: int) -> dict[str, Any]:
    """One problem: what is wanted, and the run."""
    name = PROBLEMS[place].name
    across, up = WINDOWS[name]
    kind = CURVES[name]
    logs = kind in ("share", "step")
    ax.set(xlim=across, ylim=up, yscale="log" if logs else "linear")
    ax.minorticks_off()
    ax.set(xticks=[], yticks=[])
    wanted = WANTED.get(name, 0.0 if name == "a late feature" else -1.0)
    if kind == "path":
        ax.plot([0], [0], "*", color=style.INK, markersize=12, zorder=6)
    else:
        glow = {"color": style.LIT, "linewidth": 6, "zorder": 1}
        ax.plot(across, [wanted, wanted], **glow)
    whole = {"color": style.SPINE, "linewidth": 1.2, "linestyle": "--", "zorder": 2}
    ax.plot(*drawn(place, dict.fromkeys(PARTS, True)), **whole)
    look = style.line("Adam", marker="", linewidth=1.5, zorder=4)
    (curve,) = ax.plot([], [], **look)
    with style.styled():
        note = {"transform": ax.transAxes, "fontsize": SMALL, "ha": "right"}
        above = {"va": "top", "path_effects": style.halo(3), "zorder": 6}
        said = ax.text(0.99, 0.98, "", **note | above)
        ax.set_title(name, fontsize=10)
        ax.set_xlabel(AXES[name], fontsize=SMALL, color=style.TICK)
    return {name: curve, f"{name} said": said}


def drawn(place: int, parts: dict[str, bool]) -> np.ndarray:
    """The curve of a run in its pane, with at most about 200 corners."""
    points, name = run(place, parts), PROBLEMS[place].name
    kind = CURVES[name]
    if kind == "path":
        return points[::3].T
    if kind == "share":
        heights = shares(points)
    elif kind == "step":
        heights = np.append(np.nan, np.abs(np.diff(points[:, 0])))
    else:
        heights = points[:, 0]
    seen = np.arange(0, len(heights), max(1, len(heights) // 180))
    return np.stack([seen, np.minimum(heights[seen], TALLEST)])
